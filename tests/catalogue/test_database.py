from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from winnow.catalogue import database as database_module
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


def test_on_another_machines_disk_a_library_keeps_a_rollback_journal(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.put(shelf.rated("a.jpg", "A", 5.0))
    assert shelf.sql("PRAGMA journal_mode") == [("wal",)]
    monkeypatch.setattr(database_module, "is_remote", lambda _: True)  # as if it had been moved to a network share
    with shelf.open() as catalogue:
        catalogue.write(shelf.rated("b.jpg", "B", 5.0), shelf.recipe, shelf.scorer)
        assert set(catalogue.known(shelf.recipe)) == {"a.jpg", "b.jpg"}
        assert [entry.name for entry in shelf.database.parent.iterdir()] == ["library.db"]
    assert shelf.sql("PRAGMA journal_mode") == [("delete",)]


def test_a_library_in_use_keeps_the_journal_it_has(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_module, "BUSY_TIMEOUT_SECONDS", 0.05)
    shelf.put(shelf.rated("a.jpg", "A", 5.0))
    with shelf.open() as reader, reader._database.reading() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM photos").all()
        monkeypatch.setattr(database_module, "is_remote", lambda _: True)
        shelf.put(shelf.rated("b.jpg", "B", 5.0))
    assert shelf.sql("PRAGMA journal_mode") == [("wal",)]


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
