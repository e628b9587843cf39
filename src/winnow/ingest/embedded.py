"""Where each format keeps its metadata: the EXIF block, as a TIFF structure, and the XMP packet.

JPEG                      its own segments
TIFF and TIFF-based RAW   the file is the structure
RAF, CR3                  a JPEG, or small TIFF structures, inside
HEIF                      libheif
JPEG XL                   a box
the rest                  Pillow
"""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PIL import Image

from winnow.ingest import jpeg_segments
from winnow.ingest.boxes import boxes
from winnow.ingest.stills import PILLOW_FORMATS

if TYPE_CHECKING:
    from winnow.ingest.source import Source

_RAF_PREVIEW_OFFSET: Final = 84  # big-endian offset and length of the JPEG in a Fujifilm RAW
_CANON_UUID: Final = bytes.fromhex("85c0b687820f11e08111f4ce462b6a48")
_XMP_TAG: Final = 700


@dataclass(frozen=True, slots=True)
class Embedded:
    """Undecoded metadata, each part from its TIFF header on, None where there is none.

    Attributes:
        exif: the structure whose first directory is IFD0.
        exif_ifd: the EXIF directory, where it is a structure of its own (CR3).
        gps_ifd: the GPS directory, likewise.
        xmp: the XMP packet.
    """

    exif: bytes | None = None
    exif_ifd: bytes | None = None
    gps_ifd: bytes | None = None
    xmp: bytes | None = None


def embedded(source: Source) -> Embedded:
    """Find the metadata of a file. Raises whatever its container's parser raises."""
    data = source.data
    if source.format == "jpeg":
        return Embedded(jpeg_segments.exif(data), xmp=jpeg_segments.xmp(data))
    if source.format == "raw":
        return _of_raw(data)
    if source.format == "heif":
        import pi_heif  # noqa: PLC0415 - loads libheif

        info = pi_heif.open_heif(io.BytesIO(data)).info
        return Embedded(_from_tiff_header(info.get("exif")), xmp=info.get("xmp"))
    if source.format == "jxl":
        found = dict(boxes(data))
        return Embedded(_from_tiff_header(found.get(b"Exif")), xmp=found.get(b"xml "))
    if source.format in PILLOW_FORMATS:
        return _of_still(data, PILLOW_FORMATS[source.format])
    return Embedded()


def _of_raw(data: bytes) -> Embedded:
    if data.startswith(b"FUJIFILMCCD-RAW"):
        start = int.from_bytes(data[_RAF_PREVIEW_OFFSET : _RAF_PREVIEW_OFFSET + 4], "big")
        length = int.from_bytes(data[_RAF_PREVIEW_OFFSET + 4 : _RAF_PREVIEW_OFFSET + 8], "big")
        preview = data[start : start + length]
        return Embedded(jpeg_segments.exif(preview), xmp=jpeg_segments.xmp(preview))
    if data[4:8] == b"ftyp":
        return _of_cr3(data)
    if data[:4] in {b"IIU\x00", b"IIRO", b"IIRS"}:  # Panasonic's and Olympus's idea of 42
        data = b"II*\x00" + data[4:]
    return Embedded(data)


def _of_cr3(data: bytes) -> Embedded:
    """A CR3's `moov` begins with a `uuid` box of Canon's, in which CMT1, CMT2 and CMT4 are IFD0, EXIF and GPS."""
    movie = dict(boxes(data)).get(b"moov", b"")
    canon = next((body for kind, body in boxes(movie) if kind == b"uuid" and body.startswith(_CANON_UUID)), b"")
    parts = dict(boxes(canon[len(_CANON_UUID) :]))
    return Embedded(parts.get(b"CMT1"), parts.get(b"CMT2"), parts.get(b"CMT4"))


def _of_still(data: bytes, pillow_format: str) -> Embedded:
    with Image.open(io.BytesIO(data), formats=(pillow_format,)) as image:
        if pillow_format == "TIFF":
            return Embedded(data, xmp=_packet(image.info.get("xmp") or image.getexif().get(_XMP_TAG)))
        exif = image.info.get("exif")
        if pillow_format == "PNG" and not exif:
            exif = _raw_profile(image.info.get("Raw profile type exif")) or _late_png_chunk(data, b"eXIf")
        return Embedded(_from_tiff_header(exif), xmp=_packet(image.info.get("xmp")))


def _packet(value: object) -> bytes | None:
    """Return what Pillow found where the XMP packet should be, if it is one: a tag may be of any type."""
    return value if isinstance(value, bytes) else None


def _raw_profile(text: object) -> bytes | None:
    """Decode ImageMagick's way to keep EXIF in a PNG: a name, a length, and hexadecimal lines."""
    return bytes.fromhex("".join(text.split("\n")[3:])) if isinstance(text, str) else None


def _late_png_chunk(data: bytes, kind: bytes) -> bytes | None:
    """Return a chunk that lies behind a PNG's pixels, where Pillow would have to decode them first."""
    at = data.rfind(kind)
    end = at + 4 + int.from_bytes(data[at - 4 : at], "big")
    is_whole = at >= 0 and zlib.crc32(data[at:end]).to_bytes(4, "big") == data[end : end + 4]
    return data[at + 4 : end] if is_whole else None


def _from_tiff_header(block: bytes | None) -> bytes | None:
    """Cut what containers put before the TIFF header: "Exif" and two zeros, an offset, or nothing."""
    starts = [at for at in (block[:16].find(b"II*\x00"), block[:16].find(b"MM\x00*")) if at >= 0] if block else []
    return block[min(starts) :] if block and starts else None
