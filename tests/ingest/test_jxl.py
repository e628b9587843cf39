"""JPEG XL, with the optional decoder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from winnow.domain.failure import FailureKind, UnscoreableError
from winnow.domain.image import Image
from winnow.ingest.limits import Limits

imagecodecs = pytest.importorskip("imagecodecs", reason="the jxl extra is not installed")
Ingest = Callable[..., Image]


@pytest.mark.parametrize("container", [False, True])
@pytest.mark.parametrize("shape", [(400, 600), (400, 600, 3), (8, 16, 3), (300, 300, 3), (401, 603, 4)])
def test_every_kind_of_header_gives_the_size_that_is_decoded(
    ingest: Ingest, shape: tuple[int, ...], *, container: bool
) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, shape, dtype=np.uint8)
    content = imagecodecs.jpegxl_encode(pixels, lossless=True, usecontainer=container)
    image = ingest(content)
    assert (image.format, image.width, image.height) == ("jxl", shape[1], shape[0])
    with pytest.raises(UnscoreableError) as failure:
        ingest(content, limits=Limits(max_pixels=shape[0] * shape[1] - 1))
    assert failure.value.kind is FailureKind.TOO_LARGE


def test_16_bits_are_scaled(ingest: Ingest) -> None:
    ramp: NDArray[Any] = np.tile(np.linspace(0, 65535, 256).astype(np.uint16), (16, 1))
    image = ingest(imagecodecs.jpegxl_encode(ramp, lossless=True))
    assert np.abs(image.luma[8].astype(int) - np.arange(256)).max() <= 1
