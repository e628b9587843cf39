from __future__ import annotations

import cv2
import numpy as np
import pytest
from training.edits import EDITS, bordered, brighter, cropped, darker, mirrored, resized, turned
from training.pictures import Pixels


def scene(height: int = 120, width: int = 160) -> Pixels:
    """A smooth scene with light and dark areas, the same at every call."""
    noise = np.random.default_rng(4).uniform(0, 255, (height, width, 3))
    smooth = cv2.normalize(cv2.GaussianBlur(noise, (0, 0), 12), None, 20, 235, cv2.NORM_MINMAX)  # type: ignore[call-overload]
    return np.asarray(smooth, dtype=np.uint8)


def likeness(one: Pixels, other: Pixels) -> float:
    """Correlation of small grey versions."""
    small = [
        cv2.resize(cv2.cvtColor(it, cv2.COLOR_RGB2GRAY), (16, 12), interpolation=cv2.INTER_AREA) for it in (one, other)
    ]
    return float(np.corrcoef(small[0].ravel(), small[1].ravel())[0, 1])


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_changes_the_picture_and_leaves_the_original_as_it_was(name: str) -> None:
    original = scene()
    edited = EDITS[name](original, np.random.default_rng(0))
    assert edited.dtype == np.uint8
    assert edited.shape != original.shape or (edited != original).any()
    assert (original == scene()).all()


@pytest.mark.parametrize("name", [name for name in EDITS if name not in {"mirrored", "cropped", "bordered"}])
def test_an_edited_picture_still_shows_the_same(name: str) -> None:
    assert likeness(EDITS[name](scene(), np.random.default_rng(0)), scene()) > 0.7


def test_a_crop_keeps_four_fifths_of_either_side() -> None:
    assert cropped(scene(), np.random.default_rng(0)).shape == (96, 128, 3)


def test_a_small_copy_has_between_a_quarter_and_half_of_either_side() -> None:
    height, width = resized(scene(), np.random.default_rng(0)).shape[:2]
    assert 30 <= height <= 60
    assert 40 <= width <= 80


def test_a_stop_of_light_is_added_and_taken_away() -> None:
    grey = np.full((4, 4, 3), 100, dtype=np.uint8)
    random = np.random.default_rng(0)
    assert brighter(grey, random)[0, 0, 0] == pytest.approx(100 * 2 ** (1 / 2.2), abs=1)
    assert darker(grey, random)[0, 0, 0] == pytest.approx(100 / 2 ** (1 / 2.2), abs=1)


def test_a_levelled_picture_has_no_empty_corners() -> None:
    white = np.full((90, 160, 3), 255, dtype=np.uint8)
    for seed in range(20):
        assert turned(white, np.random.default_rng(seed)).min() > 200  # 0 where nothing is; a corner may be between


def test_a_border_is_put_round_the_whole_picture() -> None:
    framed = bordered(scene(), np.random.default_rng(0))
    edge = (framed.shape[0] - 120) // 2
    assert (framed[edge:-edge, edge:-edge] == scene()).all()
    assert len(np.unique(framed[:edge])) == 1


def test_mirroring_twice_gives_the_picture_back() -> None:
    random = np.random.default_rng(0)
    assert (mirrored(mirrored(scene(), random), random) == scene()).all()
