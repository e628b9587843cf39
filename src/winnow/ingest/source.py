"""A photo's bytes, read once, from the file that was fingerprinted."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from winnow.domain.failure import FailureKind, UnscoreableError
from winnow.ingest.limits import check_bytes
from winnow.ingest.sniff import HEAD_BYTES, describe, sniff

if TYPE_CHECKING:
    from winnow.domain.photo import Companion, Fingerprint, Found
    from winnow.ingest.limits import Limits


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one file and what they are.

    Attributes:
        name: the file's path, for its extension and for messages.
        format: as `sniff` names it; None for no picture format that winnow knows.
        data: the whole file.
        companion: where the other file of the shot is, to be decoded should this one fail.
    """

    name: str
    format: str | None
    data: bytes = field(repr=False)
    companion: str | None = None


def content_file(found: Found) -> Found | Companion:
    """Return the file of a shot whose content counts: its RAW where it is empty itself, as after a copy broken off."""
    return found.companion if found.size == 0 and found.companion else found


def load(folder: str, fingerprint: Fingerprint, limits: Limits) -> Source:
    """Read a photo's file, all of it, once.

    Raises:
        UnscoreableError: CHANGED when it is no longer the file that was fingerprinted, TOO_LARGE, UNREADABLE.
    """
    found = fingerprint.found
    file = content_file(found)
    data, size, mtime_ns = _read(os.path.join(folder, file.path), limits)
    if (len(data), size, mtime_ns) != (file.size, file.size, file.mtime_ns):
        raise UnscoreableError(FailureKind.CHANGED, "the file changed while winnow was reading it")
    other = found.companion if found.companion is not file else None
    companion = os.path.join(folder, other.path) if other else None
    return Source(file.path, sniff(data[:HEAD_BYTES], file.path), data, companion)


def load_path(path: str, limits: Limits) -> Source:
    """Read a file as it is now, whatever it was when it was last looked at: a companion, or a photo to be shown.

    Raises:
        UnscoreableError: TOO_LARGE or UNREADABLE.
    """
    data, _, _ = _read(path, limits)
    return Source(path, sniff(data[:HEAD_BYTES], path), data)


def load_open(file: BinaryIO, path: str, limits: Limits) -> Source:
    """Read a file that somebody opened at its path; raises as `load_path`."""
    try:
        data, _, _ = _all_of(file, limits)
    except OSError as error:
        raise unreadable(error) from error
    return Source(path, sniff(data[:HEAD_BYTES], path), data)


def _read(path: str, limits: Limits) -> tuple[bytes, int, int]:
    """Return a file's bytes, and its size and modification time in ns after they were read."""
    try:
        with open(path, "rb", opener=_open_at_once) as file:
            return _all_of(file, limits)
    except OSError as error:
        raise unreadable(error) from error


def _all_of(file: BinaryIO, limits: Limits) -> tuple[bytes, int, int]:
    found = os.fstat(file.fileno())
    if not stat.S_ISREG(found.st_mode):
        raise UnscoreableError(FailureKind.UNREADABLE, "the file cannot be read: it is no file any more")
    check_bytes(found.st_size, limits)
    data = file.read()
    found = os.fstat(file.fileno())
    return data, found.st_size, found.st_mtime_ns


def _open_at_once(path: str, flags: int) -> int:
    """Open a file, without waiting for whoever writes into it: a pipe in its place would keep us for ever."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def unreadable(error: OSError) -> UnscoreableError:
    """Return the failure of a file that the system would not open or read, in the system's words."""
    return UnscoreableError(
        FailureKind.UNREADABLE, f"the file cannot be read: {(error.strerror or str(error)).lower()}"
    )


def no_picture(name: str, head: bytes) -> UnscoreableError:
    """Return the failure of a file whose name promises a picture and whose content is none."""
    extension = os.path.splitext(name)[1]
    return UnscoreableError(FailureKind.UNSUPPORTED, f"named {extension}, but the content is {describe(head)}")
