"""Reducing keeps what it must, and orientations are undone."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray
from PIL import Image as Pillow
from PIL import ImageOps

from winnow.domain.image import COLOUR_AREA_PX, DETAIL_LONG_SIDE_PX
from winnow.ingest.resample import colour_size, detail_size, fit, shrink, upright

_SIDES = st.integers(1, 20_000)
_PIXELS = hnp.arrays(np.uint8, st.tuples(st.integers(1, 12), st.integers(1, 12), st.just(3)))


@given(width=_SIDES, height=_SIDES)
def test_no_size_is_larger_than_the_picture_or_the_goal_or_empty(width: int, height: int) -> None:
    for size in (detail_size(width, height), colour_size(width, height), fit(width, height, 320)):
        assert 1 <= size[0] <= width
        assert 1 <= size[1] <= height
    assert max(detail_size(width, height)) <= DETAIL_LONG_SIDE_PX
    assert max(detail_size(width, height)) >= min(max(width, height), 0.9 * DETAIL_LONG_SIDE_PX)


@given(width=st.integers(400, 9000), height=st.integers(400, 9000))
def test_the_colour_size_has_its_area_and_the_picture_s_shape(width: int, height: int) -> None:
    w, h = colour_size(width, height)
    assert abs(w * h / COLOUR_AREA_PX - 1) < 0.02
    assert abs(w / h / (width / height) - 1) < 0.02


@given(pixels=_PIXELS, orientation=st.integers(1, 8))
def test_upright_agrees_with_pillow(pixels: NDArray[np.uint8], orientation: int) -> None:
    image = Pillow.fromarray(pixels)
    image.getexif()[0x0112] = orientation
    expected = np.asarray(ImageOps.exif_transpose(image))
    assert np.array_equal(upright(pixels, orientation), expected)


@given(level=st.integers(0, 255), width=st.integers(1, 300), height=st.integers(1, 300), data=st.data())
def test_a_flat_picture_stays_flat(level: int, width: int, height: int, data: st.DataObject) -> None:
    size = (data.draw(st.integers(1, width)), data.draw(st.integers(1, height)))
    reduced = shrink(np.full((height, width), level, np.uint8), size)
    assert reduced.shape == (size[1], size[0])
    assert np.all(reduced == level)


def test_the_mean_is_kept(photo: NDArray[np.uint8]) -> None:
    for size in ((599, 399), (450, 300), (301, 201), (300, 200), (137, 91)):
        assert np.abs(shrink(photo, size).mean(axis=(0, 1)) - photo.mean(axis=(0, 1))).max() < 1


@pytest.mark.parametrize("width", [1100, 1300, 1600, 2000, 2500, 3500, 5000])
def test_a_scene_comes_out_equally_sharp_from_any_width(width: int) -> None:
    """The energy of the finest detail, in units of its spread over photographs, hardly depends on the width."""
    grain = np.random.default_rng(0).normal(128, 40, (890, 1330)).astype(np.float32)
    scene = np.clip(cv2.resize(grain, (8000, 5333), interpolation=cv2.INTER_CUBIC), 0, 255).astype(np.uint8)
    energies = []
    for source_width in (8000, width):
        source = cv2.resize(scene, (source_width, round(source_width * 2 / 3)), interpolation=cv2.INTER_AREA)
        reduced = shrink(np.asarray(source, dtype=np.uint8), (1024, 683))
        energies.append(np.log(cv2.Laplacian(reduced, cv2.CV_32F).var()))
    assert abs(energies[1] - energies[0]) < 0.45  # ln; averaging straight down reaches 1.0
