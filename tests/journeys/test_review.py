"""An evening of review in a real browser: rate, decide, change one's mind, weigh, export, and find it all again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.chromium import CHROMIUM, PATIENCE_MS, until
from tests.journeys.conftest import Winnow
from tests.journeys.reviewing import DESKTOP, IS_BUILT, PHONE, chromium, reviewing
from tests.journeys.trip import SCENES, make_trip
from tests.journeys.views import VIEWS, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
PHOTOS = sum(scene.frames for scene in SCENES) + 1
SMALL = [
    *((320, 568, 16), (390, 844, 16), (568, 320, 16), (667, 375, 16), (740, 360, 16), (844, 390, 16)),
    *((720, 450, 16), (960, 600, 16)),
    *((390, 844, 32), (720, 450, 32), (960, 600, 32), (1440, 900, 32)),
]
"""Phones upright and sideways, windows at 200 % and 150 %, text twice as large: in CSS px."""

IN_SIGHT = """[...document.querySelectorAll("ul[aria-label='Photos of this moment'] li")]
    .every(photo => photo.querySelector("img")?.complete)"""
"""What cannot be seen is not decided."""

CUT_OFF = """() => [...document.querySelectorAll("button, select, a")]
    .filter(each => each.checkVisibility() && !each.closest("ul[aria-label^='Photos of this moment']"))
    .filter(each => {
        const { left, right } = each.getBoundingClientRect();
        return left < 0 || right > innerWidth + 1;
    })
    .map(each => each.ariaLabel ?? each.textContent)"""
"""What can be pressed and lies beyond an edge; a film strip is swept through."""

LOOKS = """elements => elements.map(element => [getComputedStyle(element), getComputedStyle(element, "::after")]
    .flatMap(({ borderTop, borderBottom, outline }) => [borderTop, borderBottom, outline])
    .map(line => line.includes("none") ? "none" : line).join("; "))"""
"""The lines around each, and those over it."""

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium to run: apt-get install chromium"),
    pytest.mark.skipif(not IS_BUILT, reason="the page is not built: make app"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    pytest.importorskip("playwright.sync_api")
    with chromium() as running:
        yield running


@pytest.fixture
def complaints() -> list[str]:
    """What pages say on the browser's console, and errors that they do not catch."""
    return []


@pytest.fixture
def page(browser: Browser, complaints: list[str]) -> Iterator[Page]:
    with closing(browser.new_context(viewport=DESKTOP, locale="en-GB")) as context:
        context.set_default_timeout(PATIENCE_MS)
        yield _opened(context, complaints)


def _opened(context: BrowserContext, complaints: list[str]) -> Page:
    opened = context.new_page()
    opened.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    return opened


def test_an_evening_of_review_is_all_there_after_a_reload(
    page: Page, complaints: list[str], winnow: Winnow, photographs: Path, tmp_path: Path
) -> None:
    folder, best = tmp_path / "trip", tmp_path / "best"
    make_trip(folder, photographs)
    with reviewing(winnow, folder) as url:
        page.goto(url)
        _rate(page)
        burst, keeper = _choose_another_keeper(page)
        _change_ones_mind(page, burst, keeper)
        _compare(page, burst)
        first = _weigh(page)
        _export(page, best)
        assert [path.name for path in best.rglob("*.jpg")] == [keeper]
        assert winnow.json("top", folder, "--profile", "Colourful", "-n", "1")[0]["path"].endswith(first)
        _find_everything(page, burst, keeper)
    assert complaints == []


def _rate(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Rate")).click()
    page.get_by_text(re.compile(f"Rated {PHOTOS} photos")).wait_for()
    page.get_by_text("1 photo could not be rated").click()
    page.get_by_text("broken off.jpg").wait_for()


def _choose_another_keeper(page: Page) -> tuple[str, str]:
    """Choose another photo of the first burst; gives the burst's address without the photo, and the photo."""
    page.get_by_role("link", name="Start reviewing").click()
    frames = page.get_by_role("list", name="Photos of this moment").get_by_role("button")
    frames.and_(page.get_by_role("button", name=", keeper")).wait_for()
    page.wait_for_url(re.compile(r"/moments/."))
    burst = page.url.partition("?")[0]
    name = next(label for label in map(_label, frames.all()) if ", keeper" not in label).split(", ")[1]
    frames.and_(page.get_by_role("button", name=name)).click()
    page.wait_for_url(re.compile(r"photo=\d+"))
    until(page, IN_SIGHT)
    page.keyboard.press("k")
    page.wait_for_url(lambda address: not address.startswith(burst))
    _until_saved(page)
    return burst, name


def _change_ones_mind(page: Page, burst: str, keeper: str) -> None:
    """One key kept the photo, rejected the rest and led on; that is undone where it was done, and done again there.

    Also after a reload, when the page has forgotten which moment it was.
    """
    page.reload()
    page.get_by_role("list", name="Photos of this moment").wait_for()
    page.keyboard.press("z")
    page.wait_for_url(lambda address: address.startswith(burst))
    page.get_by_role("button", name=f"{keeper}, to be rejected").wait_for()
    _until_saved(page)
    page.keyboard.press("y")
    page.get_by_role("button", name=f"{keeper}, keeper, kept").wait_for()
    _until_saved(page)


def _compare(page: Page, burst: str) -> None:
    page.goto(burst)
    page.get_by_role("list", name="Photos of this moment").wait_for()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("c")
    page.wait_for_url(re.compile(r"/compare/\d+,\d+"))
    page.get_by_role("main").get_by_role("img").nth(1).wait_for()


def _weigh(page: Page) -> str:
    """Lean to colour and save that; gives the name of the photo that is best now."""
    page.get_by_role("link", name="Weights").click()
    page.get_by_role("slider", name="Saturation").fill("0.8")
    page.get_by_text("80% more", exact=True).wait_for()
    page.locator("text=▲").first.wait_for()
    page.get_by_role("textbox", name="Name of the profile").fill("Colourful")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Colourful in use").wait_for()
    alt = page.get_by_role("list", name="The best photos").get_by_role("img").first.get_attribute("alt")
    assert alt is not None
    return alt.partition(",")[0]


def _export(page: Page, best: Path) -> None:
    page.get_by_role("link", name="Export").click()
    page.get_by_role("checkbox", name=re.compile("^Folder")).check()
    page.get_by_role("textbox", name="Path of Folder").fill(str(best))
    page.get_by_role("button", name="See what it would do").click()
    page.get_by_text(re.compile("^copy 1 file to ")).wait_for()
    assert not best.exists()
    page.get_by_role("button", name="Export").click()
    page.get_by_role("heading", name="Done").wait_for()


def _find_everything(page: Page, burst: str, keeper: str) -> None:
    page.reload()
    page.get_by_role("heading", name="Done").wait_for()
    page.get_by_role("link", name="Weights").click()
    page.reload()
    page.get_by_role("button", name="Colourful in use").wait_for()
    page.get_by_text("80% more", exact=True).wait_for()
    page.goto(burst)
    page.get_by_role("button", name=re.compile(f"{re.escape(keeper)}, keeper, kept")).wait_for()


def _label(frame: Locator) -> str:
    """Such as "2 of 3, IMG_2.jpg, to be rejected, score 6.5"."""
    return frame.get_attribute("aria-label") or ""


def _until_saved(page: Page) -> None:
    page.get_by_role("status").get_by_text("Saved", exact=True).wait_for()


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory, photographs: Path) -> Iterator[str]:
    """The address of a rated trip of which a little is decided. Only to be read."""
    root = tmp_path_factory.mktemp("shown")
    command, folder = Winnow(root / "home"), root / "trip"
    make_trip(folder, photographs)
    for arguments in (("rate", folder), ("groups", folder), ("keep", folder / "2 Launch" / "rocket_01.jpg")):
        run = command(*arguments)
        assert run.returncode == 0, run.stderr.decode()
    with reviewing(command, folder) as url:
        yield url


def test_scores_are_brushed_with_the_hand_and_with_keys(page: Page, complaints: list[str], shown: str) -> None:
    page.goto(shown)
    plot = page.get_by_role("figure", name="Scores").locator("svg")
    box = plot.bounding_box()
    assert box is not None
    height = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 0.31 * box["width"], height)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.62 * box["width"], height)
    page.mouse.up()
    page.get_by_role("link", name=re.compile("with 3.0 to 6.5$")).click()
    page.wait_for_url(re.compile(r"/grid\?min_score=3&max_score=6.5$"))
    page.get_by_role("button", name="Filters").click()
    lowest = page.get_by_role("slider", name="Lowest score")
    lowest.and_(page.locator("[aria-valuetext^='3.0']")).wait_for()
    lowest.press("ArrowRight")
    page.wait_for_url(re.compile(r"/grid\?min_score=3.5&max_score=6.5$"))
    page.get_by_role("slider", name="Highest score").press("End")
    page.wait_for_url(re.compile(r"/grid\?min_score=3.5$"))
    assert complaints == []


def test_what_is_selected_in_the_grid_is_exported_also_after_a_reload(
    page: Page, complaints: list[str], shown: str, tmp_path: Path
) -> None:
    page.goto(shown)
    page.goto(f"{shown.split('/?', maxsplit=1)[0]}/grid?sort=name")
    photos = page.get_by_role("listbox", name="Photos").get_by_role("option")
    photos.nth(0).click()
    photos.nth(2).click(modifiers=["ControlOrMeta"])
    page.keyboard.press("e")
    page.wait_for_url(re.compile(r"/export\?verdict=these$"))
    page.reload()
    page.get_by_role("radio", name="From the grid (2)", checked=True).wait_for()
    page.get_by_role("checkbox", name="Folder").check()
    page.get_by_role("textbox", name="Folder").fill(str(tmp_path / "two"))
    page.get_by_role("button", name="See what it would do").click()
    page.get_by_text(re.compile("^copy 2 files to ")).wait_for()
    assert complaints == []


@pytest.mark.parametrize(("width", "height", "root_px"), SMALL)
def test_a_small_window_shows_a_moment_and_what_decides_on_it(
    browser: Browser, shown: str, width: int, height: int, root_px: int
) -> None:
    with closing(_small(browser, width, height, root_px)) as context:
        page = context.new_page()
        page.goto(shown)
        opened(page, shown, "moments")
        photo = page.get_by_role("article", name="Moment").get_by_role("img").first.bounding_box()
        page.get_by_role("button", name=re.compile(r"^Keep \d+, reject \d+")).click(trial=True)  # nothing lies over it
    assert photo is not None
    assert min(photo["width"], photo["height"]) >= 96


def test_photos_beside_one_another_keep_a_height_in_a_window_at_400_percent(browser: Browser, shown: str) -> None:
    with closing(_small(browser, 320, 256, 16)) as context:
        page = context.new_page()
        page.goto(shown)
        opened(page, shown, "compare")
        boxes = [pane.bounding_box() for pane in page.get_by_role("main").get_by_role("region").all()]
    assert [box["height"] > 128 for box in boxes if box] == [True, True]


@pytest.mark.parametrize(("width", "height", "root_px"), SMALL)
def test_a_small_window_cuts_off_nothing_that_is_pressed(
    browser: Browser, shown: str, width: int, height: int, root_px: int
) -> None:
    cut_off = {}
    with closing(_small(browser, width, height, root_px)) as context:
        page = context.new_page()
        page.goto(shown)
        for view in ("overview", "moments", "grid", "compare", "slideshow"):
            opened(page, shown, view)
            cut_off[view] = page.evaluate(CUT_OFF)
    assert not any(cut_off.values()), cut_off


def _small(browser: Browser, width: int, height: int, root_px: int) -> BrowserContext:
    """A touch screen of a size; `root_px` is that of the text."""
    context = browser.new_context(viewport={"width": width, "height": height}, is_mobile=True, has_touch=True)
    context.set_default_timeout(PATIENCE_MS)
    context.add_init_script(f"""document.addEventListener("DOMContentLoaded", () => {{
        document.documentElement.style.fontSize = "{root_px}px";
    }})""")
    return context


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_what_is_meant_is_seen_also_in_colours_of_the_persons_own(browser: Browser, shown: str, scheme: str) -> None:
    as_set = {"viewport": DESKTOP, "color_scheme": scheme, "forced_colors": "active"}
    with closing(browser.new_context(**as_set)) as context:  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.goto(shown)
        opened(page, shown, "moments")
        for among in ("nav[aria-label='Views'] a", "ul[aria-label='Photos of this moment'] button"):
            current, others = (_looks(page, f"{among}{which}") for which in ("[aria-current]", ":not([aria-current])"))
            assert len(current) == 1
            assert others
            assert current.isdisjoint(others)
        opened(page, shown, "grid")
        photos = page.get_by_role("listbox", name="Photos").get_by_role("option")
        photos.nth(0).click()
        photos.nth(2).click(modifiers=["ControlOrMeta"])
        page.wait_for_selector("[role=option][aria-posinset='3'][aria-selected=true]")
        selected, plain, both = (_looks(page, f"[role=option][aria-posinset='{place}']") for place in (1, 2, 3))
        page.keyboard.press("Escape")
        page.wait_for_selector("[role=option][aria-selected=true]", state="detached")
        assert len(selected | plain | both | _looks(page, "[role=option][aria-posinset='3']")) == 4


def _looks(page: Page, elements: str) -> set[str]:
    return set(page.locator(elements).evaluate_all(LOOKS))


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed: npm install in frontend/")
@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("view", VIEWS)
def test_nothing_stands_in_the_way_of_who_cannot_see_or_use_a_mouse(
    browser: Browser, shown: str, view: str, size: ViewportSize, scheme: str
) -> None:
    as_set = {"viewport": size, "color_scheme": scheme, "reduced_motion": "reduce"}
    with closing(browser.new_context(**as_set)) as context:  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE_MS)
        context.add_init_script(path=AXE)  # a script element would not pass the page's policy
        page = context.new_page()
        page.goto(shown)
        opened(page, shown, view)
        found = page.evaluate("axe.run()")
    assert found["passes"]
    grave = [each for each in found["violations"] if each["impact"] in {"serious", "critical"}]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in grave] == []
