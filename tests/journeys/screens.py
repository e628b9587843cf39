"""Makes the pictures in docs/screens: every view, wide and narrow, dark and light.

The photos are those that scikit-image ships. From the checkout, the page built: python -m tests.journeys.screens
"""

from __future__ import annotations

import importlib.util
import io
import itertools
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from tests.journeys.conftest import Winnow
from tests.journeys.reviewing import DESKTOP, PHONE, chromium, reviewing
from tests.journeys.trip import make_trip
from tests.journeys.views import VIEWS, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

SCREENS = Path(__file__).parents[2] / "docs" / "screens"
MOST_BYTES = 200_000
QUALITIES = range(88, 40, -8)
DECIDED = (
    ("keep", "2 Launch/rocket_01.jpg"),
    ("keep", "2 Launch/astronaut_02.jpg"),
    ("reject", "2 Launch/rocket_04.jpg"),
)


def main() -> int:
    """Make them all anew."""
    spec = importlib.util.find_spec("skimage")
    assert spec is not None
    assert spec.origin is not None
    SCREENS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        command, folder = Winnow(Path(home, "home")), Path(home, "Spring trip")
        make_trip(folder, Path(spec.origin).parent / "data")
        command("rate", folder)
        command("groups", folder)
        for verb, photo in DECIDED:
            command(verb, folder / photo)
        with reviewing(command, folder) as url:
            for name, png in _taken(url):
                (SCREENS / f"{name}.webp").write_bytes(_as_webp(png))
    return 0


def _taken(url: str) -> Iterator[tuple[str, bytes]]:
    sizes = {"wide": DESKTOP, "narrow": PHONE}
    with chromium() as browser:
        for (width, size), scheme in itertools.product(sizes.items(), ("dark", "light")):
            context = browser.new_context(
                viewport=size,
                color_scheme=scheme,  # type: ignore[arg-type] # one of the two
                is_mobile=width == "narrow",
                has_touch=width == "narrow",
                reduced_motion="reduce",
            )
            page = context.new_page()
            page.goto(url)
            for view in VIEWS:
                opened(page, url, view)
                yield f"{view}-{width}-{scheme}", page.screenshot()
            context.close()


def _as_webp(png: bytes) -> bytes:
    """The picture as good as it may weigh in a README."""
    with Image.open(io.BytesIO(png)) as picture:
        for quality in QUALITIES:
            out = io.BytesIO()
            picture.convert("RGB").save(out, "WEBP", quality=quality, method=6)
            if out.tell() < MOST_BYTES:
                break
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
