"""What went wrong with a database, said as the situation it is. The one place that reads SQLite's error codes.

Around everything that touches a database::

    with explained(database):        any sqlite3, SQLAlchemy or operating-system error inside
        ...                          -> DiskFullError, LibraryReadOnlyError, ... saying the path and what to do
                                     -> or unchanged, if it is a bug of ours (a constraint, a wrong statement)
"""

from __future__ import annotations

import errno
import json
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from winnow.domain.errors import (
    DiskFullError,
    LibraryBusyError,
    LibraryDamagedError,
    LibraryReadOnlyError,
    LibraryUnavailableError,
    WinnowError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Primary result codes: the low byte of an extended one. https://sqlite.org/rescode.html
_BY_RESULT_CODE: dict[int, type[WinnowError]] = {
    sqlite3.SQLITE_FULL: DiskFullError,
    sqlite3.SQLITE_READONLY: LibraryReadOnlyError,
    sqlite3.SQLITE_PERM: LibraryReadOnlyError,
    sqlite3.SQLITE_CORRUPT: LibraryDamagedError,
    sqlite3.SQLITE_NOTADB: LibraryDamagedError,
    sqlite3.SQLITE_BUSY: LibraryBusyError,
    sqlite3.SQLITE_LOCKED: LibraryBusyError,
    sqlite3.SQLITE_IOERR: LibraryUnavailableError,
    sqlite3.SQLITE_CANTOPEN: LibraryUnavailableError,
    sqlite3.SQLITE_PROTOCOL: LibraryUnavailableError,
}

_BY_ERRNO: dict[int, type[WinnowError]] = {
    errno.ENOSPC: DiskFullError,
    errno.EDQUOT: DiskFullError,
    errno.EROFS: LibraryReadOnlyError,
    errno.EACCES: LibraryReadOnlyError,
    errno.EPERM: LibraryReadOnlyError,
    errno.EEXIST: LibraryReadOnlyError,
    errno.ENOTDIR: LibraryReadOnlyError,
}

WHAT_TO_DO: dict[type[WinnowError], str] = {
    DiskFullError: "Everything up to the last batch is saved: make room and start again.",
    LibraryReadOnlyError: "Make it writable, or keep the library elsewhere with --library PATH.",
    LibraryDamagedError: "It was left as it is. Move it away and rate again; photos are never changed.",
    LibraryBusyError: "Wait until the other one is done.",
    LibraryUnavailableError: "Is its disk connected and readable?",
}


@contextmanager
def explained(database: Path) -> Iterator[None]:
    """Raise what goes wrong inside as a `WinnowError` that names `database` and says what to do."""
    try:
        yield
    except (DBAPIError, sqlite3.Error, OSError, json.JSONDecodeError) as error:
        situation = _situation(error)
        if situation is None:
            raise
        cause = error.orig if isinstance(error, DBAPIError) else error
        raise situation(f"{database}: {cause}. {WHAT_TO_DO[situation]}") from error


def _situation(error: Exception) -> type[WinnowError] | None:
    """The class of the situation behind `error`, None if it is a bug."""
    if isinstance(error, DBAPIError) and error.orig is not None:
        error = error.orig if isinstance(error.orig, Exception) else error
    if isinstance(error, OSError):
        return _BY_ERRNO.get(error.errno or 0, LibraryUnavailableError)
    if isinstance(error, json.JSONDecodeError) or "Could not decode to UTF-8" in str(error):
        return LibraryDamagedError  # a page that SQLite, which keeps no checksums, could not know to be wrong
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else _BY_RESULT_CODE.get(code & 0xFF)
