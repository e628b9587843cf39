from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Measure = Callable[[Pixels], dict[str, float | None]]
WIDTH, HEIGHT = 480, 320


def value(signals: dict[str, float | None], name: str) -> float:
    measured = signals[name]
    assert measured is not None
    return measured


def disc_at(x: float, y: float) -> Pixels:
    """A red disc on pale ground, its middle at a share of width and height."""
    frame = np.full((HEIGHT, WIDTH, 3), (190, 200, 210), dtype=np.uint8)
    return np.asarray(cv2.circle(frame, (round(x * WIDTH), round(y * HEIGHT)), 30, (200, 30, 30), -1), dtype=np.uint8)


def horizon_at(degrees: float) -> Pixels:
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    below = y - HEIGHT / 2 > np.tan(np.radians(degrees)) * (x - WIDTH / 2)
    return np.where(below[..., None], (60, 90, 50), (150, 190, 240)).astype(np.uint8)


def texture(rows: slice, columns: slice) -> Pixels:
    """Fine texture in a part of a plain frame."""
    frame = np.full((HEIGHT, WIDTH, 3), 128, dtype=np.uint8)
    part = frame[rows, columns]
    part[:] = np.random.default_rng(0).integers(40, 216, (*part.shape[:2], 1))
    return frame


@pytest.mark.parametrize("good", [(1 / 3, 1 / 3), (2 / 3, 1 / 3), (1 / 3, 2 / 3), (1 / 2, 1 / 2)])
@pytest.mark.parametrize("bad", [(0.08, 0.12), (0.93, 0.5), (0.5, 0.9)])
def test_a_subject_on_a_strong_point_is_better_placed_than_one_at_the_rim(
    measure: Measure, good: tuple[float, float], bad: tuple[float, float]
) -> None:
    assert value(measure(disc_at(*good)), "subject_placement") < value(measure(disc_at(*bad)), "subject_placement")


def test_a_frame_with_all_on_one_side_is_out_of_balance(measure: Measure) -> None:
    middle, aside, far = (value(measure(disc_at(x, 0.5)), "balance") for x in (0.5, 0.7, 0.9))
    assert middle == pytest.approx(0, abs=0.01)
    assert middle < aside < far


def test_one_thing_on_plain_ground_is_more_concentrated_than_many(measure: Measure) -> None:
    many = disc_at(0.5, 0.5)
    for x, y in ((0.1, 0.2), (0.3, 0.8), (0.7, 0.2), (0.9, 0.7), (0.2, 0.5), (0.8, 0.45)):
        many[disc_at(x, y)[..., 1] < 100] = (200, 30, 30)
    assert value(measure(disc_at(0.5, 0.5)), "concentration") < value(measure(many), "concentration")


def test_a_tilted_horizon_measures_its_degrees(measure: Measure) -> None:
    assert value(measure(horizon_at(0)), "horizon") == pytest.approx(0, abs=0.05)
    small, large = (value(measure(horizon_at(degrees)), "horizon") for degrees in (2, 5))
    assert 0.5 < small < large < 5
    assert value(measure(horizon_at(-5)), "horizon") == pytest.approx(large, rel=0.02)


def test_lines_that_converge_alike_from_both_sides_are_no_tilt(measure: Measure) -> None:
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    roof = np.where((y - 100 > abs(x - (WIDTH - 1) / 2) * np.tan(np.radians(8)))[..., None], 60, 200)
    frame = np.broadcast_to(roof, (HEIGHT, WIDTH, 3)).astype(np.uint8)
    assert value(measure(frame), "horizon") < 0.1


def test_a_frame_busy_all_over_is_more_cluttered_than_a_busy_spot(measure: Measure) -> None:
    spot = value(measure(texture(slice(120, 200), slice(180, 300))), "clutter")
    everywhere = value(measure(texture(slice(None), slice(None))), "clutter")
    assert spot < 0.4
    assert everywhere > 0.95


def test_detail_at_the_rim_is_border_clutter(measure: Measure) -> None:
    inside = value(measure(texture(slice(40, 280), slice(60, 420))), "border_clutter")
    at_rim = value(measure(texture(slice(0, 32), slice(None))), "border_clutter")
    assert inside < 0.15
    assert at_rim > 0.85


def test_a_subject_stands_out_from_a_soft_background(measure: Measure, coffee: Pixels) -> None:
    backdrop = np.asarray(cv2.GaussianBlur(coffee, (0, 0), 6), dtype=np.uint8)
    backdrop[120:260, 200:400] = coffee[120:260, 200:400]
    assert value(measure(backdrop), "isolation") > value(measure(coffee), "isolation") + 0.5


def test_a_plain_frame_has_no_composition(measure: Measure) -> None:
    signals = measure(np.full((HEIGHT, WIDTH, 3), 90, dtype=np.uint8))
    names = ("subject_placement", "balance", "concentration", "horizon", "clutter", "border_clutter", "isolation")
    assert [signals[name] for name in names] == [None] * len(names)
