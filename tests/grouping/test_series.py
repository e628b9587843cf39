from __future__ import annotations

import math
from collections.abc import Iterable

import pytest
from tests.albums import GLIMPSED, NOON, STILL, VIEWED, Album, Lies, Photo, swept

from winnow.domain.group import Kind
from winnow.domain.look import Alignment
from winnow.grouping.looks import Facts


def exposed(steps: Iterable[float], every: float = 0.3, *, known: bool = True, start: float = 0.0) -> list[Photo]:
    """Return frames one after another whose light follows their exposure, a to z."""
    return [
        Photo(
            name=chr(ord("a") + place),
            at=NOON + start + every * place,
            ev=step if known else math.nan,
            light=-2.0 + 0.6 * step,
            hash=0x9E3779B97F4A7C15 * (place + 1) % 2**64,
            angle=15 * place,
        )
        for place, step in enumerate(steps)
    ]


def still(*_: Photo) -> Alignment:
    return STILL


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("steps", [(0, -2, 2), (-1, 0, 1), (0, 2), (-2, -1, 0, 1, 2), (0, -0.7, 0.7)])
def test_exposure_steps_of_a_still_frame_are_a_bracket(steps: tuple[float, ...], known: bool) -> None:
    frames = exposed(steps, known=known)
    names = " ".join(frame.name for frame in frames)
    assert Album(frames, still).named("bracket", "burst") == {f"bracket {names}"}


def test_one_bracket_after_another_is_two() -> None:
    assert Album(exposed([0, -2, 2, 0, -2, 2]), still).named("bracket") == {"bracket a b c", "bracket d e f"}


def test_where_the_camera_moved_it_is_no_bracket() -> None:
    assert Album(exposed([0, -2, 2]), lambda *_: VIEWED).named("bracket") == set()


def test_where_automatic_exposure_followed_the_light_it_is_no_bracket() -> None:
    frames = [Photo(name, NOON + 0.3 * place, ev=2.0 * place) for place, name in enumerate("abc")]
    assert Album(frames, still).named("bracket") == set()


def test_a_bracket_takes_no_frame_in_that_looks_the_same() -> None:
    after = Photo("z", NOON + 1.2, ev=2, light=-0.8, angle=30)
    assert Album([*exposed([0, -2, 2]), after], still).named("bracket", "burst", "scene") == {
        "bracket a b c",
        "scene a b c z",
    }


def test_undated_frames_of_one_view_at_three_exposures_are_a_bracket() -> None:
    frames = [Photo(name, light=light, angle=9 * light) for name, light in (("a", -5), ("b", -3), ("c", -1))]
    assert Album(frames, still).named("bracket") == {"bracket a b c"}


def test_undated_frames_of_one_view_are_no_bracket_if_an_exposure_comes_twice() -> None:
    """Somebody tried until one came out well, and wants that one."""
    frames = [Photo(name, light=light, angle=9 * light) for name, light in (("a", -5), ("b", -3), ("c", -2.9))]
    assert Album(frames, still).named("bracket", "burst") == {"burst a b c"}


def test_overlapping_frames_in_one_direction_are_a_panorama() -> None:
    frames = sweep(5)
    assert Album(frames, along(frames, 0.4)).named("panorama", "burst") == {"panorama a b c d e"}


def test_two_overlapping_frames_are_none() -> None:
    frames = sweep(2)
    assert Album(frames, along(frames, 0.4)).named("panorama") == set()


def test_a_sweep_ends_where_it_turns() -> None:
    frames = sweep(6)
    order = {frame.name: place for place, frame in enumerate(frames)}

    def turning(one: Photo, other: Photo) -> Alignment:
        first, second = sorted((order[one.name], order[other.name]))
        sign = 1 if order[one.name] == first else -1
        return swept(0.4 * sign) if second <= 2 else swept(0.0, 0.4 * sign)

    assert Album(frames, turning).named("panorama") <= {"panorama a b c", "panorama c d e f", "panorama d e f"}


def test_frames_shot_too_fast_to_frame_follow_a_subject() -> None:
    frames = sweep(5, every=0.2)
    assert Album(frames, along(frames, 0.4)).named("panorama") == set()


def test_undated_frames_that_nearly_repeat_one_another_follow_a_subject() -> None:
    frames = [Photo(frame.name, angle=frame.angle, hash=frame.hash) for frame in sweep(5)]
    order = {frame.name: place for place, frame in enumerate(frames)}

    def lies(one: Photo, other: Photo) -> Alignment | None:
        return VIEWED if abs(order[one.name] - order[other.name]) == 1 else along(frames, 0.2)(one, other)

    assert Album(frames, lies).named("panorama") == set()
    assert Album(frames, along(frames, 0.4, reach=1)).named("panorama") == {"panorama a b c d e"}


def test_a_series_is_cut_by_who_was_told_apart() -> None:
    album = Album(exposed([0, -2, 2]), still)
    said = Facts(apart=((album.row["a"], album.row["b"], Kind.BURST),))
    assert album.named("bracket", facts=said) == {"bracket a c"}


def test_what_the_person_put_together_is_what_the_person_called_it() -> None:
    album = Album([*exposed([0, -2, 2]), Photo("z", angle=170)], still)
    rows = tuple(album.row[name] for name in "az")
    assert album.named("bracket", "burst", facts=Facts(together=((rows, Kind.BURST),))) == {"burst a b c z"}
    assert album.named("bracket", "burst", facts=Facts(together=((rows, Kind.BRACKET),))) == {"bracket a b c z"}


def test_a_copy_of_a_frame_goes_where_the_frame_goes() -> None:
    frames = exposed([0, -2, 2])
    copy = Photo("copy", hash=frames[1].hash, angle=frames[1].angle, light=frames[1].light)
    album = Album([*frames, copy], lambda one, other: None if "copy" in (one.name, other.name) else STILL)
    assert album.named("copy", "bracket") == {"copy b copy", "bracket a b c copy"}


def sweep(count: int, every: float = 2.0) -> list[Photo]:
    return [
        Photo(chr(ord("a") + place), NOON + every * place, 12.0 * place, 0x9E3779B97F4A7C15 * (place + 1) % 2**64)
        for place in range(count)
    ]


def along(frames: list[Photo], step: float, reach: int = 2) -> Lies:
    """Let each frame lie so that the camera went on by a step to the next."""
    order = {frame.name: place for place, frame in enumerate(frames)}

    def lies(one: Photo, other: Photo) -> Alignment | None:
        places = order[other.name] - order[one.name]
        return swept(step * places) if abs(places) <= reach else GLIMPSED

    return lies
