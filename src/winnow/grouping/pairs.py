"""Pairs of rows, in columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from winnow.grouping.wanted import go_on

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from winnow.grouping.looks import Mask, Rows

_PENDING = 8_000_000  # found pairs that may wait, 64 MB, before those found twice are dropped


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Pairs of rows, each once, the lower row first, in rising order.

    Attributes:
        one: (m,) int64, other: (m,) int64.
        alike: (m,) float64, how alike the two are.
    """

    one: Rows
    other: Rows
    alike: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.one)

    def where(self, kept: Mask | Rows | slice) -> Pairs:
        """Return some of the pairs: by a (m,) mask, by their numbers, or a stretch."""
        return Pairs(self.one[kept], self.other[kept], self.alike[kept])


def no_pairs() -> Pairs:
    """Return none."""
    return Pairs(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))


def likest(*some: Pairs) -> Pairs:
    """Return all pairs; one that is given twice is as alike as the better says."""
    one, other = (np.concatenate([getattr(pairs, side) for pairs in some]) for side in ("one", "other"))
    alike = np.concatenate([pairs.alike for pairs in some])
    order = np.lexsort((-alike, other, one))
    one, other, alike = one[order], other[order], alike[order]
    first = np.ones(len(one), dtype=np.bool_)
    first[1:] = (one[1:] != one[:-1]) | (other[1:] != other[:-1])
    return Pairs(one[first], other[first], alike[first])


def without(pairs: Pairs, others: Pairs, rows: int) -> Pairs:
    """Return the pairs that are not among the others, of so many rows."""
    return pairs.where(~np.isin(pairs.one * rows + pairs.other, others.one * rows + others.other))


def distinct(found: Iterable[tuple[Rows, Rows]], rows: int) -> tuple[Rows, Rows]:
    """Return each of the pairs once, the lower row first, in rising order; a row is no pair with itself.

    Args:
        found: blocks of pairs, in either order, many of them found several times.
        rows: how many rows there are.
    """
    pending: list[Rows] = []
    waiting, most = 0, _PENDING
    for one, other in found:
        go_on()
        keys = np.minimum(one, other) * rows + np.maximum(one, other)
        pending.append(keys[one != other])
        waiting += len(pending[-1])
        if waiting > most:
            pending = [np.unique(np.concatenate(pending))]
            waiting = len(pending[0])
            most = max(_PENDING, 2 * waiting)
    keys = np.unique(np.concatenate([np.zeros(0, np.int64), *pending]))
    return keys // max(rows, 1), keys % max(rows, 1)


def roots_of(count: int, one: Rows, other: Rows) -> Rows:
    """Return the (count,) least member of each one's component, of pairs of numbers below count."""
    roots = np.arange(count)
    while True:
        high, low = np.maximum(roots[one], roots[other]), np.minimum(roots[one], roots[other])
        if np.array_equal(high, low):
            return roots
        np.minimum.at(roots, high, low)
        while not np.array_equal(roots, roots[roots]):
            roots = roots[roots]
