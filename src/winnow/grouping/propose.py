"""What may belong together, and what must be looked at more closely before it is decided.

moments, occasions <- from capture times
found              <- pairs that look alike, see `winnow.grouping.search`
rows               <- all; or, where only some are new, whoever those may be in one group with, and so on
checks             <- pairs of which laying one on the other decides something: doubtful copies, undated photos, still
                      frames, overlaps
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from winnow.grouping.alike import planes_of_a_table
from winnow.grouping.copies import disputed
from winnow.grouping.moments import around, moments, occasions
from winnow.grouping.pairs import distinct, no_pairs
from winnow.grouping.search import LIKEST, Found, Search, best_of_each
from winnow.grouping.series import step_checks, sweep_checks
from winnow.grouping.verdicts import says_anything

if TYPE_CHECKING:
    from collections.abc import Callable

    from winnow.grouping.looks import Bars, Facts, Looks, Mask, Rows, Verdicts
    from winnow.grouping.pairs import Pairs
    from winnow.grouping.search import Seen

_MOST_OF_IT = 0.25  # of all rows: what reaches farther is grouped all over, which takes no longer


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


class Proposing:
    """Proposes, of all rows or of what a change can reach.

    Args:
        looks: of all rows.
        bars: how alike photos must be.
        facts: what the person said.
    """

    def __init__(self, looks: Looks, bars: Bars, facts: Facts) -> None:
        self._looks = looks
        self._bars = bars
        self._facts = facts
        self._search = Search(looks, bars)
        self._occasion = occasions(looks)

    def new_checks(self, changed: Changed) -> Rows:
        """Return the (m, 2) checks that a change asks for: what they say tells how far it reaches."""
        fresh = self._fresh(changed)
        found = self._search.touching(fresh)
        rivals = fresh.copy()
        for pairs in (found.alike, found.resembling):
            rivals[pairs.one] = rivals[pairs.other] = True
        found = found.with_all(self._search.touching(rivals & ~fresh))
        one, other = self._search.likest(found, rivals)
        new = fresh[one] | fresh[other]
        return np.column_stack([one[new], other[new]])

    def proposals(self, changed: Changed | None = None, known: Verdicts | None = None) -> Proposals:
        """Return what may belong together.

        Args:
            changed: what is different since groups were made with the same bars; None where they never were.
            known: what checks have said so far, best also those of `new_checks`. What is not known may be anything.
        """
        rows = np.ones(len(self._looks), dtype=np.bool_)
        if changed is None or planes_of_a_table(changed.before) != planes_of_a_table(len(self._looks)):
            found = self._search.touching(rows)
        else:
            rows, found = self._reached(changed, known if changed.only_new else None)
        checks = self._checks(found, rows)
        return Proposals(
            rows, self._search.seen, moments(self._looks), self._occasion, found.hashed, found.alike, checks
        )

    def _fresh(self, changed: Changed) -> Mask:
        fresh = np.zeros(len(self._looks), dtype=np.bool_)
        fresh[list(changed.rows)] = True
        return fresh

    def _reached(self, changed: Changed, known: Verdicts | None) -> tuple[Mask, Found]:
        """Return the rows that a change can reach, step by step, and all pairs among them."""
        follows = _everything if known is None else self._binding(changed, known)
        fresh = self._fresh(changed)
        times = self._looks.taken_ns[fresh & self._looks.dated]
        fresh[around(self._looks, np.concatenate([times, np.array(changed.vacated_ns, dtype=np.int64)]))] = True
        reached = np.zeros_like(fresh)
        found = Found(no_pairs(), no_pairs(), no_pairs())
        while (fresh := self._with_company(fresh | reached) & ~reached).any():
            if np.count_nonzero(fresh | reached) > _MOST_OF_IT * len(fresh):
                return np.ones_like(fresh), self._search.touching(np.ones_like(fresh))
            more = self._search.touching(fresh)
            found = found.with_all(more)
            reached |= fresh
            fresh = np.zeros_like(reached)
            for pairs in (more.hashed, more.alike.where(follows(more.alike))):
                fresh[pairs.one] = fresh[pairs.other] = True
        return reached, found

    def _binding(self, changed: Changed, known: Verdicts) -> Callable[[Pairs], Mask]:
        """Return how to tell the pairs that may bind: alike enough, found to by a check, or not yet checked."""
        rows = len(self._looks)
        asked = [pair for pair in map(tuple, self.new_checks(changed).tolist()) if pair not in known]
        said = [pair for pair, alignment in known.items() if alignment is not None and says_anything(alignment)]
        one, other = np.array([*asked, *said], dtype=np.int64).reshape(-1, 2).T
        binding, bar = one * rows + other, min(self._bars.burst, self._bars.scene)
        return lambda pairs: (pairs.alike >= bar) | np.isin(pairs.one * rows + pairs.other, binding)

    def _with_company(self, rows: Mask) -> Mask:
        """Return the rows with all of their occasions, and with whom the person put them."""
        dated = self._looks.dated
        met = np.zeros(int(self._occasion.max(initial=0)) + 1, dtype=np.bool_)
        met[self._occasion[rows & dated]] = True
        wider = rows.copy()
        wider[dated] |= met[self._occasion[dated]]
        for members, _ in self._facts.together:
            if wider[list(members)].any():
                wider[list(members)] = True
        return wider

    def _checks(self, found: Found, rows: Mask) -> Rows:
        """Return the pairs among some rows whose alignment is wanted."""
        in_doubt = disputed(self._looks, found.hashed, self._bars.copy)
        wanted = (
            (in_doubt.one, in_doubt.other),
            best_of_each(found.hashed, rows, LIKEST),
            self._search.likest(found, rows),
            step_checks(self._looks),
            sweep_checks(self._looks),
        )
        among = ((one, other, rows[one] & rows[other]) for one, other in wanted)
        return np.column_stack(distinct(((one[both], other[both]) for one, other, both in among), len(self._looks)))


def propose(looks: Looks, bars: Bars, facts: Facts, changed: Changed | None = None) -> Proposals:
    """Return what may belong together: of all rows, or only of those that a change may reach.

    A change reaches farther than it does where `Proposing` is told what checks have said.
    """
    return Proposing(looks, bars, facts).proposals(changed)


def _everything(pairs: Pairs) -> Mask:
    return np.ones(len(pairs), dtype=np.bool_)
