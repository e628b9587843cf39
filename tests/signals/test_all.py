"""What holds for every signal: finite or None whatever the picture, alike for mirrored pictures, and kept as it is."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from winnow.domain.image import Image
from winnow.ingest.compose import compose
from winnow.ingest.raster import Raster
from winnow.models.cards import load_model
from winnow.signals.all import SIGNALS, measure_signals
from winnow.signals.recipe import RECIPE, SIGNAL_NAMES

Pixels = NDArray[np.uint8]
Measure = Callable[[Pixels], dict[str, float | None]]
CARD = Path(__file__).parents[2] / "src" / "winnow" / "models" / "builtin" / "classical.json"
SPREADS = {name: each["sd"] for name, each in json.loads(CARD.read_text(encoding="utf-8"))["reference"].items()}


def all_finite(signals: dict[str, float | None]) -> bool:
    return all(value is None or math.isfinite(value) for value in signals.values())


def test_every_signal_is_measured_in_an_ordinary_photo(measure: Measure, coffee: Pixels) -> None:
    missing = {name for name, value in measure(coffee).items() if value is None}
    assert missing == {"blockiness"}  # a lossless file has no grid of blocks


def test_each_signal_names_itself() -> None:
    assert {signal.__name__ for signal in SIGNALS.values()} == SIGNAL_NAMES == set(SIGNALS)


@pytest.mark.parametrize("shape", [(1, 1), (1, 7), (2, 5000), (5000, 2), (31, 33), (47, 48), (48, 48), (49, 2000)])
@pytest.mark.parametrize("filling", ["black", "white", "grey", "noise"])
def test_no_picture_is_too_small_or_too_plain_to_be_looked_at(
    measure: Measure, shape: tuple[int, int], filling: str
) -> None:
    levels = {"black": 0, "white": 255, "grey": 128}
    noise = np.random.default_rng(0).integers(0, 256, (*shape, 3)).astype(np.uint8)
    pixels = noise if filling == "noise" else np.full((*shape, 3), levels[filling], dtype=np.uint8)
    assert all_finite(measure(pixels))


@given(
    st.integers(1, 120),
    st.integers(1, 120),
    st.integers(0, 2**32 - 1),
    st.integers(0, 255),
    st.integers(0, 255),
    st.booleans(),
)
@settings(max_examples=60)
def test_any_pixels_give_finite_values_or_none(
    height: int, width: int, seed: int, low: int, high: int, is_grey: bool
) -> None:
    random = np.random.default_rng(seed)
    pixels = random.integers(min(low, high), max(low, high) + 1, (height, width, 3)).astype(np.uint8)
    if is_grey:
        pixels[:] = pixels[..., :1]
    image = compose(Raster(pixels, width, height), "png")
    assert all_finite(measure_signals(image))


def test_a_single_pixel_keeps_what_can_be_said_of_it(measure: Measure) -> None:
    signals = measure(np.full((1, 1, 3), 200, dtype=np.uint8))
    assert signals["brightness"] == pytest.approx(200 / 255, abs=0.01)
    assert signals["sharpness"] is None


@pytest.mark.parametrize("name", ["coffee.png", "chelsea.png", "rocket.jpg"])
def test_a_mirrored_picture_measures_the_same(measure: Measure, photo: Callable[[str], Pixels], name: str) -> None:
    pixels = photo(name)
    straight, mirrored = measure(pixels), measure(pixels[:, ::-1])
    apart = {name: _apart(straight[name], mirrored[name]) / SPREADS.get(name, 1.0) for name in SIGNALS}
    assert {name: share for name, share in apart.items() if share > 0.2} == {}


def test_the_built_in_model_was_fitted_on_this_recipe() -> None:
    assert load_model("classical", recipe=RECIPE, signals=SIGNAL_NAMES).recipe == RECIPE


def test_measurements_kept_under_this_recipe_still_hold(image_of: Callable[[Pixels], Image]) -> None:
    """Whether the values are right is for the other tests; this one notices that they are no longer the same.

    If it fails, photos measured yesterday and today cannot be compared: give RECIPE a new name, fit the model again,
    and keep the values anew with `json.dumps(measure_signals(...))` of the picture below.
    """
    kept = json.loads((Path(__file__).parent / "recipe.json").read_text(encoding="utf-8"))
    assert kept["recipe"] == RECIPE
    now = measure_signals(image_of(scene_of_shapes()))
    changed = {
        name for name, value in kept["signals"].items() if _apart(value, now[name]) > 0.02 * SPREADS.get(name, 1)
    }
    assert changed == set()
    assert set(kept["signals"]) == SIGNAL_NAMES


def scene_of_shapes() -> Pixels:
    """A picture that no decoder or photo library has a part in: sky, ground, a disc, fine texture."""
    y, x = np.mgrid[0:600, 0:900]
    sky = np.stack([120 + y / 6, 150 + y / 8, 220 - y / 12], axis=2)
    texture = 40 * np.sin(x / 1.7) * np.sin(y / 2.3) + 20 * np.sin(x / 9.1 + y / 7.3)
    ground = np.stack([90 + texture, 110 + texture, 50 + texture / 2], axis=2)
    picture = np.where((y > 380 + x / 30)[..., None], ground, sky)
    disc = (x - 320) ** 2 + (y - 250) ** 2 < 90**2
    picture[disc] = (230, 60, 40)
    return np.clip(np.rint(picture), 0, 255).astype(np.uint8)


def _apart(one: float | None, other: float | None) -> float:
    if one is None or other is None:
        return 0.0 if one is other else math.inf
    return abs(one - other)
