from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from itertools import count
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from winnow.catalogue import database as database_module
from winnow.catalogue.batch import Batch
from winnow.domain.errors import (
    DiskFullError,
    LibraryBusyError,
    LibraryDamagedError,
    LibraryReadOnlyError,
    LibraryUnavailableError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.catalogue.conftest import ReadOnly, Shelf

    from winnow.catalogue.catalogue import Catalogue


def intact(shelf: Shelf) -> bool:
    return shelf.sql("PRAGMA integrity_check") == [("ok",)]


def test_a_full_disk_loses_nothing_that_was_saved(shelf: Shelf) -> None:
    def hundred_photos(number: int) -> Batch:
        names = [f"{number}-{photo}" for photo in range(100)]
        return Batch(
            fingerprints=tuple(shelf.photo(name, name) for name in names),
            measurements=tuple(shelf.measurement(name) for name in names),
        )

    def written_until_full(catalogue: Catalogue) -> Iterator[int]:
        for number in count():
            catalogue.write(hundred_photos(number), shelf.recipe, shelf.scorer)
            yield number

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 100").fetchall()

    written: list[int] = []
    with shelf.open() as catalogue:
        catalogue.close()  # so that the next connection is a new one, with the limit
        event.listen(catalogue._database._engine, "connect", limit)
        with pytest.raises(DiskFullError, match="make room") as told:
            written.extend(written_until_full(catalogue))
        assert len(catalogue.known(shelf.recipe)) == len(written) * 100
    assert told.value.exit_code == 3
    assert str(shelf.database) in str(told.value)
    assert len(written) > 1
    assert intact(shelf)
    shelf.put(hundred_photos(len(written)))
    assert shelf.sql("SELECT count(*) FROM measurements") == [((len(written) + 1) * 100,)]


@pytest.mark.parametrize("damage", ["garbage", "cut short", "not even a header"])
def test_a_damaged_library_is_left_as_it_is(shelf: Shelf, damage: str) -> None:
    shelf.put(*(shelf.rated(f"{number}.jpg", str(number), 5.0) for number in range(50)))
    whole = shelf.database.read_bytes()
    broken = {"garbage": b"\xa5" * len(whole), "cut short": whole[: len(whole) // 2], "not even a header": b"oops"}[
        damage
    ]
    shelf.database.write_bytes(broken)
    for create in (False, True):
        with pytest.raises(LibraryDamagedError, match="left as it is") as told:
            shelf.open(create=create)
        assert told.value.exit_code == 3
        assert str(shelf.database) in str(told.value)
    assert shelf.database.read_bytes() == broken
    assert [entry.name for entry in shelf.database.parent.iterdir()] == ["library.db"]


def test_damage_further_in_is_told_when_it_is_met(shelf: Shelf) -> None:
    shelf.put(*(shelf.rated(f"{number}.jpg", str(number), 5.0) for number in range(300)))
    whole = shelf.database.read_bytes()
    (root_page,) = shelf.sql("SELECT rootpage FROM sqlite_master WHERE name = 'measurements'")[0]
    page_bytes = 4096
    at = (int(str(root_page)) - 1) * page_bytes
    shelf.database.write_bytes(whole[:at] + b"\xff" * page_bytes + whole[at + page_bytes :])
    with shelf.open(create=False) as catalogue, pytest.raises(LibraryDamagedError):
        catalogue.find([shelf.content("1")], shelf.recipe)


@pytest.mark.parametrize("nonsense", ["'{\"sharpness\": 1.2'", "CAST(x'ff80' AS TEXT)"])
def test_damage_that_sqlite_cannot_see_is_told_too(shelf: Shelf, nonsense: str) -> None:
    shelf.put(shelf.rated("a.jpg", "A", 5.0))
    with closing(sqlite3.connect(shelf.database)) as connection, connection:
        connection.execute(f"UPDATE measurements SET signals = {nonsense}")  # noqa: S608 - from the list above
    with shelf.open(create=False) as catalogue, pytest.raises(LibraryDamagedError):
        catalogue.best(shelf.scorer, shelf.recipe)


def test_a_library_on_a_read_only_medium_can_be_read(public_shelf: Shelf, read_only: ReadOnly) -> None:
    public_shelf.put(public_shelf.rated("a.jpg", "A", 5.0))
    with read_only(public_shelf.database.parent), public_shelf.open(create=False) as catalogue:
        assert [photo.path for photo in catalogue.best(public_shelf.scorer, public_shelf.recipe)] == ["a.jpg"]
        with pytest.raises(LibraryReadOnlyError, match="--library PATH") as told:
            catalogue.write(Batch(missing=("a.jpg",)), public_shelf.recipe, public_shelf.scorer)
    assert told.value.exit_code == 3
    assert [entry.name for entry in public_shelf.database.parent.iterdir()] == ["library.db"]


def test_what_a_killed_run_left_in_the_log_is_read_on_a_read_only_medium_too(
    public_shelf: Shelf, read_only: ReadOnly
) -> None:
    running = public_shelf.open()
    running.write(public_shelf.rated("a.jpg", "A", 5.0), public_shelf.recipe, public_shelf.scorer)
    with read_only(public_shelf.database.parent), public_shelf.open(create=False) as catalogue:
        assert list(catalogue.known(public_shelf.recipe)) == ["a.jpg"]
    running.close()


def test_what_a_killed_run_left_to_roll_back_is_not_taken_for_saved(
    public_shelf: Shelf, read_only: ReadOnly, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(database_module, "is_remote", lambda _: True)
    public_shelf.put(*(public_shelf.rated(f"{number}.jpg", str(number), 5.0) for number in range(100)))
    home = public_shelf.database.parent
    with closing(sqlite3.connect(public_shelf.database)) as killed:
        killed.execute("PRAGMA cache_size = 1")  # so that changed pages reach the file before they are committed
        killed.execute("UPDATE measurements SET format = 'heic'")
        shutil.copytree(home, tmp_path / "as it was")
    shutil.copytree(tmp_path / "as it was", home, dirs_exist_ok=True)
    with read_only(home), pytest.raises(LibraryReadOnlyError), public_shelf.open(create=False) as catalogue:
        catalogue.find([public_shelf.content("1")], public_shelf.recipe)
    with public_shelf.open(create=False) as catalogue:
        (found,) = catalogue.find([public_shelf.content("1")], public_shelf.recipe).values()
    assert found.format == "jpeg"


def test_a_library_cannot_be_made_in_a_read_only_folder(public_shelf: Shelf, read_only: ReadOnly) -> None:
    with read_only(public_shelf.folder), pytest.raises(LibraryReadOnlyError, match="--library PATH"):
        public_shelf.open()


@pytest.mark.parametrize("folder_too", [True, False])
def test_a_library_to_be_written_says_at_once_that_it_cannot_be(
    public_shelf: Shelf, read_only: ReadOnly, folder_too: bool
) -> None:
    public_shelf.put(public_shelf.rated("a.jpg", "A", 5.0))
    home = public_shelf.database.parent
    with read_only(home, folder_too=folder_too), pytest.raises(LibraryReadOnlyError):
        public_shelf.open(create=True)


def test_a_library_cannot_be_made_where_a_file_is_in_the_way(shelf: Shelf) -> None:
    (shelf.folder / ".winnow").write_text("in the way")
    with pytest.raises(LibraryReadOnlyError):
        shelf.open()


def test_a_folder_in_the_place_of_the_database_cannot_be_reached(shelf: Shelf) -> None:
    shelf.database.mkdir(parents=True)
    with pytest.raises(LibraryUnavailableError):
        shelf.open()


def test_a_database_that_another_program_holds_is_busy(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_module, "BUSY_TIMEOUT_SECONDS", 0.05)
    shelf.put(shelf.rated("a.jpg", "A", 5.0))
    with closing(sqlite3.connect(shelf.database)) as other, shelf.open() as catalogue:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryBusyError):
            catalogue.write(Batch(missing=("a.jpg",)), shelf.recipe, shelf.scorer)
        assert len(catalogue.known(shelf.recipe)) == 1, "readers never wait"


def test_a_bug_is_not_dressed_up_as_a_situation(shelf: Shelf) -> None:
    twice = shelf.photo("a.jpg", "A")
    with pytest.raises(IntegrityError):
        shelf.put(Batch(fingerprints=(twice, twice)))
