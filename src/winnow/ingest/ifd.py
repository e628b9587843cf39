"""TIFF directories: to tell a RAW from a TIFF, to find an EXIF orientation, and to look into a maker's note.

TIFF 6.0, section 2: byte order, 42, offset of the first directory; a directory is a count and 12-byte entries
(tag, type, count, value or the offset of the value).

Nothing here raises: what is cut off or makes no sense is left out.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

MAKE: Final = 0x010F
ORIENTATION: Final = 0x0112
NEW_SUBFILE_TYPE: Final = 0x00FE
DNG_VERSION: Final = 0xC612

_BYTE_ORDERS: Final = {b"II": "<", b"MM": ">"}
_TYPES: Final = {1: "B", 2: "c", 3: "H", 4: "I", 5: "2I", 6: "b", 7: "B", 8: "h", 9: "i", 10: "2i", 13: "I"}
_SUB_IFDS: Final = 0x014A
_RAW_OFFSET: Final = 0x0118
_PIXEL_DATA: Final = ((0x0111, 0x0117), (0x0144, 0x0145))  # strips, tiles: offsets, byte counts
_EXTENT_TAGS: Final[tuple[int, ...]] = (_SUB_IFDS, _RAW_OFFSET, *_PIXEL_DATA[0], *_PIXEL_DATA[1])
_NOT_HERE: Final = 0xFFFFFFFF
_MOST_DIRECTORIES: Final = 32
_INLINE_BYTES: Final = 4
_MOST_VALUES: Final = 4096  # no tag that winnow asks for has as many; a damaged count may say four billion


def byte_order(tiff: bytes) -> str | None:
    """Return the `struct` byte order of a TIFF structure, None if it is none."""
    return _BYTE_ORDERS.get(tiff[:2])


def entries(data: bytes, start: int, order: str) -> dict[int, int]:
    """Return tag -> position of its entry, of the directory at `start`."""
    if not 0 <= start <= len(data) - 2:
        return {}
    (count,) = struct.unpack_from(order + "H", data, start)
    complete = min(count, (len(data) - start - 2) // 12)
    positions = range(start + 2, start + 2 + 12 * complete, 12)
    return {struct.unpack_from(order + "H", data, position)[0]: position for position in positions}


def values(data: bytes, position: int, order: str, base: int = 0) -> tuple[int, ...]:
    """Return the integers of the entry at `position`; () if they are not there.

    Text comes as its bytes, rationals as two integers each. `base` is what offsets count from.
    """
    kind, count = struct.unpack_from(order + "HI", data, position + 2)
    if kind not in _TYPES or count > _MOST_VALUES:
        return ()
    code = _TYPES[kind].replace("c", "B")
    form = order + code * count if count else order
    at = position + 8
    if struct.calcsize(form) > _INLINE_BYTES:
        at = base + struct.unpack_from(order + "I", data, at)[0]
    if not 0 <= at <= len(data) - struct.calcsize(form):
        return ()
    return struct.unpack_from(form, data, at)


def first_ifd(tiff: bytes) -> dict[int, int]:
    """Return tag -> first value of the first directory, for values of whole numbers. `tiff` may be a file's head."""
    order = byte_order(tiff)
    if order is None or len(tiff) < 8:  # noqa: PLR2004 - a TIFF header has eight bytes
        return {}
    (start,) = struct.unpack_from(order + "I", tiff, 4)
    found = entries(tiff, start, order)
    return {tag: (values(tiff, position, order) or (0,))[0] for tag, position in found.items()}


def is_cut_off(tiff: bytes) -> bool:
    """Tell whether pixel data that some directory or sub-directory speaks of lies beyond the end of the file."""
    order = byte_order(tiff)
    if order is None or len(tiff) < 8:  # noqa: PLR2004 - a TIFF header has eight bytes
        return True
    pending = list(struct.unpack_from(order + "I", tiff, 4))
    seen: set[int] = set()
    while pending and len(seen) < _MOST_DIRECTORIES:
        start = pending.pop()
        if start in seen or not 0 < start < len(tiff):
            continue
        seen.add(start)
        found = entries(tiff, start, order)
        tags = {tag: values(tiff, found[tag], order) for tag in _EXTENT_TAGS if tag in found}
        if any(offset + count > len(tiff) for offset, count in _extents(tags)):
            return True
        pending.extend(tags.get(_SUB_IFDS, ()))
        after = start + 2 + 12 * len(found)
        pending.extend(struct.unpack_from(order + "I", tiff, after) if after + 4 <= len(tiff) else ())
    return False


def _extents(tags: dict[int, tuple[int, ...]]) -> Iterator[tuple[int, int]]:
    """Yield (offset, size) of a directory's strips and tiles; Panasonic keeps the true offset in a tag of its own."""
    for offsets, counts in _PIXEL_DATA:
        for offset, count in zip(tags.get(offsets, ()), tags.get(counts, ()), strict=False):
            yield tags.get(_RAW_OFFSET, (0,))[0] if offset == _NOT_HERE else offset, count


def orientation(exif: bytes | None) -> int:
    """Return the EXIF orientation 1-8 of a block that starts with its TIFF header; 1 where it says nothing sensible."""
    value = first_ifd(exif).get(ORIENTATION, 1) if exif else 1
    return value if 1 <= value <= 8 else 1  # noqa: PLR2004 - the eight of EXIF 2.3, section 4.6.4
