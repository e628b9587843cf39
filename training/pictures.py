"""The training pictures as arrays, and what is done to them so that a network learns what counts and what does not.

copies    <- every picture as a network is shown it, once, under build/
crop      <- part of a copy at a scale, perhaps mirrored
disguised <- a picture that is still the same one: other light, tint, blur, JPEG, border, text, a small turn
spoilt    <- a picture that is worse, mildly and strongly
empty     <- a frame without a picture
page      <- a document or a screen, drawn
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from training.data import BUILD, SHARED

from winnow.ingest.decode import decode
from winnow.ingest.limits import Limits
from winnow.ingest.source import load_path
from winnow.models.frame import frame

Pixels = NDArray[np.uint8]  # (H, W, 3) sRGB
QUALITY = SHARED / "training" / "quality"
_GAMMA = 2.2  # near enough to sRGB's curve for light


def copies(files: tuple[str, ...], folder: Path = QUALITY) -> Pixels:
    """Return (n, 256, 256, 3): square pictures as a network is shown them, mapped from a file under build/."""
    kept = BUILD / f"copies-{folder.name}.npy"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        with ProcessPoolExecutor(2) as pool:
            np.save(kept, np.stack(list(pool.map(_copy, [folder / file for file in files], chunksize=64))))
    return np.asarray(np.load(kept, mmap_mode="r"))


def crop(pixels: Pixels, side_px: int, out_px: int, random: np.random.Generator) -> Pixels:
    """Return a square part of that side from anywhere, at `out_px`, mirrored one time in two."""
    top, left = (int(random.integers(0, whole - side_px + 1)) for whole in pixels.shape[:2])
    part = pixels[top : top + side_px, left : left + side_px]
    if random.random() < 0.5:  # noqa: PLR2004 - one time in two
        part = part[:, ::-1]
    if side_px == out_px:
        return np.ascontiguousarray(part)
    shrinks = side_px > out_px
    return _uint8(cv2.resize(part, (out_px, out_px), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR))


def disguised(pixels: Pixels, random: np.random.Generator) -> Pixels:
    """Return the same picture as an editor, a messenger or a screenshot might have left it."""
    values = 255 * (np.power(pixels / np.float32(255), _GAMMA) * 2 ** random.uniform(-1.2, 1.2)) ** (1 / _GAMMA)
    values = values * random.uniform(0.8, 1.2, 3)
    grey = values.mean(axis=2, keepdims=True)
    pixels = _uint8(grey + (values - grey) * random.choice([0.0, 0.5, 1.0, 1.0, 1.4]))
    side = pixels.shape[0]
    if random.random() < 0.3:  # noqa: PLR2004
        turn = cv2.getRotationMatrix2D((side / 2, side / 2), random.uniform(-10, 10), random.uniform(1.0, 1.15))
        pixels = _uint8(cv2.warpAffine(pixels, turn, (side, side), borderMode=cv2.BORDER_CONSTANT))
    if random.random() < 0.25:  # noqa: PLR2004
        edge = int(side * random.uniform(0.02, 0.1))
        inner = cv2.resize(pixels, (side - 2 * edge, side - 2 * edge), interpolation=cv2.INTER_AREA)
        pixels = np.full_like(pixels, random.choice([0, 255]))
        pixels[edge:-edge, edge:-edge] = inner
    if random.random() < 0.25:  # noqa: PLR2004
        pixels = pixels.copy()
        at = (int(random.integers(0, side // 2)), int(random.integers(side // 8, side)))
        colour = [int(level) for level in random.integers(0, 256, 3)]
        cv2.putText(pixels, "winnow 2026 photo", at, cv2.FONT_HERSHEY_SIMPLEX, random.uniform(0.4, 1.0), colour, 2)
    if random.random() < 0.4:  # noqa: PLR2004
        pixels = _uint8(cv2.GaussianBlur(pixels, (0, 0), random.uniform(0.4, 2.0)))
    if random.random() < 0.4:  # noqa: PLR2004
        pixels = _compressed(pixels, int(random.integers(15, 80)))
    return pixels


def spoilt(pixels: Pixels, random: np.random.Generator) -> tuple[Pixels, Pixels]:
    """Return the picture spoilt mildly, and more strongly in the same way."""
    way = _WAYS[random.integers(len(_WAYS))]
    mild = float(random.uniform(0.15, 0.5))
    strong = float(random.uniform(mild + 0.25, 1.0))
    seed = int(random.integers(1 << 31))
    return way(pixels, mild, seed), way(pixels, strong, seed)


def empty(side_px: int, random: np.random.Generator) -> Pixels:
    """Return a lens cap, a blank sky, a plain wall or pure noise."""
    plain = np.full((side_px, side_px, 3), random.choice([0, 255, int(random.integers(256))]), dtype=np.float32)
    slope = np.linspace(0, random.choice([0.0, 0.0, 30.0]), side_px, dtype=np.float32)[:, None, None]
    sigma = np.float32(random.choice([0.0, 2.0, 8.0, 30.0, 80.0]))
    channels = int(random.choice([1, 3]))
    return _uint8(plain + slope + sigma * random.standard_normal((side_px, side_px, channels), dtype=np.float32))


def page(side_px: int, random: np.random.Generator) -> Pixels:
    """Return lines of text, boxes and buttons on a plain ground."""
    is_dark = random.random() < 0.3  # noqa: PLR2004
    ground, ink = (random.integers(10, 60), 230) if is_dark else (random.integers(225, 256), 30)
    pixels = np.full((side_px, side_px, 3), ground, dtype=np.uint8)
    for _ in range(random.integers(5)):
        corner = random.integers(0, side_px, 2)
        far = corner + random.integers(10, side_px // 2, 2)
        colour = [int(level) for level in random.integers(0, 256, 3)]
        cv2.rectangle(pixels, corner.tolist(), far.tolist(), colour, int(random.choice([-1, 1])))
    step = int(random.integers(8, 22))
    left = int(random.integers(4, side_px // 3))
    for top in range(step, side_px, step):
        words = "".join(chr(int(letter)) for letter in random.integers(97, 123, random.integers(1, 40)))
        words = "".join(" " if random.random() < 0.18 else letter for letter in words)  # noqa: PLR2004
        cv2.putText(pixels, words, (left, top), cv2.FONT_HERSHEY_SIMPLEX, step / 40, (ink,) * 3, 1, cv2.LINE_AA)
    return pixels


def _defocused(pixels: Pixels, strength: float, seed: int) -> Pixels:
    del seed
    return _uint8(cv2.GaussianBlur(pixels, (0, 0), 0.4 + 3.0 * strength**1.5))


def _shaken(pixels: Pixels, strength: float, seed: int) -> Pixels:
    angle = np.random.default_rng(seed).uniform(0, np.pi)
    side = int(2 + 14 * strength) | 1
    middle, kernel = side // 2, np.zeros((side, side), dtype=np.float32)
    reach = middle * np.array([np.cos(angle), np.sin(angle)])
    one, other = ((round(middle + sign * reach[0]), round(middle + sign * reach[1])) for sign in (-1, 1))
    cv2.line(kernel, one, other, 1.0)
    return _uint8(cv2.filter2D(pixels, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REFLECT_101))


def _noisy(pixels: Pixels, strength: float, seed: int) -> Pixels:
    noise = np.random.default_rng(seed).standard_normal(pixels.shape, dtype=np.float32)
    return _uint8(pixels + noise * np.float32(40 * strength**1.5))


def _compressed_more(pixels: Pixels, strength: float, seed: int) -> Pixels:
    del seed
    return _compressed(pixels, int(50 - 46 * strength))


def _exposed(pixels: Pixels, strength: float, seed: int) -> Pixels:
    """Move a dark picture further into the dark, a bright one into the light, any other either way."""
    brightness = pixels.mean() / 255
    darker = brightness < 0.3 or (brightness < 0.7 and seed % 2 == 0)  # noqa: PLR2004
    stops = strength * (-4.0 if darker else 2.5)
    return _uint8(255 * np.minimum(np.power(pixels / np.float32(255), _GAMMA) * 2**stops, 1) ** (1 / _GAMMA))


def _crushed(pixels: Pixels, strength: float, seed: int) -> Pixels:
    """Cut off tones at one end or at both."""
    low = 110 * strength if seed % 3 != 1 else 0.0
    high = 255 - 110 * strength if seed % 3 != 0 else 255.0
    return _uint8((pixels - np.float32(low)) * np.float32(255 / (high - low)))


_WAYS = (_defocused, _defocused, _shaken, _noisy, _compressed_more, _exposed, _crushed)


def _compressed(pixels: Pixels, quality: int) -> Pixels:
    done, data = cv2.imencode(".jpg", pixels[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise ValueError("OpenCV could not write a JPEG")
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), dtype=np.uint8)[..., ::-1]


def _copy(path: Path) -> Pixels:
    return frame(decode(load_path(str(path), Limits()), Limits()).colour)


def _uint8(values: NDArray[np.floating] | cv2.typing.MatLike) -> Pixels:
    if values.dtype == np.uint8:
        return np.asarray(values, dtype=np.uint8)
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)
