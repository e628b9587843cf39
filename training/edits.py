"""Pictures as people pass them on: edited, and still the same picture. What likeness is measured on, never taught with.

cropped, resized, recompressed, brighter, darker, tinted, turned, bordered, captioned; mirrored counts apart
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray
from training.pictures import Pixels

Edit = Callable[[Pixels, np.random.Generator], Pixels]
_GAMMA = 2.2  # near enough to sRGB's curve for light


def cropped(pixels: Pixels, random: np.random.Generator) -> Pixels:
    """Keep 80% of either side, from anywhere."""
    height, width = (int(0.8 * side) for side in pixels.shape[:2])
    top, left = random.integers(0, pixels.shape[0] - height + 1), random.integers(0, pixels.shape[1] - width + 1)
    return pixels[top : top + height, left : left + width]


def resized(pixels: Pixels, random: np.random.Generator) -> Pixels:
    """Shrink to between a half and a quarter of either side, as messengers and thumbnails do."""
    scale = random.uniform(0.25, 0.5)
    return np.asarray(cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def recompressed(pixels: Pixels, _: np.random.Generator) -> Pixels:
    """Write and read a JPEG of quality 40."""
    done, data = cv2.imencode(".jpg", pixels[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 40])
    if not done:
        raise ValueError("OpenCV could not write a JPEG")
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), dtype=np.uint8)[..., ::-1]


def brighter(pixels: Pixels, _: np.random.Generator) -> Pixels:
    """Add one stop of light, and clip it."""
    return _exposed(pixels, 1.0)


def darker(pixels: Pixels, _: np.random.Generator) -> Pixels:
    """Take away one stop of light."""
    return _exposed(pixels, -1.0)


def tinted(pixels: Pixels, random: np.random.Generator) -> Pixels:
    """Warm or cool it: red and blue by 20% against each other."""
    warm = random.choice([1.2, 1 / 1.2])
    return _pixels(pixels * np.array([warm, 1.0, 1 / warm]))


def turned(pixels: Pixels, random: np.random.Generator) -> Pixels:
    """Level it by 2 to 6 degrees either way and cut the corners off, as a straightening tool does."""
    degrees = random.uniform(2, 6) * random.choice([-1, 1])
    height, width = pixels.shape[:2]
    # The largest part of the same proportions that lies inside: sin weighs the longer side against the shorter.
    cosine, sine = np.cos(np.deg2rad(degrees)), abs(np.sin(np.deg2rad(degrees)))
    scale = cosine + sine * max(height / width, width / height)
    turn = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), degrees, scale)
    return np.asarray(cv2.warpAffine(pixels, turn, (width, height), flags=cv2.INTER_LINEAR), dtype=np.uint8)


def bordered(pixels: Pixels, random: np.random.Generator) -> Pixels:
    """Put a white or black border of 6% round it."""
    edge = round(0.06 * max(pixels.shape[:2]))
    return np.pad(pixels, ((edge, edge), (edge, edge), (0, 0)), constant_values=int(random.choice([0, 255])))


def captioned(pixels: Pixels, random: np.random.Generator) -> Pixels:
    """Write white letters with a dark outline across the upper or the lower part."""
    height, width = pixels.shape[:2]
    text, font = "when you see it", cv2.FONT_HERSHEY_DUPLEX
    scale = 0.9 * width / cv2.getTextSize(text, font, 1.0, 2)[0][0]
    at = (int(0.05 * width), int(height * random.choice([0.15, 0.92])))
    written = pixels.copy()
    for thickness, colour in ((6, (0, 0, 0)), (2, (255, 255, 255))):
        cv2.putText(written, text, at, font, scale, colour, thickness, cv2.LINE_AA)
    return written


def mirrored(pixels: Pixels, _: np.random.Generator) -> Pixels:
    """Swap left and right."""
    return np.ascontiguousarray(pixels[:, ::-1])


EDITS: dict[str, Edit] = {
    edit.__name__: edit
    for edit in (cropped, resized, recompressed, brighter, darker, tinted, turned, bordered, captioned, mirrored)
}
COPIES = ("resized", "recompressed")  # nobody touched the picture itself
APART = ("mirrored",)  # whether it is the same picture is a matter of opinion


def _exposed(pixels: Pixels, stops: float) -> Pixels:
    return _pixels(255 * np.minimum(np.power(pixels / 255, _GAMMA) * 2**stops, 1) ** (1 / _GAMMA))


def _pixels(values: NDArray[np.floating]) -> Pixels:
    return np.asarray(np.clip(np.rint(values), 0, 255), dtype=np.uint8)
