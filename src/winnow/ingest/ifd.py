"""The first directory of a TIFF structure: enough to tell a RAW from a TIFF, and to find an EXIF orientation.

TIFF 6.0, section 2: byte order, 42, offset of the first directory; a directory is a count and 12-byte entries
(tag, type, count, value or offset).
"""

from __future__ import annotations

import struct
from typing import Final

MAKE: Final = 0x010F
ORIENTATION: Final = 0x0112
NEW_SUBFILE_TYPE: Final = 0x00FE
DNG_VERSION: Final = 0xC612

_BYTE_ORDERS: Final = {b"II": "<", b"MM": ">"}
_INLINE_FORMATS: Final = {1: "B", 3: "H", 4: "I"}  # BYTE, SHORT, LONG: the types that the tags above have


def first_ifd(tiff: bytes) -> dict[int, int]:
    """Return tag -> first value of the first directory; 0 for values that are no small integers.

    `tiff` may be only the head of a file. Whatever is cut off or makes no sense is left out; nothing is raised.
    """
    order = _BYTE_ORDERS.get(tiff[:2])
    if order is None or len(tiff) < 8:  # noqa: PLR2004 - a TIFF header has eight bytes
        return {}
    (start,) = struct.unpack_from(order + "I", tiff, 4)
    if start + 2 > len(tiff):
        return {}
    (count,) = struct.unpack_from(order + "H", tiff, start)
    complete = min(count, (len(tiff) - start - 2) // 12)
    tags = {}
    for entry in range(start + 2, start + 2 + 12 * complete, 12):
        tag, kind = struct.unpack_from(order + "HH", tiff, entry)
        inline = _INLINE_FORMATS.get(kind)
        tags[tag] = struct.unpack_from(order + inline, tiff, entry + 8)[0] if inline else 0
    return tags


def orientation(exif: bytes | None) -> int:
    """Return the EXIF orientation 1-8 of a block that starts with its TIFF header; 1 where it says nothing sensible."""
    value = first_ifd(exif).get(ORIENTATION, 1) if exif else 1
    return value if 1 <= value <= 8 else 1  # noqa: PLR2004 - the eight of EXIF 2.3, section 4.6.4
