"""Exposure and colour beside NumPy's and scikit-image's own answers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from skimage.color import lab2rgb, rgb2gray, rgb2hsv, rgb2lab

Pixels = NDArray[np.uint8]
Measure = Callable[[Pixels], dict[str, float | None]]


@pytest.fixture(params=["astronaut", "coffee", "chelsea"])
def small(request: pytest.FixtureRequest, photo: Callable[[str], Pixels]) -> Pixels:
    """A photograph at about the size at which colour is judged, so that both sides see the same pixels."""
    return np.rint(block_means(photo(f"{request.param}.png"), 2, 2)).astype(np.uint8)


def block_means(pixels: NDArray[np.generic], rows: int, columns: int) -> NDArray[np.float64]:
    """Return the means of blocks of `rows` x `columns` pixels; what is left over at the far sides is dropped."""
    height, width = pixels.shape[0] // rows, pixels.shape[1] // columns
    blocks = pixels[: height * rows, : width * columns].reshape(height, rows, width, columns, -1)
    return np.asarray(blocks.mean(axis=(1, 3)), dtype=np.float64)


def test_tones_are_those_of_numpy(measure: Measure, small: Pixels) -> None:
    grey = np.rint(small @ [0.299, 0.587, 0.114]) / 255  # ITU-R BT.601
    signals = measure(small)
    assert signals["brightness"] == pytest.approx(np.median(grey), abs=0.006)
    assert signals["bright_tones"] == pytest.approx(np.quantile(grey, 0.75), abs=0.006)
    assert signals["black_point"] == pytest.approx(np.quantile(grey, 0.001), abs=0.006)
    assert signals["contrast"] == pytest.approx(grey.std(), abs=0.001)
    assert signals["dynamic_range"] == pytest.approx(np.quantile(grey, 0.99) - np.quantile(grey, 0.01), abs=0.01)


def test_light_on_a_large_scale_is_the_spread_of_block_means(measure: Measure, small: Pixels) -> None:
    square = small[: small.shape[0] // 32 * 32, : small.shape[1] // 32 * 32]
    tiles = block_means(rgb2gray(square), square.shape[0] // 32, square.shape[1] // 32)
    # rgb2gray weighs by BT.709, winnow by BT.601: a few levels apart in strong colours.
    assert measure(square)["light_contrast"] == pytest.approx(tiles.std(), abs=0.015)


def test_colourfulness_is_hasler_and_suesstrunks(measure: Measure, small: Pixels) -> None:
    red, green, blue = np.moveaxis(small.astype(float), 2, 0)
    red_green, yellow_blue = red - green, (red + green) / 2 - blue
    spread = np.sqrt(red_green.var() + yellow_blue.var())
    expected = spread + 0.3 * np.sqrt(red_green.mean() ** 2 + yellow_blue.mean() ** 2)
    assert measure(small)["colourfulness"] == pytest.approx(expected, rel=1e-6)


def test_saturation_is_scikit_images(measure: Measure, small: Pixels) -> None:
    assert measure(small)["saturation"] == pytest.approx(rgb2hsv(small)[..., 1].mean(), abs=0.003)


def test_cast_and_colour_contrast_are_those_of_scikit_images_lab(measure: Measure, small: Pixels) -> None:
    lab = rgb2lab(block_means(small, 4, 4) / 255)
    signals = measure(small)
    assert signals["cast"] == pytest.approx(np.hypot(lab[..., 1].mean(), lab[..., 2].mean()), rel=0.1, abs=0.5)
    assert signals["colour_contrast"] == pytest.approx(np.hypot(lab[..., 1].std(), lab[..., 2].std()), rel=0.1)


@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 1.0])
def test_clipping_is_the_share_of_the_frame(measure: Measure, share: float) -> None:
    pixels = np.full((200, 200, 3), 120, dtype=np.uint8)
    pixels[: round(200 * share)] = (255, 180, 90)  # one channel is enough to lose detail
    assert measure(pixels)["clipped_highlights"] == pytest.approx(share)
    pixels[: round(200 * share)] = (2, 0, 3)
    assert measure(pixels)["clipped_shadows"] == pytest.approx(share)
    pixels[: round(200 * share)] = (2, 0, 90)  # here one channel still tells
    assert measure(pixels)["clipped_shadows"] == 0


def test_haze_lifts_the_black_point_and_takes_clarity(measure: Measure, coffee: Pixels) -> None:
    hazy = np.rint(coffee * 0.4 + 120).astype(np.uint8)
    clear, veiled = measure(coffee), measure(hazy)
    for name, is_more in (("black_point", True), ("local_contrast", False), ("contrast", False)):
        before, after = clear[name], veiled[name]
        assert before is not None
        assert after is not None
        assert (after > before) is is_more


def test_a_darker_picture_measures_darker(measure: Measure, coffee: Pixels) -> None:
    steps = [measure((255 * (coffee / 255) ** gamma).astype(np.uint8))["brightness"] for gamma in (0.5, 1, 2, 4)]
    assert all(step is not None for step in steps)
    assert steps == sorted(steps, reverse=True, key=lambda step: step or 0)


def test_black_and_white_is_a_choice_and_not_a_lack_of_colour(measure: Measure, coffee: Pixels) -> None:
    signals = measure(np.repeat(coffee[..., 1:2], 3, axis=2))
    of_colour = ("colourfulness", "saturation", "cast", "colour_contrast", "hue_variety")
    assert [signals[name] for name in of_colour] == [None] * 5


def test_one_hue_has_no_variety_and_a_rainbow_has_all(measure: Measure) -> None:
    red = np.zeros((96, 960, 3), dtype=np.uint8)
    red[..., 0] = 200
    lab_hues = np.linspace(0, 2 * np.pi, 960)
    wheel = lab2rgb(np.stack([np.full(960, 65.0), 30 * np.cos(lab_hues), 30 * np.sin(lab_hues)], axis=1)[None])
    rainbow = np.rint(255 * np.repeat(wheel, 96, axis=0)).astype(np.uint8)
    assert measure(red)["hue_variety"] == pytest.approx(0, abs=1e-6)
    assert measure(rainbow)["hue_variety"] == pytest.approx(1, abs=0.02)
