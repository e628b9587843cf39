"""Composition: where the subject stands, whether the frame is level and balanced, and how much else is in it.

Nobody marks the subject, so two cheap stand-ins are used: what differs in colour from the rest (`planes.salience`), and
where the fine detail is (`planes.coarse`). All are the same for a mirrored picture.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from winnow.signals.planes import Planes

# The strong points: the centre, and the four crossings of the thirds.
_POINTS_X = np.array([1 / 2, 1 / 3, 2 / 3, 1 / 3, 2 / 3], dtype=np.float32)
_POINTS_Y = np.array([1 / 2, 1 / 3, 1 / 3, 2 / 3, 2 / 3], dtype=np.float32)
_FLAT = 0.3  # grey levels of detail: rounding alone leaves less
_SHARPEST_TILES = 4  # of a hundred
_LEVEL_DEGREES = 20.0  # with 15 tilt drifts by 0.10 of its spread between 24 and 1.5 megapixels, with 20 by 0.05


def subject_placement(planes: Planes) -> float | None:
    """Mean distance of what is salient from the nearest strong point (the centre or a crossing of thirds).

    In frame sides: 0 for a spot right on one. Rule of thirds as in Datta, Joshi, Li & Wang, "Studying aesthetics in
    photographic images using a computational approach", ECCV 2006. None on a plain frame.
    """
    weights = planes.salience
    if weights is None:
        return None
    return float(np.vdot(weights, _to_nearest_strong_point(*weights.shape)))


def balance(planes: Planes) -> float | None:
    """How far the salient mass lies off the vertical middle, 0 (balanced) to 1 (all at one edge).

    Visual weight after Arnheim, "Art and visual perception", 1974. None on a plain frame.
    """
    weights = planes.salience
    if weights is None:
        return None
    return abs(2 * float(weights.sum(axis=0) @ _middles(weights.shape[1])) - 1)


def concentration(planes: Planes) -> float | None:
    """Share of the frame that is salient, 0-1: small for one thing on a plain ground. None on a plain frame."""
    weights = planes.salience
    return None if weights is None else _effective_share(weights)


def horizon(planes: Planes) -> float | None:
    """Tilt of the nearly level edges in degrees, times their share of all edges: 0 for a level horizon or for none.

    Edges less than 20 degrees off level count, the less the further off (Tukey's biweight, so that none is in or out
    by a hair), by their squared strength, signed, so that the two sides of a symmetric perspective cancel. None on a
    frame without edges.
    """
    if not planes.shows_detail:
        return None
    across, down = planes.half_gradients.across, planes.half_gradients.down
    strength = across * across + down * down
    total = float(strength.sum())
    if total < _FLAT * strength.size:
        return None
    steepest = math.tan(math.radians(_LEVEL_DEGREES))
    slope = across / np.where(down == 0, np.inf, down)
    weight = np.square(np.maximum(1 - np.square(slope / steepest), 0))
    return abs(math.degrees(float((strength * weight * slope).sum()) / total))


def clutter(planes: Planes) -> float | None:
    """Share of the frame that carries detail, 0-1: small for a subject on a plain ground, 1 for busy all over.

    After the spatial distribution of edges of Ke, Tang & Jing (CVPR 2006). None on a frame without detail.
    """
    tiles = _detail(planes)
    return None if tiles is None else _effective_share(tiles / tiles.sum())


def border_clutter(planes: Planes) -> float | None:
    """Share of the detail that lies in the outer tenth of the frame, 0-1. None on a frame without detail."""
    tiles = _detail(planes)
    return None if tiles is None else 1 - float(tiles[1:-1, 1:-1].sum() / tiles.sum())


def isolation(planes: Planes) -> float | None:
    """How much sharper the sharpest tiles are than the middling ones, in octaves: a subject off its background.

    After the low depth-of-field indicators of Datta et al. (ECCV 2006).
    """
    tiles = _detail(planes)
    if tiles is None:
        return None
    from_softest = np.sort(tiles, axis=None)
    return math.log2(from_softest[-_SHARPEST_TILES:].mean() / from_softest[from_softest.size // 2])


def _detail(planes: Planes) -> NDArray[np.floating] | None:
    """Return detail per tile, `_FLAT` added so that rounding does not count, or None where there is hardly any."""
    if planes.coarse is None or planes.coarse.tiles[0].mean() < _FLAT:
        return None
    return planes.coarse.tiles[0] + _FLAT


@lru_cache(maxsize=64)  # most photos of a roll have one of a few shapes
def _to_nearest_strong_point(height: int, width: int) -> NDArray[np.float32]:
    """Return the (height, width) distances to the nearest strong point, in frame sides."""
    away_y = np.square(_middles(height)[:, None] - _POINTS_Y)
    away_x = np.square(_middles(width)[:, None] - _POINTS_X)
    return np.asarray(np.sqrt(np.min(away_y[:, None] + away_x, axis=2)), dtype=np.float32)


def _middles(count: int) -> NDArray[np.float32]:
    """Return where the middles of `count` pixels lie along a side of length 1."""
    return np.asarray((np.arange(count) + 0.5) / count, dtype=np.float32)


def _effective_share(weights: NDArray[np.floating]) -> float:
    """Return exp(entropy) / count of weights that sum to 1: the share of the frame that they are spread over."""
    weights = weights[weights > 0]
    return math.exp(-float(np.vdot(weights, np.log(weights)))) / weights.size
