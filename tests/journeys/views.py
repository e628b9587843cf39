"""Every view of the review app: its address, and what is there once it shows what it has to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.chromium import until

if TYPE_CHECKING:
    from playwright.sync_api import Page


@dataclass(frozen=True)
class View:
    """An address, with ids of photos of the astronaut, best first, for {}; `ready` and `then` are selectors.

    What `then` selects is clicked.
    """

    path: str
    ready: str
    then: str | None = None


VIEWS = {
    "overview": View("/", "ul[aria-label='The best photos'] img"),
    "moments": View("/moments", "ul[aria-label='Photos of this moment'] img"),
    "grid": View("/grid", "[role=option] img"),
    "loupe": View("/photos/{}", "main img", "button[aria-label^='About this photo']"),
    "compare": View("/compare/{},{}", "main img"),
    "weights": View('/weights?weights={{"styles":{{"saturation":0.6}}}}', "ol[aria-label='The best photos'] img"),
    "export": View("/export?to=%2Ftmp%2Fbest&by=move", "fieldset", "button[type=submit]:enabled"),
    "slideshow": View("/slideshow", "img"),
}
LOADED = """[...document.images].every(image => {
    const { left, right, top, bottom } = image.getBoundingClientRect();
    const isInSight = right > 0 && left < innerWidth && bottom > 0 && top < innerHeight;
    return image.complete || !isInSight;
})"""
"""Those below are fetched once one scrolls there."""


def opened(page: Page, url: str, name: str) -> None:
    """Show a view, with all of its pictures."""
    view, server = VIEWS[name], url.partition("/?")[0]
    best = page.request.get(f"{server}/api/v1/photos?text=astronaut").json()["photos"]
    page.goto(server + view.path.format(*(photo["id"] for photo in best)))
    page.wait_for_selector(view.ready)
    if view.then is not None:
        page.click(view.then)
    until(page, LOADED)
    page.wait_for_timeout(400)
