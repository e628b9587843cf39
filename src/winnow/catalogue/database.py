"""One database file, and how it is spoken to: settings, transactions, read-only media.

Two ways in::

    with database.reading() as c:       a snapshot: on a local disk it never waits for a writer
    with database.writing() as c:       one transaction, all or nothing: it waits for another writer

What `writing` has finished survives `kill -9` at any instant.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

from sqlalchemy import URL, Connection, create_engine, event

from winnow.catalogue.faults import WHAT_TO_DO, explained
from winnow.catalogue.network import is_remote
from winnow.domain.errors import LibraryReadOnlyError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.pool import PoolProxiedConnection

BUSY_TIMEOUT_SECONDS = 10.0
PAGE_CACHE_KIB = 16 * 1024


class Database:
    """A SQLite file behind SQLAlchemy. Every error that leaves it is a domain error or a bug.

    Args:
        path: the database file.
        create: it is to be written; make it if it is not there.
        synchronous: ``FULL`` syncs the log at every commit, so that a power cut costs no finished transaction;
            ``NORMAL`` syncs it now and then, so that a power cut may cost several, and is for what can be made again.

    Raises:
        LibraryReadOnlyError: with `create`, where nothing can be written.
    """

    def __init__(self, path: Path, *, create: bool, synchronous: Literal["FULL", "NORMAL"] = "FULL") -> None:
        self.path = path
        self.read_only = not _is_writable(path)
        if (
            create and self.read_only
        ):  # SQLite would open it for reading and say so only when the first batch is written
            raise LibraryReadOnlyError(f"{path}: no permission to write. {WHAT_TO_DO[LibraryReadOnlyError]}")
        # The name travels as a URI, percent-encoded from its bytes: it may hold "?", "#" or bytes that are not UTF-8.
        url = URL.create(
            "sqlite",
            database=f"file:{quote(os.fsencode(path))}",
            query={"uri": "true", **_mode(path, create=create, read_only=self.read_only)},
        )
        # isolation_level None: the driver begins nothing by itself, `_begin` says when, so DDL is transactional too.
        options = {"isolation_level": None, "timeout": BUSY_TIMEOUT_SECONDS}
        self._engine = create_engine(url, connect_args=options)
        event.listen(self._engine, "connect", _settle(synchronous))
        event.listen(self._engine, "begin", _begin)
        self._writer = self._engine.execution_options(writes=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A snapshot of the database as it is now."""
        with explained(self.path), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it is written, or nothing."""
        with explained(self.path), self._writer.begin() as connection:
            yield connection

    def connect(self) -> PoolProxiedConnection:
        """A connection to keep, outside of any transaction; whoever asks for it closes it."""
        return self._engine.raw_connection()

    def set_journal(self) -> None:
        """Keep a write-ahead log; on another machine's disk, where that does not work, a rollback journal.

        With a log readers and the writer never wait for each other, but they have to share memory
        (https://sqlite.org/wal.html). The choice is written into the file's header, so it is only for a file that has
        been recognised as winnow's. One that another process is using may stay as it is until the next run that writes.
        """
        with explained(self.path), closing(self._engine.raw_connection()) as connection:
            journal = "DELETE" if is_remote(self.path) else "WAL"
            try:
                connection.cursor().execute(f"PRAGMA journal_mode = {journal}").fetchall()
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    raise

    def close(self) -> None:
        """Give the file back. The last one to close it folds the log into it."""
        self._engine.dispose()


def _is_writable(path: Path) -> bool:
    """Whether SQLite could write: it needs the file, if there is one, and the folder, for the log beside it."""
    return os.access(path.parent, os.W_OK) and (os.access(path, os.W_OK) or not path.exists())


def _mode(path: Path, *, create: bool, read_only: bool) -> dict[str, str]:
    """How SQLite is to open `path`: https://sqlite.org/uri.html.

    On a read-only medium a WAL database cannot be opened the usual way, for want of its shared-memory file. `immutable`
    goes without, and without the log, so it is right only where there is no log to read, and no journal to roll back.
    """
    if create:
        return {"mode": "rwc"}
    if not read_only:
        return {"mode": "rw"}
    logs = [path.with_name(path.name + end) for end in ("-wal", "-journal")]
    unfinished = any(log.exists() and log.stat().st_size for log in logs)
    return {"mode": "ro"} if unfinished else {"mode": "ro", "immutable": "1"}


def _settle(synchronous: str) -> Any:  # noqa: ANN401 - SQLAlchemy types its listeners so
    """A listener that gives every new connection its settings; none of them is written into the file."""
    pragmas = ["foreign_keys = ON", f"cache_size = -{PAGE_CACHE_KIB}", f"synchronous = {synchronous}"]

    def settle(connection: sqlite3.Connection, _record: object) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").fetchall()

    return settle


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later can fail where another writer came between; one that says at its
    # start that it will write waits its turn instead.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
