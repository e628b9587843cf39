"""A photo's bytes to the one small picture that everything shares.

format <- content                            (sniff)
raster <- the format's decoder               (jpeg, stills, heif, jxl, raw), whose errors are the file's
image  <- blockiness, luma, colour, upright  (compose), whose errors are winnow's
should that fail and there is a RAW of the same shot: the same for the RAW
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from winnow.domain.failure import UnscoreableError
from winnow.domain.image import DETAIL_LONG_SIDE_PX
from winnow.ingest.compose import compose
from winnow.ingest.foreign import foreign
from winnow.ingest.jpeg import decode_jpeg
from winnow.ingest.sniff import HEAD_BYTES
from winnow.ingest.source import Source, load_path, no_picture
from winnow.ingest.stills import PILLOW_FORMATS, decode_still

if TYPE_CHECKING:
    from winnow.domain.image import Image
    from winnow.ingest.limits import Limits
    from winnow.ingest.raster import Raster


def decode(source: Source, limits: Limits) -> Image:
    """Decode a photo, upright, at the two scales of an `Image`.

    Raises:
        UnscoreableError: with the kind and the reason, of the first file of the shot if both fail.
        MemoryError: one of them needs more than there is.
    """
    try:
        return _decode_one(source, limits)
    except UnscoreableError as failure:
        if source.companion is None:
            raise
        try:
            return _decode_one(load_path(source.companion, limits), limits)
        except UnscoreableError:
            raise failure from None


def _decode_one(source: Source, limits: Limits) -> Image:
    kind = source.format or "file"
    with foreign(kind.upper()):
        raster = decode_raster(source, limits)
    return compose(raster, kind)


def decode_raster(source: Source, limits: Limits, long_side_px: int = DETAIL_LONG_SIDE_PX) -> Raster:
    """Route to the format's decoder; those for rarer formats load their libraries when first needed.

    Args:
        source: the file.
        limits: bounds on what is decoded.
        long_side_px: what the raster must keep, of what the source has.

    Raises:
        UnscoreableError: no picture format that winnow knows, TOO_LARGE, ...
        Exception: whatever the decoder raises; to be called inside `foreign`.
    """
    data = source.data
    if source.format is None:
        raise no_picture(source.name, data[:HEAD_BYTES])
    if source.format == "jpeg":
        return decode_jpeg(data, limits, long_side_px)
    if source.format in PILLOW_FORMATS:
        return decode_still(data, source.format, limits, long_side_px)
    if source.format == "heif":
        from winnow.ingest.heif import decode_heif  # noqa: PLC0415 - loads libheif

        return decode_heif(data, limits, long_side_px)
    if source.format == "jxl":
        from winnow.ingest.jxl import decode_jxl  # noqa: PLC0415 - loads imagecodecs

        return decode_jxl(data, limits, long_side_px)
    from winnow.ingest.raw import decode_raw  # noqa: PLC0415 - loads LibRaw

    return decode_raw(data, limits, long_side_px)
