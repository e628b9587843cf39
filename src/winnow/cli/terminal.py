"""What may be written to a terminal, and how."""

from __future__ import annotations

import os
import shlex
import sys
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console

if TYPE_CHECKING:
    from pathlib import Path

ZERO_WIDTH_JOINER = "\u200d"  # holds composed emoji together


def console() -> Console:
    """Standard output as Rich sees it: colours only on a terminal and without NO_COLOR, and no markup in any text."""
    return Console(markup=False, highlight=False, emoji=False)


def live() -> bool:
    """Whether standard output is a terminal that can redraw itself."""
    return sys.stdout.isatty() and os.environ.get("TERM", "") not in {"", "dumb"}


def shown(name: str) -> str:
    r"""A file name, safe to show: control characters, line breaks, direction marks and odd bytes become escapes.

    A name may hold anything but a slash, so it may also hold codes that rewrite the screen. ``caf\xe9`` is how a
    byte that is not UTF-8 is shown.
    """
    if name.isprintable():
        return name
    return "".join(c if c.isprintable() or c == ZERO_WIDTH_JOINER else _escape(c) for c in name)


def _escape(character: str) -> str:
    if "\udc80" <= character <= "\udcff":  # how os.fsdecode carries a byte that is not UTF-8
        return f"\\x{ord(character) - 0xDC00:02x}"
    return character.encode("unicode_escape").decode("ascii")


def typed(folder: str | Path, library: Path | None = None, model: str | None = None) -> str:
    """A folder, with its library and the model if they were said, as a person would type it after a command."""
    words = [str(folder)]
    words += [] if library is None else ["--library", str(library)]
    words += [] if model is None else ["--model", model]
    return shown(shlex.join(words))


def shorten(name: str, width: int) -> str:
    """A path cut to `width` columns of the terminal, keeping its end: the file's own name tells most."""
    if cell_len(name) <= width:
        return name
    start = len(name)
    room = width - 1
    while start > 0 and (room := room - cell_len(name[start - 1])) >= 0:
        start -= 1
    return "…" + name[start:]


def duration(seconds: float) -> str:
    """A length of time in words, to two units."""
    whole = round(seconds)
    if whole < 60:  # noqa: PLR2004 - seconds in a minute
        return f"{whole} s"
    minutes, seconds_left = divmod(whole, 60)
    if minutes < 60:  # noqa: PLR2004 - minutes in an hour
        return f"{minutes} min {seconds_left} s" if seconds_left else f"{minutes} min"
    hours, minutes_left = divmod(minutes, 60)
    return f"{hours} h {minutes_left} min" if minutes_left else f"{hours} h"


def plural(count: int, noun: str) -> str:
    """``1 photo``, ``1,234 photos``."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
