"""What may belong together, and what must be looked at more closely before it is decided.

moments, occasions <- from capture times
hashed             <- pairs with nearly the same hash
alike              <- pairs that look alike, of which one has no capture time
rows               <- all; or, where only some are new, whoever can be reached from those through any of the above
checks             <- pairs whose local features decide something: disputed copies, still frames, overlaps
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from winnow.grouping.alike import Alike, cosines_of, planes_of_a_table
from winnow.grouping.bonds import BURST, SCENE
from winnow.grouping.copies import disputed, hash_pairs
from winnow.grouping.hashes import LIKENESS, signs
from winnow.grouping.moments import around, moments, occasions
from winnow.grouping.pairs import Pairs, distinct, likest, no_pairs, without
from winnow.grouping.series import step_checks, sweep_checks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from winnow.domain.likeness import Likeness
    from winnow.grouping.looks import Bars, Facts, Looks, Mask, Rows

LIKEST, NEAREST = 8, 4  # partners of a photo that are checked: by embedding, and by hash from farther off
_WORTH_CHECKING = 0.5  # likeness that one in a hundred unrelated photos has; of very many photos, one in ten thousand
_WORTH_CHECKING_OF_MANY = 0.75


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """Vectors that can be compared, and what their cosines mean: the network's, or else the hashes'."""

    vectors: NDArray[np.float32]
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Changed:
    """What is not as it was when groups were last made.

    Attributes:
        rows: contents that are new, or of which something else is known now; those that shared a group with one that is
            gone; those of facts that were added or taken back.
        vacated_ns: capture times at which a content is gone, or was before its time changed.
        before: how many contents there were then.
    """

    rows: tuple[int, ...]
    vacated_ns: tuple[int, ...]
    before: int


@dataclass(frozen=True, slots=True, eq=False)
class Proposals:
    """What may belong together.

    Attributes:
        rows: (n,) bool, which rows are to be grouped; no group reaches beyond them.
        seen: what was compared.
        moment: (n,) number of the moment, occasion: (n,) of the occasion, see `winnow.grouping.moments`.
        hashed: pairs with nearly the same hash, alike: pairs that may look alike, of which one is
            undated; both as alike as they look, 0-1.
        checks: (m, 2) pairs whose alignment is wanted, the lower row first, in rising order.
    """

    rows: Mask
    seen: Seen
    moment: Rows
    occasion: Rows
    hashed: Pairs
    alike: Pairs
    checks: Rows


def propose(looks: Looks, bars: Bars, facts: Facts, changed: Changed | None = None) -> Proposals:
    """Return what may belong together: of all rows, or only of those that a change can reach."""
    seen = _seen(looks)
    occasion = occasions(looks)
    search = _Search(looks, seen, bars)
    rows = np.ones(len(looks), dtype=np.bool_)
    if changed is None or planes_of_a_table(changed.before) != planes_of_a_table(len(looks)):
        found = search.touching(rows)
    else:
        rows, found = _reached(looks, search, occasion, facts, changed)
    checks = _checks(looks, found, bars, rows)
    return Proposals(rows, seen, moments(looks), occasion, found.hashed, found.alike, checks)


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """Pairs with nearly the same hash; those of which one is undated, by embedding, and by hash from farther off."""

    hashed: Pairs
    alike: Pairs
    resembling: Pairs

    def with_all(self, more: _Found) -> _Found:
        return _Found(
            likest(self.hashed, more.hashed),
            likest(self.alike, more.alike),
            likest(self.resembling, more.resembling),
        )


class _Search:
    """Finds the pairs that some rows are in."""

    def __init__(self, looks: Looks, seen: Seen, bars: Bars) -> None:
        self._looks = looks
        self._seen = seen
        every_pair = planes_of_a_table(len(looks)) == 0
        worth = _WORTH_CHECKING if every_pair else _WORTH_CHECKING_OF_MANY
        bar = min(bars.burst - BURST.undated, bars.scene - SCENE.undated, worth)
        self._alike = _searchable(looks, seen, bar)
        # Light and dark frames of one view look less alike to a network than to a hash.
        self._resembling = _searchable(looks, _by_hash(looks), worth) if every_pair else None

    def touching(self, asking: Mask) -> _Found:
        """Return the pairs of which one is `asking`, (n,) bool."""
        one, other = hash_pairs(self._looks, asking)
        resembling = self._undated(asking, self._resembling)
        alike = likest(self._undated(asking, self._alike), resembling)
        return _Found(self._compared(one, other), self._compared(alike.one, alike.other), resembling)

    def _undated(self, asking: Mask, search: Alike | None) -> Pairs:
        """An undated row finds its pairs; a dated one that asks is found by the undated."""
        if search is None:
            return no_pairs()
        dated = self._looks.dated
        found = search.between(asking & ~dated, np.ones_like(dated))
        return found if asking.all() else likest(found, search.between(asking & dated, ~dated))

    def _compared(self, one: Rows, other: Rows) -> Pairs:
        return Pairs(one, other, self._seen.likeness.similarity(cosines_of(self._seen.vectors, one, other)))


def _searchable(looks: Looks, seen: Seen, bar: float) -> Alike | None:
    return None if looks.dated.all() else Alike(seen.vectors, seen.likeness.cosine(bar))


def _seen(looks: Looks) -> Seen:
    return _by_hash(looks) if looks.vectors is None else Seen(looks.vectors, looks.likeness)


def _by_hash(looks: Looks) -> Seen:
    return Seen(signs(looks.hashes), LIKENESS)


def _reached(looks: Looks, search: _Search, occasion: Rows, facts: Facts, changed: Changed) -> tuple[Mask, _Found]:
    """Return the rows that a change can reach, step by step, and all pairs among them."""
    reached = np.zeros(len(looks), dtype=np.bool_)
    fresh = np.zeros(len(looks), dtype=np.bool_)
    fresh[list(changed.rows)] = True
    times = looks.taken_ns[fresh & looks.dated]
    fresh[around(looks, np.concatenate([times, np.array(changed.vacated_ns, dtype=np.int64)]))] = True
    found = _Found(no_pairs(), no_pairs(), no_pairs())
    while (fresh := _with_company(fresh | reached, occasion, facts) & ~reached).any():
        more = search.touching(fresh)
        found = found.with_all(more)
        reached |= fresh
        fresh = np.zeros_like(reached)
        for pairs in (more.hashed, more.alike):
            fresh[pairs.one] = fresh[pairs.other] = True
    return reached, found


def _with_company(rows: Mask, occasion: Rows, facts: Facts) -> Mask:
    """Return the rows with all of their occasions, and with whom the person put them."""
    known = occasion >= 0
    met = np.zeros(int(occasion.max(initial=0)) + 1, dtype=np.bool_)
    met[occasion[rows & known]] = True
    wider = rows.copy()
    wider[known] |= met[occasion[known]]
    for members, _ in facts.together:
        if wider[list(members)].any():
            wider[list(members)] = True
    return wider


def _checks(looks: Looks, found: _Found, bars: Bars, rows: Mask) -> Rows:
    """Return the pairs whose alignment is wanted."""
    in_doubt = disputed(looks, found.hashed, bars.copy)
    wanted = (
        (in_doubt.one, in_doubt.other),
        _best_of_each(found.hashed, np.ones(len(looks), dtype=np.bool_), LIKEST),
        _best_of_each(without(found.alike, found.hashed, len(looks)), ~looks.dated, LIKEST),
        _best_of_each(without(found.resembling, found.hashed, len(looks)), ~looks.dated, NEAREST),
        step_checks(looks),
        sweep_checks(looks),
    )
    one, other = distinct(((a[rows[a]], b[rows[a]]) for a, b in wanted), len(looks))
    return np.column_stack([one, other])


def _best_of_each(pairs: Pairs, asking: Mask, most: int) -> tuple[Rows, Rows]:
    """Return, for each row that is `asking`, (n,) bool, its pairs with the rows most like it."""
    row, other = np.concatenate([pairs.one, pairs.other]), np.concatenate([pairs.other, pairs.one])
    order = np.lexsort((other, -np.tile(pairs.alike, 2), row))
    order = order[asking[row[order]]]
    row, other = row[order], other[order]
    first = np.arange(len(row)) - np.searchsorted(row, row) < most
    return row[first], other[first]
