"""Which photos to keep so that a given number are kept in all.

::

    every moment → its pictures, best first: of each the file to keep    a bracket, a panorama: all of it at once
    the first of every moment, by score; then the second of every moment; ...     → as many as there is room for
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from winnow.curation.contest import Contest
from winnow.domain.group import WHOLE, Kind
from winnow.domain.picked import Strictness

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from winnow.curation.ground import Ground
    from winnow.domain.grouped import Grouped


@dataclass(frozen=True, slots=True)
class Unit:
    """Photos that are kept together or not at all; mostly one.

    Attributes:
        rank: how many pictures of the moment come before it.
        score: the best of any of the photos.
        path: the first of any.
    """

    rank: int
    score: float
    path: str
    photos: tuple[int, ...]


def best(ground: Ground, target: int) -> frozenset[int]:
    """Return which photos to keep beside those that somebody kept already, so that it is `target` of them.

    Two files of one picture are no two photos, and one without a score is none. Exactly so many are kept wherever the
    sizes of brackets and panoramas allow it, otherwise as near below as they do.
    """
    ordered = sorted(units(ground), key=lambda unit: (unit.rank, -unit.score, unit.path))
    taken = fill([len(unit.photos) for unit in ordered], max(0, target - len(ground.held)))
    return frozenset(photo for at in taken for photo in ordered[at].photos)


def units(ground: Ground) -> Iterator[Unit]:
    """Yield what may be kept."""
    contest = Contest(ground, Strictness.STRICT)
    for grouped in ground.groups:
        kind = grouped.group.kind
        if kind in {Kind.EXACT, Kind.COPY}:
            contest.settle(grouped, ground.wanted_of(kind))
    for grouped in ground.groups:
        if grouped.group.kind in WHOLE:
            if not contest.is_broken(grouped):
                yield from _of_whole(ground, contest.standing(grouped.suggestion.order))
        elif ground.is_moment(grouped):
            yield from _of_moment(ground, grouped, contest.standing(grouped.suggestion.order))
    for photo in ground.photos:
        if photo not in ground.moments:
            yield from _of_moment(ground, None, contest.standing([photo]))


def _of_whole(ground: Ground, frames: Sequence[int]) -> Iterator[Unit]:
    photos = tuple(photo for photo in frames if photo not in ground.held)
    scores = [score for photo in photos if (score := ground.photos[photo].score) is not None]
    if scores:
        path = min(ground.photos[photo].path for photo in photos)
        yield Unit(int(len(photos) < len(frames)), max(scores), path, photos)


def _of_moment(ground: Ground, grouped: Grouped | None, pictures: Sequence[int]) -> Iterator[Unit]:
    wanted = ground.held if grouped is None else ground.wanted_of(grouped.group.kind)
    for rank, photo in enumerate(sorted(pictures, key=lambda photo: photo not in wanted)):
        one = ground.photos[photo]
        if photo not in ground.held and one.score is not None:
            yield Unit(rank, one.score, one.path, (photo,))


def fill(sizes: Sequence[int], room: int) -> list[int]:
    """Return which of some units to take, for their sizes to add up to `room`, or as near below as they can.

    Of all that do, those that take the earlier units. Nearly all sizes are 1, so these are counted, and sums are kept
    for the others alone.
    """
    sums, ones = [1], [0]  # from the end: bit s where larger units can add up to s; how many units of size 1
    for size in reversed(sizes):
        sums.append(sums[-1] if size == 1 else (sums[-1] | (sums[-1] << size)) & ((1 << (room + 1)) - 1))
        ones.append(ones[-1] + (size == 1))

    def reach(following: int, wanted: int) -> bool:
        """Whether so many last units can add up to what is wanted."""
        least = wanted - ones[following]
        return least <= 0 or (sums[following] >> least) & ((1 << (wanted - least + 1)) - 1) != 0

    left = next(wanted for wanted in range(min(room, sum(sizes)), -1, -1) if reach(len(sizes), wanted))
    taken = []
    for at, size in enumerate(sizes):
        if size <= left and reach(len(sizes) - at - 1, left - size):
            taken.append(at)
            left -= size
    return taken
