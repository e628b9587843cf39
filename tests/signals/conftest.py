from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from winnow.domain.image import Image
from winnow.ingest.compose import compose
from winnow.ingest.raster import Raster
from winnow.signals.all import measure_signals

Pixels = NDArray[np.uint8]
Measure = Callable[[Pixels], dict[str, float | None]]


@pytest.fixture(scope="session")
def image_of() -> Callable[[Pixels], Image]:
    """Make the picture that ingest makes of a lossless file with these pixels."""
    return lambda pixels: compose(Raster(np.ascontiguousarray(pixels), pixels.shape[1], pixels.shape[0]), "png")


@pytest.fixture(scope="session")
def measure(image_of: Callable[[Pixels], Image]) -> Measure:
    return lambda pixels: measure_signals(image_of(pixels))


@pytest.fixture(scope="session")
def photo(photographs: Path) -> Callable[[str], Pixels]:
    """Read one of scikit-image's photographs as (H, W, 3) sRGB."""

    def read(name: str) -> Pixels:
        pixels = cv2.imread(str(photographs / name), cv2.IMREAD_COLOR_RGB)
        assert pixels is not None, name
        return np.asarray(pixels, dtype=np.uint8)

    return read


@pytest.fixture(scope="session")
def chelsea(photo: Callable[[str], Pixels]) -> Pixels:
    """A cat, sharp at its eyes and soft behind, 451 x 300."""
    return photo("chelsea.png")


@pytest.fixture(scope="session")
def coffee(photo: Callable[[str], Pixels]) -> Pixels:
    """A cup on a table, 600 x 400."""
    return photo("coffee.png")
