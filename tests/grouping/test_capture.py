from __future__ import annotations

import math
from datetime import UTC, datetime

import pytest

from winnow.domain.metadata import Metadata
from winnow.grouping.capture import camera_name, exposure_ev, taken_ns
from winnow.grouping.looks import UNDATED


def test_a_capture_time_is_counted_in_nanoseconds_of_the_camera_s_clock() -> None:
    seconds = int(datetime(2019, 7, 14, 18, 3, 22, tzinfo=UTC).timestamp())
    assert taken_ns(Metadata("2019-07-14T18:03:22")) == seconds * 10**9
    assert taken_ns(Metadata("2019-07-14T18:03:22.410")) == seconds * 10**9 + 410_000_000
    assert taken_ns(Metadata("2019-07-14T18:03:22.410+02:00")) == seconds * 10**9 + 410_000_000


def test_without_a_capture_time_a_photo_is_undated() -> None:
    assert taken_ns(Metadata()) == UNDATED


def test_one_more_of_exposure_is_twice_the_light() -> None:
    base = exposure_ev(Metadata(shutter_seconds=0.01, iso=100, aperture_f=4))
    assert exposure_ev(Metadata(shutter_seconds=0.02, iso=100, aperture_f=4)) == pytest.approx(base + 1)
    assert exposure_ev(Metadata(shutter_seconds=0.01, iso=400, aperture_f=4)) == pytest.approx(base + 2)
    assert exposure_ev(Metadata(shutter_seconds=0.01, iso=100, aperture_f=8)) == pytest.approx(base - 2)
    assert exposure_ev(Metadata(shutter_seconds=1, iso=100, aperture_f=1)) == 0


def test_an_exposure_of_which_a_part_is_missing_is_unknown() -> None:
    assert math.isnan(exposure_ev(Metadata(iso=100)))
    assert math.isnan(exposure_ev(Metadata(shutter_seconds=0.01)))
    assert not math.isnan(exposure_ev(Metadata(shutter_seconds=0.01, iso=100)))


def test_a_camera_is_named_by_what_is_known_of_it() -> None:
    assert camera_name(Metadata(camera_make="FUJIFILM", camera_model="X-T3")) == "FUJIFILM X-T3"
    assert camera_name(Metadata(camera_model="X-T3")) == "X-T3"
    assert camera_name(Metadata()) is None
