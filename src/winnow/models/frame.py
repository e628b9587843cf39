"""What a network is shown: the whole picture, resampled to one of a few shapes so that photos can share a batch.

shape <- the one whose proportions are nearest the picture's
frame <- the picture's colour, averaged or interpolated to that shape
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

# (width, height) of about 256 x 256 pixels each: 1:1, 4:3, 3:2, 16:9 and the same upright. Multiples of 16, so that no
# stride of the network cuts a row off.
SHAPES = ((256, 256), (304, 224), (320, 208), (336, 192), (224, 304), (208, 320), (192, 336))


def frame(colour: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return (h, w, 3) uint8 sRGB of one of SHAPES, of an (H, W, 3) picture of any proportions."""
    height, width = colour.shape[:2]
    shape = nearest_shape(width, height)
    if (width, height) == shape:
        return colour
    shrinks = width >= shape[0] and height >= shape[1]
    interpolation = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(colour, shape, interpolation=interpolation), dtype=np.uint8)


def nearest_shape(width: int, height: int) -> tuple[int, int]:
    """Return the (width, height) of SHAPES that stretches the picture least."""
    return min(SHAPES, key=lambda shape: abs(math.log(shape[0] * height / (shape[1] * width))))
