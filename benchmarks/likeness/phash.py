"""The perceptual hash that everybody uses, as a yardstick: 64 signs of low frequencies. SciPy's DCT, Pillow's resize.

Zauner, "Implementation and benchmarking of perceptual image hash functions", 2010, as the ImageHash library has it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.fft import dctn

_SIDE_PX = 32
_KEPT = 8  # of each side


def phash_vectors(pictures: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return (n, 64) unit vectors of (n, h, w, 3) sRGB: a cosine is 1 - (bits that differ) / 32."""
    return np.stack([np.where(phash(picture), 0.125, -0.125) for picture in pictures]).astype(np.float32)


def phash(picture: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Return the (64,) bits of an (h, w, 3) sRGB picture."""
    grey = Image.fromarray(picture).convert("L").resize((_SIDE_PX, _SIDE_PX), Image.Resampling.LANCZOS)
    low = dctn(np.asarray(grey, dtype=np.float64))[:_KEPT, :_KEPT].ravel()
    return np.asarray(low > np.median(low))
