"""Names for files at a target: told apart as every file system tells them, numbered where they are taken."""

from __future__ import annotations

import os
import re
import unicodedata
from itertools import count
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONGEST_NAME_BYTES: Final = 255  # ext4, APFS, NTFS, exFAT: all allow these and none allows more
_NOT_EVERYWHERE: Final = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f\ud800-\udfff]')
_DEVICES: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def same_key(name: str) -> str:
    """What two names have in common that cannot stand beside each other on some file system.

    exFAT, NTFS and APFS take ``a.JPG`` for ``a.jpg``; APFS and HFS+ take both ways of writing ``é`` for one.
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def numbered(name: str, suffix: str, number: int, longest_suffix: str) -> str:
    """The `number`-th name for a file called `name`, which ends in `suffix`: ``IMG_1 (2).jpg``.

    1 is the name itself. The stem is cut where the name would be too long, with `longest_suffix` for `suffix` too, so
    that all parts of a shot are cut alike.
    """
    if number == 1:
        return name
    stem = name.removesuffix(suffix)
    mark = f" ({number})"
    room = LONGEST_NAME_BYTES - len(os.fsencode(mark + longest_suffix))
    while stem and len(os.fsencode(stem)) > room:
        stem = stem[:-1]
    return f"{stem}{mark}{suffix}"


def names_from(wanted: Path, suffix: str) -> Iterator[Path]:
    """`wanted`, which ends in `suffix`, and the numbered names that follow it, without end."""
    return (wanted.with_name(numbered(wanted.name, suffix, number, suffix)) for number in count(1))


def portable(name: str) -> str:
    r"""A path that can be unpacked on any system: ``_`` for what some will not have, ``/`` kept.

    That is control characters, ``<>:"|?*\``, bytes that are not UTF-8, names of devices, a dot or a blank at the end.
    """
    return "/".join(_portable(part) for part in name.split("/"))


def _portable(name: str) -> str:
    clean = _NOT_EVERYWHERE.sub("_", name)
    if clean != clean.rstrip(". "):
        clean = clean.rstrip(". ") + "_"
    return f"_{clean}" if _DEVICES.match(clean) else clean
