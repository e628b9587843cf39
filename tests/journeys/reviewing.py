"""The review app as a person has it: the command in one process, Chromium in another."""

from __future__ import annotations

import contextlib
import signal
from pathlib import Path
from typing import TYPE_CHECKING

from tests.chromium import CHROMIUM, FLAGS

import winnow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ViewportSize
    from tests.journeys.conftest import Winnow

IS_BUILT = (Path(winnow.__file__).parent / "web" / "app" / "index.html").is_file()
DESKTOP: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}


@contextlib.contextmanager
def reviewing(command: Winnow, folder: Path) -> Iterator[str]:
    """Run `winnow review` on a folder; gives the address that it prints."""
    process = command.start("review", folder, "--no-browser")
    assert process.stdout is not None
    try:
        said = process.stdout.readline().decode()
        assert said.startswith("Open http://"), said
        yield said.removeprefix("Open ").strip()
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=300)


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Run Chromium without a window."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - tests that do without it run without it

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
