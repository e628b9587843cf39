"""The same picture from a 24, a 6 and a 1.5 megapixel camera measures the same, through real JPEGs and decoding."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from winnow.domain.image import Image
from winnow.ingest.decode import decode
from winnow.ingest.limits import Limits
from winnow.ingest.source import Source
from winnow.signals.all import SIGNALS, measure_signals

Pixels = NDArray[np.uint8]
CARD = Path(__file__).parents[2] / "src" / "winnow" / "models" / "builtin" / "classical.json"
SPREADS = {name: each["sd"] for name, each in json.loads(CARD.read_text(encoding="utf-8"))["reference"].items()}
SPREADS["blockiness"] = 0.3  # the reference photos have no grid; among JPEGs of quality 50, 20 and 5 it is 0.32
MEGAPIXELS = (24, 6, 1.5)
PHOTOGRAPHS = ("astronaut.png", "coffee.png", "chelsea.png", "rocket.jpg", "motorcycle_left.png")

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", PHOTOGRAPHS)
def test_a_photograph_measures_the_same_at_24_6_and_1_5_megapixels(photo: Callable[[str], Pixels], name: str) -> None:
    assert _drifts(_enlarged(photo(name))) == {}


def test_a_picture_with_detail_in_every_octave_measures_the_same_at_24_6_and_1_5_megapixels() -> None:
    assert _drifts(_pink_noise()) == {}


@pytest.mark.parametrize("name", ["ss01_100.webp", "ss02_1000.webp", "ss03_1002.webp"])
def test_a_rated_photo_measures_the_same_at_24_6_and_1_5_megapixels(shared: Path, name: str) -> None:
    pixels = cv2.imread(str(shared / "training" / "quality" / name), cv2.IMREAD_COLOR_RGB)
    assert _drifts(_enlarged(np.asarray(pixels, dtype=np.uint8))) == {}


def test_a_512_px_copy_measures_about_what_a_320_px_copy_does(photo: Callable[[str], Pixels]) -> None:
    """The model was fitted on 320 px copies; smaller ones have less to show, so this is looser: a third of a spread."""
    apart: dict[str, list[float]] = {name: [] for name in SIGNALS}
    for photograph in PHOTOGRAPHS:
        large = cv2.resize(photo(photograph), (512, 512), interpolation=cv2.INTER_AREA)
        small = cv2.resize(large, (320, 320), interpolation=cv2.INTER_AREA)
        one, other = (measure_signals(_through_jpeg(np.asarray(each, dtype=np.uint8))) for each in (large, small))
        for name in SIGNALS:
            at_large, at_small = one[name], other[name]
            assert at_large is not None
            assert at_small is not None
            apart[name].append((at_large - at_small) / SPREADS[name])
    assert {name: shift for name, values in apart.items() if abs(shift := float(np.mean(values))) > 1 / 3} == {}


def test_blur_that_only_shows_in_a_large_photo_is_seen_in_it() -> None:
    """Sigma 4 px at 12 megapixels is 1 px at the finest scale looked at, and a third of one at the coarse scale."""
    sharp = cv2.resize(_pink_noise(), (4000, 3000), interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(sharp, (0, 0), 4)
    before, after = (measure_signals(_through_jpeg(np.asarray(each, dtype=np.uint8))) for each in (sharp, soft))
    for name in ("sharpness", "subject_sharpness"):
        crisp, blurred = before[name], after[name]
        assert crisp is not None
        assert blurred is not None
        assert blurred < crisp - SPREADS[name] / 2


def _drifts(master: Pixels) -> dict[str, list[float | None]]:
    """Return the signals whose values differ by more than a tenth of their spread over the reference photos."""
    measured = [measure_signals(_at(master, megapixels)) for megapixels in MEGAPIXELS]
    values = {name: [each[name] for each in measured] for name in SIGNALS}
    return {name: drifting for name, drifting in values.items() if _spread(drifting) > 0.1 * SPREADS[name]}


def _spread(values: list[float | None]) -> float:
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return np.inf if known else 0.0
    return max(known) - min(known)


def _at(master: Pixels, megapixels: float) -> Image:
    height, width = master.shape[:2]
    scale = (megapixels * 1e6 / (height * width)) ** 0.5
    size = (round(width * scale), round(height * scale))
    return _through_jpeg(np.asarray(cv2.resize(master, size, interpolation=cv2.INTER_AREA), dtype=np.uint8))


def _through_jpeg(pixels: Pixels) -> Image:
    done, data = cv2.imencode(".jpg", pixels[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 92])
    assert done
    return decode(Source("copy.jpg", "jpeg", data.tobytes()), Limits())


def _enlarged(pixels: Pixels) -> Pixels:
    height, width = pixels.shape[:2]
    scale = (MEGAPIXELS[0] * 1e6 / (height * width)) ** 0.5
    size = (round(width * scale), round(height * scale))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


def _pink_noise(width: int = 6000, height: int = 4000) -> Pixels:
    """A 24 megapixel picture with the spectrum of natural ones: amplitude 1/f, down to the last pixel."""
    random = np.random.default_rng(0)
    down, across = np.fft.fftfreq(height, 1 / height)[:, None], np.fft.rfftfreq(width, 1 / width)[None, :]
    amplitude = 1 / np.maximum(np.hypot(down, across), 1)
    planes = []
    for _ in range(3):
        phases = random.standard_normal(amplitude.shape) + 1j * random.standard_normal(amplitude.shape)
        plane = np.fft.irfft2(phases * amplitude, s=(height, width))
        planes.append((plane / plane.std()).astype(np.float32))
    colour = np.stack(planes, axis=2)
    light = colour.mean(axis=2, keepdims=True)
    picture = 118 + 40 * light / light.std() + 12 * colour
    return np.asarray(np.clip(picture, 0, 255), dtype=np.uint8)
