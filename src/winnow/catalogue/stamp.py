"""How a reader that keeps what it read learns that the library is another now, whoever wrote it.

::

    a connection of its own → the counter that every commit of another one moves       microseconds: each time
                            → the last act; the groups; the photos and their scores    when the counter moved
"""

from __future__ import annotations

import os
from contextlib import closing
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import and_, func, select

from winnow.catalogue.acts import newest_act
from winnow.catalogue.faults import explained
from winnow.catalogue.tables import gathered, gatherings, groups, members, photos, scores

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from winnow.catalogue.database import Database


class Stamp(NamedTuple):
    """What changes when something changes; photos that are only looked at again leave it as it is.

    Attributes:
        act: the last of the log; 0 for none.
        grouped: whether anybody has looked for groups yet.
        groups: when groups were made, and of what.
        photos: of the photos that are there, and of their scores.
    """

    act: int
    grouped: bool
    groups: tuple[object, ...]
    photos: tuple[object, ...]


class Watch:
    """A connection that writes nothing, and so sees that any other did."""

    def __init__(self, database: Database) -> None:
        self._path = database.path
        self._lock = Lock()
        with explained(self._path):
            self._connection = database.connect()
            self._file = self._path.stat()

    def is_in_place(self) -> bool:
        """Whether the file that was opened lies at its path. If another does, nobody will find what is written to it.

        Raises:
            LibraryUnavailableError: none does now: its disk may have been taken away.
        """
        with explained(self._path):
            return os.path.samestat(self._path.stat(), self._file)

    def is_on_another_device(self) -> bool:
        """Whether what lies at its path is on another device, as where its disk was taken away and put back."""
        with explained(self._path):
            return self._path.stat().st_dev != self._file.st_dev

    def version(self) -> int:
        """A number that is another one after any commit to the file, also by another process."""
        with self._lock, explained(self._path), closing(self._connection.cursor()) as cursor:
            version: int = cursor.execute("PRAGMA data_version").fetchone()[0]
        return version

    def close(self) -> None:
        """Give the connection back."""
        with self._lock:
            self._connection.close()


def read_stamp(connection: Connection, root_id: int, scorer: str) -> Stamp:
    """The stamp of a folder as it is now."""
    made = select(gatherings.c.how, gatherings.c.act, gatherings.c.facts).where(gatherings.c.root_id == root_id)
    grouped = select(
        func.count(),
        func.total(gathered.c.taken_ns / 1_000_000),
        func.min(gathered.c.content),
        func.max(gathered.c.content),
    ).where(gathered.c.root_id == root_id)
    named = select(func.group_concat(groups.c.id)).where(groups.c.root_id == root_id)
    belonging = select(func.count()).select_from(members).where(members.c.root_id == root_id)
    here = and_(photos.c.root_id == root_id, photos.c.missing_since.is_(None))
    lying = select(
        func.count(),
        func.count(photos.c.content),
        func.count(photos.c.failure_kind),
        func.total(photos.c.id),
        func.total(photos.c.size),
        func.total(photos.c.mtime_ns / 1_000_000),  # a float holds the sum of these, not of nanoseconds
    ).where(here)
    scored = select(func.count(), func.total(scores.c.value)).where(scores.c.scorer == scorer)
    gathering = connection.execute(made).first()
    return Stamp(
        newest_act(connection, root_id),
        gathering is not None,
        (
            *(gathering or ()),
            *connection.execute(grouped).one(),
            connection.execute(belonging).scalar(),
            hash(connection.execute(named).scalar()),
        ),
        (*connection.execute(lying).one(), *connection.execute(scored).one()),
    )
