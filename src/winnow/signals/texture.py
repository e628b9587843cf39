"""Fine texture after local contrast is divided out: what remains of a picture when light and subject are gone.

For natural pictures the statistics of `planes.texture` are nearly fixed, and noise, blur and compression each move them
their own way: Mittal, Moorthy & Bovik, "No-reference image quality assessment in the spatial domain" (BRISQUE), IEEE
TIP 2012.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from winnow.signals.planes import Planes

_BARE = 0.001  # mean square below which there is no texture: a flat frame's rounding leaves 0.0001


def grain(planes: Planes) -> float | None:
    """Share of fine texture that changes sign from one pixel to the next, 0-1: high for noise, low for smooth blur.

    The left-hand variance of the paper's products of neighbours against both sides', along rows and columns alike.
    """
    if _mean_square(planes) < _BARE:
        return None
    texture = planes.texture
    along_rows = _negative_share(texture[:, 1:] * texture[:, :-1])
    along_columns = _negative_share(texture[1:] * texture[:-1])
    return (along_rows + along_columns) / 2


def evenness(planes: Planes) -> float | None:
    """Squared mean over mean square of the coefficients, 0-1: 0.64 for normal ones, less for bare surfaces and edges.

    The ratio from which the paper finds the shape of their generalised Gaussian.
    """
    mean_square = _mean_square(planes)
    if mean_square < _BARE:
        return None
    return float((cv2.norm(planes.texture, cv2.NORM_L1) / planes.texture.size) ** 2 / mean_square)


def _mean_square(planes: Planes) -> float:
    """Return the energy of the texture, 0 for a picture too small to show any."""
    return float(cv2.norm(planes.texture, cv2.NORM_L2SQR)) / planes.texture.size if planes.shows_detail else 0.0


def _negative_share(products: NDArray[np.float32]) -> float:
    whole = float(cv2.norm(products, cv2.NORM_L2SQR))
    return float(cv2.norm(np.minimum(products, 0.0), cv2.NORM_L2SQR)) / whole if whole else 0.0
