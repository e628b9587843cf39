"""Photos that were shot to be put together: exposure steps of a still frame, overlapping frames of a sweep.

successive <- photos of one camera, one right after the other
steps      <- of these, where exposure and light changed together, and the local features say that the frame was still
bracket    <- steps on end, until an exposure comes again
overlaps   <- where the hash changed and the local features say that both show a part of the same
panorama   <- overlaps on end, in one direction, three frames or more

Photos without a capture time have no order, so of these any two may overlap; a bracket is told by its light alone.
"""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import numpy as np

from winnow.grouping.copies import STEP_EV
from winnow.grouping.hashes import NEAR_BITS, differing
from winnow.grouping.moments import MOMENT, SAME_EXPOSURE_EV, SECOND, in_order
from winnow.grouping.pairs import roots_of
from winnow.grouping.verdicts import is_still, is_swept, is_view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from winnow.grouping.looks import Looks, Rows, Verdicts
    from winnow.grouping.parts import Parts

_FOLLOWS = 0.25  # of a change in exposure: less, and it is automatic exposure that kept the picture as bright as it was
_SPREAD_EV, _SPREAD_OF_TWO_EV = 0.6, 1.0  # the least that makes a bracket
_SWEEP_SECONDS = (0.5, 15.0)  # nobody frames faster; one who takes longer is doing something else
_SAME_LIGHT_EV = 1.5
_TURN_COSINE = 0.87  # 30 degrees
_FRAMES = 3
_CROWDED = 0.8  # of a frame
_MOST_STEPS = 9  # no camera brackets more


def step_checks(looks: Looks) -> tuple[Rows, Rows]:
    """Return dated pairs, the earlier first, that are steps of a bracket if the frame was still."""
    early, late = _successive(looks, MOMENT.longest)
    light = looks.light_ev[late] - looks.light_ev[early]
    exposure = looks.exposure_ev[late] - looks.exposure_ev[early]
    known = np.abs(exposure) >= SAME_EXPOSURE_EV
    known &= light * np.sign(exposure) >= _FOLLOWS * np.abs(exposure)
    steps = np.where(np.isnan(exposure), np.abs(light) >= SAME_EXPOSURE_EV, known)
    return early[steps], late[steps]


def sweep_checks(looks: Looks) -> tuple[Rows, Rows]:
    """Return dated pairs, the earlier first, that are frames of a sweep if they overlap: at least two on end."""
    early, late = _successive(looks, _SWEEP_SECONDS[1])
    pause = (looks.taken_ns[late] - looks.taken_ns[early]) / SECOND
    moved = differing(looks.hashes[early], looks.hashes[late]) > NEAR_BITS
    lit = np.abs(looks.light_ev[late] - looks.light_ev[early]) <= _SAME_LIGHT_EV
    may = moved & lit & (pause >= _SWEEP_SECONDS[0])
    goes_on = may[1:] & may[:-1] & (late[:-1] == early[1:])
    on_end = np.zeros(len(may), dtype=np.bool_)
    on_end[1:] |= goes_on
    on_end[:-1] |= goes_on
    return early[on_end], late[on_end]


def brackets(looks: Looks, verdicts: Verdicts) -> Iterator[list[int]]:
    """Yield the rows of each bracket of dated photos, in order of capture."""
    run: list[int] = []
    for early, late in _still_steps(looks, verdicts):
        if run and run[-1] == early and not _comes_again(looks, run, late):
            run.append(late)
            continue
        yield from _whole(looks, run)
        run = [late] if run and run[-1] == early else [early, late]
    yield from _whole(looks, run)


def undated_brackets(looks: Looks, verdicts: Verdicts, parts: Parts) -> Iterator[list[int]]:
    """Yield the centres of each bracket of undated photos, darkest first.

    A bracket is all there is of its view, and no exposure comes twice: else somebody tried until one came out well.
    """
    views: dict[int, set[int]] = defaultdict(set)
    still: set[tuple[int, int]] = set()
    for pair, alignment in sorted(verdicts.items()):
        one, other = parts.centre[list(pair)].tolist()
        if one != other and not looks.dated[[one, other]].any() and alignment is not None and is_view(alignment):
            views[one].add(other)
            views[other].add(one)
            if is_still(alignment):
                still |= {(one, other), (other, one)}
    for rows in _connected(views):
        rows.sort(key=lambda row: (looks.light_ev[row], row))
        if len(rows) <= _MOST_STEPS and all(
            pair in still and looks.light_ev[pair[1]] - looks.light_ev[pair[0]] >= STEP_EV for pair in pairwise(rows)
        ):
            yield rows


def panoramas(looks: Looks, verdicts: Verdicts) -> Iterator[list[int]]:
    """Yield the rows of each sweep, the longest first; none lies in two."""
    shifts = _shifts(looks, verdicts)
    taken = _crowded(looks, verdicts)
    for rows in sorted(_swept(shifts), key=lambda rows: (-len(rows), rows)):
        left = [row for row in rows if row not in taken]
        if len(left) >= _FRAMES:
            taken.update(left)
            yield left


def _crowded(looks: Looks, verdicts: Verdicts) -> set[int]:
    """Return the undated rows that show nearly the same as another: frames that follow a subject, rather than sweep."""
    return {
        row
        for pair, alignment in verdicts.items()
        if alignment is not None and is_view(alignment) and min(alignment.shared, alignment.shared_other) > _CROWDED
        for row in pair
        if not looks.dated[row]
    }


def _successive(looks: Looks, longest: float) -> tuple[Rows, Rows]:
    """Return dated pairs, one camera's photo and the next; copies of one shot count once."""
    order = in_order(looks)
    exposure = np.nan_to_num(looks.exposure_ev[order], nan=-np.inf)
    order = order[np.lexsort((order, exposure, looks.taken_ns[order], looks.camera[order]))]
    shots = np.column_stack([looks.camera[order], looks.taken_ns[order]])
    exposure = np.nan_to_num(looks.exposure_ev[order], nan=0.0)
    again = (shots[1:] == shots[:-1]).all(axis=1) & (np.abs(np.diff(exposure)) < SAME_EXPOSURE_EV)
    order = order[np.concatenate([[True], ~again])[: len(order)]]
    early, late = order[:-1], order[1:]
    near = (looks.taken_ns[late] - looks.taken_ns[early]) / SECOND <= longest
    kept = near & (looks.camera[early] == looks.camera[late])
    return early[kept], late[kept]


def _connected(others: dict[int, set[int]]) -> Iterator[list[int]]:
    """Yield the rows that lead to one another, each set once."""
    met: set[int] = set()
    for row in others:
        if row not in met:
            rows, waiting = {row}, [row]
            while waiting:
                new = others[waiting.pop()] - rows
                rows |= new
                waiting += new
            met |= rows
            yield list(rows)


def _still_steps(looks: Looks, verdicts: Verdicts) -> Iterator[tuple[int, int]]:
    for early, late in np.column_stack(step_checks(looks)).tolist():
        alignment = verdicts.get((min(early, late), max(early, late)))
        if alignment is not None and is_still(alignment):
            yield early, late


def _comes_again(looks: Looks, run: list[int], row: int) -> bool:
    return bool((np.abs(_exposure(looks, np.array(run)) - _exposure(looks, np.array([row]))) < SAME_EXPOSURE_EV).any())


def _whole(looks: Looks, run: list[int]) -> Iterator[list[int]]:
    """Yield the run if its exposures are far enough apart for a bracket."""
    if len(run) > 1:
        spread = float(np.ptp(_exposure(looks, np.array(run))))
        if spread >= (_SPREAD_EV if len(run) >= _FRAMES else _SPREAD_OF_TWO_EV):
            yield run


def _exposure(looks: Looks, rows: Rows) -> NDArray[np.float64]:
    """Return what the camera says of exposure, or else what the picture shows of it."""
    known = looks.exposure_ev[rows]
    return np.where(np.isnan(known), looks.light_ev[rows], known)


def _shifts(looks: Looks, verdicts: Verdicts) -> dict[int, dict[int, tuple[float, float]]]:
    """Return of each row the rows it overlaps, and how far the camera went from the one to the other."""
    may = {(min(pair), max(pair)) for pair in np.column_stack(sweep_checks(looks)).tolist()}
    shifts: dict[int, dict[int, tuple[float, float]]] = defaultdict(dict)
    for (one, other), alignment in sorted(verdicts.items()):
        undated = not (looks.dated[one] or looks.dated[other])
        if (undated or (one, other) in may) and alignment is not None and is_swept(alignment):
            across, down = alignment.shift
            shifts[one][other] = (-across, -down)
            shifts[other][one] = (across, down)
    return shifts


def _swept(shifts: dict[int, dict[int, tuple[float, float]]]) -> Iterator[list[int]]:
    """Yield the rows of overlaps that lead on in one direction, one overlap into the next."""
    numbers = {pair: number for number, pair in enumerate((a, b) for a in shifts for b in shifts[a] if a < b)}
    leads = [
        (numbers[min(a, row), max(a, row)], numbers[min(b, row), max(b, row)])
        for row, others in shifts.items()
        for a, b in combinations(others, 2)
        if _leads_on(others[a], others[b])
    ]
    one, other = np.array(leads, dtype=np.int64).reshape(-1, 2).T
    rows: dict[int, set[int]] = defaultdict(set)
    for pair, root in zip(numbers, roots_of(len(numbers), one, other).tolist(), strict=True):
        rows[root].update(pair)
    yield from (sorted(found) for found in rows.values() if len(found) >= _FRAMES)


def _leads_on(there: tuple[float, float], here: tuple[float, float]) -> bool:
    """Return whether two ways away from a frame are opposite."""
    product = there[0] * here[0] + there[1] * here[1]
    return product <= -_TURN_COSINE * math.hypot(*there) * math.hypot(*here)
