"""The Chromium that browser tests drive: the system's, kept from the network and from its own housekeeping."""

from __future__ import annotations

import shutil
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_MS = 300_000  # a busy machine is no failure
PAUSE_MS = 25


def until(page: Page, condition: str) -> None:
    """Wait until a condition holds. Playwright's own wait evaluates strings in the page, which pages here forbid."""
    latest = time.monotonic() + PATIENCE_MS / 1000
    while not page.evaluate(condition):
        assert time.monotonic() < latest, f"never came true: {condition}"
        page.wait_for_timeout(PAUSE_MS)
