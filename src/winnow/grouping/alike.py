"""Which photos look alike: pairs whose cosine reaches a bar, without looking at every pair.

tables <- signs of projections on random planes, a few dozen times over: what looks alike often falls on the same side
          of all planes of a table, into one bucket (Charikar, "Similarity estimation techniques from rounding
          algorithms", STOC 2002)
pairs  <- of all that share a bucket with one that asks, those whose cosine reaches the bar
cosine <- summed in one order, so that it does not hang on what else was looked at

Up to EVERY_PAIR photos, every pair is looked at. Beyond, a pair that just reaches the bar is found with probability
RECALL, a likelier one more often: `python -m benchmarks.grouping` prints how often. Whether a pair is found hangs on
the two alone and on how many planes a table has, which changes where the number of photos doubles; but where more than
MOST photos share a bucket, further planes part them.
"""

from __future__ import annotations

import hashlib
import math
from typing import TYPE_CHECKING

import numpy as np

from winnow.grouping.pairs import Pairs, distinct

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from winnow.grouping.looks import Mask, Rows

    Vectors = NDArray[np.float32]
    Codes = NDArray[np.uint32]

EVERY_PAIR = 8192
RECALL = 0.95
MOST = 1024
_BUCKET = 128  # photos in a bucket of the fewest planes, if the planes part them evenly
_FURTHER = 6  # planes of each table that part buckets which are too full
_MOST_TABLES = 128
_BLOCK = 1024
_STRETCH = 256  # places looked at together with those after them
_PAIRS = 65_536  # whose vectors are gathered together: 128 MB for embeddings of 256
_ROUNDING = 1e-5  # by which a cosine from a product of matrices may be off


def planes_of_a_table(rows: int) -> int:
    """Return by how many planes the buckets of so many photos are made; none where every pair is looked at."""
    return 0 if rows <= EVERY_PAIR else math.ceil(math.log2(rows / _BUCKET))


class Alike:
    """Finds pairs among the rows of (n, d) float32 vectors of length 1; a row of zeros is like nothing.

    Args:
        vectors: of all rows.
        cosine: the bar.
    """

    def __init__(self, vectors: Vectors, cosine: float) -> None:
        self._vectors = vectors
        self._cosine = cosine
        self._planes = planes_of_a_table(len(vectors))
        self._codes = _codes(vectors, self._planes, _tables(self._planes, cosine)) if self._planes else None

    def between(self, asking: Mask, among: Mask) -> Pairs:
        """Return pairs of a row that is `asking` and one that is `among`, (n,) bool; as alike as their cosine says."""
        found = self._every_pair(asking, among) if self._codes is None else self._in_buckets(asking, among, self._codes)
        one, other = distinct(found, len(self._vectors))
        cosines = cosines_of(self._vectors, one, other)
        return Pairs(one, other, cosines).where(cosines >= self._cosine)

    def _every_pair(self, asking: Mask, among: Mask) -> Iterator[tuple[Rows, Rows]]:
        asked, rows = np.flatnonzero(asking), np.flatnonzero(among)
        for low in range(0, len(asked), _BLOCK):
            yield self._reaching(asked[low : low + _BLOCK], rows)

    def _in_buckets(self, asking: Mask, among: Mask, tables: Codes) -> Iterator[tuple[Rows, Rows]]:
        for codes in tables:
            order = np.argsort(codes, kind="stable")
            for low, high in _buckets(codes[order], asking[order]):
                rows = order[low:high]
                yield self._reaching(rows[asking[rows]], rows[among[rows]])

    def _reaching(self, asked: Rows, rows: Rows) -> tuple[Rows, Rows]:
        cosines = self._vectors[asked] @ self._vectors[rows].T
        one, other = np.nonzero(cosines >= self._cosine - _ROUNDING)
        return asked[one], rows[other]


def along(vectors: Vectors, rows: Rows, runs: Rows, reach: int, cosine: float) -> Pairs:
    """Return every pair of one run, at most `reach` places apart, whose cosine reaches the bar.

    Args:
        vectors: of all rows.
        rows: (k,) rows in order of capture.
        runs: (k,) number of each one's run, not falling.
        reach: places.
        cosine: the bar.
    """
    places = np.arange(len(rows))
    found = []
    for low in range(0, len(rows), _STRETCH):
        here, there = places[low : low + _STRETCH], places[low : low + _STRETCH + reach]
        cosines = vectors[rows[here]] @ vectors[rows[there]].T
        apart = there - here[:, None]
        close = (apart > 0) & (apart <= reach) & (runs[there] == runs[here][:, None])
        one, other = np.nonzero(close & (cosines >= cosine - _ROUNDING))
        found.append((rows[here[one]], rows[there[other]]))
    one, other = distinct(found, len(vectors))
    cosines = cosines_of(vectors, one, other)
    return Pairs(one, other, cosines).where(cosines >= cosine)


def cosines_of(vectors: Vectors, one: Rows, other: Rows) -> NDArray[np.float64]:
    """Return the (m,) cosines of pairs of rows, each the same whatever pairs it is worked out with."""
    cosines = np.empty(len(one))
    for low in range(0, len(one), _PAIRS):
        some = slice(low, low + _PAIRS)
        cosines[some] = np.einsum("nd,nd->n", vectors[one[some]], vectors[other[some]])
    return cosines


def _tables(planes: int, cosine: float) -> int:
    """Return how many tables find a pair of that cosine with probability RECALL."""
    same_side = 1 - math.acos(min(max(cosine, -1.0), 1.0)) / math.pi
    if same_side**planes >= RECALL:
        return 1
    return min(_MOST_TABLES, math.ceil(math.log(1 - RECALL) / math.log1p(-(same_side**planes))))


def _codes(vectors: Vectors, planes: int, tables: int) -> Codes:
    """Return (tables, n) numbers of buckets: a bit for each plane, those that part full buckets last."""
    bits = planes + _FURTHER
    normals = _normals(tables, bits, vectors.shape[1])
    weights = np.left_shift(np.uint32(1), np.arange(bits - 1, -1, -1, dtype=np.uint32))
    codes = np.empty((tables, len(vectors)), dtype=np.uint32)
    for low in range(0, len(vectors), _BLOCK):
        sides = (vectors[low : low + _BLOCK] @ normals.T > 0).reshape(-1, tables, bits)
        codes[:, low : low + _BLOCK] = (sides @ weights).T
    return codes


def _normals(tables: int, bits: int, size: int) -> Vectors:
    """Return (tables * bits, size) signs that are the same on every machine, and for any number of tables."""
    wanted = tables * bits * size
    noise = np.frombuffer(hashlib.shake_256(b"winnow").digest(math.ceil(wanted / 8)), dtype=np.uint8)
    signs = np.unpackbits(noise)[:wanted].reshape(tables * bits, size)
    return np.where(signs, np.float32(1), np.float32(-1))


def _buckets(codes: Codes, asking: Mask) -> Iterator[tuple[int, int]]:
    """Yield ranges of rising codes that share a bucket of two or more, of which one asks."""
    asked = np.concatenate([[0], np.cumsum(asking)])
    for low, high in _parted(codes, 0, len(codes), _FURTHER):
        if asked[high] > asked[low]:
            yield low, high


def _parted(codes: Codes, low: int, high: int, further: int) -> Iterator[tuple[int, int]]:
    """Yield ranges within low:high whose codes are the same but for their last bits, as many as `further` says."""
    ends = np.flatnonzero(np.diff(codes[low:high] >> np.uint32(further))) + low + 1
    for first, beyond in zip([low, *ends.tolist()], [*ends.tolist(), high], strict=True):
        if beyond - first <= MOST:
            if beyond - first > 1:
                yield first, beyond
        elif further:
            yield from _parted(codes, first, beyond, further - 1)
        else:
            cuts = range(first, beyond, MOST)
            yield from ((cut, min(cut + MOST, beyond)) for cut in cuts)
