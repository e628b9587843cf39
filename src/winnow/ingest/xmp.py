"""The one thing read from an XMP packet: the rating.

Found by its name in the text, not with an XML parser: a packet may come from anywhere, and a pattern neither expands
entities nor recurses. XMP Specification Part 2, section 2.1: `xmp:Rating`, -1 for a reject, 0 to 5 stars.
"""

from __future__ import annotations

import re
from typing import Final

_RATING: Final = re.compile(rb"(?:xmp|xap):Rating(?:\s*=\s*[\"']|\s*>)\s*([+-]?\d)(?:\.\d+)?\s*[\"'<]")
_LONGEST_PACKET: Final = 1 << 20


def rating(packet: bytes | None) -> int | None:
    """Return the rating -1 to 5 of an XMP packet; None if it has none."""
    found = _RATING.search(packet, 0, _LONGEST_PACKET) if packet else None
    value = int(found[1]) if found else None
    return value if value is not None and -1 <= value <= 5 else None  # noqa: PLR2004 - what XMP allows
