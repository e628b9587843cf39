"""Which pictures have nearly the same perceptual hash, also turned and mirrored.

bands <- each hash in six parts: of two that differ in at most five bits, at least one part is the same (pigeonhole)
found <- for each of a hash's variants under the symmetries of the square, those with a part in common
near  <- of these, those that differ in at most NEAR_BITS

Every such pair is found, but where more than MOST hashes have one part in common; each of these meets the next MOST.
`winnow.domain.look.Look.hash` says what the bits are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from winnow.domain.likeness import Likeness
from winnow.grouping.pairs import distinct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from winnow.grouping.looks import Mask, Rows

    Hashes = NDArray[np.uint64]
    Possible = Callable[[Rows, Rows], Mask]

NEAR_BITS = 5
MOST = 256
_BANDS = ((0, 11), (11, 22), (22, 33), (33, 44), (44, 54), (54, 64))  # bits of each, the highest first
_BITS = 64
_ALL = np.uint64(2**_BITS - 1)
_ODD_COLUMNS = np.uint64(0x5555555555555555)  # turned over where left and right are swapped
_ODD_ROWS = np.uint64(0x00FF00FF00FF00FF)  # where top and bottom are
# Halves, quarters, single bits: (distance, which bits change places with those so far down), Hacker's Delight 7-3.
_TRANSPOSE = (
    (np.uint64(28), np.uint64(0x00000000F0F0F0F0)),
    (np.uint64(14), np.uint64(0x0000CCCC0000CCCC)),
    (np.uint64(7), np.uint64(0x00AA00AA00AA00AA)),
)
_QUARTER, _OTHER_QUARTER = 6, 7  # which variants are no symmetry of their own inverse
_BLOCK = 2_000_000  # candidates looked at together: some 100 MB

LIKENESS = Likeness(
    (-1.0, 0.0, 0.3125, 0.4375, 0.5, 0.5625, 0.6875, 0.9375, 1.0),
    (0.0, 0.2, 0.5, 0.65, 0.75, 0.85, 0.9, 0.97, 1.0),
)
"""What cosines of `signs` mean: of two hashes that differ in 14 bits 0.85, as a model's card defines it.

Fitted as the cards' are, by `calibrate(phash_vectors)` of training/likeness.py.
"""


def variants(hashes: Hashes) -> tuple[Hashes, ...]:
    """Return the hashes of the pictures under the eight symmetries: the last two are a quarter turn either way."""
    across, down = hashes ^ _ODD_COLUMNS, hashes ^ _ODD_ROWS
    turned = across ^ _ODD_ROWS
    return hashes, across, down, turned, *(transposed(one) for one in (hashes, turned, across, down))


def transposed(hashes: Hashes) -> Hashes:
    """Return the hashes of the pictures with rows and columns swapped."""
    for distance, mask in _TRANSPOSE:
        swapped = (hashes ^ (hashes >> distance)) & mask
        hashes = hashes ^ swapped ^ (swapped << distance)
    return hashes


def differing(one: Hashes, other: Hashes) -> NDArray[np.uint64]:
    """Return in how many bits two hashes differ (Hacker's Delight 5-1)."""
    bits = one ^ other
    bits = bits - ((bits >> np.uint64(1)) & np.uint64(0x5555555555555555))
    bits = (bits & np.uint64(0x3333333333333333)) + ((bits >> np.uint64(2)) & np.uint64(0x3333333333333333))
    bits = (bits + (bits >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.asarray((bits * np.uint64(0x0101010101010101)) >> np.uint64(56))


def signs(hashes: Hashes) -> NDArray[np.float32]:
    """Return (n, 64) float32 of length 1: the cosine of two is 1 less 1/32 for each bit that differs."""
    bits = np.unpackbits(hashes.astype(">u8").view(np.uint8).reshape(-1, 8), axis=1)
    return np.where(bits, np.float32(0.125), np.float32(-0.125))


class Near:
    """Finds rows with nearly the same hash.

    Args:
        hashes: (n,) of all rows.
        among: the rows that are looked through, rising.
    """

    def __init__(self, hashes: Hashes, among: Rows) -> None:
        self._hashes = hashes
        self._among = among
        self._bands = [_Band(hashes[among], among, bits) for bits in _BANDS]

    def touching(self, asking: Rows, possible: Possible) -> tuple[Rows, Rows]:
        """Return pairs of rows, the lower first, each once, of which one is `asking`.

        Args:
            asking: some of the rows that are looked through, rising.
            possible: which of some candidates, rows and rows, may be pairs at all.
        """
        found = ((one[kept], other[kept]) for one, other in self._found(asking) for kept in (possible(one, other),))
        return distinct(found, len(self._hashes))

    def _found(self, asking: Rows) -> Iterator[tuple[Rows, Rows]]:
        """Yield pairs of rows that are near under some symmetry; several times, and in either order."""
        all_ask = len(asking) == len(self._among)
        for number, variant in enumerate(variants(self._hashes[asking])):
            if all_ask and number == _OTHER_QUARTER:
                continue  # finds what the quarter turn before found from the other side
            for band in self._bands:
                for query, found in band.spans(variant, asking, later_only=all_ask and number < _QUARTER):
                    other = self._among[found]
                    is_near = (differing(variant[query], self._hashes[other]) <= NEAR_BITS) & (asking[query] != other)
                    yield asking[query][is_near], other[is_near]


class _Band:
    """Rows by some bits of their hashes, then by row."""

    def __init__(self, hashes: Hashes, rows: Rows, bits: tuple[int, int]) -> None:
        self._bits = bits
        self._stride = int(rows.max(initial=0)) + 1
        keys = self._part(hashes) * self._stride + rows
        self._order = np.argsort(keys)
        self._keys = keys[self._order]

    def _part(self, hashes: Hashes) -> Rows:
        first, beyond = self._bits
        part = (hashes >> np.uint64(_BITS - beyond)) & np.uint64(2 ** (beyond - first) - 1)
        return part.astype(np.int64)

    def spans(self, hashes: Hashes, rows: Rows, *, later_only: bool) -> Iterator[tuple[Rows, Rows]]:
        """Yield, a block at a time, the number of a query and of a row with the same bits, at most MOST further on.

        Args:
            hashes: (q,) of the queries.
            rows: (q,) their own rows.
            later_only: whether to leave out earlier rows.
        """
        parts = self._part(hashes)
        own = np.searchsorted(self._keys, parts * self._stride + rows)
        first = np.maximum(own - MOST, np.searchsorted(self._keys, parts * self._stride))
        beyond = np.minimum(own + MOST, np.searchsorted(self._keys, (parts + 1) * self._stride))
        first = own if later_only else first
        for low, high in _blocks(np.cumsum(beyond - first)):
            counts = (beyond - first)[low:high]
            query = np.repeat(np.arange(low, high), counts)
            within = np.arange(len(query)) - np.repeat(np.cumsum(counts) - counts, counts)
            yield query, self._order[first[query] + within]


def _blocks(ends: Rows) -> Iterator[tuple[int, int]]:
    """Yield ranges of queries with about _BLOCK candidates each, where `ends` counts the candidates so far."""
    low = 0
    while low < len(ends):
        begun = ends[low - 1] if low else 0
        high = max(low + 1, int(np.searchsorted(ends, begun + _BLOCK, side="right")))
        yield low, high
        low = high
