"""Making pictures smaller by averaging areas, and turning them upright.

Area averaging, because each output pixel then is the mean of what it covers whatever the factor: the same scene from a
24 and from a 6 megapixel camera comes out alike, which no interpolation between neighbours gives.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import cv2
import numpy as np

from winnow.domain.image import COLOUR_AREA_PX, DETAIL_LONG_SIDE_PX

if TYPE_CHECKING:
    from numpy.typing import NDArray

# A picture that halves to within 1/16 of the detail size is left there: averaging 2000 x 1500 by exactly two takes
# 0.1 ms, by 1.95 it takes 5.4 ms (benchmarks/decode.py), and most 12 megapixel cameras write 4000 or 4032 pixels.
_DETAIL_SLACK = 15 / 16

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
    """Average `pixels` (H, W) or (H, W, C) down to `size` (width, height); never up.

    Halving comes first because OpenCV has a vectorised path for it: 2000 x 1500 RGB to 320 x 320 pixels' worth takes
    2.2 ms that way and 10 ms at once (benchmarks/decode.py). An odd last row or column is dropped at each halving.
    """
    height, width = pixels.shape[:2]
    while width >= 2 * size[0] and height >= 2 * size[1]:
        width, height = width // 2, height // 2
        pixels = _area(pixels[: 2 * height, : 2 * width], (width, height))
    return pixels if (width, height) == size else _area(pixels, size)


def _area(pixels: NDArray[np.uint8], size: _Size) -> NDArray[np.uint8]:
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def upright(pixels: NDArray[np.uint8], orientation: int) -> NDArray[np.uint8]:
    """Undo an EXIF orientation 1-8 (EXIF 2.3, section 4.6.4): row 0 becomes the top, column 0 the left."""
    if orientation >= 5:  # noqa: PLR2004 - 5 to 8 are those with rows and columns exchanged
        pixels = pixels.swapaxes(0, 1)
    if orientation in {2, 3, 6, 7}:
        pixels = pixels[:, ::-1]
    if orientation in {3, 4, 7, 8}:
        pixels = pixels[::-1]
    return np.ascontiguousarray(pixels)
