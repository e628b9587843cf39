"""Boxes of the ISO base media file format (ISO/IEC 14496-12, section 4.2), which HEIF, CR3 and JPEG XL are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield (type, body) of the boxes that lie in `data` side by side, up to the first that makes no sense."""
    at = 0
    while at + 8 <= len(data):
        size, kind, header = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], 8
        if size == 1:  # the size follows in 64 bits
            size, header = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        elif size == 0:  # to the end of the file
            size = len(data) - at
        if size < header:
            return
        yield kind, data[at + header : at + size]
        at += size
