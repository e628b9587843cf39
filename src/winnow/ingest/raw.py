"""Camera RAW through LibRaw: the camera's own preview when it is big enough, else a half-size development.

    open -> size check
         -> embedded preview, if its long side is at least the detail size   (1-3 ms and a JPEG decode)
         -> else develop at half size with the camera's white balance         (50-500 ms)

The preview is what the photographer saw on the camera; a JPEG of the same shot is judged by the same rendering.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

import rawpy

from winnow.domain.failure import FailureKind, UnscoreableError
from winnow.domain.image import DETAIL_LONG_SIDE_PX
from winnow.ingest import ifd, jpeg_segments
from winnow.ingest.foreign import foreign
from winnow.ingest.jpeg import decode_jpeg
from winnow.ingest.limits import check_pixels
from winnow.ingest.raster import Raster

if TYPE_CHECKING:
    from winnow.ingest.limits import Limits

_FLIP_TO_ORIENTATION: Final = {0: 1, 3: 3, 5: 8, 6: 6}  # LibRaw's flip (0, 180, 90 left, 90 right) to EXIF's


def decode_raw(data: bytes, limits: Limits, long_side_px: int) -> Raster:
    """Decode a RAW file.

    Raises:
        UnscoreableError: UNSUPPORTED for a camera or compression that LibRaw does not know, TOO_LARGE.
        Exception: whatever LibRaw reports for damage.
    """
    try:
        opened = rawpy.imread(io.BytesIO(data))
    except rawpy.LibRawFileUnsupportedError as error:
        raise UnscoreableError(FailureKind.UNSUPPORTED, "LibRaw does not know this camera's RAW format") from error
    with opened as raw:
        check_pixels(raw.sizes.raw_width, raw.sizes.raw_height, limits)
        preview = _preview(raw, limits, long_side_px)
        if preview is None and ifd.byte_order(data) and ifd.is_cut_off(data):  # LibRaw develops what is not there
            raise UnscoreableError(FailureKind.DAMAGED, "damaged RAW: its sensor data is cut off")
        return preview or _developed(raw)


def _preview(raw: rawpy.RawPy, limits: Limits, long_side_px: int) -> Raster | None:
    """Return the embedded preview as a raster of the whole RAW; None if there is none, or it is small or damaged."""
    orientation = _FLIP_TO_ORIENTATION.get(raw.sizes.flip, 1)
    try:
        with foreign("RAW preview"):
            thumb = raw.extract_thumb().data
            if isinstance(thumb, bytes):  # a JPEG; the other kind is a bitmap
                preview = decode_jpeg(thumb, limits, long_side_px)
                exif = jpeg_segments.exif(thumb)
                if exif and ifd.ORIENTATION in ifd.first_ifd(exif):
                    orientation = preview.orientation
            else:
                preview = Raster(thumb, thumb.shape[1], thumb.shape[0])
    except UnscoreableError:
        return None
    if max(preview.width, preview.height) < min(long_side_px, DETAIL_LONG_SIDE_PX):
        return None
    return Raster(preview.pixels, raw.sizes.width, raw.sizes.height, orientation, preview.icc, preview.grid_px)


def _developed(raw: rawpy.RawPy) -> Raster:
    """Return the sensor's data, demosaiced at half size to sRGB and turned upright by LibRaw."""
    width, height = raw.sizes.width, raw.sizes.height  # before: developing at half size halves them
    pixels = raw.postprocess(half_size=True, use_camera_wb=True, output_bps=8)
    if (pixels.shape[1] > pixels.shape[0]) != (width > height):
        width, height = height, width
    return Raster(pixels, width, height)
