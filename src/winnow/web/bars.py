"""How many photos lie where along a measure, in bars with round borders."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from winnow.web.schemas.library import Bars

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST: Final = 21
"""Bars; there are at least eight, as a round width is up to two and a half times the narrowest that would do."""

_ROUND: Final = (1, 2, 5, 10)
_ROUNDING: Final = 1e-9  # of a bar: 0.3 lies in the bar that begins at 0.3, whatever 0.3 / 0.1 is in binary


def bars_of(values: NDArray[np.float64]) -> Bars:
    """Count values in bars; in none at all where all of them are as good as the same.

    Args:
        values: any number of them, none of them NaN.
    """
    lowest, highest = (float(values.min()), float(values.max())) if len(values) else (0.0, 0.0)
    if math.isclose(lowest, highest, rel_tol=_ROUNDING, abs_tol=_ROUNDING):
        return Bars(low=lowest, width=0.0, photos=())
    width = _round_width((highest - lowest) / (MOST - 1))
    first = math.floor(lowest / width + _ROUNDING)
    last = math.ceil(highest / width - _ROUNDING) - 1  # who is at the upper border of all lies in the last bar
    places = np.minimum(np.floor(values / width + _ROUNDING).astype(np.intp), last) - first
    photos = np.bincount(places, minlength=last - first + 1)
    return Bars(low=_plain(first * width), width=width, photos=tuple(photos.tolist()))


def _round_width(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    return _plain(next(each * power for each in _ROUND if each * power >= least))


def _plain(value: float) -> float:
    """0.3, not 0.30000000000000004."""
    return float(f"{value:.12g}")
