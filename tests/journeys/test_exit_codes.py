"""The failure table: what goes wrong, the exit code, and words that tell what to do. Never a traceback."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.journeys.conftest import Winnow

Command = list[str]


def _nothing(folder: Path) -> None:
    """Leave the folder as it is: never rated."""


def _damage(folder: Path) -> None:
    library = folder / ".winnow/library.db"
    library.parent.mkdir()
    library.write_bytes(b"SQLite format 3\0" + b"no page is whole" * 4096)


def _from_the_future(folder: Path) -> None:
    library = folder / ".winnow/library.db"
    library.parent.mkdir()
    with sqlite3.connect(library) as database:
        database.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        database.execute("INSERT INTO alembic_version VALUES ('9999')")
    database.close()


def _no_card(folder: Path) -> None:
    (folder / "card.json").write_text("{ this is no card", encoding="utf-8")


SITUATIONS = [
    (["juggle"], _nothing, 2, "No such command"),
    (["rate"], _nothing, 2, "Missing argument"),
    (["rate", "{folder}/subb"], _nothing, 2, "did you mean"),
    (["rate", "~nosuchuser/x"], _nothing, 2, "no folder ~nosuchuser/x"),
    (["explain", "~nosuchuser/x.jpg"], _nothing, 2, "~nosuchuser/x.jpg"),
    (["demo", "{folder}/subb"], _nothing, 2, "did you mean"),
    (["demo", "{folder}/a.jpg"], _nothing, 2, "is a file"),
    (["rate", "{folder}", "--workers", "-1"], _nothing, 2, "--workers"),
    (["rate", "{folder}/a.jpg"], _nothing, 2, "is a file"),
    (["top", "{folder}", "--under", "elsewhere"], _nothing, 2, "no subfolder"),
    (["top", "{folder}", "--since", "yesterday"], _nothing, 2, "YYYY-MM-DD"),
    (["top", "{folder}", "--json", "--csv"], _nothing, 2, "choose one"),
    (["top", "{folder}", "-n", "0"], _nothing, 2, "-n"),
    (["top", "{folder}"], _nothing, 3, "winnow rate"),
    (["status", "{folder}"], _nothing, 3, "winnow rate"),
    (["explain", "{folder}/a.jpg"], _nothing, 3, "winnow rate"),
    (["slideshow", "{folder}", "--no-browser"], _nothing, 3, "winnow rate"),
    (["keep", "{folder}/a.jpg"], _nothing, 3, "winnow rate"),
    (["keep", "{folder}/never.jpg"], _nothing, 2, "no file"),
    (["star", "many", "{folder}/a.jpg"], _nothing, 2, "'N'"),
    (["undo", "{folder}"], _nothing, 3, "winnow rate"),
    (["undo", "{folder}/subb"], _nothing, 2, "did you mean"),
    (["keep", "{folder}/a.jpg"], _damage, 3, "damaged"),
    (["rate", "{folder}"], _damage, 3, "damaged"),
    (["top", "{folder}"], _damage, 3, "damaged"),
    (["rate", "{folder}"], _from_the_future, 3, "newer winnow"),
    (["rate", "{folder}", "--library", "/proc/nowhere/library.db"], _nothing, 3, "/proc/nowhere"),
    (["rate", "{folder}", "--model", "no-such-model"], _nothing, 4, "no-such-model"),
    (["rate", "{folder}", "--model", "{folder}/card.json"], _no_card, 4, "card.json"),
]


@pytest.mark.parametrize(("command", "prepare", "exit_code", "words"), SITUATIONS)
def test_what_goes_wrong_is_said_in_a_line_with_its_exit_code(
    winnow: Winnow, tmp_path: Path, command: Command, prepare: Callable[[Path], None], exit_code: int, words: str
) -> None:
    folder = tmp_path / "pictures"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.jpg").write_bytes(b"not yet a photo")
    prepare(folder)
    run = winnow(*(part.format(folder=folder) for part in command))
    message = run.stderr.decode()
    assert run.returncode == exit_code, message
    assert words in message
    assert "Traceback" not in message
    assert not run.stdout or command[0] == "rate"  # which has said by then what it is looking through


def test_a_wrong_setting_is_named_with_the_places_it_may_come_from(winnow: Winnow, tmp_path: Path) -> None:
    run = winnow("rate", tmp_path, WINNOW_WORKERS="many")
    assert run.returncode == 2
    assert b"workers" in run.stderr
    assert b"Traceback" not in run.stderr


def test_a_photo_that_the_library_does_not_know_is_named(rated: tuple[Winnow, Path]) -> None:
    winnow, folder = rated
    run = winnow("explain", folder / "2019/never-there.jpg")
    assert run.returncode == 2
    assert b"never-there.jpg" in run.stderr


def test_a_second_run_on_the_same_folder_says_so_and_stops(winnow: Winnow, many: Path) -> None:
    first = winnow.start("rate", many, "--json", "--workers", "1", page_ahead=True)
    assert first.stdout is not None
    first.stdout.readline()
    second = winnow("rate", many)
    assert second.returncode == 3
    assert b"Another winnow" in second.stderr
    first.communicate(timeout=300)
    assert first.returncode == 0
