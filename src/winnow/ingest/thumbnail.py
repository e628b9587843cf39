"""Pictures for showing: a thumbnail of what was decoded anyway, and a larger preview made when somebody asks."""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import simplejpeg
from PIL import Image as PillowImage

from winnow.domain.failure import FailureKind, UnscoreableError
from winnow.ingest.colour import to_srgb
from winnow.ingest.decode import decode_raster
from winnow.ingest.foreign import foreign
from winnow.ingest.opencv import memory_errors
from winnow.ingest.resample import fit, shrink, upright
from winnow.ingest.source import load_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from winnow.domain.image import Image
    from winnow.ingest.limits import Limits
    from winnow.ingest.raster import Raster
    from winnow.ingest.source import Source

THUMBNAIL_LONG_SIDE_PX: Final = 320
LONGEST_SIDE_PX: Final = 65_500
"""The longest side that libjpeg-turbo encodes."""

_QUALITY: Final = 82
_FULL_QUALITY: Final = 92  # to be looked at pixel by pixel
_SLACK: Final = 15 / 16
_WEBP_EFFORT: Final = 2  # of 6


def thumbnail(image: Image) -> bytes:
    """Return a JPEG of an image, long side 320 px or less.

    JPEG, at 0.5 ms: WebP saves a third of the bytes and takes 10-30 ms (benchmarks/decode.py).
    """
    height, width = image.colour.shape[:2]
    return _encode(shrink(image.colour, fit(width, height, THUMBNAIL_LONG_SIDE_PX)))


@dataclass(frozen=True, slots=True)
class Preview:
    """An upright sRGB JPEG without metadata: nothing of where or when it was taken."""

    jpeg: bytes
    width: int
    height: int


def preview(path: str, long_side_px: int, limits: Limits) -> bytes:
    """Return an upright sRGB JPEG of a file of any format, at most `long_side_px` on its long side.

    Raises:
        UnscoreableError: the file cannot be read or decoded, or not in the memory there is.
    """
    return previews(path, [long_side_px], limits)[0].jpeg


def previews(path: str, long_sides_px: Sequence[int], limits: Limits) -> list[Preview]:
    """Return a preview for each of `long_sides_px`, decoding the file once. Raises as `preview`."""
    with _memory_in_words():
        source = load_path(path, limits)
        with foreign("picture"):
            raster = decode_raster(source, limits, max(long_sides_px))
        return [_shown(raster, long_side_px) for long_side_px in long_sides_px]


def nearly(source: Source, long_side_px: int, limits: Limits) -> bytes:
    """Return an upright sRGB JPEG of a file that was read, at most `long_side_px` and 1/16 less on its long side.

    A 12 megapixel JPEG, at 4000 px, halves to 2000: for 2048 that takes 31 ms to decode and nothing to resample.

    Raises:
        UnscoreableError: as `preview`.
    """
    with _memory_in_words():
        with foreign("picture"):
            raster = decode_raster(source, limits, int(long_side_px * _SLACK))
        return _shown(raster, long_side_px).jpeg


def whole(source: Source, limits: Limits) -> bytes:
    """Return an upright sRGB JPEG of a file that was read, pixel for pixel. Raises as `preview`."""
    with _memory_in_words():
        with foreign("picture"):
            raster = decode_raster(source, limits, LONGEST_SIDE_PX)
        return _shown(raster, LONGEST_SIDE_PX, _FULL_QUALITY).jpeg


def as_webp(jpeg: bytes) -> bytes:
    """Return the WebP of a thumbnail or a preview, for a client that takes no JPEG."""
    encoded = io.BytesIO()
    PillowImage.fromarray(pixels_of(jpeg)).save(encoded, "WEBP", quality=_QUALITY, method=_WEBP_EFFORT)
    return encoded.getvalue()


@contextmanager
def _memory_in_words() -> Iterator[None]:
    """Say of what does not fit that it cannot be shown: it is made in the person's own process, unguarded."""
    try:
        yield
    except MemoryError as error:
        raise UnscoreableError(FailureKind.MEMORY, "there is not enough memory to show it") from error


@memory_errors()
def _shown(raster: Raster, long_side_px: int, quality: int = _QUALITY) -> Preview:
    height, width = raster.pixels.shape[:2]
    small = to_srgb(shrink(raster.pixels, fit(width, height, long_side_px)), raster.icc)
    pixels = upright(small, raster.orientation)
    height, width = pixels.shape[:2]
    return Preview(_encode(pixels, quality), width, height)


def size_of(jpeg: bytes) -> tuple[int, int]:
    """Return the width and height of a JPEG.

    Raises:
        ValueError: it is none.
    """
    height, width, *_ = simplejpeg.decode_jpeg_header(jpeg)
    return width, height


def pixels_of(jpeg: bytes) -> NDArray[np.uint8]:
    """Return the (h, w, 3) uint8 sRGB of a thumbnail or a preview."""
    return np.asarray(simplejpeg.decode_jpeg(jpeg, "RGB"), dtype=np.uint8)


def _encode(pixels: NDArray[np.uint8], quality: int = _QUALITY) -> bytes:
    jpeg: bytes = simplejpeg.encode_jpeg(np.ascontiguousarray(pixels), quality=quality, colorsubsampling="420")
    return jpeg
