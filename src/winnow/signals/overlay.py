"""How alike two thumbnails are where one lies on the other: tile by tile, whatever the exposure.

soft    <- both without the finest detail, which resampling and compression change
tiles   <- of the one's frame, those that both show, and that are not flat in both, or crushed or blown out in either
alike   <- of each, normalised correlation
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Plane = NDArray[np.float32]
    Matrix = NDArray[np.float64]

_TILES = 8  # each way
_SOFT_PX = 1.5
_TEXTURE = 3.0  # grey levels, standard deviation: less is flat
_CRUSHED, _BLOWN = 16, 239  # mean grey level of a flat tile that may have lost its texture to exposure
_SEEN = 0.9  # of a tile must be shown by both
_NOTHING = 1e-6  # keeps a tile that is flat in one of the two from dividing by 0
_ALIKE, _EXACT = 0.7, 0.95  # correlation


@dataclass(frozen=True, slots=True)
class Overlay:
    """What tiles say.

    Attributes:
        tiles: how many of 64 can be compared.
        alike: share of them that correlate.
        exact: share of them that correlate closely.
    """

    tiles: int
    alike: float
    exact: float


def overlay(one: Grey, other: Grey, back: Matrix, scale: float) -> Overlay:
    """Compare two (h, w) uint8 planes.

    Args:
        one: the plane whose frame is looked at.
        other: the plane that is laid on it.
        back: (3, 3) homography from the other to the one.
        scale: pixels of the other for one of the one.
    """
    soft, soft_other = _soft(one, scale), _soft(other, 1 / scale)
    size = one.shape[1], one.shape[0]
    here = _tiles(soft)
    there = _tiles(np.asarray(cv2.warpPerspective(soft_other, back, size), dtype=np.float32))
    shown = _tiles(np.asarray(cv2.warpPerspective(np.ones_like(soft_other), back, size), dtype=np.float32))
    spread, spread_there = here.std(axis=1), there.std(axis=1)
    counted = (shown > _SEEN).mean(axis=1) > _SEEN
    counted &= ~(_is_lost(here, spread) | _is_lost(there, spread_there))
    counted &= np.maximum(spread, spread_there) >= _TEXTURE
    if not counted.any():
        return Overlay(0, 0.0, 0.0)
    product = ((here - here.mean(axis=1, keepdims=True)) * (there - there.mean(axis=1, keepdims=True))).mean(axis=1)
    correlation = (product / np.maximum(spread * spread_there, _NOTHING))[counted]
    return Overlay(len(correlation), float((correlation > _ALIKE).mean()), float((correlation > _EXACT).mean()))


def _soft(grey: Grey, scale: float) -> Plane:
    """Return a plane without the detail that is lost at a scale, or in compression."""
    sigma = _SOFT_PX / min(scale, 1.0)
    return np.asarray(cv2.GaussianBlur(grey.astype(np.float32), (0, 0), sigma), dtype=np.float32)


def _is_lost(tiles: Plane, spread: NDArray[np.floating]) -> NDArray[np.bool_]:
    mean = tiles.mean(axis=1)
    return np.asarray((spread < _TEXTURE) & ((mean <= _CRUSHED) | (mean >= _BLOWN)))


def _tiles(plane: Plane) -> Plane:
    """Return (tiles, pixels), the rows and columns that are left over at the far edges cut off."""
    height, width = (side // _TILES for side in plane.shape)
    cut = plane[: height * _TILES, : width * _TILES].reshape(_TILES, height, _TILES, width)
    return np.asarray(cut.transpose(0, 2, 1, 3).reshape(_TILES * _TILES, height * width))
