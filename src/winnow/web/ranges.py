"""The part of an answer that a `Range` header asks for (RFC 9110, section 14): of bytes in memory, one part at a time.

Starlette answers ranges of files alone, and keeps how it reads the header to itself.
"""

from __future__ import annotations

import re

_ONE = re.compile(r"bytes=[ \t]*([0-9]{0,18})-([0-9]{0,18})[ \t]*", re.ASCII | re.IGNORECASE)


def asked_for(said: str, size: int) -> range | None:
    """Which of `size` bytes a `Range` asks for: an empty range if there are none such, and None if all are to be sent.

    All are where it asks for several ranges, or for nothing that can be understood: a server may take it as not said.
    """
    match = _ONE.fullmatch(said)
    if match is None:
        return None
    first, last = match.groups()
    if first and last:
        return range(int(first), min(int(last) + 1, size)) if int(first) <= int(last) else None
    if first:
        return range(int(first), size)
    return range(max(size - int(last), 0), size) if last else None
