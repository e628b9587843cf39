"""What a decoder hands over: pixels as they lie in the file, and what is needed to make a picture of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Raster:
    """Decoded pixels, possibly already reduced, not yet upright and not yet sRGB.

    Attributes:
        pixels: uint8; (H, W) grey, (H, W, 3) RGB or (H, W, 4) CMYK with 255 for full ink. Never with alpha. Long side
            at least `DETAIL_LONG_SIDE_PX` where the source has as much.
        width: of the source, before it was reduced and before it is turned upright.
        height: likewise.
        orientation: EXIF orientation 1-8 that makes the pixels upright.
        icc: the embedded colour profile, or None for sRGB.
        grid_px: distance of JPEG block borders in `pixels`, the first one at 0; None where there are none.
    """

    pixels: NDArray[np.uint8]
    width: int
    height: int
    orientation: int = 1
    icc: bytes | None = None
    grid_px: int | None = None
