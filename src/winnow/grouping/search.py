"""Pairs that may belong together by what they look like, of all rows or of some.

hashed     <- nearly the same hash: may be copies
alike      <- alike enough to the network, one of the two undated: nothing but looks can tell where it belongs
resembling <- hashes not too far apart, one of the two undated: light and dark frames of one view look less alike to a
              network than to a hash
likest     <- of these, for each undated row the few that are worth a closer look
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from winnow.grouping.alike import Alike, cosines_of, planes_of_a_table
from winnow.grouping.copies import Hashed
from winnow.grouping.hashes import LIKENESS, signs
from winnow.grouping.pairs import Pairs, distinct, likest, no_pairs, without

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from winnow.domain.likeness import Likeness
    from winnow.grouping.looks import Bars, Looks, Mask, Rows

LIKEST, NEAREST = 8, 4  # partners of a photo that are checked: by embedding, and by hash from farther off
_WORTH_CHECKING = 0.5  # likeness that one in a hundred unrelated photos has; of very many photos, one in ten thousand
_WORTH_CHECKING_OF_MANY = 0.75


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """Vectors that can be compared, and what their cosines mean: the network's, or else the hashes'."""

    vectors: NDArray[np.float32]
    likeness: Likeness


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Pairs with nearly the same hash; those of which one is undated, by embedding, and by hash from farther off."""

    hashed: Pairs
    alike: Pairs
    resembling: Pairs

    def with_all(self, more: Found) -> Found:
        """Return the pairs of both."""
        return Found(
            likest(self.hashed, more.hashed),
            likest(self.alike, more.alike),
            likest(self.resembling, more.resembling),
        )


class Search:
    """Finds the pairs that some rows are in."""

    def __init__(self, looks: Looks, bars: Bars) -> None:
        self._looks = looks
        self.seen = _by_hash(looks) if looks.vectors is None else Seen(looks.vectors, looks.likeness)
        self._hashed = Hashed(looks)
        every_pair = planes_of_a_table(len(looks)) == 0
        worth = _WORTH_CHECKING if every_pair else _WORTH_CHECKING_OF_MANY
        bar = min(bars.burst, bars.scene, worth)
        self._alike = _searchable(looks, self.seen, bar)
        self._resembling = _searchable(looks, _by_hash(looks), worth) if every_pair else None

    def touching(self, asking: Mask) -> Found:
        """Return the pairs of which one is `asking`, (n,) bool."""
        one, other = self._hashed.touching(asking)
        resembling = self._undated(asking, self._resembling)
        alike = likest(self._undated(asking, self._alike), resembling)
        return Found(self._compared(one, other), self._compared(alike.one, alike.other), resembling)

    def _undated(self, asking: Mask, search: Alike | None) -> Pairs:
        """An undated row finds its pairs; a dated one that asks is found by the undated."""
        if search is None:
            return no_pairs()
        dated = self._looks.dated
        found = search.between(asking & ~dated, np.ones_like(dated))
        return found if asking.all() else likest(found, search.between(asking & dated, ~dated))

    def _compared(self, one: Rows, other: Rows) -> Pairs:
        return Pairs(one, other, self.seen.likeness.similarity(cosines_of(self.seen.vectors, one, other)))

    def likest(self, found: Found, asking: Mask) -> tuple[Rows, Rows]:
        """Return the pairs of undated rows that are `asking` with those most like them, but for nearly equal hashes."""
        rows = len(self._looks)
        undated = asking & ~self._looks.dated
        lists = (
            best_of_each(without(pairs, found.hashed, rows), undated, most)
            for pairs, most in ((found.alike, LIKEST), (found.resembling, NEAREST))
        )
        return distinct(lists, rows)


def best_of_each(pairs: Pairs, asking: Mask, most: int) -> tuple[Rows, Rows]:
    """Return, for each row that is `asking`, (n,) bool, its pairs with the rows most like it."""
    row, other = np.concatenate([pairs.one, pairs.other]), np.concatenate([pairs.other, pairs.one])
    order = np.lexsort((other, -np.tile(pairs.alike, 2), row))
    order = order[asking[row[order]]]
    row, other = row[order], other[order]
    first = np.arange(len(row)) - np.searchsorted(row, row) < most
    return row[first], other[first]


def _searchable(looks: Looks, seen: Seen, bar: float) -> Alike | None:
    return None if looks.dated.all() else Alike(seen.vectors, seen.likeness.cosine(bar))


def _by_hash(looks: Looks) -> Seen:
    return Seen(signs(looks.hashes), LIKENESS)
