"""Ctrl-C, a polite kill, and a reader that goes away: everything measured is kept."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.journeys.conftest import Winnow


@pytest.mark.parametrize(("number", "exit_code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_run_saves_and_the_same_command_goes_on(
    winnow: Winnow, many: Path, number: signal.Signals, exit_code: int
) -> None:
    process = winnow.start("rate", many, "--json", "--workers", "1", page_ahead=True)
    assert process.stdout is not None
    first = [json.loads(process.stdout.readline()) for _ in range(4)]
    os.killpg(process.pid, number)  # as a terminal does it: the workers get it too
    rest, errors = process.communicate(timeout=300)
    events = first + [json.loads(line) for line in rest.splitlines()]
    told = {event["path"] for event in events if event["event"] == "scored"}
    assert process.returncode == exit_code
    assert errors.decode().startswith("Stopping: saving what is measured")
    assert b"Traceback" not in errors
    assert events[-1]["event"] == "finished"
    assert events[-1]["interrupted"] is True
    assert 3 <= len(told) < 60

    going_on = winnow.events(many)
    assert {event["path"] for event in going_on if event["event"] == "scored"}.isdisjoint(told)
    assert winnow.json("status", many)["scored"] == 60


def test_a_second_ctrl_c_ends_at_once_and_nothing_is_broken(winnow: Winnow, many: Path) -> None:
    process = winnow.start("rate", many, "--json", "--workers", "1", page_ahead=True)
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=300)
    assert process.returncode == 130
    assert b"Traceback" not in errors
    winnow("rate", many)
    assert winnow.json("status", many)["scored"] == 60


def test_a_reader_that_goes_away_is_no_traceback(rated: tuple[Winnow, Path]) -> None:
    winnow, folder = rated
    run = subprocess.run(
        ["bash", "-c", '"$PYTHON" -m winnow top "$FOLDER" --csv | head -n 1; echo "${PIPESTATUS[0]}"'],
        env=winnow.environment(PYTHON=sys.executable, FOLDER=str(folder)),
        capture_output=True,
        check=True,
    )
    header, exit_code = run.stdout.splitlines()
    assert header == b"path,score,confidence,taken_at,reasons"
    assert exit_code in {b"0", b"141"}  # 0 when head read everything before it left
    assert run.stderr == b""


def test_a_reader_that_is_gone_from_the_start_is_exit_141(rated: tuple[Winnow, Path]) -> None:
    winnow, folder = rated
    read_end, write_end = os.pipe()
    os.close(read_end)
    run = subprocess.run(
        [sys.executable, "-m", "winnow", "top", folder],
        env=winnow.environment(),
        stdout=write_end,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(write_end)
    assert run.returncode == 141
    assert run.stderr == b""


def test_a_run_whose_reader_goes_away_keeps_what_it_measured(winnow: Winnow, many: Path) -> None:
    process = winnow.start("rate", many, "--json", "--workers", "1", page_ahead=True)
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(timeout=300) == 141
    assert process.stderr is not None
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()
    winnow("rate", many)
    assert winnow.json("status", many)["scored"] == 60
