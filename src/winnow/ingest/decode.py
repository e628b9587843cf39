"""A photo's bytes to the one small picture that everything shares.

format <- content                            (sniff)
raster <- the format's decoder               (jpeg, stills, heif, jxl, raw)
image  <- blockiness, luma, colour, upright  (compose)
should that fail and there is a RAW of the same shot: the same for the RAW
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from winnow.domain.failure import UnscoreableError
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
    if source.format is None:
        raise no_picture(source.name, source.data[:HEAD_BYTES])
    with foreign(source.format.upper()):
        return compose(_raster(source.data, source.format, limits), source.format)


def _raster(data: bytes, format_: str, limits: Limits) -> Raster:
    """Route to the decoder; those for rarer formats load their libraries when first needed."""
    if format_ == "jpeg":
        return decode_jpeg(data, limits)
    if format_ in PILLOW_FORMATS:
        return decode_still(data, format_, limits)
    if format_ == "heif":
        from winnow.ingest.heif import decode_heif  # noqa: PLC0415 - loads libheif

        return decode_heif(data, limits)
    if format_ == "jxl":
        from winnow.ingest.jxl import decode_jxl  # noqa: PLC0415 - loads imagecodecs

        return decode_jxl(data, limits)
    from winnow.ingest.raw import decode_raw  # noqa: PLC0415 - loads LibRaw

    return decode_raw(data, limits)
