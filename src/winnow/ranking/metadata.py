"""What the camera wrote, as points of the score by two rules of the field; no model looks at it: its own weight is 0.

sensitivity <- -0.25 for each doubling of ISO beyond 200
hand-held   <- -0.25 for each doubling of the shutter time beyond 1/(35 mm-equivalent focal length) s
points      <- their sum, each within bounds; of a rule whose facts the file does not say, nothing

Nobody has labelled photos that still have their metadata, so nothing is fitted: the rules are known, their slope is
chosen. A photo that tells nothing gets 0. That has to lie amid what others get, or it would pay to have no metadata:
hence a little praise for a daylight shot (half a point at ISO 100 and 1/250 s), blame for what a dim room asks for. The
photos of 65 cameras beside the checkout get +0.07 on average, where they tell anything; a test holds it near 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from winnow.domain.metadata import SHOT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Shots = NDArray[np.float32]

LOOKS_AT: Final = ("ISO", "shutter speed")

STOP_POINTS: Final = 0.25  # four stops are a point, about a standard deviation of the scores
MOST_POINTS: Final = 0.25  # of each rule: beyond what is enough, more of it is no better
_LEAST_BY_SENSITIVITY = -1.5  # ISO 12800 and beyond
_LEAST_BY_SHUTTER = -1.0  # four stops too slow, and beyond: it stood on something, or a stabiliser held it
_ORDINARY_ISO = 200.0
_SMALLEST_SENSOR_STOPS = 3.0  # a phone's: 8 times smaller than 24x36 mm, from corner to corner


def shots_of(rows: Sequence[Sequence[float | None]]) -> Shots:
    """Return (n, len(SHOT)) float32 of what n files say, NaN where they do not, or of no camera."""
    with np.errstate(over="ignore"):
        shots = np.array(rows, dtype=np.float64).reshape(-1, len(SHOT)).astype(np.float32)
    shots[np.isinf(shots)] = np.nan
    return shots


def points_of_shots(shots: Shots) -> Floats:
    """Return (n,) float64 points of (n, len(SHOT)) float32 shots; 0 where nothing is known."""
    return np.asarray(np.nan_to_num(_by_sensitivity(shots)) + np.nan_to_num(_by_shutter(shots)), dtype=np.float64)


def are_known(shots: Shots) -> NDArray[np.bool_]:
    """Return (n,) whether any of the rules can be asked of each shot."""
    return ~(np.isnan(_by_sensitivity(shots)) & np.isnan(_by_shutter(shots)))


def _by_sensitivity(shots: Shots) -> Floats:
    """Return points for ISO, NaN where it is not known.

    A doubling is half the light (ISO 12232: the exposure is 10 lx s over the speed), and of half as many photons the
    signal-to-noise ratio is 3 dB less: they arrive by Poisson's law, so N of them vary by sqrt(N) (Janesick, Photon
    Transfer, SPIE 2007). How large the sensor is, on which the ratio depends too, the file does not say.
    """
    return np.clip(-STOP_POINTS * _log2(shots[:, 0] / _ORDINARY_ISO), _LEAST_BY_SENSITIVITY, MOST_POINTS)


def _by_shutter(shots: Shots) -> Floats:
    """Return points for how long the camera was held, NaN where flash froze the picture or it is not known.

    The reciprocal rule: "the slowest shutter speed that can be safely used by most people when hand-holding a lens is
    the reciprocal of the focal length", in mm on 24x36 mm film (Minolta X-700 manual, p. 44). A stop faster gets all
    the praise there is. Whether the camera stood on a tripod, or was stabilised, which is good for several stops, is
    not known: so the slope is moderate and soon ends.

    Where only the real focal length is known, the equivalent one may be up to 8 times as long. What holds for all of
    these counts: the least blame where all deserve some, the least praise likewise, else nothing.
    """
    _, shutter, equivalent, real, flash = shots.T
    stops = _log2(shutter) + _log2(np.where(np.isnan(equivalent), real, equivalent))
    longer = np.where(np.isnan(equivalent), _SMALLEST_SENSOR_STOPS, 0.0)
    points = np.clip(0.0, _held(stops + longer), _held(stops))
    return np.where(flash == 1, np.nan, points)


def _held(stops: Floats) -> Floats:
    return np.clip(-STOP_POINTS * stops, _LEAST_BY_SHUTTER, MOST_POINTS)


def _log2(values: Shots) -> Floats:
    sensible = values > 0
    return np.where(sensible, np.log2(values, where=sensible, out=np.zeros(len(values)), dtype=np.float64), np.nan)
