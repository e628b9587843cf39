"""The log as one process keeps it in mind: each new act is taken in by itself.

::

    the log, once → what was said
    a new act     → it decides: hear it
                    it takes back, or brings back: what was said of its photos, made anew of the acts that name them;
                    where it spoke of photos together: made anew of all

Whatever the order of what is asked and what is heard, the answers are those of `winnow.curation.fold`.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from winnow.curation.fold import Heard
from winnow.curation.standing import undone, what_to_redo
from winnow.domain.decided import Decided
from winnow.domain.decision import Verb

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from winnow.domain.decision import Act, Mark
    from winnow.domain.group import Kind

_OF_BELONGING = {Verb.TOGETHER, Verb.APART}


@dataclass(frozen=True, slots=True)
class Effect:
    """What an act did.

    Attributes:
        about: the act that it takes back or brings back; itself if it decides something.
        took_back: whether that is in force no more.
        marks: of every photo that it speaks of, in order of id, the mark before and after.
    """

    about: Act
    took_back: bool
    marks: Mapping[int, tuple[Mark, Mark]]


class Ledger:
    """A log, in order of id, and how things stand after it."""

    def __init__(self, acts: Iterable[Act]) -> None:
        self._acts = list(acts)
        self._heard = Heard()
        self._naming: dict[int, list[Act]] = {}
        self._in_sets: set[int] = set()
        self._indexed = 0
        self._hear_all()

    @property
    def acts(self) -> Sequence[Act]:
        """The log, oldest first."""
        return self._acts

    @property
    def newest(self) -> int:
        """The id of the newest act; 0 for none."""
        return self._acts[-1].id if self._acts else 0

    def add(self, act: Act) -> Act:
        """Take in one more act.

        Returns:
            The act that it is about: the one that it takes back or brings back, or itself.
        """
        self._acts.append(act)
        if act.undoes is None:
            self._heard.hear(act)
            if _speaks_of_belonging(act):
                self._apart = self._heard.belonging.apart()
            return act
        about = self.about(act)
        self._index()
        if _speaks_of_belonging(about) or not self._in_sets.isdisjoint(photos_of(about)):
            self._hear_all()
        else:
            self._hear_again(photos_of(about))
        return about

    def effect(self, act: Act) -> Effect:
        """Take in one more act; what it did."""
        photos = sorted(photos_of(self.about(act)))
        before = [self.mark(photo) for photo in photos]
        about = self.add(act)
        marks = {photo: (was, self.mark(photo)) for photo, was in zip(photos, before, strict=True)}
        return Effect(about, act.undoes is not None and about.id in self._back, marks)

    def effect_again(self, act: Act) -> Effect:
        """What an act of the log did when it was taken in; as long as hearing all that was said before it."""
        return Ledger(earlier for earlier in self._acts if earlier.id < act.id).effect(act)

    def find(self, act_id: int) -> Act:
        """The act of the log with that id."""
        return self._acts[bisect_left(self._acts, act_id, key=_id)]

    def about(self, act: Act) -> Act:
        """The act that an act takes back or brings back in the end; itself if it decides something."""
        while act.undoes is not None:
            act = self.find(act.undoes)
        return act

    def mark(self, photo: int) -> Mark:
        """What has been decided of a photo."""
        return self._heard.marks.mark(photo)

    def marks(self) -> Mapping[int, Mark]:
        """The marks of the photos that have any."""
        return self._heard.marks.marks()

    @property
    def apart(self) -> Mapping[tuple[int, int], Kind]:
        """As `Decided.apart`."""
        return self._apart

    def keepers(self, members: Collection[int]) -> tuple[int, ...]:
        """As `Decided.keepers`."""
        return Decided(chosen=self._heard.keepers.chosen_among(members)).keepers(members)

    def keeps_all(self, members: Collection[int]) -> bool:
        """Whether all of a group is worth keeping."""
        return self._heard.keepers.keeps_all(frozenset(members))

    def named(self) -> frozenset[int]:
        """The photos that were made keepers, or are in a set of which all are kept: of all others nothing is known."""
        keepers = self._heard.keepers
        return frozenset(keepers.chosen()).union(*keepers.keep_all())

    def undone(self) -> frozenset[int]:
        """The ids of acts that are not in force."""
        return self._back

    def to_undo(self) -> int | None:
        """As `winnow.curation.standing.what_to_undo`."""
        return next((act.id for act in reversed(self._acts) if act.undoes is None and act.id not in self._back), None)

    def to_redo(self) -> int | None:
        """As `winnow.curation.standing.what_to_redo`."""
        return what_to_redo(self._acts)

    def _index(self) -> None:
        """Note which acts name each photo, and which photos were ever to be kept together."""
        for act in self._acts[self._indexed :]:
            for photo in photos_of(act):
                self._naming.setdefault(photo, []).append(act)
            for choice in act.choices:
                if choice.verb is Verb.KEEP_ALL:
                    self._in_sets.update(choice.photos)
        self._indexed = len(self._acts)

    def _hear_again(self, photos: Collection[int]) -> None:
        """What was said of some photos that were never to be kept together with others."""
        self._back = undone(self._acts)
        naming = {act.id: act for photo in photos for act in self._naming.get(photo, ())}
        heard = Heard()
        for act in sorted(naming.values(), key=_id):
            if act.id not in self._back:
                heard.hear(act)
        self._heard.marks.take(photos, heard.marks)
        self._heard.keepers.take(photos, heard.keepers)

    def _hear_all(self) -> None:
        self._heard = Heard()
        self._back = undone(self._acts)
        for act in self._acts:
            if act.undoes is None and act.id not in self._back:
                self._heard.hear(act)
        self._apart = self._heard.belonging.apart()


def photos_of(act: Act) -> frozenset[int]:
    """Every photo that an act names."""
    return frozenset(photo for choice in act.choices for photo in (*choice.photos, *choice.others))


def _id(act: Act) -> int:
    return act.id


def _speaks_of_belonging(act: Act) -> bool:
    return any(choice.verb in _OF_BELONGING for choice in act.choices)
