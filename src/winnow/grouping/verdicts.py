"""What it means how one picture lies on another.

copy   <- all of the one, or nearly, is a good part of the other, and the same
retake <- both show the same, and too much of it is not exactly so
still  <- both show the same, at the same place: the camera did not move
view   <- both show mostly the same, from about the same place
place  <- both show something that is the same
sweep  <- they overlap, and the camera was turned or moved between them

Among 400 pairs of unrelated pictures of ../shared/training, half of them those that look likest, none has more than 9
inliers; of 250 pairs of one scene of ss01, shot again and again well and badly, two thirds have 15.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from winnow.domain.look import Alignment

_INLIERS = 15
# Of what .9 takes for copies in ../shared/training, this leaves 54 of 60 that were shrunk to a quarter, all of 390
# edited otherwise, and 32 of 101 pairs of frames of one scene of ss01. In ../shared/photos precision rises from .50 to
# .71, and no copy is lost (`python -m benchmarks.grouping_quality`).
_WHOLE = 0.98
_PART = 0.5
# Of ten kinds of edits all but bordered, captioned and shrunk to a quarter leave nine in ten above; of frames 1/8 s
# apart with nearly the same hash one in ten is.
_COPY_EXACT = 0.7
_RETAKE_EXACT = 0.6
_STILL_SHIFT = 0.015  # of the long side
_STILL_SCALE = 0.02
_STILL_DEGREES = 1.0
_STILL_ALIKE = 0.6  # what is blown out or black in one of the two is not looked at
_VIEW_SCALE = 1.4
_VIEW_DEGREES = 20.0
_VIEW_ALIKE = 0.4
_PLACE_ALIKE = 0.25
_SWEPT = 0.1  # of the long side
_LAPPED = (0.1, 0.75)
_SWEEP_SCALE = 1.25
_SWEEP_DEGREES = 15.0
_SWEEP_ALIKE = 0.7


def is_copy(alignment: Alignment) -> bool:
    """Return whether the one picture is, but for a border or a margin, all of the other."""
    return (
        alignment.inliers >= _INLIERS
        and max(alignment.shared, alignment.shared_other) >= _WHOLE
        and min(alignment.shared, alignment.shared_other) >= _PART
        and alignment.exact >= _COPY_EXACT
    )


def is_retake(alignment: Alignment) -> bool:
    """Return whether the two, however alike, are not one picture."""
    return alignment.inliers >= _INLIERS and alignment.exact < _RETAKE_EXACT


def is_still(alignment: Alignment) -> bool:
    """Return whether the camera stood still between the two."""
    return (
        alignment.inliers >= _INLIERS
        and not alignment.mirrored
        and math.hypot(*alignment.shift) <= _STILL_SHIFT
        and abs(alignment.scale - 1) <= _STILL_SCALE
        and abs(alignment.rotation) <= _STILL_DEGREES
        and alignment.alike >= _STILL_ALIKE
    )


def is_view(alignment: Alignment) -> bool:
    """Return whether the two show mostly the same, from about the same place."""
    return (
        alignment.inliers >= _INLIERS
        and not alignment.mirrored
        and min(alignment.shared, alignment.shared_other) >= _PART
        and 1 / _VIEW_SCALE <= alignment.scale <= _VIEW_SCALE
        and abs(alignment.rotation) <= _VIEW_DEGREES
        and alignment.alike >= _VIEW_ALIKE
    )


def is_place(alignment: Alignment) -> bool:
    """Return whether the two show something that is the same."""
    return alignment.inliers >= _INLIERS and not alignment.mirrored and alignment.alike >= _PLACE_ALIKE


def is_swept(alignment: Alignment) -> bool:
    """Return whether the two overlap as the frames of a sweep do."""
    least, most = _LAPPED
    return (
        alignment.inliers >= _INLIERS
        and not alignment.mirrored
        and least <= (alignment.shared + alignment.shared_other) / 2 <= most
        and math.hypot(*alignment.shift) >= _SWEPT
        and 1 / _SWEEP_SCALE <= alignment.scale <= _SWEEP_SCALE
        and abs(alignment.rotation) <= _SWEEP_DEGREES
        and alignment.alike >= _SWEEP_ALIKE
    )
