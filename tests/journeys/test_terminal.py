"""On a real terminal: live progress, tables that fit, and no name that can write to the screen."""

from __future__ import annotations

import codecs
import fcntl
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

if TYPE_CHECKING:
    from tests.journeys.conftest import Winnow

ESCAPE_CODE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal:
    """A pseudo-terminal with a program in it."""

    def __init__(self, command: list[str | Path], environment: dict[str, str], columns: int) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
        environment = {name: value for name, value in environment.items() if name != "COLUMNS"}
        self.process = subprocess.Popen(
            command,
            env={"TERM": "xterm-256color"} | environment,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        self.screen = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")()  # a read may end in the middle of a character

    def read(self, until: str | None = None) -> str:
        """Read what is written, to the end or until some text has come."""
        while until is None or until not in self.screen:
            try:
                chunk = os.read(self._ours, 65536)
            except OSError:  # Linux says so when the program has gone
                break
            if not chunk:
                break
            self.screen += self._decoder.decode(chunk)
        return self.screen

    def close(self) -> int:
        """Read the rest; the exit code."""
        self.read()
        os.close(self._ours)
        return self.process.wait(timeout=300)


def _run(winnow: Winnow, *arguments: str | Path, columns: int = 80, **environment: str) -> str:
    terminal = Terminal([sys.executable, "-m", "winnow", *arguments], winnow.environment(**environment), columns)
    assert terminal.close() == 0, terminal.screen
    return terminal.screen


def _plain_lines(screen: str) -> list[str]:
    return ESCAPE_CODE.sub("", screen).replace("\r", "").splitlines()


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_every_table_fits_the_terminal(rated: tuple[Winnow, Path], columns: int) -> None:
    winnow, folder = rated
    for command, path in (("top", folder), ("explain", folder / "2019/trip/IMG_0001.jpg")):
        lines = _plain_lines(_run(winnow, command, path, columns=columns))
        table = [line for line in lines if re.match(r" *\d+ +\d+\.\d|.*[+-]\d\.\d\d", line)]
        assert table
        assert max(cell_len(line) for line in table) <= columns


def test_no_name_writes_to_the_screen(rated: tuple[Winnow, Path]) -> None:
    winnow, folder = rated
    for command in (["top"], ["top", "--csv"], ["top", "--paths"], ["top", "-0"], ["top", "--json"]):
        screen = _run(winnow, *command, folder, columns=200)
        assert "\x1b[31mred" not in screen
        assert "red" in screen
        assert "[bold]markup[red].jpg" in screen


def test_rate_shows_live_progress_and_leaves_a_summary(winnow: Winnow, messy: Path) -> None:
    screen = _run(winnow, "rate", messy)
    assert "━" in screen
    assert " of 22" in screen
    assert "median score" in screen
    last = _plain_lines(screen)[-4:]
    assert any(line.startswith("Rated 18 photos in ") for line in last)
    assert f"Next: winnow top '{messy}'" in last


def test_no_color_means_no_colour(rated: tuple[Winnow, Path]) -> None:
    winnow, folder = rated
    colour = re.compile(r"\x1b\[[0-9;]*3[0-9][;m]")
    coloured = _run(winnow, "explain", folder / "2019/trip/IMG_0001.jpg")
    plain = _run(winnow, "explain", folder / "2019/trip/IMG_0001.jpg", NO_COLOR="1")
    assert colour.search(coloured)
    assert not colour.search(plain)


def test_ctrl_c_on_the_terminal_is_one_calm_line_and_exit_130(winnow: Winnow, many: Path) -> None:
    command: list[str | Path] = [sys.executable, "-m", "winnow", "rate", many, "--workers", "1"]
    terminal = Terminal(command, winnow.environment(), 80)
    terminal.read(until=" new")
    os.killpg(terminal.process.pid, signal.SIGINT)
    assert terminal.close() == 130
    text = "\n".join(_plain_lines(terminal.screen))
    assert "Traceback" not in text
    assert "Stopped, and everything so far is saved. To go on: winnow rate" in text
