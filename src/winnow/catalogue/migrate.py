"""Bring a library's tables to this winnow's.

By the revision that the database says it has::

    stored == REVISION                      nothing to do, and Alembic is not imported (it would double start-up)
    no tables                               make them
    a revision that Alembic knows           upgrade, in one transaction
    any other revision                      LibraryTooNewError
    tables, but no revision                 LibraryDamagedError: it is somebody else's database
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from winnow.catalogue.tables import REVISION
from winnow.domain.errors import LibraryDamagedError, LibraryNotFoundError, LibraryReadOnlyError, LibraryTooNewError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from winnow.catalogue.database import Database


def migrate(database: Database, *, create: bool) -> None:
    """Make the tables of `database` those of `tables.py`; it may be empty only if `create`."""
    with database.reading() as connection:
        stored = _stored_revision(connection, database)
    if stored == REVISION:
        return
    if stored is None and not create:
        raise LibraryNotFoundError(f"Rate it first: winnow rate FOLDER ({database.path} is empty).")
    if database.read_only:
        raise LibraryReadOnlyError(f"{database.path} comes from an older winnow and must be upgraded first.")
    with database.writing() as connection:
        _upgrade(connection, database, stored)


def _stored_revision(connection: Connection, database: Database) -> str | None:
    """The revision the tables have; None if there are no tables."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    revisions = (
        connection.scalars(text("SELECT version_num FROM alembic_version")) if "alembic_version" in tables else ()
    )
    revision: str | None = next(iter(revisions), None)
    if revision is None:
        raise LibraryDamagedError(f"{database.path} is a database, but not winnow's. Give another --library PATH.")
    return revision


def _upgrade(connection: Connection, database: Database, stored: str | None) -> None:
    from alembic import command  # noqa: PLC0415 - most runs need no migration
    from alembic.config import Config  # noqa: PLC0415 - as above
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", "winnow.catalogue:migrations")
    config.set_main_option("path_separator", "os")
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if stored is not None and stored not in known:
        raise LibraryTooNewError(
            f"{database.path} has revision {stored}, this winnow is at {REVISION}: upgrade winnow."
        )
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
