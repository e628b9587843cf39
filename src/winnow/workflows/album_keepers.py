"""Which photo of a group to keep, asked of the keeper rule once for each group of an album.

The rule takes half a millisecond a group, so it is asked for the groups that somebody looks at, and for the others when
there is time. Decisions do not change what it says; another album does where a photo of the group is another.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from winnow.grouping.candidate import Candidate
from winnow.grouping.keeper import suggest
from winnow.workflows.album_facts import SIGNALS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from winnow.domain.group import Group, Kind, Suggestion
    from winnow.workflows.album import Album
    from winnow.workflows.album_groups import Groups

    Places = NDArray[np.intp]
    _Key = tuple[Kind, tuple[int, ...]]

_ASKED_AT_ONCE = 16


class Keepers:
    """What the keeper rule says of an album's groups. Answers may be asked for by several threads."""

    def __init__(self, album: Album, before: Keepers | None = None) -> None:
        self._album = album
        self._known: dict[_Key, Suggestion] = {} if before is None else _still_true(album, before)
        self._firsts: tuple[Groups, Places] | None = None
        self._asked: tuple[Groups, int] | None = None

    def of(self, groups: Groups, number: int) -> Suggestion:
        """Which photo of a group to keep, the order of the others, and why."""
        group = groups.groups[number]
        found = self._known.get(_key(group))
        if found is None:
            found = self._known[_key(group)] = suggest([self._candidate(photo) for photo in group.members], group.kind)
            self.firsts(groups)[number] = self._album.place_of[found.keeper]
        return found

    def firsts(self, groups: Groups) -> Places:
        """(m,) the places of what is to be kept of each group; as long as nobody asked, the one with the best score.

        Kept up as the rule is asked: to be copied before it is changed.
        """
        if self._firsts is None or self._firsts[0] is not groups:
            found = _best(self._album, groups)
            for number, group in enumerate(groups.groups):
                if (known := self._known.get(_key(group))) is not None:
                    found[number] = self._album.place_of[known.keeper]
            self._firsts = groups, found
        return self._firsts[1]

    def ask_more(self, groups: Groups) -> bool:
        """Ask of a few groups more of which nobody asked; whether there were any."""
        start = self._asked[1] if self._asked is not None and self._asked[0] is groups else 0
        asked = 0
        for number in range(start, len(groups)):
            if _key(groups.groups[number]) not in self._known:
                self.of(groups, number)
                asked += 1
            self._asked = groups, number + 1
            if asked == _ASKED_AT_ONCE:
                break
        return asked > 0

    def _candidate(self, photo: int) -> Candidate:
        album, place = self._album, self._album.place_of[photo]
        row = album.rows[place]
        if album.formats.codes[place] < 0:
            return Candidate(photo, row.content or b"", row.path, row.mtime_ns, row.size, score=row.score)
        *signals, impression = (None if math.isnan(value) else value for value in album.signals[place].tolist())
        width, height = album.sizes[place].tolist()
        return Candidate(
            photo=photo,
            content=row.content or b"",
            path=row.path,
            mtime_ns=row.mtime_ns,
            size=row.size,
            format=album.formats.text(place),
            width=width,
            height=height,
            score=row.score,
            impression=impression,
            signals=dict(zip(SIGNALS, signals, strict=False)),
            taken_at=album.taken.text(place),
            from_camera=bool(album.from_camera[place]),
        )


def _key(group: Group) -> _Key:
    return group.kind, group.members


def _best(album: Album, groups: Groups) -> Places:
    """The place of the best score of each group, of equals the first."""
    scores = np.nan_to_num(album.scores[groups.places], nan=-1.0)
    numbers = np.repeat(np.arange(len(groups)), groups.sizes)
    order = np.lexsort((np.arange(len(scores)), -scores, numbers))
    return groups.places[order[groups.starts[:-1]]]


def _still_true(album: Album, before: Keepers) -> dict[_Key, Suggestion]:
    """What was said of groups of which every photo is as it was."""
    then = before._album  # noqa: SLF001 - of its own kind
    same = {
        row.id for row in album.rows if (place := then.place_of.get(row.id)) is not None and then.rows[place] == row
    }
    known = list(before._known.items())  # noqa: SLF001 - likewise; a copy, since others may be asking
    return {key: said for key, said in known if same.issuperset(key[1])}
