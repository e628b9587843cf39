from __future__ import annotations

import numpy as np
from tests.albums import NOON, Album, Photo

from winnow.grouping.looks import UNKNOWN_CAMERA
from winnow.grouping.moments import NO_RUN, moments, occasions, taken_apart


def runs(numbers: list[int]) -> list[list[int]]:
    """Return the places of each run of two and more."""
    return [
        [place for place, number in enumerate(numbers) if number == run] for run in dict.fromkeys(numbers) if run >= 0
    ]


def moments_of(*seconds: float | None, cameras: list[int] | None = None) -> list[list[int]]:
    album = shot(seconds, cameras or [0] * len(seconds))
    numbers = moments(album.looks).tolist()
    return runs([numbers[album.row[str(place)]] for place in range(len(seconds))])


def occasions_of(*seconds: float | None, cameras: list[int] | None = None) -> list[list[int]]:
    album = shot(seconds, cameras or [0] * len(seconds))
    numbers = occasions(album.looks).tolist()
    return runs([numbers[album.row[str(place)]] for place in range(len(seconds))])


def shot(seconds: tuple[float | None, ...], cameras: list[int]) -> Album:
    return Album(
        Photo(str(place), at=None if after is None else NOON + after, camera=camera)
        for place, (after, camera) in enumerate(zip(seconds, cameras, strict=True))
    )


def test_a_fast_burst_ends_where_the_finger_is_lifted() -> None:
    assert moments_of(0, 0.1, 0.2, 0.3, 0.4, 2.0, 2.1, 2.2) == [[0, 1, 2, 3, 4], [5, 6, 7]]


def test_a_slow_shooter_s_moment_is_longer() -> None:
    assert moments_of(0, 2, 4, 6.5, 8, 10) == [[0, 1, 2, 3, 4, 5]]


def test_a_pause_of_a_second_never_ends_a_moment() -> None:
    assert moments_of(0, 0.05, 0.1, 1.1) == [[0, 1, 2, 3]]


def test_a_pause_of_eleven_seconds_always_does() -> None:
    assert moments_of(0, 10, 21, 31) == [[0, 1], [2, 3]]


def test_a_clock_without_sub_seconds_makes_the_same_moments() -> None:
    assert moments_of(0, 0, 0, 1, 1, 1, 2, 9, 9, 10) == [[0, 1, 2, 3, 4, 5, 6], [7, 8, 9]]


def test_a_moment_is_one_camera_s() -> None:
    assert moments_of(0, 0.2, 0.4, 0.6, cameras=[0, 1, 0, 1]) == [[0, 2], [1, 3]]


def test_an_occasion_is_every_camera_s() -> None:
    assert occasions_of(0, 20, 40, 60, cameras=[0, 1, 0, 1]) == [[0, 1, 2, 3]]


def test_an_occasion_ends_at_a_pause_far_longer_than_those_around_it() -> None:
    assert occasions_of(0, 20, 50, 70, 90, 1500, 1520, 1550, 1580) == [[0, 1, 2, 3, 4], [5, 6, 7, 8]]


def test_where_photos_are_rare_the_same_pause_ends_nothing() -> None:
    assert occasions_of(0, 900, 1700, 2900, 3800, 5200) == [[0, 1, 2, 3, 4, 5]]


def test_no_occasion_goes_on_over_hours_without_a_photo() -> None:
    assert occasions_of(0, 9000, 20_000, 29_000) == [[0, 1], [2, 3]]


def test_what_happens_on_another_day_changes_no_cut() -> None:
    day = [0, 20, 50, 70, 90, 1500, 1520, 1550, 1580]
    assert occasions_of(*day, 100_000, 100_001, 100_002)[:2] == occasions_of(*day)


def test_photos_without_a_time_are_of_no_moment_and_no_occasion() -> None:
    assert moments_of(None, 0, 0.1, None) == [[1, 2]]
    assert moments(shot((None,), [0]).looks).tolist() == [NO_RUN]
    assert moments(shot((), []).looks).tolist() == []


def apart(one: Photo, other: Photo) -> bool:
    looks = Album([one, other]).looks
    return bool(taken_apart(looks, np.array([0]), np.array([1]))[0])


def test_two_frames_of_a_burst_are_two_shots() -> None:
    assert apart(Photo("a", at=NOON), Photo("b", at=NOON + 0.1))


def test_a_copy_that_lost_its_sub_seconds_is_the_same_shot() -> None:
    assert not apart(Photo("a", at=1_700_000_000.41), Photo("b", at=1_700_000_000))
    assert apart(Photo("a", at=1_700_000_000.41), Photo("b", at=1_700_000_001))


def test_another_camera_or_another_exposure_is_another_shot() -> None:
    assert apart(Photo("a", at=NOON), Photo("b", at=NOON, camera=1))
    assert not apart(Photo("a", at=NOON), Photo("b", at=NOON, camera=UNKNOWN_CAMERA))
    assert apart(Photo("a", at=NOON, ev=0), Photo("b", at=NOON, ev=1))
    assert not apart(Photo("a", at=NOON, ev=0), Photo("b", at=NOON))


def test_of_a_photo_without_a_time_nobody_knows() -> None:
    assert not apart(Photo("a", at=NOON, ev=0), Photo("b", ev=3, camera=1))
