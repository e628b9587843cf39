"""What every library of this user measured, by content, so that one photo in two folders is measured once.

It is only a cache: nothing that befalls it stops a run::

    damaged                                 set it aside under another name, begin anew
    locked, read-only, full, unreachable    go on without

Either way `warning` says so.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from filelock import FileLock
from sqlalchemy import text

from winnow.catalogue.database import BUSY_TIMEOUT_SECONDS, Database
from winnow.catalogue.faults import explained
from winnow.catalogue.impressions import add_impressions, find_impressions
from winnow.catalogue.measurements import add_measurements, find_measurements
from winnow.catalogue.tables import embeddings, impressions, measurements
from winnow.domain.errors import LibraryDamagedError, LibraryTooNewError, WinnowError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from winnow.domain.impression import Impression
    from winnow.domain.measurement import Measurement

FORMAT = 2
"""Raise it with every change of the tables. 2 added impressions and embeddings, so a cache of format 1 needs no more
than those tables."""

_TABLES = (measurements, impressions, embeddings)


class ContentCache:
    """The cache in the file `path`, made if it is not there. Several processes may use it at once.

    Attributes:
        warning: what befell it, in words; None while all is well.
    """

    def __init__(self, path: Path) -> None:
        self.warning: str | None = None
        self._path = path
        self._database: Database | None = None
        with self._forgiving():
            self._database = _open(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file. May be called twice."""
        if self._database:
            self._database.close()

    def find(self, contents: Collection[bytes], recipe: str) -> dict[bytes, Measurement]:
        """The measurements of those of `contents` that any library of this user made under `recipe`."""
        with self._forgiving():
            if self._database:
                with self._database.reading() as connection:
                    return find_measurements(connection, contents, recipe)
        return {}

    def find_impressions(self, contents: Collection[bytes], network: str) -> dict[bytes, Impression]:
        """What `network` made of those of `contents` that any library of this user showed it."""
        with self._forgiving():
            if self._database:
                with self._database.reading() as connection:
                    return find_impressions(connection, contents, network)
        return {}

    def add(self, measured: Collection[Measurement], seen: Collection[tuple[bytes, Impression]] = ()) -> None:
        """Remember these."""
        with self._forgiving():
            if self._database:
                with self._database.writing() as connection:
                    add_measurements(connection, measured)
                    add_impressions(connection, seen)

    @contextmanager
    def _forgiving(self) -> Iterator[None]:
        """Let nothing that befalls the cache out: begin it anew or go on without."""
        try:
            yield
        except LibraryDamagedError as damage:
            self.close()
            self._database = self._begin_anew(damage)
        except WinnowError as trouble:
            self.close()
            self._database = None
            self.warning = f"The cache of measurements is left out: {trouble.detail}"

    def _begin_anew(self, damage: LibraryDamagedError) -> Database | None:
        try:
            opened = _replace_damaged(self._path)
        except WinnowError as trouble:
            self.warning = f"The cache of measurements is damaged and cannot be begun anew: {trouble.detail}"
            return None
        self.warning = f"The cache of measurements was damaged and is begun anew: {damage.detail}"
        return opened


def _open(path: Path) -> Database:
    """The cache at `path` with its tables."""
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    # NORMAL: a power cut may cost the last batches, which only a second library would have read.
    database = Database(path, create=True, synchronous="NORMAL")
    try:
        with database.writing() as connection:
            _prepare(connection, path)
        database.set_journal()
    except BaseException:  # Ctrl-C too: nobody has the database yet who could close it
        database.close()
        raise
    return database


def _prepare(connection: Connection, path: Path) -> None:
    version: int = connection.execute(text("PRAGMA user_version")).scalar_one()
    if version > FORMAT:
        raise LibraryTooNewError(f"{path} was written by a newer winnow.")
    for table in _TABLES:
        table.create(connection, checkfirst=True)
    connection.execute(text(f"PRAGMA user_version = {FORMAT}"))


def _replace_damaged(path: Path) -> Database:
    """Rename the damaged cache and begin a new one, unless another process did so meanwhile."""
    lock = FileLock(path.with_name(path.name + ".lock"), timeout=BUSY_TIMEOUT_SECONDS)
    with explained(path), lock:
        try:
            opened = _open(path)
            _read_through(opened)
        except LibraryDamagedError:
            for log in ("-wal", "-shm", "-journal"):
                path.with_name(path.name + log).unlink(missing_ok=True)
            path.replace(path.with_name(f"{path.name}.damaged-{datetime.now(UTC):%Y%m%dT%H%M%S}"))
            return _open(path)
        return opened


def _read_through(database: Database) -> None:
    """Raise `LibraryDamagedError` for a file that opens and is damaged further in."""
    with database.reading() as connection:
        verdict: str = connection.execute(text("PRAGMA quick_check(1)")).scalar_one()
    if verdict != "ok":
        database.close()
        raise LibraryDamagedError(f"{database.path}: {verdict}.")
