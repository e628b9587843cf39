"""How strongly parts belong together, on the scale of likeness: what they look like, and when they were taken.

shot   <- what was taken first in a part, if any of its rows has a capture time
timed  <- parts of one run: likeness of the centres, and more of it the shorter the pause
alike  <- parts of which one has no capture time: likeness of the centres
proven <- of these, where laying one on the other says that both show the same: wholly; nearly so, if it says it of
          both and a third
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from winnow.grouping.alike import along
from winnow.grouping.moments import SECOND, in_order
from winnow.grouping.pairs import Pairs, likest

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from winnow.domain.look import Alignment
    from winnow.grouping.looks import Looks, Mask, Rows, Verdicts
    from winnow.grouping.parts import Parts
    from winnow.grouping.propose import Proposals

UNTIMED = -1
_PROVEN = 1.0
_BY_WAY = 0.97  # below what is proven, above every bar


@dataclass(frozen=True, slots=True)
class Rule:
    """What makes a relation besides likeness.

    Attributes:
        seconds: pauses, rising.
        adds: what each of them adds to likeness; linear between, in the logarithm of the pause.
        places: how many photos apart, in order of capture, two of one run may be.
    """

    seconds: tuple[float, ...]
    adds: tuple[float, ...]
    places: int

    def bonus(self, pauses_ns: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return what each pause adds."""
        pauses = np.maximum(np.abs(pauses_ns) / SECOND, self.seconds[0])
        return np.asarray(np.interp(np.log(pauses), np.log(self.seconds), self.adds))


BURST = Rule(seconds=(0.3, 1.0, 3.0, 10.0, 30.0), adds=(0.25, 0.12, 0.02, -0.03, -0.06), places=64)
SCENE = Rule(seconds=(10.0, 600.0, 7200.0), adds=(0.40, 0.30, 0.20), places=128)


@dataclass(frozen=True, slots=True, eq=False)
class Timing:
    """When each part was taken.

    Attributes:
        looks: of all rows.
        parts: who is together.
        run: (n,) number of each row's moment, or of its occasion.
        shot: (n,) for each centre the row of its part that was taken first, UNTIMED where no capture time is known.
    """

    looks: Looks
    parts: Parts
    run: Rows
    shot: Rows = field(init=False)

    def __post_init__(self) -> None:
        shot = np.full(len(self.looks), UNTIMED, dtype=np.int64)
        order = in_order(self.looks)
        centres, first = np.unique(self.parts.centre[order], return_index=True)
        shot[centres] = order[first]
        object.__setattr__(self, "shot", shot)

    def differs(self, centres: Rows) -> NDArray[np.bool_]:
        """Return (k, k) which of k centres are known to be of different runs."""
        timed = self.shot[centres] != UNTIMED
        run = self.run[self.shot[centres]]
        return np.asarray((run != run[:, None]) & timed & timed[:, None])

    def unknown(self, pairs: Pairs) -> Mask:
        """Return of which pairs of centres one has no capture time."""
        return np.asarray((self.shot[pairs.one] == UNTIMED) | (self.shot[pairs.other] == UNTIMED))


def bonds(proposals: Proposals, timing: Timing, free: Mask, rule: Rule, bar: float) -> Pairs:
    """Return the pairs of centres that may reach the bar, and how strongly they belong together.

    Args:
        proposals: what is known of pairs.
        timing: of the parts.
        free: (n,) bool, which centres may be together with others.
        rule: of the relation.
        bar: what likeness and bonus have to reach.
    """
    alike = proposals.alike
    alike = alike.where(timing.unknown(alike) & free[alike.one] & free[alike.other])
    return likest(_timed(proposals, timing, free, rule, bar), alike)


def proven(verdicts: Verdicts, timing: Timing, free: Mask, says: Callable[[Alignment], bool]) -> Pairs:
    """Return the pairs of centres, one of them without a capture time, of which a verdict says something.

    And those of which it says so of either and a third: the features of blurred and dark frames match few others'.
    """
    found = sorted(pair for pair, alignment in verdicts.items() if alignment is not None and says(alignment))
    one, other = np.array(found, dtype=np.int64).reshape(-1, 2).T
    pairs = timing.parts.between(Pairs(one, other, np.full(len(one), _PROVEN)))
    pairs = pairs.where(timing.unknown(pairs) & free[pairs.one] & free[pairs.other])
    return likest(pairs, _by_way_of_a_third(pairs))


def _by_way_of_a_third(pairs: Pairs) -> Pairs:
    way, end = np.concatenate([pairs.one, pairs.other]), np.concatenate([pairs.other, pairs.one])
    order = np.lexsort((end, way))
    way, end = way[order], end[order]
    first, beyond = np.arange(1, len(way) + 1), np.searchsorted(way, way, side="right")
    counts = beyond - first
    here = np.repeat(np.arange(len(way)), counts)
    there = np.repeat(first - np.cumsum(counts) + counts, counts) + np.arange(len(here))
    return likest(Pairs(end[here], end[there], np.full(len(here), _BY_WAY)))


def _timed(proposals: Proposals, timing: Timing, free: Mask, rule: Rule, bar: float) -> Pairs:
    taken = timing.looks.taken_ns
    centres = np.flatnonzero(free & timing.parts.stands & (timing.shot != UNTIMED))
    shots = timing.shot[centres]
    order = np.lexsort((centres, taken[shots], timing.run[shots]))
    centres, shots = centres[order], shots[order]
    seen = proposals.seen
    runs = timing.run[shots]
    found = along(seen.vectors, centres, runs, rule.places, seen.likeness.cosine(bar - max(rule.adds)))
    pauses = taken[timing.shot[found.one]] - taken[timing.shot[found.other]]
    return Pairs(found.one, found.other, seen.likeness.similarity(found.alike) + rule.bonus(pauses))
