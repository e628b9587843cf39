"""Points for what the camera wrote."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from winnow.domain.metadata import SHOT, Metadata
from winnow.ingest.limits import Limits
from winnow.ingest.metadata import read_metadata
from winnow.ingest.source import load_path
from winnow.ranking.metadata import are_known, points_of_shots, shots_of

ISOS = st.none() | st.integers(1, 2**32)
SECONDS = st.none() | st.floats(1e-6, 3600)
LENGTHS = st.none() | st.floats(1, 3000)
SHOTS = st.builds(
    Metadata,
    iso=ISOS,
    shutter_seconds=SECONDS,
    focal_length_35mm=LENGTHS,
    focal_length_mm=LENGTHS,
    flash_fired=st.none() | st.booleans(),
)


def columns(*shots: Metadata) -> np.ndarray:
    return shots_of([[getattr(shot, name) for name in SHOT] for shot in shots])


def points(**said: float | bool) -> float:
    return float(points_of_shots(columns(Metadata(**said)))[0])  # type: ignore[arg-type] # by their names


@given(st.lists(SHOTS, max_size=6))
def test_no_photo_gets_more_than_half_a_point_or_loses_more_than_two_and_a_half(shots: list[Metadata]) -> None:
    found = points_of_shots(columns(*shots))
    assert found.shape == (len(shots),)
    assert np.all((found >= -2.5) & (found <= 0.5))


@given(SHOTS, st.integers(1, 2**31), st.floats(1, 100))
def test_more_sensitivity_is_never_better(shot: Metadata, iso: int, times: float) -> None:
    rest = {name: getattr(shot, name) for name in SHOT if name != "iso"}
    assert points(**rest, iso=round(iso * times)) <= points(**rest, iso=iso) + 1e-6


@given(SHOTS, st.floats(1e-6, 3600), st.floats(1, 100))
def test_a_longer_exposure_is_never_better(shot: Metadata, seconds: float, times: float) -> None:
    rest = {name: getattr(shot, name) for name in SHOT if name != "shutter_seconds"}
    assert points(**rest, shutter_seconds=seconds * times) <= points(**rest, shutter_seconds=seconds) + 1e-6


@given(SHOTS)
def test_what_the_real_focal_length_tells_is_never_more_than_the_equivalent_one_would(shot: Metadata) -> None:
    real = shot.focal_length_mm or 50.0
    said = {"shutter_seconds": shot.shutter_seconds or 0.01, "iso": shot.iso or 200}
    told = points(**said, focal_length_mm=real)
    for crop in (1.0, 1.5, 2.0, 5.6, 8.0):
        full = points(**said, focal_length_35mm=real * crop)
        nothing = points(iso=said["iso"])
        assert min(full, nothing) - 1e-5 <= told <= max(full, nothing) + 1e-5


@pytest.mark.parametrize(
    "shot",
    [
        Metadata(),
        Metadata(shutter_seconds=2.0),
        Metadata(focal_length_35mm=50),
        Metadata(shutter_seconds=2.0, focal_length_35mm=50, flash_fired=True),
        Metadata(iso=0, shutter_seconds=0.0, focal_length_mm=50),
        Metadata(iso=10**300, shutter_seconds=1e300, focal_length_mm=50),
        Metadata(iso=-100, shutter_seconds=math.inf, focal_length_35mm=math.nan),
    ],
)
def test_what_is_not_known_counts_nothing(shot: Metadata) -> None:
    shots = columns(shot)
    assert points_of_shots(shots).tolist() == [0.0]
    assert are_known(shots).tolist() == [False]


@pytest.mark.parametrize("shot", [Metadata(iso=200), Metadata(shutter_seconds=0.02, focal_length_35mm=50)])
def test_a_photo_that_deserves_nothing_is_known_all_the_same(shot: Metadata) -> None:
    shots = columns(shot)
    assert points_of_shots(shots).tolist() == pytest.approx([0.0], abs=1e-6)
    assert are_known(shots).tolist() == [True]


def test_each_doubling_of_the_sensitivity_costs_a_quarter_of_a_point() -> None:
    found = [points(iso=iso) for iso in (50, 100, 200, 400, 6400, 12800, 102_400)]
    assert found == [0.25, 0.25, 0.0, -0.25, -1.25, -1.5, -1.5]


def test_held_longer_than_the_reciprocal_of_the_focal_length_a_shot_loses_by_the_stop() -> None:
    found = [points(shutter_seconds=seconds, focal_length_35mm=128) for seconds in (1 / 1024, 1 / 256, 1 / 128, 1 / 32)]
    assert found == [0.25, 0.25, 0.0, -0.5]
    assert points(shutter_seconds=30, focal_length_35mm=128) == -1.0


def test_a_phone_that_tells_its_real_focal_length_alone_is_neither_praised_nor_blamed_for_what_may_be() -> None:
    assert points(shutter_seconds=1 / 30, focal_length_mm=4.2) == 0.0
    assert points(shutter_seconds=1 / 1000, focal_length_mm=4.2) == 0.25
    assert points(shutter_seconds=2, focal_length_mm=4.2) == pytest.approx(-0.25 * math.log2(8.4))


def test_flash_stills_the_hand_but_not_the_noise() -> None:
    slow = {"iso": 800, "shutter_seconds": 0.5, "focal_length_35mm": 50}
    assert points(**slow, flash_fired=True) == points(iso=800)
    assert points(**slow, flash_fired=False) == points(**slow) < points(iso=800)


def test_the_photos_of_many_cameras_neither_win_nor_lose_against_one_that_tells_nothing(shared: Path) -> None:
    files = sorted((shared / "photos" / "cameras").iterdir())
    shots = columns(*(read_metadata(load_path(str(file), Limits())) for file in files))
    known = are_known(shots)
    assert np.count_nonzero(known) >= 40
    assert abs(points_of_shots(shots)[known].mean()) < 0.1
