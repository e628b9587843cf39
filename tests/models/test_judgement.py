"""What the models that ship make of real photographs, spoilt step by step, and of frames without a picture.

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
from PIL import ImageDraw, ImageEnhance, ImageFilter, ImageFont

from winnow.domain.image import Image
from winnow.domain.score import Explanation, Score
from winnow.ingest.compose import compose
from winnow.ingest.decode import decode
from winnow.ingest.limits import Limits
from winnow.ingest.raster import Raster
from winnow.ingest.source import Source
from winnow.models.cards import builtin_names, load_model, load_network
from winnow.models.frame import frame
from winnow.models.network import Network
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


class Judge:
    """A model that ships, and its network if it has one."""

    def __init__(self, name: str) -> None:
        self._model = load_model(name, recipe=RECIPE, signals=SIGNAL_NAMES)
        file = load_network(name)
        self._network = None if file is None else Network(file, threads=1)

    def explain(self, image: Image) -> Explanation:
        distribution = (
            None if self._network is None else self._network.impressions([frame(image.colour)])[0].distribution
        )
        return explain(self._model, measure_signals(image), distribution)

    def score(self, picture: PillowImage.Image | NDArray[np.uint8]) -> float:
        return self.explain(as_image(picture)).score.value

    def score_of_nothing(self) -> Score:
        return score(self._model, dict.fromkeys(SIGNAL_NAMES))


@pytest.fixture(scope="module", params=builtin_names())
def judge(request: pytest.FixtureRequest) -> Judge:
    return Judge(request.param)


@pytest.fixture(scope="module")
def originals(photographs: Path) -> list[PillowImage.Image]:
    return [PillowImage.open(photographs / name).convert("RGB") for name in PHOTOGRAPHS]


def as_image(picture: PillowImage.Image | NDArray[np.uint8]) -> Image:
    pixels = np.asarray(picture, dtype=np.uint8)
    return compose(Raster(pixels, pixels.shape[1], pixels.shape[0]), "png")


def mean_score(judge: Judge, pictures: list[PillowImage.Image]) -> float:
    return statistics.mean(map(judge.score, pictures))


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
    judge: Judge, originals: list[PillowImage.Image], spoil: Spoil, strengths: tuple[float, ...]
) -> None:
    steps = [originals, *([spoil(picture, strength) for picture in originals] for strength in strengths)]
    scores = [mean_score(judge, step) for step in steps]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] - scores[-1] > 1


def test_each_step_of_compression_lowers_the_mean_score(
    judge: Judge, originals: list[PillowImage.Image], tmp_path: Path
) -> None:
    scores = []
    for quality in (95, 25, 10, 4):  # down to 50 the eye sees no loss, and scores move by up to 0.3 either way
        values = []
        for picture in originals:
            picture.save(tmp_path / "step.jpg", quality=quality)
            image = decode(Source("step.jpg", "jpeg", (tmp_path / "step.jpg").read_bytes()), Limits())
            values.append(judge.explain(image).score.value)
        scores.append(statistics.mean(values))
    assert scores == sorted(scores, reverse=True)
    assert scores[0] - scores[-1] > 1


@pytest.mark.parametrize("size", [(320, 320), (1024, 768)])
@pytest.mark.parametrize("frame", ["black", "white", "grey", "dark noise", "fine noise", "coarse noise"])
def test_a_frame_without_a_picture_is_at_the_bottom(
    judge: Judge, originals: list[PillowImage.Image], size: tuple[int, int], frame: str
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
    assert judge.score(pixels) < 2
    assert judge.score(pixels) < min(map(judge.score, originals))


def test_a_mirrored_photo_scores_the_same(judge: Judge, originals: list[PillowImage.Image]) -> None:
    for picture in originals:
        mirrored = picture.transpose(PillowImage.Transpose.FLIP_LEFT_RIGHT)
        assert judge.score(mirrored) == pytest.approx(judge.score(picture), abs=0.2)


def test_what_was_spoilt_is_among_the_reasons(judge: Judge, originals: list[PillowImage.Image]) -> None:
    soft = judge.explain(as_image(blurred(originals[1], 4)))
    assert {one.signal for one in soft.contributions[:5]} & {"subject_sharpness", "defocus", "edge_sharpness"}
    blown = judge.explain(as_image(brighter(originals[1], 4)))
    assert next(one for one in blown.contributions if one.signal == "clipped_highlights").points < -0.3


def test_a_photo_without_measurable_signals_scores_5_with_little_confidence(judge: Judge) -> None:
    known = judge.score_of_nothing()
    assert known.value == 5
    assert known.confidence < 0.4


@pytest.mark.parametrize("name", PHOTOGRAPHS)
def test_the_same_picture_scores_the_same_from_24_megapixels_to_1_5(judge: Judge, photographs: Path, name: str) -> None:
    picture = PillowImage.open(photographs / name).convert("RGB")
    scores = []
    for megapixels in (24, 6, 1.5):
        stretch = (megapixels * 1e6 / (picture.width * picture.height)) ** 0.5
        size = (round(picture.width * stretch), round(picture.height * stretch))
        large = picture.resize((size[0] * 2, size[1] * 2), PillowImage.Resampling.BICUBIC) if stretch < 1 else picture
        scores.append(judge.score(large.resize(size, PillowImage.Resampling.LANCZOS)))
    assert max(scores) - min(scores) < 0.3


@pytest.mark.parametrize("kind", ["document", "dark screen"])
def test_a_page_does_not_beat_a_good_photo(judge: Judge, originals: list[PillowImage.Image], kind: str) -> None:
    pages = [judge.score(drawn_page(kind, seed)) for seed in range(3)]
    assert statistics.mean(pages) < statistics.mean(map(judge.score, originals))


def drawn_page(kind: str, seed: int) -> PillowImage.Image:
    random = np.random.default_rng(seed)
    ground, ink = ("white", "black") if kind == "document" else ("#202124", "#e8eaed")
    page = PillowImage.new("RGB", (1240, 1754) if kind == "document" else (1920, 1080), ground)
    pen = ImageDraw.Draw(page)
    font = ImageFont.load_default(size=22)
    if kind != "document":
        pen.rectangle((0, 0, 260, page.height), fill="#303134")
        pen.rounded_rectangle((320, 120, 900, 200), 12, fill="#8ab4f8")
    for top in range(240, page.height - 120, 34):
        words = (
            "".join(map(chr, random.integers(97, 123, random.integers(2, 10)))) for _ in range(random.integers(4, 12))
        )
        pen.text((320 if kind != "document" else 120, top), " ".join(words), fill=ink, font=font)
    return page
