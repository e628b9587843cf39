"""Embedded colour profiles, and modes that are not RGB, to sRGB.

Done on the small colour picture only: a cached LittleCMS transform takes about 16 ns a pixel, which is 1.6 ms there and
200 ms on 12 megapixels. Brightness for sharpness is taken from the encoded values, which need no profile.
"""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageCms

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MODES = {2: "L", 3: "RGB", 4: "CMYK"}


def to_srgb(pixels: NDArray[np.uint8], icc: bytes | None) -> NDArray[np.uint8]:
    """Return (H, W, 3) uint8 sRGB of (H, W) grey, (H, W, 3) RGB or (H, W, 4) CMYK with 255 for full ink.

    Without a profile, or with a broken one, RGB and grey count as sRGB already, and CMYK is taken as pure inks.
    """
    mode = "CMYK" if pixels.ndim == 3 and pixels.shape[2] == 4 else "RGB" if pixels.ndim == 3 else "L"  # noqa: PLR2004
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
