from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from winnow.domain.image import Image
from winnow.signals.all import measure_signals

Pixels = NDArray[np.uint8]
Measure = Callable[[Pixels], dict[str, float | None]]


def value(signals: dict[str, float | None], name: str) -> float:
    measured = signals[name]
    assert measured is not None
    return measured


def soft(pixels: Pixels, sigma_px: float) -> Pixels:
    return np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma_px), dtype=np.uint8)


def shaken(pixels: Pixels, length_px: int, degrees: float) -> Pixels:
    """Blur along a line, drawn by turning a horizontal one."""
    line = np.zeros((length_px, length_px), dtype=np.float32)
    line[length_px // 2] = 1
    turn = cv2.getRotationMatrix2D(((length_px - 1) / 2, (length_px - 1) / 2), degrees, 1)
    kernel = cv2.warpAffine(line, turn, (length_px, length_px))
    return np.asarray(cv2.filter2D(pixels, -1, kernel / kernel.sum()), dtype=np.uint8)


def noisy(pixels: Pixels, sigma: float) -> Pixels:
    noise = np.random.default_rng(0).normal(0, sigma, pixels.shape)
    return np.clip(np.rint(pixels + noise), 0, 255).astype(np.uint8)


def falls(values: list[float]) -> bool:
    return values == sorted(values, reverse=True) and len(set(values)) == len(values)


@pytest.mark.parametrize("name", ["sharpness", "subject_sharpness", "edge_sharpness"])
@pytest.mark.parametrize("photograph", ["coffee.png", "rocket.jpg", "astronaut.png"])
def test_each_sharpness_falls_as_blur_grows(
    measure: Measure, photo: Callable[[str], Pixels], photograph: str, name: str
) -> None:
    pixels = photo(photograph)
    assert falls(
        [value(measure(pixels), name), *(value(measure(soft(pixels, sigma)), name) for sigma in (0.8, 1.5, 3))]
    )


def test_a_sharp_subject_before_a_soft_background_is_sharp(measure: Measure, photo: Callable[[str], Pixels]) -> None:
    pixels = photo("astronaut.png")
    portrait = soft(pixels, 5)
    portrait[60:220, 130:320] = pixels[60:220, 130:320]  # her face
    whole, face, none = (measure(each) for each in (pixels, portrait, soft(pixels, 5)))
    kept = value(face, "subject_sharpness") - value(none, "subject_sharpness")
    assert kept > 0.5 * (value(whole, "subject_sharpness") - value(none, "subject_sharpness"))
    assert value(face, "isolation") > value(whole, "isolation") + 1


def test_contrast_alone_is_not_sharpness(measure: Measure, coffee: Pixels) -> None:
    pale = np.rint(coffee * 0.5 + 64).astype(np.uint8)
    assert value(measure(pale), "sharpness") == pytest.approx(value(measure(coffee), "sharpness"), abs=0.15)
    assert value(measure(soft(coffee, 1.5)), "sharpness") < value(measure(coffee), "sharpness") - 0.3


@pytest.mark.parametrize("degrees", [0, 30, 45, 90, 120])
def test_shake_is_told_from_defocus_whatever_its_direction(measure: Measure, coffee: Pixels, degrees: float) -> None:
    still, moved, unfocused = (measure(each) for each in (coffee, shaken(coffee, 11, degrees), soft(coffee, 2)))
    assert value(moved, "motion_blur") > value(still, "motion_blur") + 0.1
    assert value(moved, "motion_blur") > value(unfocused, "motion_blur") + 0.1
    assert value(unfocused, "defocus") > value(moved, "defocus")


def test_more_noise_measures_as_more_noise_and_more_grain(measure: Measure, coffee: Pixels) -> None:
    steps = [measure(coffee), *(measure(noisy(coffee, sigma)) for sigma in (4, 10, 25))]
    assert falls([-value(step, "noise") for step in steps])
    assert falls([-value(step, "grain") for step in steps])


def test_the_noise_of_a_flat_wall_is_its_standard_deviation(measure: Measure) -> None:
    """The finest octave of white noise keeps a known share of it: quadrupling sigma adds two octaves."""
    wall = np.full((320, 320, 3), 128, dtype=np.uint8)
    grey = np.random.default_rng(0).normal(0, 1, (320, 320, 1))
    low, high = (
        value(measure(np.clip(np.rint(wall + sigma * grey), 0, 255).astype(np.uint8)), "noise") for sigma in (6, 24)
    )
    assert high - low == pytest.approx(2, abs=0.2)


def test_noise_is_not_sought_where_all_is_clipped(measure: Measure) -> None:
    assert measure(np.full((200, 200, 3), 255, dtype=np.uint8))["noise"] is None


@pytest.mark.parametrize(("measured", "expected"), [(None, None), (0.1, 0.0), (0.5, 0.3)])
def test_blocks_that_nobody_sees_are_not_counted(measured: float | None, expected: float | None) -> None:
    plane = np.zeros((60, 60), dtype=np.uint8)
    image = Image(plane, np.dstack([plane] * 3), 60, 60, "jpeg", measured)
    assert measure_signals(image)["blockiness"] == (None if expected is None else pytest.approx(expected))


def test_texture_of_normal_noise_has_the_evenness_of_a_normal_distribution(measure: Measure) -> None:
    """(E|x|)^2 / E(x^2) of a normal distribution is 2 / pi; local normalisation makes it a little more even."""
    noise = np.random.default_rng(0).normal(128, 30, (320, 320, 1))
    pixels = np.broadcast_to(np.clip(np.rint(noise), 0, 255), (320, 320, 3)).astype(np.uint8)
    assert value(measure(pixels), "evenness") == pytest.approx(2 / np.pi, abs=0.08)
    assert value(measure(pixels), "grain") > 0.4
