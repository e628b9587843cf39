"""The grid of JPEG shows where it is, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from winnow.domain.image import Image
from winnow.ingest.blockiness import blockiness

Pixels = NDArray[np.uint8]
Encode = Callable[..., bytes]
Ingest = Callable[..., Image]


def _grainy(photo: Pixels, width: int) -> Pixels:
    """The photograph at that width, with grain as a sensor has it at 24 megapixels."""
    large = cv2.resize(photo, (6000, 4000), interpolation=cv2.INTER_CUBIC).astype(np.int16)
    grain = np.random.default_rng(0).normal(0, 6, (1000, 1500)).astype(np.int16)
    noisy = np.clip(large + np.tile(grain, (4, 4))[..., None], 0, 255).astype(np.uint8)
    return np.asarray(cv2.resize(noisy, (width, width * 2 // 3), interpolation=cv2.INTER_AREA), dtype=np.uint8)


def test_a_grid_drawn_into_a_picture_is_measured(photo: Pixels) -> None:
    flat = cv2.GaussianBlur(photo, (0, 0), 4)
    rows, columns = np.indices(flat.shape[:2]) // 8
    blocks = (rows + columns) % 2 * 12
    gridded = np.clip(flat.astype(np.int16) + blocks[..., None], 0, 255).astype(np.uint8)
    plain, drawn = blockiness(np.asarray(flat, dtype=np.uint8), 8), blockiness(gridded, 8)
    assert plain is not None
    assert drawn is not None
    assert abs(plain) < 0.1
    assert drawn > 0.5


def test_stronger_compression_shows_more_of_it(photo: Pixels, encode: Encode, ingest: Ingest) -> None:
    values = [ingest(encode(photo, "JPEG", quality=quality)).blockiness or 0.0 for quality in (95, 60, 30, 10)]
    assert values == sorted(values)
    assert values[0] < 0.1
    assert values[-1] > 0.4


def test_a_good_jpeg_shows_none_at_24_6_and_1_5_megapixels(photo: Pixels, encode: Encode, ingest: Ingest) -> None:
    for width in (6000, 3000, 1500):
        value = ingest(encode(_grainy(photo, width), "JPEG", quality=95)).blockiness
        assert value is not None
        assert abs(value) < 0.08, width  # quality 10 gives 0.4 to 0.8


def test_where_there_is_no_grid_there_is_no_value(photo: Pixels, encode: Encode, ingest: Ingest) -> None:
    assert ingest(encode(photo, "PNG")).blockiness is None
    assert blockiness(photo, 1) is None, "at 1/8 scale every pixel is a block"
    assert blockiness(photo[:9, :9], 8) is None, "less than two blocks"


def test_a_flat_picture_has_no_grid() -> None:
    assert blockiness(np.full((64, 64), 128, np.uint8), 8) == 0
