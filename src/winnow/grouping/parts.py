"""Who is together so far: a partition of the rows, which only ever grows coarser.

single <- every row on its own
joined <- the centres of parts clustered, each part going where its centre goes: so who is together stays together
put    <- parts that the person, or a series, puts together whatever they look like
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from winnow.domain.group import REACH
from winnow.grouping.minimax import clusters
from winnow.grouping.pairs import Pairs, likest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from winnow.grouping.looks import Facts, Mask, Rows
    from winnow.grouping.minimax import Barred


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """A partition of n rows.

    Attributes:
        centre: (n,) int64, the row that stands for the part that each row is in.
    """

    centre: Rows

    @property
    def stands(self) -> Mask:
        """(n,) bool, which rows are centres."""
        return np.asarray(self.centre == np.arange(len(self.centre)))

    def between(self, pairs: Pairs) -> Pairs:
        """Return the pairs of centres whose parts some pairs of rows lead from and to."""
        one, other = self.centre[pairs.one], self.centre[pairs.other]
        lead = Pairs(np.minimum(one, other), np.maximum(one, other), pairs.alike)
        return likest(lead.where(one != other))

    def joined(self, pairs: Pairs, bar: float, barred: Barred) -> Parts:
        """Return the parts whose centres are pairs that reach the bar, clustered; see `winnow.grouping.minimax`."""
        able = pairs.where((pairs.alike >= bar) & self.stands[pairs.one] & self.stands[pairs.other])
        return self._renamed(clusters(able, barred))

    def put(self, sets: Iterable[Iterable[int]], barred: Barred) -> Parts:
        """Return the parts of each set's rows made one, in the order given; who is barred from a part stays out.

        The largest of the parts stands for them all.
        """
        company: dict[int, list[int]] = {}  # of each centre those that it is with, one list for all of them
        for rows in sets:
            first, *others = self.centre[list(rows)].tolist()
            for other in others:
                ours, theirs = company.setdefault(first, [first]), company.setdefault(other, [other])
                if ours is not theirs and not barred(np.array(sorted(ours + theirs))).any():
                    ours.extend(theirs)
                    company.update((row, ours) for row in theirs)
        sizes = np.bincount(self.centre, minlength=len(self.centre))
        met = {id(rows): rows for rows in company.values()}.values()
        return self._renamed((min(rows, key=lambda row: (-sizes[row], row)), np.array(rows)) for rows in met)

    def _renamed(self, found: Iterable[tuple[int, Rows]]) -> Parts:
        """Return the parts with each cluster of centres, a centre and its members, made one."""
        stands = np.arange(len(self.centre))
        for centre, members in found:
            stands[members] = centre
        return Parts(stands[self.centre])


def single(rows: int) -> Parts:
    """Return each of so many rows on its own."""
    return Parts(np.arange(rows))


def apart(facts: Facts, reach: int, parts: Parts) -> Barred:
    """Return which centres may not be together at a reach, because the person said so of rows in their parts."""
    said = [(one, other) for one, other, kind in facts.apart if REACH[kind] >= reach]
    told: dict[int, set[int]] = {}
    for one, other in said:
        near, far = int(parts.centre[one]), int(parts.centre[other])
        told.setdefault(near, set()).add(far)
        told.setdefault(far, set()).add(near)

    def barred(centres: Rows) -> NDArray[np.bool_]:
        found = np.zeros((len(centres), len(centres)), dtype=np.bool_)
        if told:
            for place, centre in enumerate(centres.tolist()):
                if centre in told:
                    found[place] = np.isin(centres, list(told[centre]))
        return found

    return barred
