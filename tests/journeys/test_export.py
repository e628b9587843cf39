"""`winnow export` as a person runs it: a plan, a kill in the middle, a full disk, a change of mind."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.journeys.conftest import Winnow


def _tree(folder: Path) -> dict[str, bytes]:
    """Every visible file below a folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    named = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
    return {name: data for name, data in named.items() if not any(part.startswith(".") for part in name.split("/"))}


def _half_files(folder: Path) -> list[Path]:
    return list(folder.rglob(".winnow-*.part"))


KILL = """
import os, signal, sys

left = int(os.environ["KILLED_AT"])
old = None

def heard(event, arguments):
    global left, old
    if event == "os.link" and str(arguments[1]).endswith(".jpg"):
        old = arguments[0]
    elif event != "os.remove" or arguments[0] != old:
        return
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(heard)
"""
"""Kills the process that imports it before a photo gets its name, or loses the old one, for the so-manieth time."""


@pytest.fixture
def killed(winnow: Winnow, tmp_path: Path) -> Callable[..., None]:
    """Runs winnow until it is killed: before a photo gets its name if `at` is odd, else before it loses the old one."""
    (tmp_path / "kill").mkdir()
    (tmp_path / "kill/sitecustomize.py").write_text(KILL, encoding="utf-8")

    def run(*command: str | Path, at: int) -> None:
        killed = winnow(*command, PYTHONPATH=str(tmp_path / "kill"), KILLED_AT=str(at))
        assert killed.returncode == -signal.SIGKILL, killed.stderr

    return run


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of three megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    if mount is None or subprocess.run([mount, "-t", "tmpfs", "-o", "size=3m", "none", place], check=False).returncode:
        pytest.skip("no disk can be mounted: it takes root on Linux")
    yield place
    subprocess.run(["umount", place], check=True)


def test_a_dry_run_prints_the_plan_and_does_nothing(rated: tuple[Winnow, Path], tmp_path: Path) -> None:
    winnow, folder = rated
    run = winnow("export", folder, "--top", "3", "--to", tmp_path / "best", "--zip", tmp_path / "b.zip", "--dry-run")
    assert run.returncode == 0, run.stderr
    lines = run.stdout.decode().splitlines()
    assert len([line for line in lines if line.startswith("copy ")]) == 3
    assert len([line for line in lines if line.startswith("pack ")]) == 3
    assert "are free" in run.stdout.decode()
    assert lines[-1] == "Nothing was done: this is what would be."
    assert list(tmp_path.iterdir()) == []


def test_everything_at_once_and_again(rated: tuple[Winnow, Path], tmp_path: Path) -> None:
    winnow, folder = rated
    targets = {"--to": "best", "--zip": "b.zip", "--csv": "b.csv", "--json": "b.json", "--gallery": "page"}
    where: list[str | Path] = [word for option, name in targets.items() for word in (option, tmp_path / name)]
    first = winnow("export", folder, "--top", "12", *where)
    assert first.returncode == 0, first.stderr
    made = _tree(tmp_path)
    rows = json.loads(made["b.json"])
    best = winnow.json("top", folder, "-n", "12")
    assert [row["path"] for row in rows] == [row["path"] for row in best]
    assert [row["score"] for row in rows] == [row["score"] for row in best]
    assert {name for name in made if name.startswith("best/")} == {f"best/{row['path']}" for row in rows}
    assert "page/index.html" in made

    again = winnow("export", folder, "--top", "12", *where)
    assert again.returncode == 0, again.stderr
    assert _tree(tmp_path) == made
    assert again.stdout.count(b"There already:") == 4


@pytest.mark.slow
def test_a_kill_in_the_middle_of_a_move_loses_nothing_and_the_same_command_goes_on(
    winnow: Winnow, killed: Callable[..., None], many: Path, tmp_path: Path
) -> None:
    assert winnow("rate", many).returncode == 0
    before = _tree(many)
    command = ("export", many, "--top", "60", "--to", tmp_path / "out", "--by", "move", "--yes")
    for names in (1, 8, 25, 40):
        killed(*command, at=names)
        assert {**_tree(many), **_tree(tmp_path / "out")} == before
    last = winnow(*command)
    assert last.returncode == 0, last.stderr
    assert _tree(tmp_path / "out") == before
    assert _tree(many) == {}
    assert _half_files(tmp_path) == []

    undone = winnow("export", "--undo", tmp_path / "out")
    assert undone.returncode == 0, undone.stderr
    assert _tree(many) == before
    assert not (tmp_path / "out").exists()
    assert winnow.events(many)[-1]["missing"] == 0


@pytest.mark.slow
def test_a_kill_in_the_middle_of_copies_leaves_no_half_file_once_it_went_on(
    winnow: Winnow, killed: Callable[..., None], many: Path, tmp_path: Path
) -> None:
    assert winnow("rate", many).returncode == 0
    command = ("export", many, "--top", "60", "--to", tmp_path / "out", "--zip", tmp_path / "all.zip")
    killed(*command, at=11)
    assert len(_tree(tmp_path / "out")) == 5
    assert len(_half_files(tmp_path)) == 1
    last = winnow(*command)
    assert last.returncode == 0, last.stderr
    assert _tree(tmp_path / "out") == _tree(many)
    assert _half_files(tmp_path) == []
    assert not (tmp_path / "out/.winnow-export.jsonl").exists()


def test_a_move_is_not_made_without_a_word(rated: tuple[Winnow, Path], tmp_path: Path) -> None:
    winnow, folder = rated
    run = winnow("export", folder, "--top", "3", "--to", tmp_path / "out", "--by", "move")
    assert run.returncode == 2
    assert b"--yes" in run.stderr
    assert not (tmp_path / "out").exists()


def test_a_disk_that_is_too_small_is_said_before_the_first_byte(winnow: Winnow, many: Path, disk: Path) -> None:
    assert winnow("rate", many).returncode == 0
    run = winnow("export", many, "--top", "60", "--to", disk / "best")
    assert run.returncode == 5
    assert b"There is no room for the export." in run.stderr
    assert b"Traceback" not in run.stderr
    assert _tree(disk) == {}
    part = winnow("export", many, "--top", "2", "--to", disk / "best")
    assert part.returncode == 0, part.stderr
    assert len(_tree(disk)) == 2


def test_a_target_that_cannot_be_written_is_said(rated: tuple[Winnow, Path], disk: Path) -> None:
    winnow, folder = rated
    if subprocess.run(["mount", "-o", "remount,ro", disk], check=False).returncode:
        pytest.skip("no disk can be made read-only")
    for option, place in (("--to", disk / "best"), ("--zip", disk / "b.zip"), ("--gallery", disk / "page")):
        run = winnow("export", folder, "--top", "3", option, place)
        assert run.returncode == 5, run.stderr
        assert b"The export cannot be written." in run.stderr
        assert b"read-only" in run.stderr
        assert b"Traceback" not in run.stderr


def test_a_hard_link_to_another_disk_says_what_to_type(rated: tuple[Winnow, Path], disk: Path) -> None:
    winnow, folder = rated
    run = winnow("export", folder, "--top", "3", "--to", disk / "best", "--by", "hardlink")
    assert run.returncode == 2
    assert b"--by copy" in run.stderr
    assert list(disk.iterdir()) == []


def test_a_file_that_is_gone_is_named_and_the_exit_code_says_that_not_all_went(
    winnow: Winnow, messy: Path, tmp_path: Path
) -> None:
    assert winnow("rate", messy).returncode == 0
    (messy / "2020/drawing.png").unlink()
    run = winnow("export", messy, "--top", "100", "--to", tmp_path / "out")
    assert run.returncode == 5
    assert b"2020/drawing.png" in run.stderr
    assert b"Not everything could be exported." in run.stderr
    assert len(_tree(tmp_path / "out")) > 10


SITUATIONS = [
    (["{folder}", "--to", "{out}"], "Nothing is marked as kept yet"),
    (["{folder}", "--top", "3"], "Say where to"),
    (["{folder}", "--kept", "--rejected", "--to", "{out}"], "both kept and rejected"),
    (["--to", "{out}"], "FOLDER"),
    (["--undo", "{out}"], "no move to undo"),
    (["{folder}", "--top", "0", "--to", "{out}"], "--top"),
    (["{folder}", "--top", "1", "--to", "{out}", "--by", "mail"], "--by"),
]


@pytest.mark.parametrize(("arguments", "words"), SITUATIONS)
def test_what_makes_no_sense_is_said(
    rated: tuple[Winnow, Path], tmp_path: Path, arguments: list[str], words: str
) -> None:
    winnow, folder = rated
    run = winnow("export", *(part.format(folder=folder, out=tmp_path / "out") for part in arguments))
    assert run.returncode == 2
    assert words in " ".join(run.stderr.decode().split())
    assert b"Traceback" not in run.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_rating_that_nothing_meets_is_no_error(rated: tuple[Winnow, Path], tmp_path: Path) -> None:
    winnow, folder = rated
    run = winnow("export", folder, "--min-score", "10", "--to", tmp_path / "out")
    assert run.returncode == 0
    assert b"No photo matches" in run.stderr
    assert not (tmp_path / "out").exists()
