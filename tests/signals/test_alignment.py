from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from winnow.domain.look import Alignment
from winnow.grouping.verdicts import is_copy, is_still, is_swept
from winnow.ingest.decode import decode
from winnow.ingest.limits import Limits
from winnow.ingest.source import load_path
from winnow.signals.alignment import View, align

Pixels = NDArray[np.uint8]


@pytest.fixture(scope="module")
def picture(photo: Callable[[str], Pixels]) -> Pixels:
    """A cup on a table, 320 x 213."""
    return small(photo("coffee.png"))


def small(pixels: Pixels, long_side: int = 320) -> Pixels:
    """Shrink to a thumbnail."""
    scale = long_side / max(pixels.shape[:2])
    return np.asarray(cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def aligned(one: Pixels, other: Pixels) -> Alignment:
    found = align(View.of(np.ascontiguousarray(one)), View.of(np.ascontiguousarray(other)))
    assert found is not None
    return found


def jpeg(pixels: Pixels, quality: int) -> Pixels:
    _, data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), dtype=np.uint8)


def exposed(pixels: Pixels, stops: float) -> Pixels:
    linear = np.power(pixels / 255, 2.2) * 2**stops
    return np.rint(255 * np.minimum(linear, 1) ** (1 / 2.2)).astype(np.uint8)


def test_a_recompressed_copy_lies_exactly_on_its_original(picture: Pixels) -> None:
    found = aligned(picture, jpeg(picture, 30))
    assert is_copy(found)
    assert is_still(found)
    assert found.scale == pytest.approx(1, abs=0.01)
    assert found.shift == pytest.approx((0, 0), abs=0.01)
    assert found.shared > 0.97
    assert not found.mirrored


def test_a_smaller_copy_is_of_the_same_scale(picture: Pixels) -> None:
    found = aligned(picture, small(picture, 150))
    assert is_copy(found)
    assert found.scale == pytest.approx(1, abs=0.02)


def test_a_crop_lies_wholly_in_its_original(picture: Pixels) -> None:
    height, width = picture.shape[:2]
    cropped = small(picture[: int(0.8 * height), int(0.2 * width) :])
    found = aligned(picture, cropped)
    assert is_copy(found)
    assert not is_still(found)
    assert (found.shared, found.shared_other) == pytest.approx((0.64, 1.0), abs=0.03)
    assert found.scale == pytest.approx(1.25, abs=0.03)


@pytest.mark.parametrize(("quarters", "degrees"), [(1, -90), (2, 180), (3, 90)])
def test_a_turned_copy_says_how_far_it_was_turned(picture: Pixels, quarters: int, degrees: int) -> None:
    found = aligned(picture, np.rot90(picture, quarters))  # anticlockwise
    assert is_copy(found)
    assert not is_still(found)
    assert abs((found.rotation - degrees + 180) % 360 - 180) < 1


def test_a_mirrored_copy_is_told_as_such(picture: Pixels) -> None:
    found = aligned(picture, picture[:, ::-1])
    assert is_copy(found)
    assert found.mirrored
    assert not is_still(found)
    assert not is_swept(found)


@pytest.mark.parametrize("stops", [-2.0, 2.0])
def test_a_still_frame_is_told_through_two_stops_of_light(picture: Pixels, stops: float) -> None:
    assert is_still(aligned(picture, exposed(picture, stops)))


def test_overlapping_frames_say_where_the_camera_went(photo: Callable[[str], Pixels]) -> None:
    wide = small(photo("coffee.png"), 480)
    left, right = wide[:, :280], wide[:, 140:420]
    found = aligned(left, right)
    assert is_swept(found)
    assert not is_copy(found)
    assert found.shift == pytest.approx((-140 / 320, 0), abs=0.02)
    assert found.shared == pytest.approx(0.5, abs=0.05)


def test_where_much_of_the_frame_moved_it_is_no_copy(picture: Pixels) -> None:
    moved = picture.copy()
    moved[20:200, 20:160] = picture[20:200, 160:300]
    found = align(View.of(picture), View.of(moved))
    assert found is None or not is_copy(found)


def test_unrelated_photographs_share_nothing(photo: Callable[[str], Pixels]) -> None:
    views = [View.of(small(photo(f"{name}.png"))) for name in ("astronaut", "coffee", "chelsea")]
    for number, one in enumerate(views):
        for other in views[number + 1 :]:
            found = align(one, other)
            assert found is None or not (is_copy(found) or is_still(found) or is_swept(found))


@pytest.mark.parametrize("shape", [(1, 1, 3), (20, 320, 3), (200, 320, 3)])
def test_a_frame_without_features_lies_on_nothing(shape: tuple[int, int, int], picture: Pixels) -> None:
    empty = np.full(shape, 90, dtype=np.uint8)
    assert align(View.of(empty), View.of(empty)) is None
    assert align(View.of(picture), View.of(empty)) is None


def test_of_real_pictures_every_copy_is_found_and_no_stranger(shared: Path) -> None:
    folder = shared / "photos" / "copies"
    original = folder / "neardup_pdq__pdq__data__bridge-mods__aaa-orig.jpg"
    view = viewed(original)
    for file in sorted(folder.glob("neardup_pdq*")):
        found = align(view, viewed(file))
        same = "bridge" in file.name or "CMYK" in file.name
        assert (found is not None and is_copy(found)) == same, file.name


def viewed(file: Path) -> View:
    return View.of(small(decode(load_path(str(file), Limits()), Limits()).colour))
