"""What is read from an XMP packet inside a photo: the rating, and the flag and label that programs wrote.

Found by their names in the text, not with an XML parser: a packet may come from anywhere, and a pattern neither expands
entities nor recurses. XMP Specification Part 2, section 2.1: `xmp:Rating`, -1 for a reject, 0 to 5 stars. What the
others mean: `winnow.domain.meant`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from winnow.domain.meant import flag_meant, label_meant

_RATING: Final = re.compile(rb"(?:xmp|xap):Rating(?:\s*=\s*[\"']|\s*>)\s*([+-]?\d)(?:\.\d+)?\s*[\"'<]")
_LONGEST_PACKET: Final = 1 << 20


def rating(packet: bytes | None) -> int | None:
    """Return the rating -1 to 5 of an XMP packet; None if it has none."""
    found = _RATING.search(packet, 0, _LONGEST_PACKET) if packet else None
    value = int(found[1]) if found else None
    return value if value is not None and -1 <= value <= 5 else None  # noqa: PLR2004 - what XMP allows


def picked(packet: bytes | None) -> bool | None:
    """Return whether a program picked (True) or rejected (False) the photo; None if neither."""
    flag = flag_meant(lambda name: _value(packet, name), rejected=rating(packet) == -1) if packet else None
    return flag > 0 if flag else None


def label(packet: bytes | None) -> str | None:
    """Return the colour of the label, one of `winnow.domain.decision.LABELS`; None if it has none."""
    return label_meant(lambda name: _value(packet, name)) if packet else None


def _value(packet: bytes, name: str) -> str:
    """The value of a field, or the first item of a list; "" if the packet has none, or it is longer than any of use."""
    found = _pattern(name).search(packet, 0, _LONGEST_PACKET)
    return (found[1] or found[2] or b"").decode("utf-8", "replace").strip() if found else ""


@cache
def _pattern(name: str) -> re.Pattern[bytes]:
    named = name.replace("xmp:", "(?:xmp|xap):").encode()
    in_lists = rb"(?:\s{0,99}<rdf:(?:Bag|Seq|Alt|li)\s{0,9}>){0,2}"
    return re.compile(
        rb"(?<![\w/])" + named + rb"(?:\s*=\s*[\"']([^\"'<]{0,40})[\"']|\s*>" + in_lists + rb"([^<]{0,40})<)"
    )
