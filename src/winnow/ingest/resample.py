"""Making pictures smaller so that the same scene comes out equally sharp whatever camera it came from.

    halve by averaging 2 x 2 while at least twice too large           (each pixel is what a larger one would have seen)
    blur by what is missing to a fixed width, in pixels of the result (so that the next step cannot alias)
    sample by cubic interpolation, and turn upright

Averaging straight down to size is the usual way, but how sharp its result is depends on the factor: over 18 widths of
one scene from 1300 to 8000 pixels the energy of the finest detail varies by a factor of 2.7, this way by 1.5, and it
takes a third to a half of the time (benchmarks/decode.py).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import cv2
import numpy as np

from winnow.domain.image import COLOUR_AREA_PX, DETAIL_LONG_SIDE_PX

if TYPE_CHECKING:
    from numpy.typing import NDArray

# A picture that halves to within 1/16 of the detail size is left there: that takes 0.2 ms where sampling takes 2.4
# (benchmarks/decode.py), and most 12 megapixel cameras write 4000 or 4032 pixels.
_DETAIL_SLACK = 15 / 16

# Variance, in pixels of the result, of the blur that every reduced picture has. Of 0.1, 0.125, 0.15 and 0.2 the middle
# two vary least over widths (benchmarks/decode.py); a pixel's own square aperture has 1/12.
_BLUR_VARIANCE = 0.14
_APERTURE_VARIANCE = 1 / 12
_SMALL_KERNEL_SIGMA = 0.45  # up to here a 3 x 3 kernel holds the blur

_Size = tuple[int, int]


def detail_size(width: int, height: int) -> _Size:
    """Return the (width, height) at which detail is judged: long side `DETAIL_LONG_SIDE_PX` or a little less."""
    long_side = max(width, height)
    halved = long_side
    while halved > DETAIL_LONG_SIDE_PX:
        halved //= 2
    if halved >= _DETAIL_SLACK * DETAIL_LONG_SIDE_PX:
        shrink = long_side // halved
        return width // shrink or 1, height // shrink or 1
    return fit(width, height, DETAIL_LONG_SIDE_PX)


def colour_size(width: int, height: int) -> _Size:
    """Return the (width, height) at which colour is judged: `COLOUR_AREA_PX` pixels, or what there is if less."""
    return _scaled(width, height, math.sqrt(COLOUR_AREA_PX / (width * height)))


def fit(width: int, height: int, long_side_px: int) -> _Size:
    """Return the (width, height) with that long side, or what there is if less."""
    return _scaled(width, height, long_side_px / max(width, height))


def _scaled(width: int, height: int, scale: float) -> _Size:
    if scale >= 1:
        return width, height
    return max(1, round(width * scale)), max(1, round(height * scale))


def shrink(pixels: NDArray[np.uint8], size: _Size) -> NDArray[np.uint8]:
    """Reduce `pixels` (H, W) or (H, W, C) to `size` (width, height); never enlarge.

    An odd last row or column is dropped at each halving.
    """
    height, width = pixels.shape[:2]
    if (width, height) == size:
        return pixels
    while width >= 2 * size[0] and height >= 2 * size[1]:
        width, height = width // 2, height // 2
        pixels = _resized(pixels[: 2 * height, : 2 * width], (width, height), cv2.INTER_AREA)
    variance = _BLUR_VARIANCE * (width / size[0]) * (height / size[1]) - _APERTURE_VARIANCE
    sigma = math.sqrt(variance)
    kernel = (3, 3) if sigma < _SMALL_KERNEL_SIGMA else (5, 5)
    return _resized(cv2.GaussianBlur(pixels, kernel, sigma), size, cv2.INTER_CUBIC)


def _resized(pixels: cv2.typing.MatLike, size: _Size, interpolation: int) -> NDArray[np.uint8]:
    return np.asarray(cv2.resize(pixels, size, interpolation=interpolation), dtype=np.uint8)


def upright(pixels: NDArray[np.uint8], orientation: int) -> NDArray[np.uint8]:
    """Undo an EXIF orientation 1-8 (EXIF 2.3, section 4.6.4): row 0 becomes the top, column 0 the left."""
    if orientation >= 5:  # noqa: PLR2004 - 5 to 8 are those with rows and columns exchanged
        pixels = pixels.swapaxes(0, 1)
    if orientation in {2, 3, 6, 7}:
        pixels = pixels[:, ::-1]
    if orientation in {3, 4, 7, 8}:
        pixels = pixels[::-1]
    return np.ascontiguousarray(pixels)
