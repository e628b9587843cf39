"""The segments before a JPEG's first scan: where EXIF, XMP and the colour profile live (ITU-T T.81, annex B)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

START_OF_SCAN: Final = 0xDA
_APP1: Final = 0xE1
_APP2: Final = 0xE2
APP14: Final = 0xEE
_FILL: Final = 0xFF  # begins every marker, and may stand before it several times
_STANDALONE: Final = frozenset({0x01, *range(0xD0, 0xD9)})  # markers without a length
_EXIF: Final = b"Exif\x00\x00"
_XMP: Final = b"http://ns.adobe.com/xap/1.0/\x00"
_ICC: Final = b"ICC_PROFILE\x00"


def segments(jpeg: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield (marker, start, end) of each segment's payload, up to the first scan's header or the first nonsense."""
    at = 2
    while at + 4 <= len(jpeg) and jpeg[at] == _FILL:
        marker = jpeg[at + 1]
        if marker == _FILL or marker in _STANDALONE:
            at += 1 if marker == _FILL else 2
            continue
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        yield marker, at + 4, end
        if marker == START_OF_SCAN:
            return
        at = end


def exif(jpeg: bytes) -> bytes | None:
    """Return the EXIF block from its TIFF header on."""
    return _first(jpeg, _EXIF)


def xmp(jpeg: bytes) -> bytes | None:
    """Return the XMP packet."""
    return _first(jpeg, _XMP)


def icc_profile(jpeg: bytes) -> bytes | None:
    """Return the colour profile, put together from its numbered parts (ICC.1:2022, annex B.4)."""
    parts: dict[int, bytes] = {}
    expected = 0
    for marker, start, end in segments(jpeg):
        if marker == _APP2 and jpeg.startswith(_ICC, start) and end - start > len(_ICC) + 2:
            number, expected = jpeg[start + len(_ICC)], jpeg[start + len(_ICC) + 1]
            parts[number] = jpeg[start + len(_ICC) + 2 : end]
    if not parts or sorted(parts) != list(range(1, expected + 1)):
        return None
    return b"".join(parts[number] for number in sorted(parts))


def _first(jpeg: bytes, signature: bytes) -> bytes | None:
    for marker, start, end in segments(jpeg):
        if marker == _APP1 and jpeg.startswith(signature, start):
            return jpeg[start + len(signature) : end]
    return None
