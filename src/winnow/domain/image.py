"""A photo decoded once, small, and shared by everything that looks at its pixels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Image:
    """One upright picture at two scales, because sharpness needs more pixels than colour does.

    Attributes:
        luma: (H, W) uint8 brightness (BT.601 of the encoded values), long side at most `DETAIL_LONG_SIDE_PX`.
        colour: (h, w, 3) uint8 sRGB, colour-managed, about `COLOUR_AREA_PX` pixels or the picture's own size if less.
        width: upright width of the source in pixels.
        height: upright height of the source in pixels.
        format: what the content is, in lower case: ``"jpeg"``, ``"heif"``, ``"raw"``, ...
        blockiness: strength of the JPEG block grid as decoded, before any resampling blurs it; None where there is
            no grid to look at.
    """

    luma: NDArray[np.uint8]
    colour: NDArray[np.uint8]
    width: int
    height: int
    format: str
    blockiness: float | None = None


DETAIL_LONG_SIDE_PX = 1024
COLOUR_AREA_PX = 320 * 320
