"""Sharpness, blur, noise and compression: how well the picture was taken and kept.

Sharpness is looked at from three sides, each relative to the frame and not to the pixel: a fine octave against the
next coarser one, because blur takes from the fine one first while a plain subject has little in both (`sharpness`,
`edge_sharpness`, and by direction `defocus` and `motion_blur`); and how much fine detail there is where there is most
(`subject_sharpness`).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from winnow.signals.planes import Gradients, Octaves, Planes

_LEVEL = 1.0  # grey level added to both sides of a ratio: below it lies rounding, not detail
_FLAT = 0.3  # grey levels of mean detail: rounding alone leaves less
_SHARPEST_TILES = 4  # of a hundred
_FLATTEST_TILES = 0.1  # share of tiles: the places where only noise is left
_FEWEST_TILES = 50  # of 1024: fewer unclipped ones, and there is nowhere to look for noise
_UNSEEN_BLOCKS = 0.2  # quality 92 measures up to 0.15 at 1.5 megapixels, 75 about 0.25, 30 about 0.5
_DARKEST, _BRIGHTEST = 12, 243  # mean grey levels beyond which clipping hides noise


def sharpness(planes: Planes) -> float | None:
    """Sharpness of the whole frame: log2 of the finest octave against the next one, tile by tile.

    Log energies of subbands by block, after Vu & Chandler, "A fast wavelet-based algorithm for global and local image
    sharpness estimation" (FISH), IEEE SPL 2012; a tile counts by its contrast. None on a frame without detail.
    """
    return _over_scales(planes, _sharpness_at)


def _sharpness_at(octaves: Octaves) -> float | None:
    finest, next_one, _ = octaves.tiles
    if next_one.mean() < _FLAT:
        return None
    return float(np.average(np.log2((finest + _LEVEL) / (next_one + _LEVEL)), weights=next_one))


def subject_sharpness(planes: Planes) -> float | None:
    """Detail where the frame is sharpest: log2 of the finest octave in its sharpest tiles, in grey levels.

    So a portrait before a soft background is sharp. Pooling over the sharpest blocks only is FISH's block-based
    variant (Vu & Chandler, 2012).
    """
    return _over_scales(planes, _subject_sharpness_at)


def _subject_sharpness_at(octaves: Octaves) -> float:
    from_softest = np.sort(octaves.tiles[0], axis=None)
    return math.log2(from_softest[-_SHARPEST_TILES:].mean() + _FLAT)


def edge_sharpness(planes: Planes) -> float | None:
    """Steepness of the strongest edges: log2 of their height in the mid octave against the coarse one.

    A step edge has the same height in every octave; a blurred one loses it in the finer ones first (Elder & Zucker,
    "Local scale control for edge detection and blur estimation", PAMI 1998).
    """
    return _over_scales(planes, lambda octaves: math.log2((octaves.peaks[0] + _LEVEL) / (octaves.peaks[1] + _LEVEL)))


def noise(planes: Planes) -> float | None:
    """Detail where there should be none: log2 of the finest octave in the flattest, unclipped small tiles.

    Block-based noise estimation as in Pyatykh, Hesser & Zheng, "Image noise level estimation by principal component
    analysis", IEEE TIP 2013, section II: the least textured blocks show the noise. None where all is clipped.
    """
    return _over_scales(planes, lambda octaves: _noise_at(octaves, planes.small_means))


def _noise_at(octaves: Octaves, means: NDArray[np.float64]) -> float | None:
    unclipped = (means > _DARKEST) & (means < _BRIGHTEST)
    detail = octaves.small_tiles[unclipped]
    if detail.size < _FEWEST_TILES:
        return None
    place = int(_FLATTEST_TILES * detail.size)
    return math.log2(np.partition(detail, place)[place] + _FLAT)


def defocus(planes: Planes) -> float | None:
    """Blur that no direction escapes, in octaves: about 0 for a sharp frame, more for more blur.

    Gradient tensors (Bigun & Granlund, ICCV 1987) of the frame at full and at half scale, as a pencil: its
    eigenvalues are the squared sharpness in the sharpest and in the softest direction, and the directions of the
    subject itself cancel.
    """
    return -_directional_sharpness(planes)[1] if planes.shows_detail else None


def motion_blur(planes: Planes) -> float | None:
    """Blur that has a direction, in octaves: sharpness across it less sharpness along it; 0 where they are equal."""
    if not planes.shows_detail:
        return None
    softest, sharpest = _directional_sharpness(planes)
    return sharpest - softest


def _directional_sharpness(planes: Planes) -> tuple[float, float]:
    """Return log2 sharpness in the softest and in the sharpest direction."""
    a, b, c = _tensor(planes.gradients)
    d, e, f = _tensor(planes.half_gradients)
    half_trace = (a * f + c * d - 2 * b * e) / (d * f - e * e) / 2
    determinant = (a * c - b * b) / (d * f - e * e)
    sharpest = half_trace + math.sqrt(max(half_trace**2 - determinant, 0.0))
    return math.log2(determinant / sharpest) / 2, math.log2(sharpest) / 2


def _tensor(gradients: Gradients) -> tuple[float, float, float]:
    """Return the means of gx^2, gx*gy and gy^2; `_LEVEL` keeps a flat frame's invertible."""
    across, down = gradients.across, gradients.down
    return (
        cv2.norm(across, cv2.NORM_L2SQR) / across.size + _LEVEL,
        float((across * down).mean()),
        cv2.norm(down, cv2.NORM_L2SQR) / down.size + _LEVEL,
    )


def blockiness(planes: Planes) -> float | None:
    """How strongly JPEG's block grid shows, as measured when the file was decoded, beyond what nobody sees; 0 or more.

    Wang, Sheikh & Bovik, "No-reference perceptual quality assessment of JPEG compressed images", ICIP 2002: see
    `winnow.ingest.blockiness`. None where there is no grid to look at.
    """
    return None if planes.blockiness is None else max(0.0, planes.blockiness - _UNSEEN_BLOCKS)


def _over_scales(planes: Planes, measure: Callable[[Octaves], float | None]) -> float | None:
    """Return the mean of what is measured at the coarse and at the fine scale; one of them if the other has none."""
    if planes.coarse is None or planes.fine is None:
        return None
    values = [value for octaves in (planes.coarse, planes.fine) if (value := measure(octaves)) is not None]
    return sum(values) / len(values) if values else None
