"""Spoiling a good photo step by step, so that the model learns what it has hardly seen.

The rated photos are small WebP copies: they show almost no noise, blocks or crushed tones. Each way of spoiling is a
chain of rising strength; every step is worse than the one before it, and that is all the fit is told of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from winnow.domain.image import Image
from winnow.ingest.compose import compose
from winnow.ingest.decode import decode
from winnow.ingest.limits import Limits
from winnow.ingest.raster import Raster
from winnow.ingest.source import Source

Pixels = NDArray[np.uint8]  # (H, W, 3) sRGB
_GAMMA = 2.2  # near enough to sRGB's curve for light that is lost either way


@dataclass(frozen=True, slots=True)
class Chain:
    """One way to spoil a photo: `spoil(pixels, strength)` for rising strengths."""

    name: str
    spoil: Callable[[Pixels, float], Image]
    strengths: tuple[float, ...]


def as_image(pixels: Pixels) -> Image:
    """Return pixels as ingest would hand them over from a lossless file."""
    height, width = pixels.shape[:2]
    return compose(Raster(pixels, width, height), "png")


def defocused(pixels: Pixels, sigma_px: float) -> Image:
    """Blur alike in all directions."""
    return as_image(_pixels(cv2.GaussianBlur(pixels, (0, 0), sigma_px)))


def shaken(pixels: Pixels, length_px: float) -> Image:
    """Blur along a line whose direction the pixels decide, so that it is always the same for one photo."""
    angle = np.random.default_rng(int(pixels.sum(dtype=np.int64))).uniform(0, np.pi)
    side = int(length_px) | 1
    kernel = np.zeros((side, side), dtype=np.float32)
    reach = (side - 1) / 2 * np.array([np.cos(angle), np.sin(angle)])
    middle = side // 2
    ends = [tuple(round(middle + sign * step) for step in reach) for sign in (-1, 1)]
    cv2.line(kernel, ends[0], ends[1], 1.0)
    return as_image(_pixels(cv2.filter2D(pixels, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REFLECT_101)))


def noisy(pixels: Pixels, sigma: float) -> Image:
    """Add normal noise, in grey levels, independent in each channel, seeded by the pixels."""
    random = np.random.default_rng(int(pixels.sum(dtype=np.int64)))
    return as_image(_pixels(pixels + random.normal(0, sigma, pixels.shape)))


def compressed(pixels: Pixels, cut: float) -> Image:
    """Write and read a JPEG of quality 100 - cut."""
    done, data = cv2.imencode(".jpg", pixels[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, int(100 - cut)])
    if not done:
        raise ValueError("OpenCV could not write a JPEG")
    return decode(Source("spoilt.jpg", "jpeg", data.tobytes()), Limits())


def underexposed(pixels: Pixels, stops: float) -> Image:
    """Take away light."""
    return _exposed(pixels, -stops)


def overexposed(pixels: Pixels, stops: float) -> Image:
    """Add light, and clip it."""
    return _exposed(pixels, stops)


def crushed(pixels: Pixels, level: float) -> Image:
    """Cut off the shadows below a grey level."""
    return as_image(_pixels((pixels - level) * (255 / (255 - level))))


def _exposed(pixels: Pixels, stops: float) -> Image:
    return as_image(_pixels(255 * (np.power(pixels / 255, _GAMMA) * 2**stops) ** (1 / _GAMMA)))


def _pixels(values: NDArray[np.floating] | NDArray[np.uint8] | cv2.typing.MatLike) -> Pixels:
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)


CHAINS = (
    Chain("defocused", defocused, (0.7, 1.5, 3.0)),
    Chain("shaken", shaken, (4, 9, 17)),
    Chain("noisy", noisy, (5, 12, 30)),
    Chain("compressed", compressed, (50, 80, 95)),
    Chain("underexposed", underexposed, (1.2, 2.5, 4.0)),
    Chain("overexposed", overexposed, (1.0, 1.8, 3.0)),
    Chain("crushed", crushed, (40, 90, 140)),
)


def frames_without_a_picture(side_px: int = 320) -> list[Image]:
    """Return frames that nobody would keep: lens cap, blank sky, plain greys, pure noise."""
    random = np.random.default_rng(0)
    shape = (side_px, side_px, 3)
    plain = [np.full(shape, level, dtype=np.uint8) for level in (0, 3, 12, 60, 128, 200, 250, 255)]
    noises = [_pixels(random.normal(128, sigma, shape)) for sigma in (8, 25, 60)]
    noises += [random.integers(0, 256, shape).astype(np.uint8), _pixels(np.abs(random.normal(0, 6, shape)))]
    return [as_image(pixels) for pixels in (*plain, *noises)]
