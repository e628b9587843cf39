"""INSERT ... ON CONFLICT DO UPDATE, which SQLite and PostgreSQL spell alike and SQLAlchemy keeps in two places.

Only the one in use is loaded: PostgreSQL's adds 26 ms to every start, which a re-scan of an unchanged folder would
notice (``python -X importtime -c "import sqlalchemy.dialects.postgresql"``: its last line less that of `sqlalchemy`).
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Table
    from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
    from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
    from sqlalchemy.sql.dml import Insert


def upsert(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Write whole rows; where the primary key is there already, the new row wins."""
    if rows:
        connection.execute(_statement(connection.dialect.name, table), rows)


@cache
def _statement(dialect: str, table: Table) -> Insert:
    insert: SqliteInsert | PostgresInsert = import_module(f"sqlalchemy.dialects.{dialect}").insert(table)
    keys = list(table.primary_key.columns)
    new = {column.name: insert.excluded[column.name] for column in table.columns if not column.primary_key}
    return insert.on_conflict_do_update(index_elements=keys, set_=new)
