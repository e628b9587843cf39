"""The light table: always as the library is, whoever decided."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tests.workflows.conftest import save_jpeg

import winnow
from winnow.catalogue.lock import exclusive
from winnow.domain.decision import Choice, Mark, Verb
from winnow.domain.errors import (
    ArgumentError,
    LibraryDamagedError,
    LibraryReplacedError,
    LibraryUnavailableError,
    NoDecisionToRedoError,
    NoDecisionToUndoError,
    PhotoNotFoundError,
)
from winnow.domain.group import Kind
from winnow.library import Library
from winnow.web.table import LightTable

KEPT = Mark(kept=True)


@pytest.fixture
def lib(tmp_path: Path, photographs: Path) -> Library:
    """Coffee, a smaller coffee, a cat twice, and a photo that is cut off; rated and grouped."""
    root = tmp_path / "photos"
    save_jpeg(photographs, "coffee.png", root / "coffee.jpg", quality=95)
    save_jpeg(photographs, "coffee.png", root / "mail" / "coffee.jpg", quality=50)
    cat = save_jpeg(photographs, "chelsea.png", root / "cat.jpg")
    (root / "mail" / "cat.jpg").write_bytes(cat.read_bytes())
    (root / "broken.jpg").write_bytes(cat.read_bytes()[:9000])
    return rate(winnow.open_library(root, workers=0))


@pytest.fixture
def table(lib: Library) -> Iterator[LightTable]:
    table = LightTable(lib)
    yield table
    table.close()


def rate(lib: Library) -> Library:
    list(lib.rate())
    list(lib.gather())
    return lib


def ids(table: LightTable) -> dict[str, int]:
    return {row.path: row.id for row in table.view().desk.album.rows}


def marks(table: LightTable) -> dict[str, Mark]:
    desk = table.view().desk
    return {row.path: mark for place, row in enumerate(desk.album.rows) if (mark := desk.mark(place)) != Mark()}


def members(table: LightTable, kind: Kind) -> list[set[str]]:
    desk = table.view().desk
    path = {row.id: row.path for row in desk.album.rows}
    return [{path[photo] for photo in group.members} for group in desk.groups.groups if group.kind is kind]


def test_groups_and_keepers_are_those_of_every_other_verb(lib: Library, table: LightTable) -> None:
    desk = table.view().desk
    shown = [
        (group, desk.suggestion(number), desk.chosen.get(number, ())) for number, group in enumerate(desk.groups.groups)
    ]
    assert shown == [(one.group, one.suggestion, one.chosen) for one in lib.groups()]
    assert len(shown) > 1


def test_reading_ahead_gives_what_the_first_look_would(lib: Library, table: LightTable) -> None:
    table.begin()
    assert [group.id for group in table.view().desk.groups.groups] == [one.group.id for one in lib.groups()]


def test_groups_that_nobody_looked_for_are_looked_for(lib: Library, photographs: Path) -> None:
    save_jpeg(photographs, "coffee.png", lib.folder / "again.jpg", quality=60)
    list(lib.rate())  # as the command line does: without grouping
    table = LightTable(lib)
    table.settle()
    (copies,) = members(table, Kind.COPY)
    assert copies == {"coffee.jpg", "mail/coffee.jpg", "again.jpg"}
    assert table.view().grouped
    table.close()


def test_photos_that_another_process_adds_are_grouped(lib: Library, table: LightTable, photographs: Path) -> None:
    table.settle()
    save_jpeg(photographs, "coffee.png", lib.folder / "again.jpg", quality=60)
    list(lib.rate())
    table.settle()
    assert "again.jpg" in set().union(*members(table, Kind.COPY))


def test_while_a_scan_has_the_library_nothing_is_grouped_and_all_that_is_left_is_afterwards(
    lib: Library, photographs: Path
) -> None:
    save_jpeg(photographs, "coffee.png", lib.folder / "again.jpg", quality=70)
    list(lib.rate())
    table = LightTable(lib)
    with table.without_grouping():
        table.settle()
        assert "again.jpg" not in set().union(*members(table, Kind.COPY))
    table.settle()
    assert "again.jpg" in set().union(*members(table, Kind.COPY))
    table.close()


def test_what_another_process_keeps_from_being_grouped_is_grouped_once_that_is_done(
    lib: Library, photographs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("winnow.web.regrouping.AGAIN_SECONDS", 0.0)
    save_jpeg(photographs, "coffee.png", lib.folder / "again.jpg", quality=70)
    list(lib.rate())
    table = LightTable(lib)
    with exclusive(lib.parts.database):
        table.settle()
        table.settle()
        assert "again.jpg" not in set().union(*members(table, Kind.COPY))
    table.settle()
    assert "again.jpg" in set().union(*members(table, Kind.COPY))
    table.close()


def test_a_library_that_cannot_be_read_is_told_to_who_asks_not_to_who_reads_ahead(lib: Library) -> None:
    lib.parts.database.write_bytes(b"no database" * 1000)
    table = LightTable(lib)
    table.begin()
    with pytest.raises(LibraryDamagedError):
        table.view()
    table.close()


def test_a_decision_is_on_the_disk_and_on_the_table_when_it_is_made(lib: Library, table: LightTable) -> None:
    photo = ids(table)["cat.jpg"]
    before = table.view()
    outcome = table.decide([Choice(Verb.KEEP, (photo,))], "the best")
    assert [(one.photo, one.before, one.after) for one in outcome.changes] == [(photo, Mark(), KEPT)]
    assert marks(table) == lib.marks() == {"cat.jpg": KEPT}
    assert before.revision != outcome.view.revision
    assert before.desk.mark(before.desk.album.place_of[photo]) == Mark()
    assert lib.log()[0].why == "the best"


def test_nothing_is_decided_in_a_library_that_another_was_put_in_the_place_of(lib: Library, table: LightTable) -> None:
    keep = [Choice(Verb.KEEP, (ids(table)["cat.jpg"],))]
    table.decide(keep)
    database = lib.parts.database
    kept = database.rename(database.with_name("kept.db"))
    shutil.copy(kept, database)
    with pytest.raises(LibraryReplacedError):
        table.decide(keep)
    with pytest.raises(LibraryReplacedError):
        table.undo()
    database.unlink()
    kept.rename(database)
    table.undo()
    assert len(lib.log()) == 2


def test_a_disk_that_is_put_back_as_another_device_is_gone_on_with_unless_it_holds_another_library(
    lib: Library, tmp_path: Path
) -> None:
    shelf = Path("/dev/shm")  # noqa: S108 - another device than the other temporary files, on most machines
    if not shelf.is_dir() or shelf.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no second device to put the library on")
    with TemporaryDirectory(dir=shelf) as elsewhere:
        table = LightTable(lib)
        keep = [Choice(Verb.KEEP, (ids(table)["cat.jpg"],))]
        table.decide(keep)
        table.settle()
        before = Path(shutil.copytree(lib.folder, Path(elsewhere, "before")))
        table.decide(keep)
        with winnow.open_library(lib.folder, workers=0, model="classical") as another:
            shutil.copy(lib.folder / "cat.jpg", lib.folder / "new.jpg")
            list(another.rate())
            another.reject(["coffee.jpg"])  # what the table has not heard of yet
        now = Path(shutil.copytree(lib.folder, Path(elsewhere, "now")))
        lib.folder.rename(tmp_path / "away")
        lib.folder.symlink_to(before)
        with pytest.raises(LibraryReplacedError):
            table.decide(keep)
        lib.folder.unlink()
        lib.folder.symlink_to(now)
        table.undo()
        assert len(lib.log()) == 4
        table.settle()
        assert "new.jpg" in ids(table)
        assert marks(table) == {"cat.jpg": KEPT}
        table.close()


def test_nothing_is_lost_that_is_decided_where_the_library_is_not_there_yet(lib: Library) -> None:
    away = lib.folder.with_name("away")
    lib.folder.rename(away)
    lib.folder.mkdir()  # where its disk is to be
    table = LightTable(lib)
    with pytest.raises(LibraryUnavailableError):
        table.decide([Choice(Verb.KEEP, (1,))])
    lib.folder.rmdir()
    away.rename(lib.folder)
    table.settle()
    table.decide([Choice(Verb.KEEP, (ids(table)["cat.jpg"],))])
    assert len(lib.log()) == 1
    table.close()


def test_many_acts_of_another_process_are_told_of_in_few_words(lib: Library, table: LightTable) -> None:
    told: list[tuple[threading.Thread, str]] = []
    coffee = ids(table)["coffee.jpg"]
    table.tell = lambda revision: told.append((threading.current_thread(), revision))
    for _ in range(20):
        lib.keep(["cat.jpg"])
    decided = table.decide([Choice(Verb.KEEP, (coffee,))])
    # What the background tells meanwhile is not of acts: it has asked the keeper rule.
    acts = dict.fromkeys(revision for thread, revision in told if thread is threading.current_thread())
    assert [*acts][-1] == decided.view.revision
    assert 1 <= len(acts) - 1 <= 2, "those before the last, which a page takes for its own"


def test_what_is_undone_is_undone_on_the_table(table: LightTable) -> None:
    photo = ids(table)["cat.jpg"]
    with pytest.raises(NoDecisionToUndoError):
        table.undo()
    table.decide([Choice(Verb.KEEP, (photo,))])
    done = table.undo()
    assert [(one.before, one.after) for one in done.changes] == [(KEPT, Mark())]
    assert (done.view.can_undo, done.view.can_redo) == (False, True)
    assert table.redo().changes[0].after == KEPT
    with pytest.raises(NoDecisionToRedoError):
        table.redo()
    assert marks(table) == {"cat.jpg": KEPT}


def test_what_another_process_decides_is_there_at_the_next_look(lib: Library, table: LightTable) -> None:
    before = table.view()
    lib.reject(["coffee.jpg"])
    assert marks(table) == {"coffee.jpg": Mark(kept=False)}
    assert table.revision() != before.revision
    lib.undo()
    assert marks(table) == {}


def test_what_another_process_decides_while_the_background_shows_what_it_did_is_there_at_the_next_look(
    lib: Library, table: LightTable
) -> None:
    shows, go_on = threading.Event(), threading.Event()

    def slowly(_: str) -> None:
        if threading.current_thread() is not threading.main_thread():
            shows.set()
            go_on.wait(60)

    table.tell = slowly
    table.view()
    table.view()
    assert shows.wait(60), "it has asked the keeper rule"
    lib.reject(["coffee.jpg"])
    threading.Timer(0.1, go_on.set).start()
    assert marks(table) == {"coffee.jpg": Mark(kept=False)}


def test_without_any_change_the_view_stays_the_same(table: LightTable) -> None:
    table.settle()
    assert table.view() is table.view()


def test_photos_that_a_scan_adds_come_to_the_table(lib: Library, table: LightTable, photographs: Path) -> None:
    table.decide([Choice(Verb.KEEP, (ids(table)["cat.jpg"],))])
    save_jpeg(photographs, "astronaut.png", lib.folder / "new.jpg")
    (lib.folder / "coffee.jpg").unlink()
    rate(lib)
    table.settle()
    assert sorted(ids(table)) == ["broken.jpg", "cat.jpg", "mail/cat.jpg", "mail/coffee.jpg", "new.jpg"]
    assert table.view().missing == 1
    assert marks(table) == {"cat.jpg": KEPT}


def test_a_folder_that_nobody_rated_is_an_empty_table_until_it_is(tmp_path: Path, photographs: Path) -> None:
    save_jpeg(photographs, "coffee.png", tmp_path / "coffee.jpg")
    lib = winnow.open_library(tmp_path, workers=0)
    table = LightTable(lib)
    assert (table.view().rated, len(table.view().desk.album)) == (False, 0)
    list(lib.rate())
    table.settle()
    assert (table.view().rated, list(ids(table))) == (True, ["coffee.jpg"])
    table.close()


def test_what_is_told_apart_parts_at_once_and_stays_so(lib: Library, table: LightTable) -> None:
    assert members(table, Kind.COPY) == [{"coffee.jpg", "mail/coffee.jpg"}]
    here = ids(table)
    table.decide([Choice(Verb.APART, (here["coffee.jpg"],), (here["mail/coffee.jpg"],), "scene")])
    assert members(table, Kind.COPY) == []
    table.settle()
    assert members(table, Kind.COPY) == []
    assert not [one for one in lib.groups() if one.group.kind is Kind.COPY]
    table.undo()
    table.settle()
    assert members(table, Kind.COPY) == [{"coffee.jpg", "mail/coffee.jpg"}]


def test_what_is_put_together_is_together_at_once_and_stays_so(lib: Library, table: LightTable) -> None:
    here = ids(table)
    table.decide([Choice(Verb.TOGETHER, (here["coffee.jpg"], here["cat.jpg"]), value="burst")])
    assert {"coffee.jpg", "cat.jpg"} in [one & {"coffee.jpg", "cat.jpg"} for one in members(table, Kind.BURST)]
    table.settle()
    assert [one.group.members for one in lib.groups([Kind.BURST])] == [
        group.members for group in table.view().desk.groups.groups if group.kind is Kind.BURST
    ]


def test_a_chosen_keeper_comes_first(table: LightTable) -> None:
    here = ids(table)
    desk = table.view().desk
    number = next(number for number, group in enumerate(desk.groups.groups) if group.kind is Kind.COPY)
    keeper, other = desk.suggestion(number).order
    table.decide([Choice(Verb.KEEPER, (other,), (keeper,))])
    after = table.view().desk
    assert after.suggestion(number).order == (other, keeper)
    assert after.chosen[number] == (other,)
    assert after.waiting()[number]  # neither is kept yet, nor the other rejected
    assert set(here.values()) > {keeper, other}


@pytest.mark.parametrize(
    ("choice", "error"),
    [
        (lambda photo: Choice(Verb.KEEP, (photo, 9999)), PhotoNotFoundError),
        (lambda photo: Choice(Verb.STAR, (photo,), value="6"), ArgumentError),
        (lambda photo: Choice(Verb.KEEPER, (photo,)), ArgumentError),
    ],
)
def test_what_makes_no_sense_is_not_decided(
    lib: Library, table: LightTable, choice: Callable[[int], Choice], error: type[Exception]
) -> None:
    with pytest.raises(error):
        table.decide([choice(ids(table)["cat.jpg"])])
    assert lib.log() == []


def test_a_photo_is_located_by_its_id_alone(lib: Library, table: LightTable) -> None:
    located = table.located(ids(table)["mail/cat.jpg"])
    assert (located.path, located.format, located.companion) == ("mail/cat.jpg", "jpeg", None)
    assert located.content is not None
    assert located.version == located.content.hex()[:8]
    broken = table.located(ids(table)["broken.jpg"])
    assert broken.format is None
    with pytest.raises(PhotoNotFoundError):
        table.located(12345)
    assert lib.folder == table.folder


def test_an_undo_takes_back_what_another_process_decided_a_moment_ago(lib: Library, table: LightTable) -> None:
    table.decide([Choice(Verb.KEEP, (ids(table)["cat.jpg"],))])
    lib.reject(["coffee.jpg"])
    assert [one.before for one in table.undo().changes] == [Mark(kept=False)]
    assert lib.marks() == marks(table) == {"cat.jpg": KEPT}
