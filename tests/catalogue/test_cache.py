from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from winnow.catalogue import database as database_module
from winnow.catalogue.cache import ContentCache

if TYPE_CHECKING:
    from pathlib import Path

    from tests.catalogue.conftest import ReadOnly, Shelf


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "measurements.db"


def test_what_one_library_measured_another_finds(shelf: Shelf, path: Path) -> None:
    with ContentCache(path) as cache:
        cache.add([shelf.measurement("A", "2019-07-14T18:03:22")])
        cache.add([])
    with ContentCache(path) as cache:
        assert cache.find([shelf.content("A"), shelf.content("B")], shelf.recipe) == {
            shelf.content("A"): shelf.measurement("A", "2019-07-14T18:03:22")
        }
        assert cache.find([shelf.content("A")], "signals-2") == {}
        assert cache.warning is None


def test_what_a_network_saw_for_one_library_another_finds(shelf: Shelf, path: Path) -> None:
    content, impression = shelf.impression("A")
    with ContentCache(path) as cache:
        cache.add([], [(content, impression)])
    with ContentCache(path) as cache:
        found = cache.find_impressions([content, shelf.content("B")], shelf.network)
        assert list(found) == [content]
        assert found[content].distribution == impression.distribution
        assert cache.find_impressions([content], "other@1") == {}
        assert cache.warning is None


def test_a_cache_from_before_there_were_networks_is_kept_and_extended(shelf: Shelf, path: Path) -> None:
    with ContentCache(path) as cache:
        cache.add([shelf.measurement("A")])
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TABLE impressions")
        connection.execute("DROP TABLE embeddings")
        connection.execute("PRAGMA user_version = 1")
    with ContentCache(path) as cache:
        assert list(cache.find([shelf.content("A")], shelf.recipe)) == [shelf.content("A")]
        cache.add([], [shelf.impression("A")])
        assert list(cache.find_impressions([shelf.content("A")], shelf.network)) == [shelf.content("A")]
        assert cache.warning is None


def test_several_processes_may_fill_it_at_once(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from winnow.catalogue.cache import ContentCache;"
        "from winnow.domain.measurement import Measurement; from winnow.domain.metadata import Metadata;"
        "from winnow.catalogue import database; database.BUSY_TIMEOUT_SECONDS = 300\n"
        "with ContentCache(Path(sys.argv[1])) as cache:\n"
        "    for start in range(20):\n"
        "        keys = [bytes([start, number, int(sys.argv[2]) if number % 2 else 0]) for number in range(50)]\n"
        "        cache.add([Measurement(key, 'signals-1', 'jpeg', 4, 3, {}, Metadata()) for key in keys])\n"
        "    sys.exit(cache.warning)"
    )
    processes = [subprocess.Popen([sys.executable, "-c", code, path, str(number)]) for number in range(3)]
    assert [process.wait() for process in processes] == [0, 0, 0]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM measurements").fetchone() == (20 * 25 * (1 + 3),)


@pytest.mark.parametrize("damage", ["garbage", "cut short"])
def test_a_damaged_cache_is_set_aside_and_begun_anew(shelf: Shelf, path: Path, damage: str) -> None:
    with ContentCache(path) as cache:
        cache.add([shelf.measurement(str(number)) for number in range(100)])
    whole = path.read_bytes()
    broken = b"\xa5" * len(whole) if damage == "garbage" else whole[: len(whole) // 2]
    path.write_bytes(broken)
    with ContentCache(path) as cache:
        assert cache.warning is not None
        assert "begun anew" in cache.warning
        cache.add([shelf.measurement("A")])
        assert list(cache.find([shelf.content("A"), shelf.content("1")], shelf.recipe)) == [shelf.content("A")]
    (aside,) = path.parent.glob("measurements.db.damaged-*")
    assert aside.read_bytes() == broken
    with ContentCache(path) as cache:
        assert cache.warning is None


def test_damage_met_in_the_middle_of_a_run_does_not_stop_it(shelf: Shelf, path: Path) -> None:
    with ContentCache(path) as cache:
        cache.add([shelf.measurement(str(number)) for number in range(300)])
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with ContentCache(path) as cache:
        assert cache.warning is None
        assert cache.find([shelf.content("1")], shelf.recipe) == {}
        assert cache.warning is not None
        assert "begun anew" in cache.warning
        cache.add([shelf.measurement("A")])
        assert list(cache.find([shelf.content("A")], shelf.recipe)) == [shelf.content("A")]


def test_a_cache_that_was_begun_anew_by_another_process_is_taken_as_it_is(shelf: Shelf, path: Path) -> None:
    with ContentCache(path) as cache:
        cache.add([shelf.measurement(str(number)) for number in range(300)])
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with ContentCache(path) as first, ContentCache(path) as second:
        first.find([shelf.content("1")], shelf.recipe)
        first.add([shelf.measurement("A")])
        second.find([shelf.content("1")], shelf.recipe)
        assert list(second.find([shelf.content("A")], shelf.recipe)) == [shelf.content("A")]
    assert len(list(path.parent.glob("*.damaged-*"))) == 1


def test_a_locked_cache_is_left_out_and_that_is_said(shelf: Shelf, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_module, "BUSY_TIMEOUT_SECONDS", 0.05)
    with ContentCache(path) as cache, closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        cache.add([shelf.measurement("A")])
        assert cache.warning is not None
        assert "locked" in cache.warning
        assert cache.find([shelf.content("A")], shelf.recipe) == {}


def test_a_full_disk_leaves_the_cache_out(shelf: Shelf, path: Path) -> None:
    with ContentCache(path) as cache:
        cache.close()
        assert cache._database is not None
        event.listen(
            cache._database._engine,
            "connect",
            lambda connection, _: connection.execute("PRAGMA max_page_count = 10").fetchall(),
        )
        cache.add([shelf.measurement(str(number)) for number in range(1000)])
        assert cache.warning is not None
        assert "full" in cache.warning
        cache.add([shelf.measurement("A")])


def test_a_cache_that_cannot_be_made_is_left_out(public_shelf: Shelf, read_only: ReadOnly) -> None:
    with read_only(public_shelf.folder), ContentCache(public_shelf.folder / "cache" / "measurements.db") as cache:
        assert cache.warning is not None
        assert cache.find([public_shelf.content("A")], public_shelf.recipe) == {}
        cache.add([public_shelf.measurement("A")])


def test_a_cache_of_a_newer_winnow_is_left_alone(shelf: Shelf, path: Path) -> None:
    ContentCache(path).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA user_version = 99")
    with ContentCache(path) as cache:
        assert cache.warning is not None
        assert "newer" in cache.warning
        cache.add([shelf.measurement("A")])
    assert list(path.parent.glob("*.damaged-*")) == []
