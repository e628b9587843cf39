"""What a file is, told from its first bytes and never from its name alone.

A name lies more often than a magic number: cameras, chat programs and "convert" scripts all write JPEGs called .png.
The one place where the name is heard is a TIFF structure with the extension of a RAW format, because RAW formats are
TIFFs with nothing in common that says so.
"""

from __future__ import annotations

import re
from typing import Final

from winnow.ingest import ifd

HEAD_BYTES: Final = 4096  # holds the first directory of a camera's RAW file, which follows its header

_MAGIC: Final = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"BM", "bmp"),
    (b"8BPS", "psd"),
    (b"\xff\x0a", "jxl"),
    (b"\x00\x00\x00\x0cJXL \r\n\x87\n", "jxl"),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "jp2"),
    (b"\xff\x4f\xff\x51", "jp2"),  # a bare JPEG 2000 codestream
    (b"FUJIFILMCCD-RAW", "raw"),  # RAF
    (b"IIU\x00", "raw"),  # Panasonic RW2
    (b"IIRO", "raw"),  # Olympus ORF
    (b"IIRS", "raw"),
    (b"MMOR", "raw"),
    (b"\x00MRM", "raw"),  # Minolta MRW
    (b"FOVb", "raw"),  # Sigma X3F
    (b"II\x1a\x00\x00\x00HEAPCCDR", "raw"),  # Canon CRW
)
_TIFF_MAGIC: Final = (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
_BRANDS: Final = {
    b"avif": "avif",
    b"avis": "avif",
    b"heic": "heif",
    b"heix": "heif",
    b"heim": "heif",
    b"heis": "heif",
    b"hevc": "heif",
    b"hevx": "heif",
    b"crx ": "raw",  # Canon CR3
    b"mif1": "heif",
    b"msf1": "heif",
    b"jxl ": "jxl",
    b"jp2 ": "jp2",
    b"jpx ": "jp2",
}
_GENERIC_BRANDS: Final = {b"mif1", b"msf1"}  # "some image": the compatible brands say which
RAW_EXTENSIONS: Final = frozenset(
    (  # noqa: SIM905 - one word list reads better than forty quoted words
        "3fr ari arw bay cap cr2 cr3 crw dcr dcs dng drf eip erf fff gpr iiq k25 kdc mdc mef mos mrw nef nrw orf "
        "pef ptx pxn r3d raf raw rw2 rwl rwz sr2 srf srw x3f"
    ).split()
)
_PICTURE_EXTENSIONS: Final = RAW_EXTENSIONS | frozenset(
    (  # noqa: SIM905 - as above
        "jpg jpeg jpe jfif jif mpo png tif tiff webp gif bmp dib heic heif hif heics avif avifs jxl "
        "jp2 j2k jpf jpx jpc j2c psd"
    ).split()
)
# What files that are no pictures begin with, and what to call them.
_OTHERS: Final = (
    (re.compile(rb"\x00*\Z"), "only zeros: what it held is lost"),
    (re.compile(rb".{4}(ftyp|moov|mdat|wide)|\x1aE\xdf\xa3|RIFF", re.DOTALL), "a video or sound recording"),
    (re.compile(rb"%PDF"), "a PDF document"),
    (re.compile(rb"PK\x03\x04|Rar!|7z\xbc\xaf|\x1f\x8b"), "a compressed archive"),
    (re.compile(rb"(\xef\xbb\xbf)?\s*<(!doctype html|html|head|body)", re.IGNORECASE), "HTML, a failed download"),
    (re.compile(rb"(\xef\xbb\xbf)?[\t\n\r -~]*\Z"), "text"),
)


def sniff(head: bytes, name: str) -> str | None:
    """Return what a file is, ``"jpeg"``, ``"raw"``, ..., by its first `HEAD_BYTES` bytes; None for no picture."""
    if head[4:8] == b"ftyp":
        return _isobmff_format(head)
    if head[:4] == b"RIFF":
        return "webp" if head[8:12] == b"WEBP" else None
    if head[:4] in _TIFF_MAGIC:
        return "raw" if _is_raw_tiff(head, name) else "tiff"
    for magic, format_ in _MAGIC:
        if head.startswith(magic):
            return None if format_ == "bmp" and not _is_bmp(head) else format_
    return None


def has_picture_name(name: str) -> bool:
    """Tell whether a file's extension promises a picture."""
    return _extension(name) in _PICTURE_EXTENSIONS


def has_raw_name(name: str) -> bool:
    """Tell whether a file's extension promises a camera's RAW data."""
    return _extension(name) in RAW_EXTENSIONS


def describe(head: bytes) -> str:
    """Say what a file that is no picture seems to be: ``"text"``, ``"a video or sound recording"``."""
    return next((name for start, name in _OTHERS if start.match(head)), "no picture format that winnow knows")


def _extension(name: str) -> str:
    stem, _, extension = name.rpartition("/")[2].rpartition(".")
    return extension.lower() if stem else ""


def _isobmff_format(head: bytes) -> str | None:
    """Read the brands of an ISO base media file (ISO/IEC 14496-12, `ftyp`): major, version, compatible ones."""
    end = min(int.from_bytes(head[:4], "big"), len(head))
    major = head[8:12]
    compatible = [head[at : at + 4] for at in range(16, end - 3, 4)]
    known = [brand for brand in (major, *compatible) if brand in _BRANDS]
    if major not in _BRANDS and not _GENERIC_BRANDS.intersection(known):
        return None
    specific = [brand for brand in known if brand not in _GENERIC_BRANDS]
    return _BRANDS[(specific or known)[0]]


def _is_raw_tiff(head: bytes, name: str) -> bool:
    """Tell a RAW from a TIFF. A RAW's first picture is a camera's reduced preview, or the file is a DNG or CR2."""
    if has_raw_name(name) or head[8:11] == b"CR\x02":
        return True
    tags = ifd.first_ifd(head)
    is_preview_first = bool(tags.get(ifd.NEW_SUBFILE_TYPE, 0) & 1) and ifd.MAKE in tags
    return ifd.DNG_VERSION in tags or is_preview_first


def _is_bmp(head: bytes) -> bool:
    """Tell a bitmap from a text that begins with "BM": the size of its second header is one of few."""
    return int.from_bytes(head[14:18], "little") in {12, 16, 40, 52, 56, 64, 108, 124}
