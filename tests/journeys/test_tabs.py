"""The review app in many tabs of one browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.chromium import CHROMIUM, PATIENCE_MS, PAUSE_MS
from tests.journeys.conftest import Winnow
from tests.journeys.reviewing import IS_BUILT, chromium, reviewing
from tests.journeys.trip import make_trip

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page, Request

TABS = 8  # a browser opens six connections to one server

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium to run: apt-get install chromium"),
    pytest.mark.skipif(not IS_BUILT, reason="the page is not built: make app"),
]


def test_many_tabs_share_one_connection_and_show_what_was_decided_in_any_of_them(
    winnow: Winnow, photographs: Path, tmp_path: Path
) -> None:
    pytest.importorskip("playwright.sync_api")
    make_trip(tmp_path, photographs)
    assert winnow("rate", tmp_path).returncode == 0
    with reviewing(winnow, tmp_path) as url, chromium() as browser:
        context = browser.new_context()
        context.set_default_timeout(PATIENCE_MS)
        lines: dict[Request, Page] = {}
        context.on("request", lambda asked: lines.update({asked: asked.frame.page}) if "/events" in asked.url else None)
        for end in ("requestfailed", "requestfinished"):
            context.on(end, lambda asked: lines.pop(asked, None))  # type: ignore[call-overload] # both are there
        tabs = [context.new_page() for _ in range(TABS)]
        for tab in tabs:
            tab.goto(url.replace("/?", "/grid?"))
            _photos(tab).first.wait_for()
        connected = _connected(lines, tabs)
        _star(tabs[-1], "3")
        for tab in tabs:
            _first(tab, "3 stars").wait_for()
        tabs.remove(connected)
        connected.close()
        _star(tabs[0], "4")
        for tab in tabs:
            _first(tab, "4 stars").wait_for()
        assert _connected(lines, tabs) in tabs


def _connected(lines: dict[Request, Page], tabs: list[Page]) -> Page:
    """The one tab that is connected, once there is but one: from one that is slow to answer another takes the line."""
    for _ in range(PATIENCE_MS // PAUSE_MS):
        connected = [tab for tab in lines.values() if not tab.is_closed()]
        if len(connected) == 1:
            return connected[0]
        tabs[0].wait_for_timeout(PAUSE_MS)
    pytest.fail(f"{len(connected)} tabs are connected")


def _star(tab: Page, stars: str) -> None:
    _photos(tab).first.click()
    tab.keyboard.press(stars)


def _photos(tab: Page) -> Locator:
    return tab.get_by_role("listbox", name="Photos").get_by_role("option")


def _first(tab: Page, said: str) -> Locator:
    return _photos(tab).first.and_(tab.get_by_role("option", name=said))
