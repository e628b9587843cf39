"""The slideshow in a real browser: keys, fingers, full screen, and what a screen reader is told."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from winnow.library import Library
from winnow.web.slideshow import Slideshow

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

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

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium to run: apt-get install chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def show(library: Library) -> Iterator[Slideshow]:
    with Slideshow(library, library.top(10)) as running:
        yield running


@pytest.fixture
def complaints() -> list[str]:
    """What the page says on the browser's console, and errors it does not catch."""
    return []


@pytest.fixture
def page(browser: Browser, show: Slideshow, complaints: list[str]) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    opened = context.new_page()
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(show.url)
    opened.wait_for_selector("img.shown")
    yield opened
    context.close()


def _place(page: Page) -> str:
    return page.text_content("#place") or ""


def _until(page: Page, condition: str) -> None:
    """Wait until a condition holds. Playwright's own wait evaluates strings in the page, which its CSP forbids."""
    for _ in range(600):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(25)
    pytest.fail(f"never came true: {condition}")


def _press(page: Page, key: str, expected: str) -> None:
    page.keyboard.press(key)
    _until(page, f"document.getElementById('place').textContent === '{expected}'")


def test_arrow_keys_go_on_and_back_and_round(page: Page, complaints: list[str]) -> None:
    page.keyboard.press(" ")
    assert _place(page) == "1 / 3"
    _press(page, "ArrowRight", "2 / 3")
    _press(page, "ArrowLeft", "1 / 3")
    _press(page, "ArrowLeft", "3 / 3")
    assert complaints == []


def test_it_goes_on_by_itself_until_space_pauses_it(page: Page) -> None:
    page.clock.install()
    page.reload()
    page.wait_for_selector("img.shown")
    page.clock.run_for(5100)
    _until(page, "document.getElementById('place').textContent === '2 / 3'")
    page.keyboard.press(" ")
    page.clock.run_for(20_000)
    assert _place(page) == "2 / 3"
    assert page.get_attribute("#pause", "aria-label") == "Play"


def test_i_shows_score_date_name_and_reasons_as_text(page: Page, library: Library) -> None:
    page.keyboard.press(" ")
    best = library.top(1)[0]
    assert page.is_hidden("#info")
    page.keyboard.press("i")
    shown = page.inner_text("#info")
    assert f"{best.score:.1f}" in shown
    assert "date not known" in shown
    assert best.path in shown
    assert all(reason.text in shown for reason in best.reasons)
    page.keyboard.press("i")
    assert page.is_hidden("#info")


def test_a_name_with_html_in_it_is_shown_as_it_is(page: Page, library: Library) -> None:
    page.keyboard.press(" ")
    paths = [photo.path for photo in library.top(10)]
    page.keyboard.press("i")
    for _ in range(paths.index("<b>odd/1.jpg")):
        page.keyboard.press("ArrowRight")
    _until(page, "document.getElementById('name').textContent === '<b>odd/1.jpg'")
    assert page.locator("#name b").count() == 0


def test_f_is_full_screen_and_f_again_is_not(page: Page) -> None:
    page.keyboard.press("f")
    _until(page, "document.fullscreenElement !== null")
    page.keyboard.press("f")
    _until(page, "document.fullscreenElement === null")
    assert page.is_hidden("#goodbye")


def test_esc_leaves_says_goodbye_and_stops_the_show(page: Page, show: Slideshow) -> None:
    page.keyboard.press("Escape")
    show.wait()
    assert "You may close this tab" in page.inner_text("#goodbye")
    assert page.locator("img").count() == 0


def test_leaving_full_screen_with_the_browsers_own_esc_leaves_too(page: Page, show: Slideshow) -> None:
    page.keyboard.press("f")
    _until(page, "document.fullscreenElement !== null")
    page.evaluate("document.exitFullscreen()")  # what the browser does on Esc, without telling the page of the key
    show.wait()
    assert page.is_visible("#goodbye")


def test_the_next_photos_are_fetched_before_they_are_wanted(page: Page) -> None:
    fetched = "performance.getEntriesByType('resource').filter(e => e.name.includes('/photo/')).length"
    _until(page, f"{fetched} >= 3")
    page.context.set_offline(True)
    _press(page, "ArrowRight", "2 / 3")
    assert page.evaluate("document.querySelector('img.shown').naturalWidth") > 0


def test_pictures_come_at_the_screens_own_pixels_and_never_larger_than_they_are(page: Page) -> None:
    assert page.evaluate("document.querySelector('img.shown').naturalWidth") == 900
    assert "px=1440" in page.evaluate("document.querySelector('img.shown').src")


def test_a_screen_reader_is_told_what_is_shown_and_not_interrupted_while_it_plays(page: Page) -> None:
    assert page.get_attribute("#spoken", "aria-live") == "off"
    page.keyboard.press(" ")
    assert page.get_attribute("#spoken", "aria-live") == "polite"
    assert (page.text_content("#spoken") or "").startswith("Photo 1 of 3, score ")
    assert (page.get_attribute("img.shown", "alt") or "").startswith("Photo 1 of 3, score ")
    unnamed = page.evaluate("[...document.querySelectorAll('button')].filter(b => !b.ariaLabel).length")
    assert unnamed == 0


def test_nothing_fades_for_who_asked_for_less_motion(browser: Browser, show: Slideshow) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(show.url)
    page.wait_for_selector("img.shown")
    assert page.evaluate("getComputedStyle(document.querySelector('img.shown')).transitionDuration") == "0s"
    context.close()


def test_a_phone_swipes_and_taps_and_nothing_is_cut_off(browser: Browser, show: Slideshow) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, device_scale_factor=3
    )
    page = context.new_page()
    page.goto(show.url)
    page.wait_for_selector("img.shown")
    _swipe(page, 300, 80)
    _until(page, "document.getElementById('place').textContent === '2 / 3'")
    _swipe(page, 80, 300)
    _until(page, "document.getElementById('place').textContent === '1 / 3'")
    page.touchscreen.tap(200, 300)
    _until(page, "!document.body.classList.contains('idle')")
    page.tap("#about")
    outside = """[...document.querySelectorAll('button, #info')].filter(e => !e.hidden).filter(e => {
        const r = e.getBoundingClientRect();
        return r.left < 0 || r.right > innerWidth || r.top < 0 || r.bottom > innerHeight;
    }).length"""
    assert page.evaluate(outside) == 0
    context.close()


def _swipe(page: Page, start: int, end: int) -> None:
    """One finger from `start` to `end`, through the browser's own touch input."""
    device = page.context.new_cdp_session(page)
    device.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": start, "y": 400}]})
    for step in range(1, 6):
        x = start + (end - start) * step / 5
        device.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": 400}]})
    device.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_photo_that_cannot_be_shown_is_said_calmly_and_the_show_goes_on(browser: Browser, library: Library) -> None:
    photos = library.top(10)
    (library.folder / photos[0].path).unlink()
    with Slideshow(library, photos) as show:
        context = browser.new_context()
        page = context.new_page()
        page.goto(show.url)
        page.wait_for_selector("p.shown")
        assert "cannot be shown" in page.inner_text("p.shown")
        page.keyboard.press("ArrowRight")
        page.wait_for_selector("img.shown")
        context.close()
