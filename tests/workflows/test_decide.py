"""Deciding over a real library: what is remembered, and that it is never forgotten."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from importlib import resources
from pathlib import Path

import pytest
from tests.workflows.conftest import save_jpeg

import winnow
from winnow.catalogue.catalogue import Catalogue
from winnow.domain.decided import Decided
from winnow.domain.decision import Choice, Mark, Verb
from winnow.domain.errors import (
    ArgumentError,
    LibraryNotFoundError,
    NoDecisionToRedoError,
    NoDecisionToUndoError,
    PhotoNotFoundError,
)
from winnow.domain.events import Scored
from winnow.domain.group import Kind
from winnow.domain.views import Change, Decision
from winnow.library import Library
from winnow.workflows import decide

KEPT, REJECTED, PLAIN = Mark(kept=True), Mark(kept=False), Mark()
COFFEE, ASTRONAUT, CHELSEA, COPY = "2019/coffee.jpg", "2019/astronaut.jpg", "chelsea.jpg", "copy/chelsea again.jpg"


@pytest.fixture(scope="module")
def rated_once(tmp_path_factory: pytest.TempPathFactory, photographs: Path) -> Path:
    """Four photos, one of them RAW and JPEG, a damaged one and a text file: rated. Only to be copied."""
    root = tmp_path_factory.mktemp("once") / "photos"
    save_jpeg(photographs, "astronaut.png", root / ASTRONAUT)
    save_jpeg(photographs, "coffee.png", root / COFFEE)
    chelsea = save_jpeg(photographs, "chelsea.png", root / CHELSEA)
    (root / "copy").mkdir()
    shutil.copy(chelsea, root / COPY)
    (root / "2019" / "coffee.raf").write_bytes(chelsea.read_bytes() + b"?")
    (root / "broken.jpg").write_bytes(chelsea.read_bytes()[:9000])
    (root / "notes.txt").write_text("not a photo")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("CACHE_DIR", "DATA_DIR"):
            patch.setenv(f"WINNOW_{name}", str(root.parent / name))
        list(winnow.open_library(root, workers=0).rate())
    return root


@pytest.fixture
def folder(tmp_path: Path, rated_once: Path) -> Path:
    """A rated folder of one's own."""
    return Path(shutil.copytree(rated_once, tmp_path / "photos"))


@pytest.fixture
def lib(folder: Path) -> Library:
    """Its library."""
    return winnow.open_library(folder, workers=0)


def anew(folder: Path) -> Library:
    return winnow.open_library(folder, workers=0)


def rows(folder: Path) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """The log as it lies in the file."""
    with closing(sqlite3.connect(folder / ".winnow" / "library.db")) as database:
        acts = database.execute("SELECT * FROM acts ORDER BY id").fetchall()
        return acts, database.execute("SELECT * FROM choices ORDER BY act_id, number, place").fetchall()


def facts(folder: Path) -> Decided:
    with Catalogue.open(folder / ".winnow" / "library.db", folder, create=False) as catalogue:
        return decide.decided(catalogue)


def fingerprints(folder: Path) -> dict[Path, tuple[str, int]]:
    files = (file for file in sorted(folder.rglob("*")) if file.is_file() and ".winnow" not in file.parts)
    return {file: (hashlib.sha256(file.read_bytes()).hexdigest(), file.stat().st_mtime_ns) for file in files}


def test_what_is_decided_is_remembered(folder: Path, lib: Library) -> None:
    done = lib.keep([COFFEE, folder / ASTRONAUT], why="the light")
    assert done.changes == (Change(ASTRONAUT, PLAIN, KEPT), Change(COFFEE, PLAIN, KEPT))
    assert done.entry.decisions == (Decision(Verb.KEEP, (COFFEE, ASTRONAUT)),)
    assert (done.entry.who, done.entry.why, done.about) == ("person", "the light", done.entry)
    lib.reject(CHELSEA)
    lib.star(4, COFFEE)
    lib.label("red", COFFEE)
    assert lib.unmark(ASTRONAUT).changes == (Change(ASTRONAUT, KEPT, PLAIN),)
    assert anew(folder).marks() == {COFFEE: Mark(kept=True, stars=4, label="red"), CHELSEA: REJECTED}
    assert lib.keep(COFFEE).changes == ()


def test_photos_that_could_not_be_scored_can_be_decided(lib: Library) -> None:
    lib.reject("broken.jpg")
    assert lib.marks() == {"broken.jpg": REJECTED}


def test_a_file_beside_a_photo_means_the_photo(folder: Path, lib: Library) -> None:
    assert lib.keep(["2019/coffee.raf", COFFEE]).entry.decisions == (Decision(Verb.KEEP, (COFFEE,)),)
    held = winnow.libraries_of([folder / "2019" / "coffee.raf"])
    assert [(one.folder, photos) for one, photos in held] == [(folder, [folder / "2019" / "coffee.raf"])]


@pytest.mark.parametrize("stranger", ["nowhere.jpg", "notes.txt", "2019", "../outside.jpg"])
def test_if_one_photo_is_unknown_nothing_is_decided(lib: Library, folder: Path, stranger: str) -> None:
    with pytest.raises(PhotoNotFoundError, match="winnow rate") as told:
        lib.keep([COFFEE, stranger])
    assert stranger in str(told.value)
    assert lib.log() == []
    assert rows(folder) == ([], [])


@pytest.mark.parametrize(
    "nonsense",
    [
        lambda lib: lib.keep([]),
        lambda lib: lib.star(6, COFFEE),
        lambda lib: lib.label("mauve", COFFEE),
        lambda lib: lib.apart(COFFEE, "2019/coffee.raf"),
        lambda lib: lib.together([COFFEE, COFFEE]),
        lambda lib: lib.together([COFFEE, CHELSEA], kind="family"),
        lambda lib: lib.log(0),
    ],
)
def test_what_makes_no_sense_is_told_and_not_written(lib: Library, nonsense: Callable[[Library], object]) -> None:
    with pytest.raises(ArgumentError):
        nonsense(lib)
    assert lib.log() == []


def test_what_is_said_of_groups_is_remembered_by_id(folder: Path, lib: Library) -> None:
    lib.together([COFFEE, ASTRONAUT], kind=Kind.SCENE)
    lib.apart(CHELSEA, [COPY, COFFEE])
    lib.choose_keeper(COFFEE, ASTRONAUT)
    lib.keep_all([CHELSEA, COPY])
    with Catalogue.open(folder / ".winnow" / "library.db", folder, create=False) as catalogue:
        ids = catalogue.photo_ids([COFFEE, ASTRONAUT, CHELSEA, COPY])
    coffee, astronaut, chelsea, copy = ids.values()
    found = facts(folder)
    assert [(one.kind, one.photos) for one in found.together] == [(Kind.SCENE, frozenset({coffee, astronaut}))]
    assert found.apart == dict.fromkeys(
        [(min(chelsea, other), max(chelsea, other)) for other in (copy, coffee)], Kind.BURST
    )
    assert found.keepers([coffee, astronaut]) == (coffee,)
    assert found.keep_all == {frozenset({chelsea, copy})}
    assert lib.marks() == {CHELSEA: KEPT, COPY: KEPT}


def rename(folder: Path) -> str:
    (folder / "best").mkdir()
    (folder / COFFEE).rename(folder / "best" / "espresso.jpg")
    (folder / "2019" / "coffee.raf").rename(folder / "best" / "espresso.raf")
    return "best/espresso.jpg"


def edit(folder: Path) -> str:
    with (folder / COFFEE).open("ab") as file:
        file.write(b"an editor's note")
    return COFFEE


def touch(folder: Path) -> str:
    os.utime(folder / COFFEE, (1, 1))
    return COFFEE


def lose_the_raw(folder: Path) -> str:
    (folder / "2019" / "coffee.raf").unlink()
    return COFFEE


def lose_the_jpeg(folder: Path) -> str:
    (folder / COFFEE).unlink()
    return "2019/coffee.raf"


def exchange_names(folder: Path) -> str:
    (folder / COFFEE).rename(folder / "aside")
    (folder / CHELSEA).rename(folder / COFFEE)
    (folder / "aside").rename(folder / CHELSEA)
    return CHELSEA


def damage(folder: Path) -> str:
    (folder / COFFEE).write_bytes((folder / COFFEE).read_bytes()[:5000])
    return COFFEE


def lose_and_find(folder: Path) -> str:
    (folder / COFFEE).rename(folder.parent / "coffee.jpg")
    list(anew(folder).rate())
    (folder.parent / "coffee.jpg").rename(folder / COFFEE)
    return COFFEE


def move_the_folder(folder: Path) -> str:
    folder.rename(folder.with_name("elsewhere"))
    return COFFEE


@pytest.mark.parametrize(
    "happens",
    [
        rename,
        edit,
        touch,
        lose_the_raw,
        lose_the_jpeg,
        exchange_names,
        damage,
        lose_and_find,
        move_the_folder,
    ],
)
def test_decisions_follow_the_photo_whatever_happens_to_it(
    folder: Path, lib: Library, happens: Callable[[Path], str]
) -> None:
    lib.reject([COFFEE, ASTRONAUT])
    lib.star(5, COFFEE)
    lib.together([COFFEE, CHELSEA])
    before = facts(folder)
    path = happens(folder)
    folder = folder if folder.exists() else folder.with_name("elsewhere")
    list(anew(folder).rate())
    assert anew(folder).marks() == {path: Mark(kept=False, stars=5), ASTRONAUT: REJECTED}
    assert anew(folder).log()[0].decisions[0].photos[0] == path
    assert facts(folder) == before


def test_decisions_stay_when_the_model_changes(folder: Path, lib: Library, tmp_path: Path) -> None:
    lib.keep(COFFEE)
    builtin = json.loads((resources.files("winnow.models") / "builtin" / "classical.json").read_text())
    (tmp_path / "card.json").write_text(json.dumps({**builtin, "name": "other"}))
    other = winnow.open_library(folder, model=str(tmp_path / "card.json"), workers=0)
    list(other.rate())
    assert other.marks() == {COFFEE: KEPT}
    assert other.status().kept == 1


def test_what_was_decided_of_a_photo_that_is_gone_stays_in_the_log(folder: Path, lib: Library) -> None:
    lib.keep([COFFEE, CHELSEA])
    (folder / CHELSEA).unlink()
    list(lib.rate())
    assert lib.marks() == {COFFEE: KEPT}
    assert lib.log()[0].decisions == (Decision(Verb.KEEP, (COFFEE, CHELSEA)),)
    assert lib.reject(CHELSEA).changes == (Change(CHELSEA, KEPT, REJECTED),)
    assert (lib.status().kept, lib.status().rejected, lib.status().undecided) == (1, 0, 3)


def test_undo_and_redo_work_across_restarts(folder: Path) -> None:
    anew(folder).keep([COFFEE, CHELSEA])
    second = anew(folder).reject(COFFEE)
    done = anew(folder).undo(why="a slip")
    assert done.about.id == second.entry.id
    assert done.about.undone
    assert done.changes == (Change(COFFEE, REJECTED, KEPT),)
    assert anew(folder).marks() == {COFFEE: KEPT, CHELSEA: KEPT}
    assert anew(folder).undo().changes == (Change(COFFEE, KEPT, PLAIN), Change(CHELSEA, KEPT, PLAIN))
    with pytest.raises(NoDecisionToUndoError):
        anew(folder).undo()
    anew(folder).redo()
    again = anew(folder).redo()
    assert again.about.id == second.entry.id
    assert not again.about.undone
    assert again.changes == (Change(COFFEE, KEPT, REJECTED),)
    with pytest.raises(NoDecisionToRedoError):
        anew(folder).redo()
    assert anew(folder).marks() == {COFFEE: REJECTED, CHELSEA: KEPT}


def test_a_new_decision_ends_what_can_be_redone(lib: Library) -> None:
    lib.keep(COFFEE)
    lib.undo()
    lib.keep(CHELSEA)
    with pytest.raises(NoDecisionToRedoError):
        lib.redo()


def test_the_log_only_grows_and_no_photo_is_touched(folder: Path, lib: Library) -> None:
    before = fingerprints(folder)
    verbs: list[Callable[[], object]] = [
        lambda: lib.keep(COFFEE),
        lambda: lib.reject([COFFEE, CHELSEA]),
        lambda: lib.star(3, CHELSEA),
        lib.undo,
        lib.undo,
        lib.redo,
        lambda: lib.label("blue", COFFEE),
        lambda: lib.apart(COFFEE, CHELSEA),
        lib.undo,
        lambda: lib.unmark(COFFEE),
    ]
    for number, verb in enumerate(verbs, start=1):
        acts, choices = rows(folder)
        verb()
        acts_now, choices_now = rows(folder)
        assert acts_now[: len(acts)] == acts
        assert choices_now[: len(choices)] == choices
        assert len(acts_now) == number
    assert fingerprints(folder) == before


def test_the_log_tells_what_was_done_newest_first(lib: Library) -> None:
    lib.keep(COFFEE)
    lib.reject(CHELSEA, why="blurred")
    lib.undo()
    undo, reject, keep = lib.log()
    assert (undo.undoes, undo.decisions, undo.undone) == (reject.id, (), False)
    assert (reject.why, reject.undone) == ("blurred", True)
    assert (keep.decisions, keep.undone) == ((Decision(Verb.KEEP, (COFFEE,)),), False)
    assert lib.log(2) == [undo, reject]


def test_what_a_rule_decides_is_its_own_and_undone_like_the_rest(folder: Path, lib: Library) -> None:
    with Catalogue.open(folder / ".winnow" / "library.db", folder, create=False) as catalogue:
        ids = catalogue.photo_ids([COFFEE, CHELSEA])
        choices = [Choice(Verb.KEEP, (ids[COFFEE],)), Choice(Verb.REJECT, (ids[CHELSEA],))]
        done = decide.record(catalogue, choices, who="pick", why="two of a kind")
    assert done.entry.who == "pick"
    assert facts(folder).deciders == {ids[COFFEE]: "pick", ids[CHELSEA]: "pick"}
    assert len(lib.undo().changes) == 2
    assert lib.marks() == {}


def test_how_a_few_photos_stand_is_told_from_what_was_decided_of_them(folder: Path, lib: Library) -> None:
    lib.keep([COFFEE, CHELSEA])
    lib.choose_keeper(COFFEE, [CHELSEA])
    lib.reject(CHELSEA)
    lib.undo()
    lib.apart(COFFEE, CHELSEA)
    with Catalogue.open(folder / ".winnow" / "library.db", folder, create=False) as catalogue:
        ids = list(catalogue.photo_ids([COFFEE, CHELSEA]).values())
        for few in (ids, ids[:1], ids[1:]):
            assert decide.standing_of(catalogue, few) == decide.decided(catalogue).among(few)


def test_photos_are_decided_while_a_run_is_rating(folder: Path, lib: Library, photographs: Path) -> None:
    for name in ("camera.png", "rocket.jpg", "page.png"):
        save_jpeg(photographs, name, folder / "new" / f"{name}.jpg")
    running = anew(folder).rate()
    assert any(isinstance(event, Scored) for event in running)
    lib.keep(COFFEE)
    lib.reject(CHELSEA)
    lib.undo()
    list(running)
    assert lib.marks() == {COFFEE: KEPT}
    assert lib.status().scored == 7


def test_status_and_explanation_tell_what_was_decided(lib: Library) -> None:
    assert (lib.status().kept, lib.status().rejected, lib.status().undecided) == (0, 0, 5)
    lib.keep([COFFEE, ASTRONAUT])
    lib.reject("broken.jpg")
    lib.label("green", COFFEE)
    assert (lib.status().kept, lib.status().rejected, lib.status().undecided) == (2, 1, 2)
    assert lib.explain(COFFEE).mark == Mark(kept=True, label="green")
    assert lib.explain(CHELSEA).mark == PLAIN


def test_the_folders_of_one_library_are_decided_and_undone_apart(folder: Path, tmp_path: Path) -> None:
    both = tmp_path / "both.db"
    other = tmp_path / "other"
    shutil.copytree(folder / "2019", other)
    for each in (folder, other):
        list(winnow.open_library(each, library=both, workers=0).rate())
    first, second = winnow.open_library(folder, library=both), winnow.open_library(other, library=both)
    first.keep(COFFEE)
    second.reject("coffee.jpg")
    assert first.undo().changes == (Change(COFFEE, KEPT, PLAIN),)
    assert (first.marks(), second.marks()) == ({}, {"coffee.jpg": REJECTED})


def test_each_photo_is_found_in_the_nearest_library_that_knows_it(folder: Path, tmp_path: Path) -> None:
    inner = folder / "2019"
    list(winnow.open_library(inner, workers=0).rate())
    shutil.copy(folder / CHELSEA, inner / "later.jpg")
    list(anew(folder).rate())
    apart = Path(shutil.copytree(folder, tmp_path / "apart", ignore=shutil.ignore_patterns("2019")))
    asked = [apart / CHELSEA, folder / COFFEE, folder / CHELSEA, inner / "later.jpg", folder / ASTRONAUT]
    assert [(held.folder, photos) for held, photos in winnow.libraries_of(asked)] == [
        (apart, [apart / CHELSEA]),
        (inner, [folder / COFFEE, folder / ASTRONAUT]),
        (folder, [folder / CHELSEA, inner / "later.jpg"]),
    ]
    with pytest.raises(PhotoNotFoundError, match=r"never\.jpg is not in the library of .*apart"):
        winnow.libraries_of([folder / COFFEE, apart / "never.jpg"])


def test_a_photo_below_no_rated_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").touch()
    with pytest.raises(LibraryNotFoundError, match="winnow rate"):
        winnow.libraries_of([tmp_path / "a.jpg"])
    with pytest.raises(PhotoNotFoundError):
        winnow.libraries_of([tmp_path / "b.jpg"])


def test_the_library_of_a_folder_is_its_own_or_the_nearest_above(folder: Path, tmp_path: Path) -> None:
    assert winnow.nearest_library(folder / "2019").folder == folder
    assert winnow.nearest_library(folder).folder == folder
    with pytest.raises(LibraryNotFoundError, match="winnow rate"):
        winnow.nearest_library(tmp_path)
