"""Deciding from the command line: what is said, and how to take it back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console
from tests.journeys.conftest import picture, save
from typer.testing import CliRunner, Result

import winnow
from winnow.cli.app import app
from winnow.cli.decisions import in_words, listed
from winnow.cli.log import as_json, as_lines, as_table
from winnow.cli.status import counts
from winnow.domain.decision import PERSON, Mark, Verb
from winnow.domain.views import Decision, Entry, Status

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def rated_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three photos, rated. Only to be copied."""
    folder = tmp_path_factory.mktemp("once") / "my photos"
    for number, name in enumerate(("a.jpg", "b.jpg", "trip/c.jpg")):
        save(picture(number, (320, 240)), folder / name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WINNOW_CACHE_DIR", str(folder.parent / "cache"))
        list(winnow.open_library(folder, workers=0).rate())
    return folder


@pytest.fixture
def folder(tmp_path: Path, rated_once: Path) -> Path:
    """A rated folder of one's own."""
    return Path(shutil.copytree(rated_once, tmp_path / "my photos"))


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command in the folder."""
    monkeypatch.chdir(folder)

    def invoke(*arguments: str | Path) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments], prog_name="winnow")

    return invoke


def marks(folder: Path) -> dict[str, Mark]:
    return winnow.open_library(folder).marks()


def test_a_decision_says_what_was_done_and_how_to_take_it_back(run: Run, folder: Path) -> None:
    kept = run("keep", "a.jpg", folder / "trip" / "c.jpg", "--why", "the light")
    assert kept.output == f"Kept a.jpg and trip/c.jpg.\nTo take it back: winnow undo '{folder}'\n"
    assert marks(folder) == {"a.jpg": Mark(kept=True), "trip/c.jpg": Mark(kept=True)}
    undone = run("undo")
    assert undone.output == f"Took back: kept a.jpg and trip/c.jpg.\nTo decide it again: winnow redo '{folder}'\n"
    assert marks(folder) == {}
    redone = run("redo", folder)
    assert redone.output == f"Decided again: kept a.jpg and trip/c.jpg.\nTo take it back: winnow undo '{folder}'\n"
    assert len(marks(folder)) == 2


def test_every_verb_marks_as_it_says(run: Run, folder: Path) -> None:
    assert run("reject", "a.jpg").exit_code == 0
    assert run("star", "4", "a.jpg", "b.jpg").exit_code == 0
    assert run("label", "red", "b.jpg").exit_code == 0
    assert run("keep-all", "b.jpg", "trip/c.jpg").exit_code == 0
    assert run("unmark", "trip/c.jpg").exit_code == 0
    assert run("together", "a.jpg", "b.jpg", "--kind", "scene").exit_code == 0
    assert run("apart", "a.jpg", "b.jpg", "trip/c.jpg").exit_code == 0
    assert marks(folder) == {"a.jpg": Mark(kept=False, stars=4), "b.jpg": Mark(kept=True, stars=4, label="red")}
    apart, together, *_ = winnow.open_library(folder).log()
    assert together.decisions == (Decision(Verb.TOGETHER, ("a.jpg", "b.jpg"), (), "scene"),)
    assert apart.decisions == (Decision(Verb.APART, ("a.jpg",), ("b.jpg", "trip/c.jpg"), "burst"),)
    assert run("star", "0", "a.jpg", "b.jpg").exit_code == 0
    assert run("label", "none", "b.jpg").exit_code == 0
    assert marks(folder) == {"a.jpg": Mark(kept=False), "b.jpg": Mark(kept=True)}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (["keep", "a.jpg", "never.jpg"], "never.jpg is not in the library"),
        (["label", "mauve", "a.jpg"], "red, yellow"),
        (["star", "6", "a.jpg"], "'N'"),
        (["apart", "a.jpg"], "another photo"),
        (["keep-all", "a.jpg"], "two photos"),
        (["apart", "a.jpg", "b.jpg", "--kind", "family"], "family"),
        (["undo"], "no decision to undo"),
        (["redo"], "no decision to redo"),
        (["log", "-n", "0"], "-n"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_decided(run: Run, folder: Path, wrong: list[str], words: str) -> None:
    told = run(*wrong)
    assert told.exit_code == 2
    assert words in " ".join(told.output.split())
    assert winnow.open_library(folder).log() == []


def test_each_library_gets_its_act_and_nothing_is_grouped_across_them(run: Run, folder: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(folder, tmp_path / "other"))
    told = run("keep", "a.jpg", other / "b.jpg")
    assert told.output.count("To take it back") == 2
    assert (marks(folder), marks(other)) == ({"a.jpg": Mark(kept=True)}, {"b.jpg": Mark(kept=True)})
    refused = run("together", "a.jpg", other / "b.jpg")
    assert refused.exit_code == 2
    assert "several libraries" in refused.output


def test_an_unknown_photo_stops_the_other_libraries_too(run: Run, folder: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(folder, tmp_path / "other"))
    assert run("reject", "a.jpg", other / "never.jpg").exit_code == 2
    assert (marks(folder), marks(other)) == ({}, {})


def test_the_log_is_read_by_people_and_programs(run: Run) -> None:
    empty = run("log")
    assert (empty.exit_code, empty.stdout) == (0, "")
    assert "Nothing has been decided" in empty.stderr
    run("keep", "a.jpg", "--why", "the light")
    run("undo")
    undo, keep = json.loads(run("log", "--json").stdout)
    assert (undo["undoes"], undo["decisions"]) == (keep["id"], [])
    assert keep["decisions"] == [{"verb": "keep", "photos": ["a.jpg"], "others": [], "value": None}]
    assert (keep["who"], keep["why"], keep["undone"]) == ("person", "the light", True)
    lines = run("log", "-n", "1").stdout.splitlines()
    assert [line.split("\t")[3] for line in lines] == [f"took back {keep['id']}"]


def test_status_and_explain_tell_what_was_decided(run: Run) -> None:
    assert "undecided" not in run("status", ".").output
    run("keep", "a.jpg")
    run("star", "1", "a.jpg")
    standing = json.loads(run("status", ".", "--json").stdout)
    assert (standing["kept"], standing["rejected"], standing["undecided"]) == (1, 0, 2)
    assert "kept, 1 star" in run("explain", "a.jpg").output.splitlines()
    assert json.loads(run("explain", "a.jpg", "--json").stdout)["mark"] == {"kept": True, "stars": 1, "label": None}


def test_what_was_decided_is_counted_once_anything_was() -> None:
    standing = Status(1200, 1200, 0, 0, 0, 0, 5.0, (0,) * 20, (), kept=30, rejected=170)
    assert [line.plain for line in counts(standing, "pics")][2:] == [
        "   30 kept",
        "  170 rejected",
        "1,000 undecided  neither kept nor rejected",
    ]


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (Decision(Verb.KEEP, ("a",)), "kept a"),
        (Decision(Verb.REJECT, ("a", "b")), "rejected a and b"),
        (Decision(Verb.UNMARK, ("a",)), "unmarked a"),
        (Decision(Verb.STAR, ("a",), (), "1"), "gave 1 star to a"),
        (Decision(Verb.STAR, ("a",), (), "5"), "gave 5 stars to a"),
        (Decision(Verb.STAR, ("a",), (), "0"), "took the stars off a"),
        (Decision(Verb.LABEL, ("a",), (), "red"), "labelled a red"),
        (Decision(Verb.LABEL, ("a",), (), None), "took the label off a"),
        (Decision(Verb.KEEPER, ("a",), ("b", "c")), "preferred a to b and c"),
        (Decision(Verb.KEEP_ALL, ("a", "b")), "kept all of a and b"),
        (Decision(Verb.TOGETHER, ("a", "b"), (), "scene"), "put together a and b (scene)"),
        (Decision(Verb.APART, ("a",), ("{b}",), "copy"), "told a apart from {b} (copy)"),
    ],
)
def test_every_decision_has_words(decision: Decision, words: str) -> None:
    assert in_words([decision]) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "0"), (2, "0 and 1"), (3, "0, 1 and 2"), (4, "0, 1, 2 and 1 more"), (1200, "0, 1, 2 and 1,197 more")],
)
def test_a_few_are_named_and_many_counted(count: int, words: str) -> None:
    assert listed([str(number) for number in range(count)]) == words


def test_names_in_the_log_cannot_rewrite_the_screen() -> None:
    nasty = Decision(Verb.KEEP, ("\x1b[2Ja.jpg",))
    entry = Entry(1, "2026-03-01T09:30:00.000+00:00", "pick", "two\nlines", (nasty,), None, undone=True)
    (line,) = as_lines([entry])
    assert line == "1\t2026-03-01T09:30:00.000+00:00\tpick\tkept \\x1b[2Ja.jpg\ttwo\\nlines; taken back"
    screen = Console(width=100, markup=False, color_system=None)
    with screen.capture() as captured:
        screen.print(as_table([entry]))
    assert "kept \\x1b[2Ja.jpg  by pick; two\\nlines; taken back" in captured.get()
    assert json.loads(as_json([entry]))[0]["decisions"][0]["photos"] == ["\x1b[2Ja.jpg"]


def test_a_decision_of_a_person_does_not_say_so_on_the_screen() -> None:
    entry = Entry(2, "2026-03-01T09:30:00.000+00:00", PERSON, "", (), 1, undone=False)
    screen = Console(width=100, markup=False, color_system=None)
    with screen.capture() as captured:
        screen.print(as_table([entry]))
    assert captured.get().splitlines()[-1].rstrip().endswith("took back 1")
