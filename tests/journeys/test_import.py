"""Decisions of other programs come in, and the person's go out to them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.journeys.conftest import Winnow


@pytest.fixture
def three(tmp_path: Path, winnow: Winnow, new_picture: Callable[[Path, int], None]) -> Path:
    """Three rated photos."""
    folder = tmp_path / "my photos"
    for number, name in enumerate(("a.jpg", "b.jpg", "c.jpg")):
        new_picture(folder / name, number)
    assert winnow("rate", folder).returncode == 0
    return folder


def exiftool(*arguments: str | Path) -> str:
    if shutil.which("exiftool") is None:
        pytest.skip("exiftool is not installed (Debian: libimage-exiftool-perl)")
    return subprocess.run(["exiftool", "-q", *arguments], capture_output=True, text=True, check=True).stdout


def test_what_another_program_decided_is_taken_over_once(three: Path, winnow: Winnow) -> None:
    exiftool("-XMP-xmp:Rating=4", "-XMP-xmp:Label=Red", "-o", three / "a.xmp")
    exiftool("-XMP-xmp:Rating=-1", "-o", three / "b.jpg.xmp")
    dry = winnow("import", three, "--dry-run")
    assert b"It would be: labelled a.jpg red; rejected b.jpg; gave 4 stars to a.jpg." in dry.stdout
    assert winnow.json("log", three) == []
    assert b"rejected b.jpg" in winnow("import", three).stdout
    assert [entry["who"] for entry in winnow.json("log", three)] == ["import"]
    assert winnow("import", three).stdout == b"Other programs say nothing new.\n"


def test_what_the_person_decided_is_held_and_said(three: Path, winnow: Winnow) -> None:
    exiftool("-XMP-xmp:Rating=-1", "-o", three / "a.xmp")
    winnow("keep", three / "a.jpg")
    run = winnow("import", three)
    assert b"You decided otherwise in winnow of 1 photo, which stands: a.jpg." in run.stderr
    assert b"rejected a.jpg" in winnow("import", three, "--theirs").stdout.lower()


def test_decisions_go_to_another_program_and_come_back(three: Path, winnow: Winnow) -> None:
    winnow("star", "5", three / "a.jpg")
    winnow("reject", three / "b.jpg")
    assert winnow("export", three, "--xmp", "--starred").returncode == 0
    assert exiftool("-s3", "-XMP-xmp:Rating", three / "a.xmp") == "5\n"
    exiftool("-overwrite_original", "-XMP-xmp:Rating=2", three / "a.xmp")
    winnow("import", three, "--theirs")
    (entry, *_) = winnow.json("log", three)
    assert [(one["verb"], one["photos"], one["value"]) for one in entry["decisions"]] == [("star", ["a.jpg"], "2")]
