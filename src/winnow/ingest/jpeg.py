"""JPEG: decoded at a power-of-two scale by libjpeg-turbo, and strictly.

    size, colour space <- header
    scale <- the smallest of 1, 1/2, 1/4, 1/8 that keeps the detail we judge
    pixels <- strict decode; on a complaint that costs no pixels, mend that and decode strictly again

Measured (benchmarks/decode.py, 12 megapixels): 40 ms at full scale, 31 at 1/2, 28 at 1/4, but 35 at 3/8 and 51 at 5/8:
libjpeg-turbo has vector code for the powers of two only.

Strictly, because a decoder that "recovers" fills what is lost with grey and calls it a picture; a score for that would
be a lie. MPO, motion photos and Ultra HDR are JPEGs with something behind them: the first image is the photo.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import simplejpeg

from winnow.domain.failure import FailureKind, UnscoreableError
from winnow.ingest import ifd, jpeg_segments
from winnow.ingest.limits import check_pixels
from winnow.ingest.raster import Raster

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from winnow.ingest.limits import Limits

_BLOCK_PX: Final = 8
_END_OF_IMAGE: Final = b"\xff\xd9"
_COLOUR_SPACES: Final = {"Gray": "GRAY", "CMYK": "CMYK", "YCCK": "CMYK"}
_PADDING: Final = re.compile(r"(\d+) extraneous bytes before marker 0xd9")


def decode_jpeg(data: bytes, limits: Limits, long_side_px: int) -> Raster:
    """Decode a JPEG, reduced as far as leaves `long_side_px`.

    Raises:
        UnscoreableError: TOO_LARGE, or DAMAGED for no pixels.
        ValueError: libjpeg-turbo found damage.
    """
    width, height, colour_space = _header(data)
    check_pixels(width, height, limits)
    factor = _reduction(max(width, height), long_side_px)
    pixels = _decode_mending(data, colour_space, -(-width // factor), -(-height // factor))
    if pixels.shape[2] == 1:
        pixels = pixels[:, :, 0]
    elif pixels.shape[2] == 4 and _is_adobe(data):  # noqa: PLR2004 - CMYK; Adobe stores the inverse
        pixels = 255 - pixels
    return Raster(
        pixels,
        width,
        height,
        orientation=ifd.orientation(jpeg_segments.exif(data)),
        icc=jpeg_segments.icc_profile(data),
        grid_px=_BLOCK_PX // factor,
    )


def verify_jpeg(data: bytes) -> None:
    """Decode a JPEG strictly, as fast as can be, and throw it away.

    Raises:
        UnscoreableError: DAMAGED for a header without sense.
        ValueError: libjpeg-turbo found damage.
    """
    _decode_mending(data, _header(data)[2], width=1, height=1)


def _header(data: bytes) -> tuple[int, int, str]:
    """Return width, height, and the colour space to decode to."""
    try:
        height, width, colour_space, _ = simplejpeg.decode_jpeg_header(data, strict=False)
    except KeyError as error:  # how simplejpeg reports that libjpeg-turbo cannot name the chroma subsampling
        raise UnscoreableError(
            FailureKind.DAMAGED, "damaged JPEG, or one with a colour layout that libjpeg-turbo does not read"
        ) from error
    return width, height, _COLOUR_SPACES.get(colour_space, "RGB")


def _reduction(long_side: int, wanted: int) -> int:
    """Return the largest of 1, 2, 4, 8 that leaves at least the wanted long side."""
    return next((factor for factor in (8, 4, 2) if long_side // factor >= wanted), 1)


def _decode_mending(data: bytes, colour_space: str, width: int, height: int) -> NDArray[np.uint8]:
    """Decode strictly; two complaints of libjpeg-turbo about files with all their pixels are mended, each once."""
    try:
        return _decode(data, colour_space, width, height)
    except ValueError as error:
        complaint = str(error)
        if "Premature end of JPEG file" in complaint:  # with an end marker it decodes if only that was missing
            return _decode(data + _END_OF_IMAGE, colour_space, width, height)
        if "Invalid SOS parameters" in complaint:
            return _decode(_with_plain_scan_header(data), colour_space, width, height)
        if _is_padding(data, complaint):  # it is the first complaint and the last scan is over: nothing is lost
            return _decode(data, colour_space, width, height, strict=False)
        raise


def _decode(data: bytes, colour_space: str, width: int, height: int, *, strict: bool = True) -> NDArray[np.uint8]:
    pixels: NDArray[np.uint8] = simplejpeg.decode_jpeg(
        data, colour_space, min_width=width, min_height=height, strict=strict
    )
    return pixels


def _is_padding(data: bytes, complaint: str) -> bool:
    """Tell padding, which some cameras put before the end marker, from data that a damaged scan left unread."""
    found = _PADDING.search(complaint)
    if not found:
        return False
    count = int(found[1])
    return any(bytes([fill]) * count + _END_OF_IMAGE in data for fill in (0x00, 0xFF))


def _with_plain_scan_header(data: bytes) -> bytes:
    """Set a sequential scan's spectral selection to 0..63, as T.81 wants it; some phones write 0..0 for the same."""
    for marker, _, end in jpeg_segments.segments(data):
        if marker == jpeg_segments.START_OF_SCAN:
            return data[: end - 3] + b"\x00\x3f\x00" + data[end:]
    return data


def _is_adobe(data: bytes) -> bool:
    return any(
        marker == jpeg_segments.APP14 and data.startswith(b"Adobe", start)
        for marker, start, _ in jpeg_segments.segments(data)
    )
