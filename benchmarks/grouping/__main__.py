"""How long grouping takes, how much memory, how right it is: `python -m benchmarks.grouping [PHOTOS ...]`.

album  <- made up, with known copies, bursts and places (benchmarks/grouping/album.py)
whole  <- propose, answers to the checks, gather
right  <- of pairs of photos in one group those that belong together (precision), of those that do those that are in one
          group (recall): what search and clustering lose, as embeddings and answers are made up; for real photos
          there is benchmarks/grouping_quality.py
found  <- of the undated pairs that reach the bar of a burst, the share that the search finds
more   <- the same album, when a hundred of its photos come last: those grouped again, and the groups written
beside <- imagededup's searches on the same hashes, of few enough photos that it ends

Each in a process of its own. Seconds are of all threads' work (CPU) and of the clock; memory is the process's peak.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import get_context
from typing import TypeVar

from benchmarks.grouping.measure import ADDED, REACHES, Right, Whole, add, measure
from benchmarks.grouping.rival import compare, load_phash

SIZES = (25_000, 50_000, 100_000, 200_000)
ADDED_TO = 100_000
RIVAL_SIZE = 10_000
_KINDS = {"three in ten without a capture time": 0.75, "all with a capture time": 1.0}

Answer = TypeVar("Answer")


def main(sizes: Sequence[int]) -> None:
    """Print what each size takes, how time grows, what new photos cost, and imagededup beside it."""
    load_phash()
    told: list[Whole] = []
    for photos in sizes or SIZES:
        told.append(_alone(measure, photos))
        print("\n".join(_lines(told[-1])), flush=True)
    if len(told) > 1:
        growth = math.log(told[-1].cpu_seconds / told[0].cpu_seconds) / math.log(told[-1].photos / told[0].photos)
        print(f"\nCPU time grows as photos to the power of {growth:.2f}")
    if not sizes:
        _print_added()
        _print_beside()


def _print_added() -> None:
    for name, dated in _KINDS.items():
        new = _alone(add, ADDED_TO, dated)
        print(
            f"\n{ADDED} more to {ADDED_TO - ADDED:,} photos, {name}: {new.cpu_seconds:.1f} s CPU,"
            f" {new.again:,} photos grouped again, {new.written:,} of {new.groups:,} groups written",
            flush=True,
        )


def _print_beside() -> None:
    print(f"\nsearch for near hashes alone, {RIVAL_SIZE:,} photos")
    for one in _alone(compare, RIVAL_SIZE):
        print(f"  {one.name:32}{one.cpu_seconds:8.1f} s CPU   copies {_right(one.right)}", flush=True)


def _lines(told: Whole) -> Iterator[str]:
    yield f"\n{told.photos:,} photos: {told.groups:,} groups, the largest of {told.largest}"
    yield f"  {told.cpu_seconds:.1f} s CPU, {told.seconds:.1f} s by the clock"
    yield f"  {told.peak_mb:,.0f} MB; {told.before_mb:,.0f} before grouping began"
    yield f"  {told.checks:,} pairs to compare; {told.found:.3f} of those alike found"
    yield from (f"  {kind:6} {_right(right)}" for kind, right in zip(REACHES, told.right, strict=True))
    yield f"  scene, photos with a capture time: {_right(told.dated_scene)}"


def _right(right: Right) -> str:
    return f"precision {right.precision:.3f}, recall {right.recall:.3f}, F1 {right.f1:.3f}"


def _alone(work: Callable[..., Answer], *given: float) -> Answer:
    """Do some work in a process of its own, so that its memory is not another's."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(work, given)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]])
