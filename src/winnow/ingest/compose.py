"""A decoder's raster to the picture that everything else looks at.

blockiness <- raster as decoded
luma       <- brightness, area-averaged to the detail size
colour     <- area-averaged to the colour size, then to sRGB
both upright
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from winnow.domain.image import Image
from winnow.ingest.blockiness import blockiness
from winnow.ingest.colour import to_srgb
from winnow.ingest.opencv import memory_errors
from winnow.ingest.resample import colour_size, detail_size, shrink, upright

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from winnow.ingest.raster import Raster


@memory_errors()
def compose(raster: Raster, format_: str) -> Image:
    """Make an `Image` of a decoded raster."""
    pixels = raster.pixels
    height, width = pixels.shape[:2]
    if pixels.ndim == 3 and pixels.shape[2] == 4:  # noqa: PLR2004 - CMYK has no brightness before it is converted
        pixels = to_srgb(shrink(pixels, detail_size(width, height)), raster.icc)
        luma, colour = _luma(pixels), shrink(pixels, colour_size(width, height))
    else:
        luma = shrink(_luma(pixels), detail_size(width, height))
        colour = to_srgb(shrink(pixels, colour_size(width, height)), raster.icc)
    is_turned = raster.orientation >= 5  # noqa: PLR2004 - orientations 5 to 8 exchange width and height
    return Image(
        luma=upright(luma, raster.orientation),
        colour=upright(colour, raster.orientation),
        width=raster.height if is_turned else raster.width,
        height=raster.width if is_turned else raster.height,
        format=format_,
        blockiness=blockiness(raster.pixels, raster.grid_px),
    )


def _luma(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the brightness (ITU-R BT.601) of grey or RGB pixels."""
    if pixels.ndim == 2:  # noqa: PLR2004 - grey already
        return pixels
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
