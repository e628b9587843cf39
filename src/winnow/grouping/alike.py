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
from winnow.grouping.wanted import go_on

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
_ONE_THREAD = 2**18  # multiplications
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
        self._tables = (
            list(_sorted(_codes(vectors, self._planes, _tables(self._planes, cosine)))) if self._planes else []
        )

    def between(self, asking: Mask, among: Mask) -> Pairs:
        """Return pairs of a row that is `asking` and one that is `among`, (n,) bool; as alike as their cosine says."""
        found = self._in_buckets(asking, among) if self._planes else self._every_pair(asking, among)
        one, other = distinct(found, len(self._vectors))
        cosines = cosines_of(self._vectors, one, other)
        return Pairs(one, other, cosines).where(cosines >= self._cosine)

    def _every_pair(self, asking: Mask, among: Mask) -> Iterator[tuple[Rows, Rows]]:
        asked, rows = np.flatnonzero(asking), np.flatnonzero(among)
        for low in range(0, len(asked), _BLOCK):
            some = asked[low : low + _BLOCK]
            one, other = np.nonzero(self._vectors[some] @ self._vectors[rows].T >= self._cosine - _ROUNDING)
            yield some[one], rows[other]

    def _in_buckets(self, asking: Mask, among: Mask) -> Iterator[tuple[Rows, Rows]]:
        for order, codes in self._tables:
            for low, high in _buckets(codes, asking[order]):
                rows = order[low:high].astype(np.int64)
                yield _reaching(self._vectors, rows[asking[rows]], rows[among[rows]], self._cosine)


def along(vectors: Vectors, rows: Rows, runs: Rows, reach: int, cosine: float) -> Pairs:
    """Return every pair of one run, at most `reach` places apart, whose cosine reaches the bar.

    Args:
        vectors: of all rows.
        rows: (k,) rows in order of capture.
        runs: (k,) number of each one's run, not falling.
        reach: places.
        cosine: the bar.
    """
    place = np.empty(len(vectors), dtype=np.int64)
    place[rows] = np.arange(len(rows))
    found = []
    for low in range(0, len(rows), _STRETCH):
        one, other = _reaching(vectors, rows[low : low + _STRETCH], rows[low : low + _STRETCH + reach], cosine)
        apart = place[other] - place[one]
        close = (apart > 0) & (apart <= reach) & (runs[place[one]] == runs[place[other]])
        found.append((one[close], other[close]))
    one, other = distinct(found, len(vectors))
    cosines = cosines_of(vectors, one, other)
    return Pairs(one, other, cosines).where(cosines >= cosine)


def _reaching(vectors: Vectors, some: Rows, others: Rows, cosine: float) -> tuple[Rows, Rows]:
    """Return the pairs of some rows and others that reach the bar, or miss it by no more than rounding.

    In products so small that OpenBLAS keeps them on one thread. For a few hundred rows threads gain little, and on a
    busy machine they wait for one another: 25,000 photos then took 6 s of CPU rather than 1.4.
    """
    size = vectors.shape[1]
    side = max(1, math.isqrt(_ONE_THREAD // size))
    here, there = (np.zeros((-(-len(rows) // side) * side, size), dtype=np.float32) for rows in (some, others))
    here[: len(some)], there[: len(others)] = vectors[some], vectors[others]
    tiles = here.reshape(-1, 1, side, size) @ there.reshape(1, -1, side, size).transpose(0, 1, 3, 2)
    tile, tile_other, row, row_other = np.nonzero(tiles >= cosine - _ROUNDING)
    one, other = tile * side + row, tile_other * side + row_other
    real = (one < len(some)) & (other < len(others))  # not what fills the last tile
    return some[one[real]], others[other[real]]


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
        go_on()
        sides = (vectors[low : low + _BLOCK] @ normals.T > 0).reshape(-1, tables, bits)
        codes[:, low : low + _BLOCK] = (sides @ weights).T
    return codes


def _sorted(tables: Codes) -> Iterator[tuple[NDArray[np.int32], Codes]]:
    """Yield for each table the rows in order of their codes, and the codes."""
    for codes in tables:
        order = np.argsort(codes, kind="stable").astype(np.int32)
        yield order, codes[order]


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
