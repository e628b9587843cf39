"""Where a picture is sharpest: what to look at closely first.

grey    <- the picture's brightness, at a long side of 1024 px or less, as sharpness is judged
detail  <- its finest octave (Burt & Adelson, 1983), less what noise alone leaves
place   <- the window of an eighth of the short side that holds the most of it
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LONG_SIDE_PX = 1024
_WINDOW_SHARE = 8
_SMALLEST_PX = 48  # as in `winnow.signals.planes`
_NOISE_LEVELS = 3.0  # grey levels of detail that grain and compression leave in a plain sky
_LEAST = 0.1  # grey levels beyond that, on average over the window: below it nothing is sharper than the rest


def sharpest_point(rgb: NDArray[np.uint8]) -> tuple[float, float] | None:
    """Return where an (H, W, 3) uint8 sRGB picture is sharpest, 0 to 1 from the left and from the top.

    None for a picture that is plain, or too small to tell.
    """
    grey = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    shrink = _LONG_SIDE_PX / max(grey.shape)
    if shrink < 1:
        grey = np.asarray(cv2.resize(grey, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    if min(grey.shape) < _SMALLEST_PX:
        return None
    coarse = cv2.pyrUp(cv2.pyrDown(grey), dstsize=(grey.shape[1], grey.shape[0]))
    detail = np.maximum(cv2.absdiff(grey, coarse).astype(np.float32) - _NOISE_LEVELS, 0)
    side = min(grey.shape) // _WINDOW_SHARE
    energy = cv2.boxFilter(detail, -1, (side, side), borderType=cv2.BORDER_CONSTANT)
    _, most, _, (across, down) = cv2.minMaxLoc(energy)
    if most < _LEAST:
        return None
    return (across + 0.5) / grey.shape[1], (down + 0.5) / grey.shape[0]
