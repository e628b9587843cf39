"""An album as it lies before a person: with marks and groups, which change with every key that is pressed.

::

    album, clusters, the log         → Desk
    a Desk, the log, one more act    → Desk     only what the act speaks of is worked out anew

Desks are never changed: whoever reads one keeps it while the next is made.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from winnow.curation.ledger import photos_of
from winnow.curation.parted import joined, parted
from winnow.domain.decision import LABELS, Mark, Verb
from winnow.domain.group import WHOLE, Kind, Suggestion
from winnow.workflows.album_groups import Groups, grouped, replaced, spare
from winnow.workflows.album_keepers import Keepers
from winnow.workflows.shown import preferring
from winnow.workflows.sift import Marks, meets

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from winnow.curation.ledger import Ledger
    from winnow.domain.decision import Act
    from winnow.domain.group import Cluster, Group
    from winnow.workflows.album import Album
    from winnow.workflows.sift import Wanted

    Places = NDArray[np.intp]
    Mask = NDArray[np.bool_]


_REMEMBERED = 3
"""Acts of which the groups before are kept: some 20 MB each of 100,000 photos."""


@dataclass(frozen=True, slots=True, eq=False)
class Desk:
    """How an album stands.

    Attributes:
        album: the facts of the photos.
        marks: what was decided of them.
        groups: those that hold them.
        keepers: what the keeper rule says of groups.
        chosen: the person's own keepers, of groups that have any, by number.
        keep_all: the numbers of groups of which all is worth keeping.
        earlier: the groups before each of the last acts that spoke of belonging, by the act's id.
    """

    album: Album
    marks: Marks
    groups: Groups
    keepers: Keepers
    chosen: Mapping[int, tuple[int, ...]]
    keep_all: frozenset[int]
    earlier: tuple[tuple[int, Groups], ...] = ()

    def mark(self, place: int) -> Mark:
        """What was decided of a photo."""
        verdict, label = int(self.marks.verdicts[place]), int(self.marks.labels[place])
        kept = None if verdict == 0 else verdict > 0
        return Mark(kept, int(self.marks.stars[place]), None if label < 0 else LABELS[label])

    def suggestion(self, number: int) -> Suggestion:
        """Which photo of a group to keep: the person's own choice, or what the keeper rule says."""
        return preferring(self.chosen.get(number, ()), self.keepers.of(self.groups, number))

    def waiting(self) -> Mask:
        """(m,) of which groups there is something to choose yet: not all of it is to be kept, and marks leave it open.

        A keeper that was only preferred is neither kept nor are the others rejected: that waits for a word.
        """
        mask = ~self.groups.decided(self.marks)
        mask[[*self.keep_all]] = False
        return mask

    def firsts(self) -> Places:
        """(m,) the place of what is to be kept of each group, by the best score where the rule was not asked yet."""
        found = self.keepers.firsts(self.groups).copy()
        for number in self.chosen:
            found[number] = self.first(number)
        return found

    def first(self, number: int) -> int:
        """The same of one group."""
        photos = self.chosen.get(number, ())
        if len(photos) == 1:
            return self.album.place_of[photos[0]]
        return (
            self.album.place_of[self.suggestion(number).keeper]
            if photos
            else int(self.keepers.firsts(self.groups)[number])
        )

    def is_keeper(self, number: int, place: int) -> bool:
        """Whether a photo is to be kept of a group that holds it."""
        if self.groups.groups[number].kind in WHOLE or number in self.keep_all:
            return True
        return place == self.first(number) or int(self.album.ids[place]) in self.chosen.get(number, ())

    def spare(self, firsts: Places) -> Mask:
        """Which photos the moments would let go, (n,) bool."""
        mask = np.zeros(len(self.album), dtype=np.bool_)
        mask[firsts[self.groups.moments]] = True
        for number in self.keep_all:
            mask[self.groups.members(number)] = True
        mask[self.album.places(photo for photos in self.chosen.values() for photo in photos)] = True
        return spare(self.groups, mask, self.marks)

    def meeting(self, scores: NDArray[np.float64], wanted: Wanted) -> Mask:
        """Which photos meet what is wanted, (n,) bool; raises `ArgumentError` as `winnow.workflows.sift`."""
        mask = meets(self.album, scores, self.marks, self.groups, wanted)
        return mask if wanted.spare is None else mask & (self.spare(self.firsts()) == wanted.spare)


def set_up(album: Album, clusters: Iterable[Cluster], ledger: Ledger, before: Desk | None = None) -> Desk:
    """Lay an album out; what the keeper rule said for `before` stands where it still holds."""
    groups = grouped(album, clusters, ledger.apart)
    known = None if before is None else before.keepers
    keepers = known if before is not None and before.album is album and known else Keepers(album, known)
    marks = {album.place_of[photo]: mark for photo, mark in ledger.marks().items() if photo in album.place_of}
    earlier = before.earlier if before is not None and before.album is album else ()
    desk = Desk(album, Marks.none(len(album)).with_these(marks), groups, keepers, {}, frozenset(), earlier)
    return _with_choices(desk, ledger, groups.of_any(album.places(ledger.named()).tolist()))


def after(desk: Desk, ledger: Ledger, about: Act) -> Desk:
    """The desk once an act was made, taken back or brought back, which `ledger` has heard already."""
    album = desk.album
    photos = [photo for photo in photos_of(about) if photo in album.place_of]
    desk = replace(desk, marks=desk.marks.with_these({album.place_of[photo]: ledger.mark(photo) for photo in photos}))
    if all(choice.verb in {Verb.STAR, Verb.LABEL} for choice in about.choices):
        return desk
    if speaks_of_belonging(about):
        return _regrouped(desk, ledger, about, photos)
    return _with_choices(desk, ledger, desk.groups.of_any(album.places(photos).tolist()))


def speaks_of_belonging(act: Act) -> bool:
    """Whether an act says what belongs together, or does not."""
    return any(choice.verb in {Verb.TOGETHER, Verb.APART} for choice in act.choices)


def _with_choices(desk: Desk, ledger: Ledger, numbers: Sequence[int]) -> Desk:
    """The desk with the person's keepers, and what is kept whole, of some groups as the log has them now."""
    chosen, keep_all = dict(desk.chosen), set(desk.keep_all)
    for number in numbers:
        members = desk.groups.groups[number].members
        chosen.pop(number, None)
        keep_all.discard(number)
        if keepers := ledger.keepers(members):
            chosen[number] = keepers
        if ledger.keeps_all(members):
            keep_all.add(number)
    return replace(desk, chosen=chosen, keep_all=frozenset(keep_all))


def _regrouped(desk: Desk, ledger: Ledger, about: Act, photos: Sequence[int]) -> Desk:
    """The desk with groups split and merged as was said, until grouping has heard of it and says the rest.

    Taken back, they are what they were: groups are the same for the same photos and the same word.
    """
    taken_back = about.id in ledger.undone()
    groups = dict(desk.earlier).get(about.id) if taken_back else None
    if groups is None:
        groups = _said(desk, ledger, about, photos, taken_back=taken_back)
    earlier = desk.earlier if taken_back else (*desk.earlier, (about.id, desk.groups))[-_REMEMBERED:]
    desk = replace(desk, groups=groups, chosen={}, keep_all=frozenset(), earlier=earlier)
    return _with_choices(desk, ledger, groups.of_any(desk.album.places(ledger.named()).tolist()))


def _said(desk: Desk, ledger: Ledger, about: Act, photos: Sequence[int], *, taken_back: bool) -> Groups:
    touched = [desk.groups.groups[number] for number in desk.groups.of_any(desk.album.places(photos).tolist())]
    found = touched
    if not taken_back:
        for choice in about.choices:
            if choice.verb is Verb.TOGETHER:
                here = [photo for photo in choice.photos if photo in desk.album.place_of]
                found = _joined(found, here, Kind(str(choice.value)))
    whole = [part for group in found for part in parted(group, ledger.apart)]
    return replaced(desk.album, desk.groups, {group.id for group in touched}, whole)


def _joined(groups: Sequence[Group], photos: Sequence[int], kind: Kind) -> list[Group]:
    """The groups once some photos are put together; those that hold none of them stay as they are."""
    here = frozenset(photos)
    held = [group for group in groups if not here.isdisjoint(group.members)]
    return [*(group for group in groups if here.isdisjoint(group.members)), *joined(held, photos, kind)]
