"""What the system says when it will not write, as the situation that it is.

::

    no room left             TargetFullError: make room, and it goes on
    this one file            NotWrittenError: it is left, the others are written
    anything else            TargetUnwritableError: nothing can be written there, with what to do
"""

from __future__ import annotations

import contextlib
import errno
from typing import TYPE_CHECKING, Final

from winnow.domain.errors import TargetFullError, TargetUnwritableError, WinnowError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
_OF_ONE_FILE: Final = frozenset(  # another file may well be written; any other error says that none can
    {
        errno.EEXIST,
        errno.EFBIG,  # FAT takes no file above 4 GB
        errno.EILSEQ,
        errno.EINVAL,  # a name that this file system will not have
        errno.EISDIR,
        errno.ENAMETOOLONG,
        errno.ENOENT,
        errno.ENOTDIR,
    }
)
_REMEDIES: Final = {
    errno.EEXIST: "A file has this name: choose another folder.",
    errno.ENOTDIR: "One of these names is a file's: choose another folder.",
    errno.ENOENT: "Is its disk connected?",
    errno.EIO: "Is its disk still connected?",
    errno.EROFS: "This disk takes nothing new: choose a place on another.",
    errno.EACCES: "You may not write there: choose another folder.",
    errno.ENAMETOOLONG: "Choose a shorter name.",
}


class NotWrittenError(Exception):
    """Raised where one file must be left as it is; the text says why."""


@contextlib.contextmanager
def writing(place: Path) -> Iterator[None]:
    """Say what goes wrong while something is written at `place` as the situation it is.

    Raises:
        TargetFullError, TargetUnwritableError: nothing more can be written there.
        NotWrittenError: this one file cannot.
    """
    try:
        yield
    except OSError as error:
        raise situation(error, place) from error


def situation(error: OSError, place: Path) -> WinnowError | NotWrittenError:
    """Which one an error at `place` is."""
    if error.errno in _FULL:
        return TargetFullError(f"{place}: {in_words(error)}. Make room and export the same again: it goes on.")
    if error.errno in _OF_ONE_FILE:
        return NotWrittenError(f"{place} cannot be written: {in_words(error)}")
    return unwritable(error, place)


def unwritable(error: OSError, place: Path) -> TargetUnwritableError:
    """That nothing can be written at `place`, and what to do about it."""
    remedy = _REMEDIES.get(error.errno or 0, "Choose another place.")
    return TargetUnwritableError(f"{place}: {in_words(error)}. {remedy}")


def in_words(error: OSError) -> str:
    """What the system says."""
    return (error.strerror or str(error)).lower()
