"""When photos were taken: which stretches of time are one moment, and which are one occasion.

pause <- the time between one photo and the next
cut   <- where a pause is far longer than those around it, in proportion: log(pause) >= log(ratio) + mean of log(pauses)
run   <- what lies between two cuts

The rule is PhotoTOC's (Platt, Czerwinski & Field, "PhotoTOC: automatic clustering for browsing personal photographs",
2003), which cuts occasions with a ratio of 17 against ten pauses either way. The same rule at another scale parts
moments, at whatever rate the camera was shooting. Bounds keep it from cutting what nobody would, and from joining days.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from winnow.grouping.looks import UNKNOWN_CAMERA

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from winnow.grouping.looks import Looks, Mask, Rows

SECOND = 1_000_000_000
SAME_EXPOSURE_EV = 0.3  # a third of a stop is the least step of a camera
NO_RUN = -1


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How long a pause must be to part one run from the next.

    Attributes:
        around: pauses looked at on either side.
        ratio: times longer than those around it.
        shortest: seconds; a pause up to this never parts.
        longest: seconds; a longer one always does.
        least: seconds that a shorter pause counts for: clocks without sub-seconds know none but 0.
    """

    around: int
    ratio: float
    shortest: float
    longest: float
    least: float


MOMENT = Rhythm(around=5, ratio=8, shortest=1, longest=10, least=0.1)
OCCASION = Rhythm(around=10, ratio=17, shortest=300, longest=10_800, least=1)


def in_order(looks: Looks) -> Rows:
    """Return the dated rows in order of capture."""
    rows = np.flatnonzero(looks.dated)
    return rows[np.argsort(looks.taken_ns[rows], kind="stable")]


def moments(looks: Looks) -> Rows:
    """Return the (n,) number of the moment that each row was taken in, by one camera; NO_RUN where undated."""
    order = in_order(looks)
    order = order[np.argsort(looks.camera[order], kind="stable")]
    return _numbered(looks, order, MOMENT, looks.camera[order])


def occasions(looks: Looks) -> Rows:
    """Return the (n,) number of the occasion that each row was taken on, by any camera; NO_RUN where undated."""
    order = in_order(looks)
    return _numbered(looks, order, OCCASION, np.zeros(len(order), dtype=np.int64))


def around(looks: Looks, times_ns: NDArray[np.int64]) -> Rows:
    """Return the dated rows near enough to some times for a photo that comes or goes there to move cuts beside them."""
    order = in_order(looks)
    taken = looks.taken_ns[order]
    near = np.zeros(len(order), dtype=np.bool_)
    for step, first in ((1, np.searchsorted(taken, times_ns)), (-1, np.searchsorted(taken, times_ns) - 1)):
        place, time = first, times_ns
        for _ in range(OCCASION.around + 2):
            there = (place >= 0) & (place < len(order))
            place, time = place[there], time[there]
            close = np.abs(taken[place] - time) <= OCCASION.longest * SECOND  # a longer pause is a cut, come what may
            place, time = place[close], taken[place[close]]
            near[place] = True
            place = place + step
    return order[near]


def taken_apart(looks: Looks, one: Rows, other: Rows) -> Mask:
    """Return whether two rows are known to be two shots, so that neither is a copy of the other.

    Times are compared to the second where one of them has no sub-seconds, as copies often lose them.
    """
    taken, taken_other = looks.taken_ns[one], looks.taken_ns[other]
    coarse = (taken % SECOND == 0) | (taken_other % SECOND == 0)
    apart = np.where(coarse, taken // SECOND != taken_other // SECOND, taken != taken_other)
    camera, camera_other = looks.camera[one], looks.camera[other]
    apart |= (camera != camera_other) & (camera != UNKNOWN_CAMERA) & (camera_other != UNKNOWN_CAMERA)
    apart |= np.abs(looks.exposure_ev[one] - looks.exposure_ev[other]) >= SAME_EXPOSURE_EV  # unknown: not apart
    return np.asarray(apart & looks.dated[one] & looks.dated[other])


def _numbered(looks: Looks, order: Rows, rhythm: Rhythm, camera: NDArray[np.int64]) -> Rows:
    numbers = np.full(len(looks), NO_RUN, dtype=np.int64)
    pauses = np.where(np.diff(camera) == 0, np.diff(looks.taken_ns[order]) / SECOND, np.inf)
    numbers[order] = np.concatenate([[0], np.cumsum(_parts(pauses, rhythm))])[: len(order)]
    return numbers


def _parts(pauses: NDArray[np.float64], rhythm: Rhythm) -> Mask:
    """Return whether each of some pauses, in seconds, one after another, parts two runs."""
    ends = pauses > rhythm.longest
    logs = np.log(np.clip(pauses, rhythm.least, rhythm.longest))
    unusual = logs >= np.log(rhythm.ratio) + _mean_around(logs, ends, rhythm.around)
    return np.asarray(ends | (unusual & (pauses > rhythm.shortest)))


def _mean_around(values: NDArray[np.float64], ends: Mask, reach: int) -> NDArray[np.float64]:
    """Return the mean of each value and as many on either side, up to the next end.

    So what happens hours away changes nothing here. Summed value by value: a running sum would carry rounding from one
    end of the library to the other.
    """
    stretch = np.pad(np.where(ends, -1, np.cumsum(ends)), reach, constant_values=-1)
    padded = np.pad(values, reach)
    total, count = np.zeros(len(values)), np.zeros(len(values))
    for shift in range(2 * reach + 1):
        window = slice(shift, shift + len(values))
        near = stretch[window] == stretch[reach : reach + len(values)]
        total += np.where(near, padded[window], 0)
        count += near
    return total / count
