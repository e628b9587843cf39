"""JPEG XL through libjxl, which comes with the optional imagecodecs: ``pip install winnow[jxl]``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image

from winnow.domain.failure import FailureKind, UnscoreableError
from winnow.ingest.boxes import boxes
from winnow.ingest.limits import check_pixels
from winnow.ingest.raster import Raster
from winnow.ingest.stills import to_8_bit, to_pixels

if TYPE_CHECKING:
    from winnow.ingest.limits import Limits

_CODESTREAM: Final = b"\xff\x0a"
_SIZE_BITS: Final = (9, 13, 18, 30)
_RATIOS: Final = ((1, 1), (12, 10), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1))


def decode_jxl(data: bytes, limits: Limits, long_side_px: int) -> Raster:
    """Decode a JPEG XL; libjxl turns it upright.

    Raises:
        UnscoreableError: UNSUPPORTED without imagecodecs, TOO_LARGE, DAMAGED.
        Exception: whatever libjxl reports for damage.
    """
    try:
        import imagecodecs  # noqa: PLC0415 - optional
    except ImportError as error:
        raise UnscoreableError(
            FailureKind.UNSUPPORTED, "JPEG XL needs one more package: pip install winnow[jxl]"
        ) from error
    check_pixels(*_size(data), limits)
    pixels = imagecodecs.jpegxl_decode(data, index=0, numthreads=1)
    if pixels.dtype != np.uint8:
        pixels = to_8_bit(pixels)
    image = Image.fromarray(pixels)
    return Raster(to_pixels(image, long_side_px), *image.size)


def _size(data: bytes) -> tuple[int, int]:
    """Return (width, height) from the codestream's header (ISO/IEC 18181-1, SizeHeader), before anything is decoded."""
    bits = int.from_bytes(_codestream(data)[2:16], "little")

    def take(count: int) -> int:
        nonlocal bits
        value = bits & ((1 << count) - 1)
        bits >>= count
        return value

    is_small = take(1)

    def side() -> int:
        return (take(5) + 1) * 8 if is_small else take(_SIZE_BITS[take(2)]) + 1

    height = side()
    ratio = take(3)
    width = height * _RATIOS[ratio - 1][0] // _RATIOS[ratio - 1][1] if ratio else side()
    return width, height


def _codestream(data: bytes) -> bytes:
    """Return the codestream: the file itself, or its (first) part in a container."""
    if data.startswith(_CODESTREAM):
        return data
    for kind, body in boxes(data):
        if kind == b"jxlc":
            return body
        if kind == b"jxlp":  # a part, after its number
            return body[4:]
    raise UnscoreableError(FailureKind.DAMAGED, "damaged JPEG XL: there is no picture in its container")
