"""Where to look closely first."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from winnow.signals.sharpest import sharpest_point


@pytest.mark.parametrize(("across", "down"), [(0.25, 0.75), (0.8, 0.3), (0.5, 0.5)])
@pytest.mark.parametrize("long_side_px", [2048, 600])
def test_the_sharp_patch_of_a_soft_picture_is_found(across: float, down: float, long_side_px: int) -> None:
    width, height = long_side_px, long_side_px * 2 // 3
    texture = np.random.default_rng(3).integers(0, 255, (height, width, 3)).astype(np.uint8)
    sharp = cv2.GaussianBlur(texture, (0, 0), long_side_px / 900)
    picture = np.asarray(cv2.GaussianBlur(texture, (0, 0), long_side_px / 60), dtype=np.uint8)
    half = height // 10
    x, y = int(across * width), int(down * height)
    patch = np.s_[y - half : y + half, x - half : x + half]
    picture[patch] = sharp[patch]
    assert sharpest_point(picture) == pytest.approx((across, down), abs=0.06)


def test_a_plain_picture_and_a_tiny_one_have_no_such_place() -> None:
    assert sharpest_point(np.full((300, 400, 3), 128, np.uint8)) is None
    assert sharpest_point(np.random.default_rng(0).integers(0, 255, (20, 30, 3)).astype(np.uint8)) is None
