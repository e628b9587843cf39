"""What goes wrong in the middle of a run: it is said with its exit code, and what was measured before is kept."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

if TYPE_CHECKING:
    from tests.journeys.conftest import Winnow


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    if mount is None or subprocess.run([mount, "-t", "tmpfs", "-o", "size=2m", "none", place], check=False).returncode:
        pytest.skip("no disk can be mounted: it takes root on Linux")
    yield place
    subprocess.run(["umount", place], check=True)


@pytest.fixture
def temporary() -> Iterator[Path]:
    """A temporary folder with a short path, as the sockets in it need."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _fill(filler: Path) -> None:
    """Write until the disk has no page left."""
    with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(4096))


def _scored(lines: list[bytes]) -> set[str]:
    events = [json.loads(line) for line in lines]
    return {event["path"] for event in events if event["event"] == "scored"}


def test_a_disk_that_fills_up_ends_the_run_and_what_was_saved_stays(
    winnow: Winnow, many: Path, small_disk: Path
) -> None:
    where = ("--library", small_disk / "library.db")
    saved = {event["path"] for event in winnow.events(many, "--limit", "5", *where) if event["event"] == "scored"}
    process = winnow.start("rate", many, "--json", "--workers", "1", *where, page_ahead=True)
    assert process.stdout is not None
    assert len(_scored([process.stdout.readline() for _ in range(3)])) == 2
    filler = small_disk / "filler"
    _fill(filler)
    _, errors = process.communicate(timeout=300)
    assert process.returncode == 3, errors.decode()
    assert b"The disk that holds the library is full." in errors
    assert b"make room" in errors
    assert b"Traceback" not in errors

    filler.unlink()
    assert {row["path"] for row in winnow.json("top", many, *where)} >= saved
    assert winnow.events(many, *where)[-1]["interrupted"] is False
    assert winnow.json("status", many, *where)["scored"] == 60


def test_workers_that_cannot_be_replaced_end_the_run_and_what_was_measured_stays(
    winnow: Winnow, many: Path, temporary: Path
) -> None:
    process = winnow.start("rate", many, "--json", "--workers", "1", page_ahead=True, TMPDIR=str(temporary))
    assert process.stdout is not None
    begun = [process.stdout.readline() for _ in range(4)]
    for socket in temporary.glob("pymp-*/*"):  # a cleaner of old files takes away where workers are asked for
        socket.unlink()
    helpers = psutil.Process(process.pid).children(recursive=True)
    workers = [helper for helper in helpers if helper.ppid() != process.pid]
    assert workers
    for worker in workers:
        worker.kill()
    rest, errors = process.communicate(timeout=300)
    told = _scored(begun + rest.splitlines())
    assert process.returncode == 5, errors.decode()
    assert b"The worker processes cannot be kept running." in errors
    assert b"Traceback" not in errors

    assert {row["path"] for row in winnow.json("top", many, "-n", "100")} == told
    going_on = [event for event in winnow.events(many) if event["event"] == "scored"]
    assert {event["path"] for event in going_on}.isdisjoint(told)
    assert winnow.json("status", many)["scored"] == 60
