"""Bars: round borders, nothing lost."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from winnow.web.bars import MOST, bars_of

VALUES = st.lists(st.floats(-1e6, 1e6).map(lambda value: round(value, 6)), min_size=2, max_size=50)


@pytest.mark.parametrize(
    ("values", "low", "width", "photos"),
    [
        ([0.0, 0.1, 0.3, 0.7, 1.1, 1.1], 0.0, 0.1, (1, 1, 0, 1, 0, 0, 0, 1, 0, 0, 2)),
        ([-0.95, 0.87], -1.0, 0.1, (1, *[0] * 17, 1)),
        ([3.0, 250.0], 0.0, 20.0, (1, *[0] * 11, 1)),
    ],
)
def test_borders_are_round(values: list[float], low: float, width: float, photos: tuple[int, ...]) -> None:
    bars = bars_of(np.array(values))
    assert (bars.low, bars.width, bars.photos) == (low, width, photos)


@pytest.mark.parametrize("values", [[], [0.4], [0.4, 0.4]])
def test_there_are_none_where_there_is_nothing_to_tell_apart(values: list[float]) -> None:
    assert bars_of(np.array(values)).photos == ()


@given(VALUES)
def test_every_photo_is_counted_once_where_it_lies(values: list[float]) -> None:
    bars = bars_of(np.array(values))
    if not bars.photos:
        assert math.isclose(min(values), max(values), rel_tol=1e-9, abs_tol=1e-9)
        return
    assert sum(bars.photos) == len(values)
    assert len(bars.photos) <= MOST
    for number, photos in enumerate(bars.photos):
        begin, end = (bars.low + (number + border) * bars.width for border in (0, 1))
        slack = bars.width * 1e-6
        assert photos <= sum(begin - slack <= value <= end + slack for value in values)
    assert math.isclose(bars.low / bars.width, round(bars.low / bars.width), abs_tol=1e-6)
