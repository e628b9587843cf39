"""Pictures for showing are upright sRGB JPEGs of the asked size."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image as Pillow

from winnow.domain.failure import FailureKind, UnscoreableError
from winnow.domain.image import Image
from winnow.ingest.limits import Limits
from winnow.ingest.thumbnail import preview, thumbnail

Pixels = NDArray[np.uint8]
Encode = Callable[..., bytes]
Ingest = Callable[..., Image]


def _opened(jpeg: bytes) -> Pillow.Image:
    image = Pillow.open(io.BytesIO(jpeg))
    image.load()
    return image


def test_a_thumbnail_is_a_small_jpeg_that_looks_like_the_photo(photo: Pixels, encode: Encode, ingest: Ingest) -> None:
    small = _opened(thumbnail(ingest(encode(photo, "PNG"))))
    assert (small.format, small.mode, small.size) == ("JPEG", "RGB", (320, 213))
    expected = Pillow.fromarray(photo).resize(small.size, Pillow.Resampling.BOX)
    assert np.abs(np.asarray(small).astype(int) - np.asarray(expected).astype(int)).mean() < 6


def test_a_tiny_photo_keeps_its_size(encode: Encode, ingest: Ingest) -> None:
    assert _opened(thumbnail(ingest(encode(np.zeros((3, 5), np.uint8), "PNG")))).size == (5, 3)


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_a_preview_is_upright_and_as_large_as_asked(
    tmp_path: Path, photo: Pixels, encode: Encode, format_: str
) -> None:
    exif = Pillow.Exif()
    exif[0x0112] = 6
    path = tmp_path / "photo"
    path.write_bytes(encode(Pillow.fromarray(photo).resize((3000, 2000)), format_, exif=exif))
    large = _opened(preview(str(path), 1600, Limits()))
    assert (large.format, large.mode, large.size) == ("JPEG", "RGB", (1067, 1600))
    assert not large.getexif()


def test_a_preview_of_grey_or_cmyk_is_rgb(tmp_path: Path, photo: Pixels, encode: Encode) -> None:
    path = tmp_path / "photo"
    for mode in ("L", "CMYK"):
        path.write_bytes(encode(Pillow.fromarray(photo).convert(mode), "JPEG"))
        assert _opened(preview(str(path), 1600, Limits())).mode == "RGB"


def test_a_preview_of_what_is_gone_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnscoreableError) as failure:
        preview(str(tmp_path / "gone.jpg"), 1600, Limits())
    assert failure.value.kind is FailureKind.UNREADABLE


def test_a_preview_that_memory_does_not_suffice_for_says_so(
    tmp_path: Path, photo: Pixels, encode: Encode, monkeypatch: pytest.MonkeyPatch
) -> None:
    def starved(*_: object) -> None:
        raise MemoryError

    path = tmp_path / "photo"
    path.write_bytes(encode(photo, "JPEG"))
    monkeypatch.setattr("winnow.ingest.thumbnail.shrink", starved)
    with pytest.raises(UnscoreableError) as failure:
        preview(str(path), 1600, Limits())
    assert failure.value.kind is FailureKind.MEMORY
