"""HEIC and HEIF, 8 to 12 bits, through libheif and libde265.

libheif applies the container's own rotation and mirroring; the EXIF orientation beside it says the same thing a second
time and must not be applied again (ISO/IEC 23008-12, annex A.2.2).
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pi_heif

from winnow.ingest.limits import check_pixels
from winnow.ingest.raster import Raster
from winnow.ingest.stills import to_pixels

if TYPE_CHECKING:
    from winnow.ingest.limits import Limits

pi_heif.options.DECODE_THREADS = 1  # winnow runs one process per core
pi_heif.options.THUMBNAILS = False
pi_heif.options.DEPTH_IMAGES = False
pi_heif.options.AUX_IMAGES = False


def decode_heif(data: bytes, limits: Limits, long_side_px: int) -> Raster:
    """Decode the primary image of a HEIF file.

    Raises:
        UnscoreableError: TOO_LARGE.
        Exception: whatever libheif reports for damage.
    """
    image = pi_heif.open_heif(io.BytesIO(data), convert_hdr_to_8bit=True)
    width, height = image.size
    check_pixels(width, height, limits)
    # Not np.asarray(image): pi-heif's array points into memory that is freed with `image`, and its rows are padded.
    return Raster(to_pixels(image.to_pillow(), long_side_px), width, height, icc=image.info.get("icc_profile"))
