"""How one thumbnail lies on another.

as it is   <- both laid on one another edge to edge: of a still frame, light and dark, features differ where brightness
              still rises and falls together
grey       <- else brightness with its contrast evened out, so that dark and blown-out frames show some features
features   <- of both: ORB (Rublee et al., "ORB: an efficient alternative to SIFT or SURF", ICCV 2011)
matches    <- the nearest descriptor, where it is clearly nearer than the second (Lowe, "Distinctive image features from
              scale-invariant keypoints", IJCV 2004)
homography <- agreed on by most of them (MAGSAC++: Barath et al., CVPR 2020); of the picture and of its mirror image the
              one that more agree on
alike      <- the one laid on the other, see `winnow.signals.overlay`
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import cv2
import numpy as np

from winnow.domain.look import Alignment
from winnow.signals.overlay import overlay

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from winnow.signals.overlay import Overlay

    Matrix = NDArray[np.float64]

_SMALLEST_PX = 32  # of either side: ORB describes 31 pixels around a corner
_FEATURES = 500
_COARSER = 1.2  # each level of the pyramid than the one before
_EDGE_PX = 12
_FAINTEST = 7  # grey levels between a corner and what is round it
_EVENED = 3.0, (8, 8)  # limit and tiles of contrast-limited equalisation
_NEARER = 0.8
_FEWEST = 8  # matches that agree by chance: a homography is fixed by four
_PLENTY = 40  # so many never agree on a picture and its mirror image
_OFF_PX = 3.0
_POINTS = 40  # each way
_STILL_TILES, _STILL_ALIKE = 15, 0.6  # of 1,500 pairs of unrelated pictures none comes near, see tests
_UNMISTAKABLE = 0.95


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """(k, 2) float32 places in pixels and (k, 32) uint8 descriptors."""

    places: NDArray[np.float32]
    descriptors: NDArray[np.uint8]


class View:
    """A thumbnail, and what is worked out of it once for all the others it is laid on.

    Attributes:
        grey: (h, w) uint8 brightness.
    """

    def __init__(self, grey: NDArray[np.uint8]) -> None:
        self.grey = grey

    @classmethod
    def of(cls, thumbnail: NDArray[np.uint8]) -> View:
        """Look at an (h, w, 3) uint8 sRGB thumbnail."""
        return cls(np.asarray(cv2.cvtColor(thumbnail, cv2.COLOR_RGB2GRAY), dtype=np.uint8))

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.grey.shape[1], self.grey.shape[0]

    @cached_property
    def mirrored(self) -> View:
        """The same with left and right swapped."""
        return View(np.ascontiguousarray(self.grey[:, ::-1]))

    @cached_property
    def features(self) -> Features | None:
        """Its local features; None where there are too few."""
        if min(self.size) < _SMALLEST_PX:
            return None
        limit, tiles = _EVENED
        evened = cv2.createCLAHE(limit, tiles).apply(self.grey)
        orb = cv2.ORB.create(nfeatures=_FEATURES, scaleFactor=_COARSER, edgeThreshold=_EDGE_PX, fastThreshold=_FAINTEST)
        points, descriptors = orb.detectAndCompute(evened, None)
        if descriptors is None or len(points) < _FEWEST:
            return None
        places = np.array([_place(point) for point in points], dtype=np.float32)
        return Features(places, np.asarray(descriptors, dtype=np.uint8))


def align(one: View, other: View) -> Alignment | None:
    """Return how `one` lies on `other`; None where nothing was found that they share."""
    still = _as_it_is(one, other)
    if still is not None and still.alike >= _UNMISTAKABLE:
        return still
    found = _by_features(one, other)
    return still if found is None or (still is not None and still.alike > found.alike) else found


def _as_it_is(one: View, other: View) -> Alignment | None:
    """Return how one lies on another edge to edge; None if the tiles do not say that it does."""
    if min(one.size) < _SMALLEST_PX:
        return None
    matrix = np.diag([other.size[0] / one.size[0], other.size[1] / one.size[1], 1.0])
    laid = overlay(one.grey, other.grey, _back(matrix), _scale(matrix, one.size))
    agreeing = round(laid.tiles * laid.alike)
    if agreeing < _STILL_TILES or laid.alike < _STILL_ALIKE:
        return None
    return _described(one, other, matrix, agreeing, laid)


def _by_features(one: View, other: View) -> Alignment | None:
    matrix, inliers = _agreed(one, other)
    mirrored = False
    if inliers < _PLENTY:
        matrix_mirrored, inliers_mirrored = _agreed(one, other.mirrored)
        if inliers_mirrored > inliers:
            matrix, inliers, mirrored = matrix_mirrored, inliers_mirrored, True
    if matrix is None:
        return None
    seen = other.mirrored if mirrored else other
    laid = overlay(one.grey, seen.grey, _back(matrix), _scale(matrix, one.size))
    return _described(one, seen, matrix, inliers, laid, mirrored=mirrored)


def _agreed(one: View, other: View) -> tuple[Matrix | None, int]:
    """Return the homography from one to other that most matches agree on, and how many do."""
    if one.features is None or other.features is None:
        return None, 0
    pairs = _matches(one.features.descriptors, other.features.descriptors)
    if len(pairs) < _FEWEST:
        return None, 0
    here, there = one.features.places[pairs[:, 0]], other.features.places[pairs[:, 1]]
    found, agreeing = cv2.findHomography(here, there, cv2.USAC_MAGSAC, _OFF_PX)
    inliers = int(np.count_nonzero(agreeing)) if found is not None else 0
    if inliers < _FEWEST:
        return None, 0
    matrix = np.asarray(found, dtype=np.float64)
    sound = _folds_nothing(matrix, one.size) and _folds_nothing(_back(matrix), other.size)
    return (matrix, inliers) if sound else (None, 0)


def _place(point: cv2.KeyPoint) -> tuple[float, float]:
    """Return where a feature is. ORB takes the corner of a coarser pixel for its middle, 1 px off at the last."""
    off = (_COARSER**point.octave - 1) / 2
    return point.pt[0] + off, point.pt[1] + off


def _matches(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Return (m, 2) numbers of features that match."""
    distance, number = cv2.batchDistance(one, other, cv2.CV_32S, normType=cv2.NORM_HAMMING, K=2)
    clear = np.flatnonzero(distance[:, 0] < _NEARER * distance[:, 1])
    return np.column_stack([clear, number[clear, 0]])


def _described(
    one: View, other: View, matrix: Matrix, inliers: int, laid: Overlay, *, mirrored: bool = False
) -> Alignment:
    middle = _moved(matrix, (np.array([one.size]) - 1) / 2)[0] - (np.array(other.size) - 1) / 2
    (xx, xy), (yx, yy) = _linear(matrix, one.size)
    return Alignment(
        inliers=inliers,
        shared=_covered(matrix, one.size, other.size),
        shared_other=_covered(_back(matrix), other.size, one.size),
        scale=_scale(matrix, one.size) * max(one.size) / max(other.size),
        rotation=float(np.degrees(np.arctan2(yx - xy, xx + yy))),
        mirrored=mirrored,
        shift=(float(middle[0] / max(other.size)), float(middle[1] / max(other.size))),
        alike=laid.alike,
        exact=laid.exact,
    )


def _back(matrix: Matrix) -> Matrix:
    return np.asarray(np.linalg.inv(matrix), dtype=np.float64)


def _folds_nothing(matrix: Matrix, size: tuple[int, int]) -> bool:
    """Return whether the whole frame stays in front and the right way round."""
    width, height = size
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float64)
    depth = corners @ matrix[2, :2] + matrix[2, 2]
    moved = _moved(matrix, corners)
    sides = np.roll(moved, -1, axis=0) - moved
    turns = sides[:, 0] * np.roll(sides, -1, axis=0)[:, 1] - sides[:, 1] * np.roll(sides, -1, axis=0)[:, 0]
    return bool((depth * depth[0] > 0).all() and (turns > 0).all())


def _moved(matrix: Matrix, points: Matrix) -> Matrix:
    lifted = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    return np.asarray(lifted[:, :2] / lifted[:, 2:])


def _scale(matrix: Matrix, size: tuple[int, int]) -> float:
    """Return how many pixels one pixel in the middle of a frame becomes, along its side."""
    return math.sqrt(abs(np.linalg.det(_linear(matrix, size))))


def _linear(matrix: Matrix, size: tuple[int, int]) -> Matrix:
    """Return the (2, 2) derivative of a homography in the middle of a frame."""
    lifted = matrix @ [size[0] / 2, size[1] / 2, 1.0]
    return np.asarray((matrix[:2, :2] - np.outer(lifted[:2] / lifted[2], matrix[2, :2])) / lifted[2])


def _covered(matrix: Matrix, size: tuple[int, int], other: tuple[int, int]) -> float:
    """Return the part of a frame that comes to lie within the other: of points spread evenly over it."""
    across, down = (np.arange(0.5, _POINTS) / _POINTS * side for side in size)
    moved = _moved(matrix, np.stack(np.meshgrid(across, down), axis=-1).reshape(-1, 2))
    return float(((moved >= 0) & (moved <= other)).all(axis=1).mean())
