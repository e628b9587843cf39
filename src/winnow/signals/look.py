"""What a thumbnail looks like, in three numbers that tell copies and exposure steps.

grey    <- BT.601 brightness
hash    <- signs of the low frequencies of grey: the same for a copy that was resized, recompressed or lightly edited
entropy <- of grey's levels: how far the hash can be trusted
light   <- mean of linear light

Zauner, "Implementation and benchmarking of perceptual image hash functions", 2010, compares frequencies with their
median. Here it is their sign, as the median of so many is nearly 0 and the hash of a mirrored or turned picture then
follows from the picture's own, as Facebook's PDQ has it (Davis & Rosen, "The TMK+PDQF video-hashing algorithm and the
PDQ image-hashing algorithm", 2019).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from winnow.domain.look import Look

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SIDE_PX = 32
_KEPT = 8  # frequencies of each side
_DARKEST = 2.0**-12  # of linear light: below the least level of sRGB, so that a black frame has a logarithm
# IEC 61966-2-1, of 8-bit levels.
_LEVELS = np.arange(256) / 255
_LINEAR = np.where(_LEVELS <= 0.04045, _LEVELS / 12.92, ((_LEVELS + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004 # the standard's constant


def measure_look(thumbnail: NDArray[np.uint8]) -> Look:
    """Measure an (h, w, 3) uint8 sRGB thumbnail."""
    grey = np.asarray(cv2.cvtColor(thumbnail, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    levels = np.bincount(grey.ravel(), minlength=256) / grey.size
    return Look(hash=_hash(grey), entropy_bits=_entropy(levels), light_ev=_light(levels))


def _hash(grey: NDArray[np.uint8]) -> int:
    small = cv2.resize(grey.astype(np.float32), (_SIDE_PX, _SIDE_PX), interpolation=cv2.INTER_AREA)
    frequencies = np.asarray(cv2.dct(small))
    low = frequencies[:_KEPT, :_KEPT].copy()
    low[0, 0] = frequencies[_KEPT, _KEPT]  # the mean is always positive; this one is mirrored and transposed as it is
    return int.from_bytes(np.packbits(low > 0).tobytes(), "big")


def _entropy(levels: NDArray[np.float64]) -> float:
    """Shannon's, in bits, of the share of each level."""
    present = levels[levels > 0]
    return float(-(present * np.log2(present)).sum() + 0.0)  # + 0.0: no -0.0


def _light(levels: NDArray[np.float64]) -> float:
    return float(np.log2(max(float(levels @ _LINEAR), _DARKEST)))
