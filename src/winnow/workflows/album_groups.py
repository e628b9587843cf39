"""The groups of an album in columns: who is in which, which are moments, which wait.

::

    clusters of contents → photos that have them, and are there → without those told apart   → groups in order
    identical photos     → groups of their own                                               ↗
    groups               → columns

Which of a group to keep is asked of the keeper rule when somebody looks, or when there is time (`album_keepers.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import numpy as np

from winnow.curation.parted import of_photos
from winnow.domain.group import REACH, WHOLE, Group, Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from winnow.curation.parted import Apart
    from winnow.domain.group import Cluster
    from winnow.workflows.album import Album
    from winnow.workflows.sift import Marks

    _Place = tuple[int, Kind, int, str]
    Places = NDArray[np.intp]
    Mask = NDArray[np.bool_]

KINDS = tuple(Kind)


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """Columns of m groups over n photos, the narrowest kinds first, each kind in order of capture.

    Attributes:
        groups: members in order of capture.
        order: what each is sorted by.
        photos: n.
        number_of: the number of a group by its id.
        kinds: (m,) int8 index of `KINDS`.
        places: of all members, group after group; those of one are ``places[starts[g]:starts[g + 1]]``.
        starts: (m + 1,).
        of_place: numbers of groups, photo after photo, each photo's narrowest first, likewise by `place_starts`.
        place_starts: (n + 1,).
        moment_of: (n,) number of each photo's moment: its widest group that is no scene; -1 for none.
        moments: (m,) bool: it is the moment of any photo.
    """

    groups: Sequence[Group]
    order: Sequence[_Place]
    photos: int
    number_of: Mapping[str, int]
    kinds: NDArray[np.int8]
    places: Places
    starts: Places
    of_place: Places
    place_starts: Places
    moment_of: Places
    moments: Mask

    def __len__(self) -> int:
        return len(self.groups)

    @property
    def sizes(self) -> Places:
        """(m,) how many photos each has."""
        return np.diff(self.starts)

    def members(self, number: int) -> Places:
        """The places of a group's photos."""
        return self.places[self.starts[number] : self.starts[number + 1]]

    def of(self, place: int) -> list[int]:
        """The numbers of a photo's groups, the narrowest first."""
        found: list[int] = self.of_place[self.place_starts[place] : self.place_starts[place + 1]].tolist()
        return found

    def of_any(self, places: Iterable[int]) -> list[int]:
        """The numbers of the groups that hold any of some photos, rising."""
        return sorted({number for place in places for number in self.of(place)})

    def holds(self, group: str) -> Mask:
        """Which photos a group holds; none if there is no such group."""
        mask = np.zeros(self.photos, dtype=np.bool_)
        if group in self.number_of:
            mask[self.members(self.number_of[group])] = True
        return mask

    def any(self, kind: Kind | None = None) -> Mask:
        """Which photos are in any group, or in any of one kind."""
        mask = np.zeros(self.photos, dtype=np.bool_)
        chosen = slice(None) if kind is None else np.repeat(self.kinds == KINDS.index(kind), self.sizes)
        mask[self.places[chosen]] = True
        return mask

    def reduced(self, ufunc: np.ufunc, values: NDArray[Any]) -> NDArray[Any]:
        """(m,) a column of photos brought together over each group's."""
        found: NDArray[Any] = ufunc.reduceat(values[self.places], self.starts[:-1]) if len(self) else values[:0]
        return found

    def decided(self, marks: Marks) -> Mask:
        """(m,) whether marks leave nothing to choose: a photo of it is kept, or all are rejected but one at most.

        One that is rejected leaves the choice among the others open; where several are kept, the rest is superfluous.
        """
        kept = self.reduced(np.logical_or, marks.verdicts > 0)
        rejected = self.reduced(np.add, (marks.verdicts < 0).astype(np.intp))
        return np.asarray(kept | (rejected >= self.sizes - 1), dtype=np.bool_)


def grouped(album: Album, clusters: Iterable[Cluster], apart: Apart) -> Groups:
    """The groups as they are stored, without what was told apart."""
    photos_of: dict[bytes, list[int]] = {}
    for row in album.rows:
        if row.content is not None:
            photos_of.setdefault(row.content, []).append(row.id)
    return laid_out(album, of_photos(photos_of, clusters, apart))


def laid_out(album: Album, groups: Iterable[Group]) -> Groups:
    """The columns of some groups, in any order, of photos that are in the album."""
    return _columns(album, [_placed(album, group) for group in groups])


def replaced(album: Album, groups: Groups, gone: Collection[str], new: Iterable[Group]) -> Groups:
    """The columns with other groups in the place of those with the ids `gone`."""
    kept = [one for one in zip(groups.order, groups.groups, strict=True) if one[1].id not in gone]
    return _columns(album, [*kept, *(_placed(album, group) for group in new)])


def _columns(album: Album, placed: list[tuple[_Place, Group]]) -> Groups:
    placed.sort(key=itemgetter(0))
    ordered = [group for _, group in placed]
    starts = np.concatenate([[0], np.cumsum([len(group.members) for group in ordered])]).astype(np.intp)
    places = album.places(chain.from_iterable(group.members for group in ordered))
    numbers = np.repeat(np.arange(len(ordered)), np.diff(starts))
    by_place = np.argsort(places, kind="stable")  # groups are the narrowest first already
    kinds = np.array([KINDS.index(group.kind) for group in ordered], dtype=np.int8)
    counts = np.bincount(places, minlength=len(album))
    place_starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.intp)
    moment_of = _moment_of(kinds, places, numbers, len(album))
    moments = np.zeros(len(ordered), dtype=np.bool_)
    moments[moment_of[moment_of >= 0]] = True
    return Groups(
        groups=ordered,
        order=[place for place, _ in placed],
        photos=len(album),
        number_of={group.id: number for number, group in enumerate(ordered)},
        kinds=kinds,
        places=places,
        starts=starts,
        of_place=numbers[by_place],
        place_starts=place_starts,
        moment_of=moment_of,
        moments=moments,
    )


def spare(groups: Groups, keepers: Mask, marks: Marks) -> Mask:
    """Which photos the moments would let go, (n,) bool: what is neither to be kept of one nor kept already.

    Args:
        groups: the groups.
        keepers: which photos are to be kept of a moment.
        marks: what was decided.
    """
    whole = np.isin(groups.kinds, [KINDS.index(kind) for kind in WHOLE])
    letting = np.repeat(groups.moments & ~whole, groups.sizes)
    mask = np.zeros(groups.photos, dtype=np.bool_)
    mask[groups.places[letting]] = True
    return mask & ~keepers & (marks.verdicts <= 0)


def _placed(album: Album, group: Group) -> tuple[_Place, Group]:
    """The group, its members in order of capture, and what it is sorted by: its kind, then capture, then id."""
    rank, place_of = album.by_capture, album.place_of
    members = sorted([(rank[place_of[photo]].item(), photo) for photo in group.members])
    photos = tuple([photo for _, photo in members])
    own = group if photos == group.members else replace(group, members=photos)
    return (REACH[group.kind], group.kind, members[0][0], group.id), own


def _moment_of(kinds: NDArray[np.int8], places: Places, numbers: Places, photos: int) -> Places:
    """A photo's widest group but scenes is the last of those that are none: they come the narrowest first."""
    own = kinds[numbers] != KINDS.index(Kind.SCENE)
    widest = np.full(photos, -1, dtype=np.intp)
    np.maximum.at(widest, places[own], numbers[own])
    return widest
