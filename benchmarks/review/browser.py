"""What a person waits for in the review's page: ``python -m benchmarks.review.browser [PHOTOS [FOLDER]]``.

::

    a made-up library of 100,000 photos, with thumbnails
        open the grid, each time in a browser that has never been there    first paint: server's part, page's part
        turn the wheel, slowly, then fast through all; go to the top       the longest task and frame; the memory
        go through moments; accept what is suggested, one after the other  until the next moment's keeper is painted
    60 photos of 12 megapixels, rated
        ask for thumbnails and previews, and a static file server too      bytes (`benchmarks.review.pictures`)
        press the arrow key in the loupe                                   until the next photo is painted
        decide, alone and while 240 more photos are scored                 `benchmarks.review.scan`

It needs Chromium and the built page. Milliseconds are the page's own clock (`watch.js`). On a machine that does other
things too all of them are larger, first paint above all: JavaScript, the list and the pictures wait for one another.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from benchmarks.review import pictures, scan
from benchmarks.review.library import put_pictures
from benchmarks.review.serve import Served, environment, library_asked_for, make_folder, serving
from benchmarks.throughput import make_photos
from playwright.sync_api import Browser, Page, sync_playwright

REAL_PHOTOS = 60
CAMERA = (4000, 3000)
OPENED = 5
TURNS = 60
TURN_MS = 30
STEPS = 40
STEP_MS = 600  # between two presses: those beside are fetched and decoded
GOAL_MS = 50.0
WATCH = Path(__file__).with_name("watch.js")
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-precise-memory-info",
)


def main(photos: int, folder: Path) -> None:
    """Print the figures."""
    make_folder(folder, photos)
    with chromium() as browser:
        with tempfile.TemporaryDirectory() as user, serving(folder, Path(user)) as served:
            put_pictures(Path(user) / "CACHE_DIR", photos)
            served.settle()
            print(f"\nthe grid of {photos:,} photos")
            first_paint(browser, served)
            scrolling(browser, served)
            print(f"\nthe moments of {photos:,} photos")
            moments(browser, served)
        with tempfile.TemporaryDirectory(prefix="winnow-review-") as place:
            real(browser, Path(place))


def first_paint(browser: Browser, served: Served) -> None:
    """Open the grid again and again; print medians."""
    found: list[dict[str, float]] = []
    for _ in range(OPENED):
        with opened(browser, served, "/grid") as page:
            page.evaluate("watched.ready")
            found.append(page.evaluate(_PHASES))
    for name, label in _PAINTED.items():
        times = [one[name] for one in found]
        row(label, f"{statistics.median(times):7.0f} ms", f"{min(times):.0f} to {max(times):.0f}")


_PAINTED = {
    "cells": "first cells painted",
    "script": "  page: until it asks for the list",
    "server": "  server: until the list begins to come",
    "transfer": "  until all of it is there",
    "page": "  page: read it, lay it out, paint",
    "pictures": "all thumbnails in view painted",
}
_PHASES = """() => {
  const list = performance.getEntriesByType("resource").find(({ name }) => name.includes("/columns"));
  return { cells: watched.cells, script: list.requestStart, server: list.responseStart - list.requestStart,
    transfer: list.responseEnd - list.responseStart, page: watched.cells - list.responseEnd,
    pictures: watched.pictures };
}"""


def scrolling(browser: Browser, served: Served) -> None:
    """Scroll through everything; print the longest tasks and the memory."""
    with opened(browser, served, "/grid") as page:
        page.evaluate("watched.ready")
        page.wait_for_timeout(1500)
        page.mouse.move(700, 500)
        page.evaluate(_FORGET)
        for pixels, name in _WHEEL:
            for _ in range(TURNS):
                page.mouse.wheel(0, pixels)
                page.wait_for_timeout(TURN_MS)
            tasks(page, name)
        if page.evaluate("document.querySelector('[role=listbox]').scrollTop") < TURNS * _WHEEL[0][0]:
            sys.exit("The grid did not scroll.")
        page.keyboard.press("Home")
        tasks(page, "to the top")
        page.context.new_cdp_session(page).send("HeapProfiler.collectGarbage")
        heap = page.evaluate("performance.memory.usedJSHeapSize")
        row("memory of the page: JavaScript", f"{heap / 1e6:7.0f} MB")
        row("memory of the tab's process", f"{tab_bytes() / 1e6:7.0f} MB")


_WHEEL = ((600, "scrolling"), (64_000, "scrolling fast, through all"))
_FORGET = "watched.tasks.length = watched.frame = 0"


def tasks(page: Page, name: str) -> None:
    """Print the longest task and frame since they were forgotten, and forget them."""
    page.wait_for_timeout(1000)
    found = [duration for _, duration in page.evaluate("watched.tasks")]
    longest = f"{max(found):7.0f} ms" if found else "  under 50 ms"
    row(f"longest task, {name}", longest, f"longest frame {page.evaluate('watched.frame'):.0f} ms")
    page.evaluate(_FORGET)


def real(browser: Browser, place: Path) -> None:
    """Make photos and rate them; print what pictures and steps take."""
    folder, user = place / "photos", place / "user"
    width, height = CAMERA
    make_photos(folder, width, height, REAL_PHOTOS)
    rate = [sys.executable, "-m", "winnow", "rate", str(folder)]
    subprocess.run(rate, env=environment(user), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    with serving(folder, user) as served:
        print(f"\n{REAL_PHOTOS} photos of {width * height / 1e6:.0f} megapixels")
        pictures.measure(served, place / "static")
        stepping(browser, served)
        scan.measure(served, folder, row)


def moments(browser: Browser, served: Served) -> None:
    """Go from moment to moment, then accept one after the other; print until when the next was painted."""
    with opened(browser, served, "/moments") as page:
        page.wait_for_selector("img[data-photo]")
        press(page, "ArrowDown", "next moment painted")
        press(page, "Enter", "accepted -> next moment painted")


def stepping(browser: Browser, served: Served) -> None:
    """Press the arrow key in the loupe; print until when the next photo was painted."""
    with opened(browser, served, "/grid") as page:
        page.wait_for_selector("[role=option]")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        page.wait_for_selector("img[data-photo]")
        press(page, "ArrowRight", "next photo painted")


def press(page: Page, key: str, until: str) -> None:
    """Press a key again and again, at a person's pace; print how long each took."""
    page.wait_for_timeout(3000)
    page.evaluate("watched.steps.length = 0")
    for _ in range(STEPS):
        page.keyboard.press(key)
        page.wait_for_timeout(STEP_MS)
    times = page.evaluate("watched.steps")
    if len(times) < STEPS:
        sys.exit(f"{STEPS - len(times)} of {STEPS} key presses showed no photo.")
    median, late = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    note = f"p95 {late:.0f}" + ("" if median <= GOAL_MS else "; over the goal")
    row(f"key press -> {until}", f"{median:7.0f} ms", note)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium without a window."""
    program = next(filter(None, map(shutil.which, _CHROMIUM)), None)
    if program is None:
        sys.exit("There is no Chromium to run: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_FLAGS)
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, served: Served, path: str) -> Iterator[Page]:
    """A page of the review in a browser that has nothing but the cookie."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_init_script(path=WATCH)
    context.request.get(f"{served.url}/?token={served.token}")
    page = context.new_page()
    page.goto(f"{served.url}{path}")
    yield page
    context.close()


def tab_bytes() -> int:
    """Memory of the largest of Chromium's processes that show pages (PSS)."""
    family = psutil.Process().children(recursive=True)
    shows = [each for each in family if "--type=renderer" in each.cmdline()]
    return max((int(each.memory_full_info().pss) for each in shows), default=0)


def row(what: str, figure: str, note: str = "") -> None:
    """Print one figure."""
    print(f"  {what:42}{figure:14} {note}".rstrip(), flush=True)


if __name__ == "__main__":
    with library_asked_for() as (asked_photos, asked_folder):
        main(asked_photos, asked_folder)
