"""Opening what lies at a photo's place now, which need not be what lay there when the library met it.

::

    the folder → each folder below, no symbolic link → the file       the person's own, whatever they made of it since
               ↘ a symbolic link on the way → opened as the walk would, which goes through links; but what lies
                 behind it may be anything of this machine, so only a picture is let out, told by its first bytes

What is asked is the file that was opened, never its name again: nothing can take its place in between.
"""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from winnow.domain.failure import FailureKind, UnscoreableError
from winnow.ingest.sniff import HEAD_BYTES, sniff
from winnow.ingest.source import unreadable

if TYPE_CHECKING:
    from pathlib import Path

_AT_ONCE = getattr(os, "O_NONBLOCK", 0)  # a pipe in the place of a photo would keep us for ever
_FOLDER = getattr(os, "O_PATH", os.O_RDONLY) | getattr(os, "O_DIRECTORY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_IS_LINK = frozenset({errno.ELOOP, errno.EMLINK, errno.ENOTDIR})  # FreeBSD's word for it is EMLINK


@dataclass(frozen=True, slots=True)
class Opened:
    """A file, to be closed by whoever has it.

    Attributes:
        file: at its beginning.
        format: what its first bytes say that it is; None for no picture.
        again: the name by which this process opens the same file once more while it has it open.
    """

    file: BinaryIO
    format: str | None
    again: str


def open_inside(folder: Path, path: str) -> Opened:
    """Open the file at a path of the walk.

    Raises:
        UnscoreableError: UNREADABLE; CHANGED where a symbolic link leads to what is no picture.
    """
    try:
        descriptor = _without_links(folder, path)
        linked = descriptor is None
        if descriptor is None:
            descriptor = os.open(folder / path, os.O_RDONLY | _AT_ONCE | getattr(os, "O_BINARY", 0))
        file = open(descriptor, "rb")  # noqa: SIM115 - whoever called closes it
    except OSError as error:
        raise unreadable(error) from error
    try:
        again = str(folder / path) if os.name == "nt" else f"/dev/fd/{descriptor}"  # Windows moves no open file away
        return Opened(file, _checked(file, path, linked=linked), again)
    except BaseException:  # Ctrl-C too: nobody has the file yet who could close it
        file.close()
        raise


def _checked(file: BinaryIO, path: str, *, linked: bool) -> str | None:
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        raise UnscoreableError(FailureKind.UNREADABLE, "the file is gone")
    try:
        head = file.read(HEAD_BYTES)
        file.seek(0)
    except OSError as error:
        raise unreadable(error) from error
    found = sniff(head, path)
    if linked and found is None:
        raise UnscoreableError(FailureKind.CHANGED, "a symbolic link leads from its place to what is no picture")
    return found


def _without_links(folder: Path, path: str) -> int | None:
    """Open a file below a folder; None where a symbolic link, or a name that leads upwards, is on the way."""
    names = path.split("/")
    if not {"", ".", ".."}.isdisjoint(names):
        return None
    if os.open not in os.supports_dir_fd:  # Windows, where few may make links
        whole = os.path.join(os.path.realpath(folder), *names)
        straight = os.path.normcase(os.path.realpath(whole)) == os.path.normcase(whole)
        return os.open(whole, os.O_RDONLY | getattr(os, "O_BINARY", 0)) if straight else None
    at = os.open(folder, _FOLDER)
    try:
        for name in names[:-1]:
            above, at = at, os.open(name, _FOLDER | _NO_LINK, dir_fd=at)
            os.close(above)
        return os.open(names[-1], os.O_RDONLY | _AT_ONCE | _NO_LINK, dir_fd=at)
    except OSError as error:
        if error.errno in _IS_LINK:
            return None
        raise
    finally:
        os.close(at)
