"""Camera RAW: a DNG made here, as small as the format allows."""

from __future__ import annotations

import struct
from collections.abc import Callable

import numpy as np
import pytest

from winnow.domain.failure import FailureKind, UnscoreableError
from winnow.domain.image import Image
from winnow.ingest.limits import Limits
from winnow.ingest.metadata import read_metadata
from winnow.ingest.source import Source

Ingest = Callable[..., Image]
_Tag = tuple[int, str, list[int] | bytes]
_WIDTH, _HEIGHT = 128, 96


def _dng(orientation: int = 1) -> bytes:
    """A DNG of 12-bit sensor data: left third red, the rest green, top brighter than bottom."""
    level = np.linspace(4000, 800, _HEIGHT)[:, None].repeat(_WIDTH, axis=1)
    red, green = np.arange(_WIDTH) < _WIDTH // 3, np.arange(_WIDTH) >= _WIDTH // 3
    sensor = level * 0.1
    sensor[0::2, 0::2] = (level * red)[0::2, 0::2] + 1
    sensor[0::2, 1::2] = sensor[1::2, 0::2] = (level * green)[0::2, 1::2] + 1
    pixels = sensor.astype("<u2").tobytes()
    tags: list[_Tag] = [  # tag, type, values
        (0x00FE, "I", [0]),
        (0x0100, "I", [_WIDTH]),
        (0x0101, "I", [_HEIGHT]),
        (0x0102, "H", [16]),
        (0x0103, "H", [1]),
        (0x0106, "H", [32803]),  # colour filter array
        (0x010F, "s", b"Maker\x00"),
        (0x0110, "s", b"Model 1\x00"),
        (0x0111, "I", [0]),  # filled in below
        (0x0112, "H", [orientation]),
        (0x0115, "H", [1]),
        (0x0116, "I", [_HEIGHT]),
        (0x0117, "I", [len(pixels)]),
        (0x828D, "H", [2, 2]),
        (0x828E, "B", [0, 1, 1, 2]),
        (0xC612, "B", [1, 4, 0, 0]),
        (0xC614, "s", b"Maker Model 1\x00"),
        (0xC61D, "H", [4095]),
        (0xC621, "i2", [1, 1, 0, 1, 0, 1, 0, 1, 1, 1, 0, 1, 0, 1, 0, 1, 1, 1]),
        (0xC628, "I2", [1, 1, 1, 1, 1, 1]),
    ]
    return _tiff(tags, pixels)


def _tiff(tags: list[_Tag], pixels: bytes) -> bytes:
    kinds = {"B": 1, "s": 2, "H": 3, "I": 4, "I2": 5, "i2": 10}
    at = 8 + 2 + 12 * len(tags) + 4
    directory, later = struct.pack("<H", len(tags)), b""
    size = at + sum(len(_packed(kind, values)) for _, kind, values in tags if len(_packed(kind, values)) > 4)
    for tag, kind, values in tags:
        packed = _packed(kind, [size] if tag == 0x0111 else values)
        count = len(values) // (2 if kind.endswith("2") else 1)
        inline = packed.ljust(4, b"\x00") if len(packed) <= 4 else struct.pack("<I", at + len(later))
        later += packed if len(packed) > 4 else b""
        directory += struct.pack("<HHI", tag, kinds[kind], count) + inline
    return b"II*\x00\x08\x00\x00\x00" + directory + bytes(4) + later + pixels


def _packed(kind: str, values: list[int] | bytes) -> bytes:
    return values if isinstance(values, bytes) else struct.pack(f"<{len(values)}{kind[0]}", *values)


def test_a_raw_without_a_preview_is_developed_at_half_size(ingest: Ingest) -> None:
    image = ingest(_dng(), "IMG_1.dng")
    assert (image.format, image.width, image.height) == ("raw", _WIDTH, _HEIGHT)
    assert image.colour.shape == (_HEIGHT // 2, _WIDTH // 2, 3)
    left, right = image.colour[:, :10].mean(axis=(0, 1)), image.colour[:, -10:].mean(axis=(0, 1))
    assert left[0] > left[1]
    assert right[1] > right[0]
    assert image.luma[:5].mean() > image.luma[-5:].mean()


def test_a_raw_is_upright(ingest: Ingest) -> None:
    upright = ingest(_dng(1), "IMG_1.dng")
    for orientation, turns in ((3, 2), (6, 3), (8, 1)):
        turned = ingest(_dng(orientation), "IMG_1.dng")
        expected = np.rot90(upright.colour, turns)
        assert turned.colour.shape == expected.shape
        assert np.abs(turned.colour.astype(int) - expected.astype(int)).mean() < 3
        assert (turned.width, turned.height) == ((_WIDTH, _HEIGHT) if turns == 2 else (_HEIGHT, _WIDTH))


def test_a_raw_whose_sensor_data_is_cut_off_is_damaged(ingest: Ingest) -> None:
    with pytest.raises(UnscoreableError, match="cut off") as failure:
        ingest(_dng()[:-100], "IMG_1.dng")
    assert failure.value.kind is FailureKind.DAMAGED


def test_a_raw_of_too_many_pixels_is_refused(ingest: Ingest) -> None:
    with pytest.raises(UnscoreableError) as failure:
        ingest(_dng(), "IMG_1.dng", Limits(max_pixels=_WIDTH * _HEIGHT - 1))
    assert failure.value.kind is FailureKind.TOO_LARGE


def test_what_libraw_does_not_know_says_so(ingest: Ingest) -> None:
    with pytest.raises(UnscoreableError) as failure:
        ingest(b"FOVb" + bytes(5000), "IMG_1.x3f")
    assert failure.value.kind in {FailureKind.UNSUPPORTED, FailureKind.DAMAGED}


def test_a_raw_tells_its_camera() -> None:
    metadata = read_metadata(Source("IMG_1.dng", "raw", _dng(6)))
    assert (metadata.camera_make, metadata.camera_model, metadata.orientation) == ("Maker", "Model 1", 6)
