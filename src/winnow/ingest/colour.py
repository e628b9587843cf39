"""Embedded colour profiles, and modes that are not RGB, to sRGB.

Done on the small colour picture only: 1.6 ms there, and 46 ms on the 3 megapixels that a JPEG of 12 is decoded to,
longer than decoding them (benchmarks/decode.py). Brightness for sharpness is taken from the encoded values, which need
no profile.
"""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageCms

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MODES = {(): "L", (3,): "RGB", (4,): "CMYK"}  # by what shape has behind height and width


def to_srgb(pixels: NDArray[np.uint8], icc: bytes | None) -> NDArray[np.uint8]:
    """Return (H, W, 3) uint8 sRGB of (H, W) grey, (H, W, 3) RGB or (H, W, 4) CMYK with 255 for full ink.

    Without a profile, or with a broken one, RGB and grey count as sRGB already, and CMYK is taken as pure inks.
    """
    mode = _MODES[pixels.shape[2:]]
    transform = _transform(icc, mode) if icc else None
    if transform is None:
        if mode == "RGB":
            return pixels
        return np.asarray(Image.fromarray(pixels, mode).convert("RGB"))
    return np.asarray(ImageCms.applyTransform(Image.fromarray(pixels, mode), transform))


@lru_cache(maxsize=16)
def _transform(icc: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    """Return the transform of a profile to sRGB; None for sRGB itself and for a profile that cannot be used."""
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(icc))
        if mode == "RGB" and "srgb" in ImageCms.getProfileDescription(profile).lower():
            return None
        return ImageCms.buildTransform(profile, ImageCms.createProfile("sRGB"), mode, "RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):  # what ImageCms raises for a broken profile
        return None
