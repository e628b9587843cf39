"""Colour: how much, how varied, and whether all of it leans one way.

All are None for a picture without colour: black and white is a choice, and no lack.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from winnow.signals.planes import Planes

_HUES = 24  # bins of 15 degrees


def colourfulness(planes: Planes) -> float | None:
    """Colourfulness M3, about 0 (grey) to 110 (extremely colourful).

    Hasler & Suesstrunk, "Measuring colourfulness in natural images", SPIE 5007, 2003, equation 16.
    """
    if not planes.is_coloured:
        return None
    red, green, blue = cv2.split(planes.rgb)
    red_green = cv2.subtract(red, green, dtype=cv2.CV_16S)
    yellow_blue = cv2.subtract(cv2.add(red, green, dtype=cv2.CV_16S), cv2.add(blue, blue, dtype=cv2.CV_16S))
    means, deviations = _means_and_deviations(cv2.merge([red_green, yellow_blue]))  # yellow_blue is twice the paper's
    return math.hypot(deviations[0], deviations[1] / 2) + 0.3 * math.hypot(means[0], means[1] / 2)


def _means_and_deviations(plane: cv2.typing.MatLike) -> tuple[list[float], list[float]]:
    """Return the mean and the standard deviation of each channel."""
    means, deviations = cv2.meanStdDev(plane)
    return means.ravel().tolist(), deviations.ravel().tolist()


def saturation(planes: Planes) -> float | None:
    """Mean HSV saturation, 0-1 (Smith, "Color gamut transform pairs", SIGGRAPH 1978)."""
    if not planes.is_coloured:
        return None
    return float(cv2.mean(cv2.cvtColor(planes.rgb, cv2.COLOR_RGB2HSV))[1]) / 255


def cast(planes: Planes) -> float | None:
    """Distance of the mean colour from neutral in CIE a*b*: 0 for none.

    The grey-world assumption: Buchsbaum, "A spatial processor model for object colour perception", 1980.
    """
    if not planes.is_coloured:
        return None
    (_, a, b), _ = _means_and_deviations(planes.thumb)
    return math.hypot(a, b)


def colour_contrast(planes: Planes) -> float | None:
    """Spread of colours about their mean in CIE a*b*: low for one colour however strong, high for many."""
    if not planes.is_coloured:
        return None
    _, (_, a, b) = _means_and_deviations(planes.thumb)
    return math.hypot(a, b)


def hue_variety(planes: Planes) -> float | None:
    """Entropy of hue weighted by chroma, 0 (one hue) to 1 (all 24 alike).

    A continuous form of the hue count of Ke, Tang & Jing, "The design of high-level features for photo quality
    assessment", CVPR 2006.
    """
    if not planes.is_coloured:
        return None
    chroma, hue = cv2.cartToPolar(planes.thumb[..., 1], planes.thumb[..., 2])
    weights = np.bincount((hue.ravel() * (_HUES / (2 * math.pi))).astype(np.intp) % _HUES, chroma.ravel(), _HUES)
    shares = weights[weights > 0] / weights.sum()
    return float(-(shares @ np.log(shares))) / math.log(_HUES)
