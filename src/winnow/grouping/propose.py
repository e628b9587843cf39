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
from winnow.grouping.copies import disputed, hash_pairs
from winnow.grouping.hashes import LIKENESS, signs
from winnow.grouping.moments import around, moments, occasions
from winnow.grouping.pairs import Pairs, distinct, likest, no_pairs, without
from winnow.grouping.series import step_checks, sweep_checks
from winnow.grouping.verdicts import says_anything

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from winnow.domain.likeness import Likeness
    from winnow.grouping.looks import Bars, Facts, Looks, Mask, Rows, Verdicts

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
        only_new: whether no content is gone, so that each photo's likest are those that they were, or new.
    """

    rows: tuple[int, ...]
    vacated_ns: tuple[int, ...]
    before: int
    only_new: bool = False


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


def propose(
    looks: Looks, bars: Bars, facts: Facts, changed: Changed | None = None, known: Verdicts | None = None
) -> Proposals:
    """Return what may belong together: of all rows, or only of those that a change can reach.

    Args:
        looks: of all rows.
        bars: how alike photos must be.
        facts: what the person said.
        changed: what is different since groups were made with the same bars; None where they never were.
        known: what all checks since then have said. Without it, a change reaches whatever might have been checked.
    """
    seen = _seen(looks)
    occasion = occasions(looks)
    search = _Search(looks, seen, bars)
    rows = np.ones(len(looks), dtype=np.bool_)
    if changed is None or planes_of_a_table(changed.before) != planes_of_a_table(len(looks)):
        found = search.touching(rows)
    else:
        reach = _Reach(looks, bars, facts, occasion, search)
        rows, found = reach.of(changed, known if changed.only_new else None)
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
        bar = min(bars.burst, bars.scene, worth)
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


@dataclass(frozen=True, slots=True, eq=False)
class _Reach:
    """How far a change reaches, step by step."""

    looks: Looks
    bars: Bars
    facts: Facts
    occasion: Rows
    search: _Search

    def of(self, changed: Changed, known: Verdicts | None) -> tuple[Mask, _Found]:
        """Return the rows that a change can reach, and all pairs among them."""
        reached = np.zeros(len(self.looks), dtype=np.bool_)
        fresh = np.zeros(len(self.looks), dtype=np.bool_)
        fresh[list(changed.rows)] = True
        follows = _everything if known is None else self._binding(fresh, known)
        times = self.looks.taken_ns[fresh & self.looks.dated]
        fresh[around(self.looks, np.concatenate([times, np.array(changed.vacated_ns, dtype=np.int64)]))] = True
        found = _Found(no_pairs(), no_pairs(), no_pairs())
        while (fresh := self._with_company(fresh | reached) & ~reached).any():
            more = self.search.touching(fresh)
            found = found.with_all(more)
            reached |= fresh
            fresh = np.zeros_like(reached)
            for pairs in (more.hashed, more.alike.where(follows(more.alike))):
                fresh[pairs.one] = fresh[pairs.other] = True
        return reached, found

    def _binding(self, fresh: Mask, known: Verdicts) -> Callable[[Pairs], Mask]:
        """Return how to tell the pairs that may bind: alike enough, found to by a check, or to be checked now."""
        found = self.search.touching(fresh)
        rivals = fresh.copy()
        for pairs in (found.alike, found.resembling):
            rivals[pairs.one] = rivals[pairs.other] = True
        found = found.with_all(self.search.touching(rivals & ~fresh))
        one, other = _wanted(self.looks, found, rivals)
        new = fresh[one] | fresh[other]
        said = [pair for pair, alignment in known.items() if alignment is not None and says_anything(alignment)]
        one_said, other_said = np.array(said, dtype=np.int64).reshape(-1, 2).T
        rows = len(self.looks)
        binding = np.concatenate([one[new] * rows + other[new], one_said * rows + other_said])
        bar = min(self.bars.burst, self.bars.scene)
        return lambda pairs: (pairs.alike >= bar) | np.isin(pairs.one * rows + pairs.other, binding)

    def _with_company(self, rows: Mask) -> Mask:
        """Return the rows with all of their occasions, and with whom the person put them."""
        known = self.occasion >= 0
        met = np.zeros(int(self.occasion.max(initial=0)) + 1, dtype=np.bool_)
        met[self.occasion[rows & known]] = True
        wider = rows.copy()
        wider[known] |= met[self.occasion[known]]
        for members, _ in self.facts.together:
            if wider[list(members)].any():
                wider[list(members)] = True
        return wider


def _everything(pairs: Pairs) -> Mask:
    return np.ones(len(pairs), dtype=np.bool_)


def _checks(looks: Looks, found: _Found, bars: Bars, rows: Mask) -> Rows:
    """Return the pairs among some rows whose alignment is wanted."""
    in_doubt = disputed(looks, found.hashed, bars.copy)
    wanted = (
        (in_doubt.one, in_doubt.other),
        _best_of_each(found.hashed, rows, LIKEST),
        _wanted(looks, found, rows),
        step_checks(looks),
        sweep_checks(looks),
    )
    among = ((one, other, rows[one] & rows[other]) for one, other in wanted)
    return np.column_stack(distinct(((one[both], other[both]) for one, other, both in among), len(looks)))


def _wanted(looks: Looks, found: _Found, rows: Mask) -> tuple[Rows, Rows]:
    """Return the pairs of undated ones of some rows with those most like them but for their hashes."""
    asking = rows & ~looks.dated
    lists = [
        _best_of_each(without(pairs, found.hashed, len(looks)), asking, most)
        for pairs, most in ((found.alike, LIKEST), (found.resembling, NEAREST))
    ]
    return distinct(lists, len(looks))


def _best_of_each(pairs: Pairs, asking: Mask, most: int) -> tuple[Rows, Rows]:
    """Return, for each row that is `asking`, (n,) bool, its pairs with the rows most like it."""
    row, other = np.concatenate([pairs.one, pairs.other]), np.concatenate([pairs.other, pairs.one])
    order = np.lexsort((other, -np.tile(pairs.alike, 2), row))
    order = order[asking[row[order]]]
    row, other = row[order], other[order]
    first = np.arange(len(row)) - np.searchsorted(row, row) < most
    return row[first], other[first]
