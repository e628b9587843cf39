"""What the model that ships makes of real photographs, spoilt step by step, and of frames without a picture.

The ways of spoiling are written anew here: those that the model was fitted with are in training/degrade.py.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image as PillowImage
from PIL import ImageEnhance, ImageFilter

from winnow.domain.additive import AdditiveModel
from winnow.ingest.compose import compose
from winnow.ingest.decode import decode
from winnow.ingest.limits import Limits
from winnow.ingest.raster import Raster
from winnow.ingest.source import Source
from winnow.models.cards import load_model
from winnow.ranking.additive import explain, score
from winnow.signals.all import measure_signals
from winnow.signals.recipe import RECIPE, SIGNAL_NAMES

PHOTOGRAPHS = (
    "astronaut.png",
    "coffee.png",
    "chelsea.png",
    "rocket.jpg",
    "motorcycle_left.png",
    "motorcycle_right.png",
)
Spoil = Callable[[PillowImage.Image, float], PillowImage.Image]


@pytest.fixture(scope="module")
def model() -> AdditiveModel:
    return load_model("classical", recipe=RECIPE, signals=SIGNAL_NAMES)


@pytest.fixture(scope="module")
def originals(photographs: Path) -> list[PillowImage.Image]:
    return [PillowImage.open(photographs / name).convert("RGB") for name in PHOTOGRAPHS]


def signals_of(picture: PillowImage.Image | NDArray[np.uint8]) -> dict[str, float | None]:
    pixels = np.asarray(picture, dtype=np.uint8)
    return measure_signals(compose(Raster(pixels, pixels.shape[1], pixels.shape[0]), "png"))


def mean_score(model: AdditiveModel, pictures: list[PillowImage.Image]) -> float:
    return statistics.mean(score(model, signals_of(picture)).value for picture in pictures)


def blurred(picture: PillowImage.Image, radius_px: float) -> PillowImage.Image:
    return picture.filter(ImageFilter.GaussianBlur(radius_px))


def noisy(picture: PillowImage.Image, sigma: float) -> PillowImage.Image:
    noise = np.random.default_rng(1).normal(0, sigma, (picture.height, picture.width, 3))
    return PillowImage.fromarray(np.clip(np.rint(np.asarray(picture) + noise), 0, 255).astype(np.uint8))


def brighter(picture: PillowImage.Image, factor: float) -> PillowImage.Image:
    return ImageEnhance.Brightness(picture).enhance(factor)


def without_shadows(picture: PillowImage.Image, level: float) -> PillowImage.Image:
    return picture.point(lambda value: max(0, (value - level) * 255 / (255 - level)))


@pytest.mark.parametrize(
    ("spoil", "strengths"),
    [
        pytest.param(blurred, (1, 2, 4, 8), id="blur"),
        pytest.param(noisy, (6, 15, 30, 60), id="noise"),
        pytest.param(brighter, (1.6, 2.4, 4, 8), id="blown highlights"),
        pytest.param(without_shadows, (60, 110, 150, 190), id="blocked shadows"),
        pytest.param(brighter, (0.5, 0.25, 0.12, 0.05), id="underexposure"),
    ],
)
def test_each_step_of_spoiling_lowers_the_mean_score(
    model: AdditiveModel, originals: list[PillowImage.Image], spoil: Spoil, strengths: tuple[float, ...]
) -> None:
    steps = [originals, *([spoil(picture, strength) for picture in originals] for strength in strengths)]
    scores = [mean_score(model, step) for step in steps]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] - scores[-1] > 1


def test_each_step_of_compression_lowers_the_mean_score(
    model: AdditiveModel, originals: list[PillowImage.Image], tmp_path: Path
) -> None:
    scores = []
    for quality in (95, 25, 10, 4):  # down to 50 the eye sees no loss, and scores move by up to 0.3 either way
        values = []
        for picture in originals:
            picture.save(tmp_path / "step.jpg", quality=quality)
            image = decode(Source("step.jpg", "jpeg", (tmp_path / "step.jpg").read_bytes()), Limits())
            values.append(score(model, measure_signals(image)).value)
        scores.append(statistics.mean(values))
    assert scores == sorted(scores, reverse=True)
    assert scores[0] - scores[-1] > 1


@pytest.mark.parametrize("size", [(320, 320), (1024, 768)])
@pytest.mark.parametrize("frame", ["black", "white", "grey", "dark noise", "fine noise", "coarse noise"])
def test_a_frame_without_a_picture_is_at_the_bottom(
    model: AdditiveModel, originals: list[PillowImage.Image], size: tuple[int, int], frame: str
) -> None:
    random, shape = np.random.default_rng(2), (size[1], size[0], 3)
    values = {
        "black": np.zeros(shape),
        "white": np.full(shape, 255.0),
        "grey": np.full(shape, 128.0),
        "dark noise": np.abs(random.normal(0, 5, shape)),
        "fine noise": random.normal(128, 15, shape),
        "coarse noise": random.uniform(0, 255, shape),
    }
    pixels = np.clip(np.rint(values[frame]), 0, 255).astype(np.uint8)
    assert score(model, signals_of(pixels)).value < 2
    assert score(model, signals_of(pixels)).value < min(mean_score(model, [picture]) for picture in originals)


def test_a_mirrored_photo_scores_the_same(model: AdditiveModel, originals: list[PillowImage.Image]) -> None:
    for picture in originals:
        mirrored = picture.transpose(PillowImage.Transpose.FLIP_LEFT_RIGHT)
        straight, turned = (score(model, signals_of(each)).value for each in (picture, mirrored))
        assert turned == pytest.approx(straight, abs=0.1)


def test_what_was_spoilt_is_among_the_reasons(model: AdditiveModel, originals: list[PillowImage.Image]) -> None:
    soft = explain(model, signals_of(blurred(originals[1], 4)))
    assert {one.signal for one in soft.contributions[:4]} & {"subject_sharpness", "defocus", "edge_sharpness"}
    blown = explain(model, signals_of(brighter(originals[1], 4)))
    assert next(one for one in blown.contributions if one.signal == "clipped_highlights").points < -0.3


def test_a_photo_without_measurable_signals_scores_5_with_little_confidence(model: AdditiveModel) -> None:
    known = score(model, dict.fromkeys(SIGNAL_NAMES))
    assert known.value == 5
    assert known.confidence < 0.4
