"""How strongly the borders of JPEG's 8 x 8 blocks show.

Wang, Sheikh & Bovik, "No-reference perceptual quality assessment of JPEG compressed images", ICIP 2002: the mean
absolute difference of neighbours across block borders against that of neighbours inside blocks. Here as the logarithm
of their ratio, which is near 0 without a grid whatever the picture's contrast, and it is measured on the pixels as
decoded: any resampling blurs the grid away.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Side of the central region looked at: 64 x 64 whole blocks at full scale, in 0.4 ms (benchmarks/decode.py).
_REGION_PX = 512
_SHORTEST_GRID_PX = 2  # at 1/8 scale every pixel is a block and there is no inside to compare with
# Grey levels added to both means: a step of less than about two levels is not seen. Without it the faint grid that even
# quality 95 leaves in a sky would count as much as a strong one in foliage.
_UNSEEN = 2.0


def blockiness(pixels: NDArray[np.uint8], grid_px: int | None) -> float | None:
    """Return ln(difference across borders / difference inside) of decoded `pixels` (H, W) or (H, W, 3).

    Args:
        pixels: as decoded, not resampled.
        grid_px: distance of block borders, the first one at 0; None where there are none.

    Returns:
        About 0 for no visible grid, above 0.4 for a small picture at quality 10 (tests/ingest/test_blockiness.py);
        None if there is no grid to look at, or less than two blocks of it.
    """
    if grid_px is None or grid_px < _SHORTEST_GRID_PX or min(pixels.shape[:2]) < 2 * grid_px:
        return None
    region = _centre(pixels, grid_px)
    grey = region if region.ndim == 2 else cv2.cvtColor(region, cv2.COLOR_RGB2GRAY)  # noqa: PLR2004 - grey already
    across = cv2.reduce(cv2.absdiff(grey[:, 1:], grey[:, :-1]), 0, cv2.REDUCE_AVG, dtype=cv2.CV_64F)
    down = cv2.reduce(cv2.absdiff(grey[1:], grey[:-1]), 1, cv2.REDUCE_AVG, dtype=cv2.CV_64F)
    return (_border_ratio(across.ravel(), grid_px) + _border_ratio(down.ravel(), grid_px)) / 2


def _centre(pixels: NDArray[np.uint8], grid_px: int) -> NDArray[np.uint8]:
    """Cut a central region that begins on a block border and ends on one."""
    height, width = pixels.shape[:2]
    top, left = (max(0, (side - _REGION_PX) // 2) // grid_px * grid_px for side in (height, width))
    rows, columns = (min(_REGION_PX, side - at) // grid_px * grid_px for side, at in ((height, top), (width, left)))
    return pixels[top : top + rows, left : left + columns]


def _border_ratio(differences: NDArray[Any], grid_px: int) -> float:
    """Return the log ratio of mean differences between neighbouring columns or rows: those at k * grid to the rest."""
    is_border = np.arange(1, differences.size + 1) % grid_px == 0
    return math.log((differences[is_border].mean() + _UNSEEN) / (differences[~is_border].mean() + _UNSEEN))
