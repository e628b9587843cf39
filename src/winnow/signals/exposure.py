"""Light: how bright, how far from black to white, and how much of it is lost at either end.

All from encoded brightness (sRGB, 0-1), as the photographer's histogram shows it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from winnow.signals.planes import Planes

_WHITE = 253  # JPEG leaves clipped white a level or two below 255, and clipped black as much above 0
_BLACK = 5
_FLAT = 0.3  # grey levels of mean detail: rounding alone leaves less
_DARKEST, _BRIGHTEST = 0.01, 0.99  # share of pixels left out at either end of the dynamic range


def brightness(planes: Planes) -> float:
    """Median brightness, 0-1."""
    return _tone(planes, 0.5)


def bright_tones(planes: Planes) -> float:
    """Brightness that a quarter of the frame exceeds, 0-1: where its light parts lie."""
    return _tone(planes, 0.75)


def black_point(planes: Planes) -> float:
    """Brightness that all but the darkest thousandth of the frame exceed, 0-1: above 0 in haze, fog and flare."""
    return _tone(planes, 0.001)


def contrast(planes: Planes) -> float:
    """Standard deviation of brightness, 0-0.5: RMS contrast (Peli, "Contrast in complex images", JOSA A 1990)."""
    levels = np.arange(256) / 255
    mean = float(planes.tones @ levels)
    return math.sqrt(max(float(planes.tones @ np.square(levels)) - mean * mean, 0.0))


def local_contrast(planes: Planes) -> float | None:
    """Contrast of things some hundredths of the frame apart: log2 of the third octave's mean, in grey levels.

    Contrast by octave as in Peli, 1990; what photo editors call clarity. None for a picture too small to judge it in.
    """
    return None if planes.coarse is None else math.log2(planes.coarse.tiles[2].mean() + _FLAT)


def light_contrast(planes: Planes) -> float | None:
    """Standard deviation of brightness over the frame's tiles, 0-0.5: light and shade on a large scale."""
    return None if planes.coarse is None else float(planes.small_means.std()) / 255


def dynamic_range(planes: Planes) -> float:
    """Brightness from the darkest to the brightest hundredth of the frame, 0-1."""
    return _tone(planes, _BRIGHTEST) - _tone(planes, _DARKEST)


def clipped_highlights(planes: Planes) -> float:
    """Share of the frame with a channel at white, 0-1: what a camera's highlight warning blinks at."""
    return float(np.count_nonzero(planes.brightest >= _WHITE)) / planes.brightest.size


def clipped_shadows(planes: Planes) -> float:
    """Share of the frame with every channel at black, 0-1."""
    return float(np.count_nonzero(planes.brightest <= _BLACK)) / planes.brightest.size


def _tone(planes: Planes, share: float) -> float:
    """Return the brightness below which `share` of the pixels lie, each level taken as a bin of width 1/256."""
    below = np.concatenate(([0.0], np.cumsum(planes.tones)))
    return float(np.interp(share, below, np.arange(257) / 256))
