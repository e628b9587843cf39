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

if TYPE_CHECKING:
    from winnow.grouping.looks import Bars, Facts, Looks, Mask, Rows
    from winnow.grouping.pairs import Pairs
    from winnow.grouping.search import Seen

_FAR = 2000  # rows: to follow a change farther, step by step, takes longer than to group all of 100,000


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
    """Return what may belong together: of all rows, or only of those that a change can reach.

    Args:
        looks: of all rows.
        bars: how alike photos must be.
        facts: what the person said.
        changed: what is different since groups were made with the same bars; None where they never were.
    """
    reach = _Reach(looks, facts, occasions(looks), Search(looks, bars))
    if changed is None or planes_of_a_table(changed.before) != planes_of_a_table(len(looks)):
        rows, found = reach.everything()
    else:
        rows, found = reach.of(changed)
    checks = _checks(looks, bars, reach.search, found, rows)
    return Proposals(rows, reach.search.seen, moments(looks), reach.occasion, found.hashed, found.alike, checks)


@dataclass(frozen=True, slots=True, eq=False)
class _Reach:
    """How far a change reaches, step by step."""

    looks: Looks
    facts: Facts
    occasion: Rows
    search: Search

    def everything(self) -> tuple[Mask, Found]:
        """Return all rows, and all pairs."""
        rows = np.ones(len(self.looks), dtype=np.bool_)
        return rows, self.search.touching(rows)

    def of(self, changed: Changed) -> tuple[Mask, Found]:
        """Return the rows that a change can reach, and all pairs among them."""
        fresh = np.zeros(len(self.looks), dtype=np.bool_)
        fresh[list(changed.rows)] = True
        times = self.looks.taken_ns[fresh & self.looks.dated]
        fresh[around(self.looks, np.concatenate([times, np.array(changed.vacated_ns, dtype=np.int64)]))] = True
        reached = np.zeros_like(fresh)
        found = Found(no_pairs(), no_pairs(), no_pairs())
        while (fresh := self._with_company(fresh | reached) & ~reached).any():
            if np.count_nonzero(fresh | reached) > _FAR:
                return self.everything()
            more = self.search.touching(fresh)
            found = found.with_all(more)
            reached |= fresh
            fresh = np.zeros_like(reached)
            for pairs in (more.hashed, more.alike):
                fresh[pairs.one] = fresh[pairs.other] = True
        return reached, found

    def _with_company(self, rows: Mask) -> Mask:
        """Return the rows with all of their occasions, and with whom the person put them."""
        dated = self.looks.dated
        met = np.zeros(int(self.occasion.max(initial=0)) + 1, dtype=np.bool_)
        met[self.occasion[rows & dated]] = True
        wider = rows.copy()
        wider[dated] |= met[self.occasion[dated]]
        for members, _ in self.facts.together:
            if wider[list(members)].any():
                wider[list(members)] = True
        return wider


def _checks(looks: Looks, bars: Bars, search: Search, found: Found, rows: Mask) -> Rows:
    """Return the pairs among some rows whose alignment is wanted."""
    in_doubt = disputed(looks, found.hashed, bars.copy)
    wanted = (
        (in_doubt.one, in_doubt.other),
        best_of_each(found.hashed, rows, LIKEST),
        search.likest(found, rows),
        step_checks(looks),
        sweep_checks(looks),
    )
    among = ((one, other, rows[one] & rows[other]) for one, other in wanted)
    return np.column_stack(distinct(((one[both], other[both]) for one, other, both in among), len(looks)))
