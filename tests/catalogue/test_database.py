from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from winnow.catalogue.database import Database

if TYPE_CHECKING:
    from pathlib import Path

    from tests.catalogue.conftest import Shelf


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),  # FULL: a power cut costs no finished batch
        ("foreign_keys", 1),
    ],
)
def test_every_connection_has_its_settings(shelf: Shelf, pragma: str, value: object) -> None:
    with shelf.open() as catalogue, catalogue._database.reading() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() == value


def test_a_transaction_that_fails_leaves_nothing_behind_not_even_a_table(tmp_path: Path) -> None:
    database = Database(tmp_path / "library.db", create=True)
    with suppress(ZeroDivisionError), database.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE albums (id INTEGER)")
        raise ZeroDivisionError
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT name FROM sqlite_master").all() == []
    database.close()


def test_a_reader_sees_one_moment_whatever_is_written_meanwhile(tmp_path: Path) -> None:
    database = Database(tmp_path / "library.db", create=True)
    database.set_journal()
    with database.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE albums (id INTEGER)")
    with database.reading() as reader:
        assert reader.exec_driver_sql("SELECT count(*) FROM albums").scalar_one() == 0
        with database.writing() as writer:
            writer.exec_driver_sql("INSERT INTO albums VALUES (1)")
        assert reader.exec_driver_sql("SELECT count(*) FROM albums").scalar_one() == 0
    database.close()
