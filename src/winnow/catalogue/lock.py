"""One writer per library. The kernel gives the lock back when its process dies, whatever it dies of.

Around a run that writes::

    with exclusive(database):       LibraryBusyError, naming the process that holds it, if somebody else is in here
"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from winnow.catalogue.faults import explained
from winnow.domain.errors import LibraryBusyError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def exclusive(database: Path) -> Iterator[None]:
    """Hold the library at `database` alone; its folder is made if it is not there.

    Raises:
        LibraryBusyError: another process holds it.
        LibraryReadOnlyError: nothing can be written there.
    """
    lock = FileLock(database.with_name(database.name + ".lock"), timeout=0)
    # Beside the lock and not in it: filelock before 4.0 empties the lock file at every attempt.
    holder = database.with_name(database.name + ".holder")
    with explained(database):
        database.parent.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire()
        except Timeout:
            raise LibraryBusyError(_said(holder, database)) from None
        holder.write_text(str(os.getpid()), encoding="ascii")
    try:
        yield
    finally:
        with suppress(OSError):  # it only informs
            holder.unlink()
        lock.release()


def _said(holder: Path, database: Path) -> str:
    """Who holds it, if that is known."""
    pid = ""
    with suppress(OSError):
        pid = holder.read_text(encoding="ascii")
    return f"Process {pid or 'unknown'} holds {database}. Wait for it, or stop it."
