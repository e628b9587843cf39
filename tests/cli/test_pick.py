"""``winnow pick``: what it says."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.journeys.conftest import picture, save
from typer.testing import CliRunner, Result

import winnow
from winnow.cli.app import app
from winnow.cli.pick import as_json, in_brief, missed
from winnow.domain.decision import Mark
from winnow.domain.picked import Pick, Picked, Verdict

Run = Callable[..., Result]
KEPT = (Verdict(1, "a.jpg", kept=True, why="of 3 photos of one moment: sharper"),)
REJECTED = tuple(Verdict(photo, f"{photo}.jpg", kept=False, why="identical to a.jpg") for photo in range(2, 1202))
LEFT = (Verdict(1300, "c.jpg", kept=None, why="like no other photo"),)
MARKED = (Verdict(1301, "d.jpg", kept=True, why="kept by you"),)


@pytest.fixture(scope="module")
def rated_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two pictures, of one the same bytes again: rated. Only to be copied."""
    folder = tmp_path_factory.mktemp("once") / "my photos"
    save(picture(0, (320, 240)), folder / "a.jpg")
    save(picture(1, (320, 240)), folder / "b.jpg")
    (folder / "copies").mkdir()
    shutil.copy(folder / "a.jpg", folder / "copies" / "a.jpg")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WINNOW_CACHE_DIR", str(folder.parent / "cache"))
        list(winnow.open_library(folder, model="classical", workers=0).rate())
    return folder


@pytest.fixture
def folder(tmp_path: Path, rated_once: Path) -> Path:
    """A rated folder of one's own."""
    return Path(shutil.copytree(rated_once, tmp_path / "my photos"))


@pytest.fixture
def run(folder: Path) -> Run:
    """Run the command on the folder."""

    def invoke(*arguments: str) -> Result:
        options = [*arguments, "--model", "classical", "--workers", "0"]
        return CliRunner().invoke(app, ["pick", str(folder), *options], prog_name="winnow")

    return invoke


def marks(folder: Path) -> dict[str, Mark]:
    return winnow.open_library(folder).marks()


def test_it_says_how_many_and_how_to_take_it_back(run: Run, folder: Path) -> None:
    told = run()
    size = f"{(folder / 'a.jpg').stat().st_size / 1000:.0f} kB"
    assert told.output.splitlines() == [
        f"1 photo kept, 1 rejected ({size}), 1 left to you.",
        f"To take it back: winnow undo '{folder}'",
    ]
    assert marks(folder) == {"a.jpg": Mark(kept=True), "copies/a.jpg": Mark(kept=False)}
    assert run().output.splitlines()[1:] == ["Nothing was decided: all was so already."]


def test_photos_that_no_group_can_have_yet_are_counted_and_it_is_said_what_to_type(folder: Path) -> None:
    told = CliRunner().invoke(app, ["pick", str(folder), "--workers", "0"], prog_name="winnow")
    assert told.stderr.splitlines() == [
        f"3 photos in no group yet, for want of a score by this winnow and model. Type: winnow rate '{folder}'"
    ]


def test_asked_what_it_would_do_it_names_every_photo_with_the_reason(run: Run, folder: Path) -> None:
    told = run("--dry-run").output.splitlines()
    assert told[1:3] == ["reject copies/a.jpg: identical to a.jpg", "leave b.jpg: like no other photo"]
    assert told[0].startswith("keep a.jpg: identical: 2 files")
    assert told[-1] == "Nothing was decided: this is what would be."
    assert marks(folder) == {}


def test_a_program_gets_every_photo_once(run: Run, folder: Path) -> None:
    found = json.loads(run("--target", "1", "--json").stdout)
    told = [one["path"] for name in ("kept", "rejected", "left", "marked") for one in found[name]]
    assert sorted(told) == ["a.jpg", "b.jpg", "copies/a.jpg"]
    assert [len(found["kept"]), found["act"]] == [1, winnow.open_library(folder).log()[0].id]


def test_a_target_that_cannot_be_met_is_told(run: Run) -> None:
    told = run("--target", "3")
    assert "That makes 2, not 3: no more that differ" in told.output
    assert missed(2, 1) == "That makes 2, not 1: that many were kept before."


def test_how_many_and_how_strictly_are_not_asked_at_once(run: Run, folder: Path) -> None:
    told = run("--target", "3", "--strictness", "strict")
    assert (told.exit_code, marks(folder)) == (2, {})
    assert "not both" in told.output


def test_many_are_counted() -> None:
    found = Pick(Picked(KEPT, REJECTED, LEFT, MARKED), 1_234_500_000)
    words = "1 photo kept, 1,200 rejected (1.2 GB), 1 left to you; 1 marked before."
    assert in_brief(found) == words
    assert in_brief(Pick(Picked((), (), LEFT, ()), 0)) == "0 photos kept, 0 rejected, 1 left to you."
    assert json.loads(as_json(found))["marked"] == [{"path": "d.jpg", "kept": True, "why": "kept by you"}]
