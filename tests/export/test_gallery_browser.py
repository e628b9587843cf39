"""The gallery in a real browser, opened from a file: the wall, the viewer, keys, fingers, and the way back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import simplejpeg
from tests.chromium import CHROMIUM, FLAGS, PATIENCE_MS, until

from winnow.domain.export import Candidate, Item, Membership, Part
from winnow.domain.group import Kind
from winnow.domain.score import Score
from winnow.export.gallery_folder import Darkroom, Developed, build
from winnow.ingest.thumbnail import size_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SIZES = [(1200, 800), (800, 1200), (1200, 800), (1600, 400), (1000, 1000)]
LEFT = "net::ERR_ABORTED"  # what a page that is left still fetches

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium to run: apt-get install chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


def _jpeg(number: int, width: int, height: int) -> bytes:
    pixels = np.full((height, width, 3), 40 * number, np.uint8)
    jpeg: bytes = simplejpeg.encode_jpeg(pixels)
    return jpeg


def _develop(items: Sequence[Item]) -> Iterator[tuple[Item, Developed | str]]:
    for item in items:
        number = item.candidate.photo
        width, height = SIZES[number]
        yield item, Developed(_jpeg(number, width // 2, height // 2), _jpeg(number, width, height))


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five photos of different proportions; two are of one moment; the best is the last by date."""
    groups = (Membership("burst-1", Kind.BURST, 2, keeper=False),)
    items = [
        Item(
            Candidate(number, f"{number} %23 é.jpg", bytes([number]) * 32, 5 - number, Score(5 + number, 0.5)),
            (Part(f"{number} %23 é.jpg", ".jpg", "/nowhere", 1, 0, bytes([number]) * 32),),
            f"2019-07-1{number}T10:00:00",
        )
        for number in range(5)
    ]
    items[:2] = [replace(item, candidate=replace(item.candidate, groups=groups)) for item in items[:2]]
    wanted = tmp_path_factory.mktemp("out") / "Our summer #1 100%"
    list(build(items, wanted, Darkroom(_develop, size_of), originals=False))
    return wanted


@pytest.fixture
def complaints() -> list[str]:
    """What the page says on the browser's console, and errors it does not catch."""
    return []


@pytest.fixture
def page(browser: Browser, gallery: Path, complaints: list[str]) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB", offline=True)
    context.set_default_timeout(PATIENCE_MS)
    opened = context.new_page()
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("requestfailed", lambda request: None if request.failure == LEFT else complaints.append(request.url))
    opened.goto((gallery / "index.html").as_uri())
    until(opened, "[...document.querySelectorAll('.photo img')].every(image => image.complete)")
    yield opened
    assert complaints == []
    context.close()


def _shows(page: Page, place: str) -> None:
    until(page, f"document.getElementById('place').textContent === '{place}'")
    until(page, "document.getElementById('picture').src.includes('/large/')")
    until(page, "document.getElementById('picture').naturalWidth > 0")


def _open(page: Page) -> bool:
    return bool(page.evaluate("document.getElementById('viewer').open"))


def test_the_wall_shows_every_picture_whole_in_rows_of_one_height(page: Page) -> None:
    boxes = page.evaluate(
        """[...document.querySelectorAll('.photo')].map(photo => {
            const box = photo.getBoundingClientRect();
            const image = photo.querySelector('img');
            return [Math.round(box.top), box.height, box.width / box.height, image.naturalWidth / image.naturalHeight];
        })"""
    )
    assert len(boxes) == 5
    for top, height, ratio, natural in boxes:
        assert ratio == pytest.approx(natural, rel=0.02)
        assert all(height == pytest.approx(other[1], abs=1) for other in boxes if other[0] == top)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_picture_opens_large_and_keys_lead_on_and_back(page: Page) -> None:
    page.locator(".photo").first.click()
    _shows(page, "1 / 5")
    page.keyboard.press("ArrowRight")
    _shows(page, "2 / 5")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    _shows(page, "5 / 5")
    page.keyboard.press("Escape")
    until(page, "!document.getElementById('viewer').open")
    until(page, "location.hash === ''")
    until(page, "document.activeElement === document.querySelectorAll('.photo')[4]")


def test_the_browsers_back_closes_and_an_address_opens_its_picture(page: Page, gallery: Path) -> None:
    page.locator(".photo").nth(2).click()
    _shows(page, "3 / 5")
    address = page.url
    page.go_back()
    until(page, "!document.getElementById('viewer').open")
    page.goto("about:blank")
    page.goto(address)
    _shows(page, "3 / 5")
    page.keyboard.press("Escape")
    until(page, "location.hash === ''")
    page.goto((gallery / "index.html").as_uri() + "#100%25 nothing of that name %E9")
    assert not _open(page)


def test_focus_stays_in_the_viewer_and_every_control_has_a_name(page: Page) -> None:
    page.locator(".photo").first.focus()
    page.keyboard.press("Enter")
    _shows(page, "1 / 5")
    for _ in range(8):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement.closest('#viewer') !== null || document.activeElement === document.body"
        )
    unnamed = "[...document.querySelectorAll('.controls button')].filter(button => !button.ariaLabel).length"
    assert page.evaluate(unnamed) == 0
    assert (page.get_attribute("#picture", "alt") or "").startswith("Photo 1 of 5, 10 July 2019")
    assert page.get_attribute("#spoken", "aria-live") == "polite"
    assert page.evaluate("[...document.images].every(image => image.alt || image.closest('button'))")


def test_other_pictures_of_the_moment_are_one_click_away(page: Page) -> None:
    page.locator(".photo").first.click()
    _shows(page, "1 / 5")
    assert page.text_content("#moment") == "one of 2 of the same moment"
    page.locator("#others button").nth(1).click()
    _shows(page, "2 / 5")
    page.keyboard.press("ArrowRight")
    _shows(page, "3 / 5")
    assert page.locator("#others button").count() == 0


def test_the_best_come_first_when_asked_for(page: Page) -> None:
    page.click("#by-rank")
    assert "4_" in (page.get_attribute(".photo", "href") or "")
    page.locator(".photo").first.click()
    _shows(page, "1 / 5")
    page.keyboard.press("Escape")
    page.click("#by-date")
    assert "0_" in (page.get_attribute(".photo", "href") or "")
    assert page.locator(".photo").count() == 5


def test_words_go_and_come_and_give_the_picture_room(page: Page) -> None:
    page.locator(".photo").first.click()
    _shows(page, "1 / 5")
    width = page.evaluate("document.getElementById('stage').clientWidth")
    page.keyboard.press("i")
    assert page.evaluate("document.getElementById('stage').clientWidth") > width
    assert page.get_attribute("#about", "aria-pressed") == "false"


def test_light_and_dark_are_the_readers_choice(browser: Browser, gallery: Path) -> None:
    grounds = {}
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)
        page = context.new_page()
        page.goto((gallery / "index.html").as_uri())
        grounds[scheme] = page.evaluate("getComputedStyle(document.body).backgroundColor")
        context.close()
    assert grounds == {"light": "rgb(250, 249, 246)", "dark": "rgb(11, 11, 12)"}


def test_a_phone_swipes_and_nothing_is_cut_off(browser: Browser, gallery: Path) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, device_scale_factor=3
    )
    page = context.new_page()
    page.goto((gallery / "index.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.locator(".photo").first.tap()
    _shows(page, "1 / 5")
    _swipe(page, 300, 80)
    _shows(page, "2 / 5")
    _swipe(page, 80, 300)
    _shows(page, "1 / 5")
    page.touchscreen.tap(200, 300)
    until(page, "!document.getElementById('info').hidden")
    outside = """[...document.querySelectorAll('#viewer button, #info')].filter(e => {
        const r = e.getBoundingClientRect();
        return r.width && (r.left < 0 || r.right > innerWidth || r.top < 0 || r.bottom > innerHeight);
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


def test_without_scripts_every_picture_is_there_and_a_link_to_the_larger_one(browser: Browser, gallery: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((gallery / "index.html").as_uri())
    assert page.locator(".photo").count() == 5
    assert page.locator("h2").count() == 0
    page.locator(".photo").first.click()
    page.wait_for_url("**/large/0_*.jpg")
    context.close()
