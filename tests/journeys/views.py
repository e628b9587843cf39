"""Every view of the review app: its address, and what is there once it shows what it has to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


@dataclass(frozen=True)
class View:
    """`ready` is a selector."""

    path: str
    ready: str


VIEWS = {
    "overview": View("/", "ul[aria-label='The best photos'] img"),
    "moments": View("/moments", "ul[aria-label='Photos of this moment'] img"),
    "grid": View("/grid", "[role=option] img"),
    "loupe": View("/photos/1", "main img"),
    "compare": View("/compare/1,2,3", "main img"),
    "weights": View(
        '/weights?weights={"parts":{},"styles":{"saturation":0.6}}', "ol[aria-label='The best photos'] img"
    ),
    "export": View("/export?to=%2Fhome%2Fada%2Fbest", "fieldset"),
    "slideshow": View("/slideshow", "img"),
}
LOADED = "[...document.images].every(image => image.complete)"


def opened(page: Page, url: str, name: str) -> None:
    """Show a view, with all of its pictures."""
    view = VIEWS[name]
    page.goto(url.partition("/?")[0] + view.path)
    page.wait_for_selector(view.ready)
    for _ in range(200):
        page.wait_for_timeout(50)
        if page.evaluate(LOADED):
            break
    page.wait_for_timeout(400)
