"""What reviewing a library of 100,000 photos takes: ``python -m benchmarks.review [PHOTOS [FOLDER]]``, six minutes.

First the server, below; then the page, in Chromium: `benchmarks.review.browser`, which also runs by itself.

Each request goes over the loopback from another process, one after the other, no two alike, so that nothing is answered
from what was worked out for the one before; milliseconds are from the first byte sent to the last one read. Figures are
taken twice: while the keeper rule is still being asked of every group in the background, and when that is done.
"""

from __future__ import annotations

import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import numpy as np
from benchmarks.review import browser
from benchmarks.review.serve import Served, library_asked_for, make_folder, serving

REQUESTS = 60
GOAL_MS = 50.0
_SIGNALS = ("sharpness", "noise", "contrast", "saturation", "balance", "clutter")


class Client:
    """Asks, and counts milliseconds."""

    def __init__(self, served: Served) -> None:
        self._http = httpx.Client(base_url=f"{served.url}/api/v1", headers={"Authorization": f"Bearer {served.token}"})
        self._http.timeout = httpx.Timeout(600)
        self.bytes = 0

    def get(self, path: str, **query: Any) -> Any:  # noqa: ANN401 - parameters and JSON
        """Ask; what was answered, as JSON is read outside the clock."""
        return self._timed(lambda: self._http.get(path, params=query))

    def post(self, path: str, body: dict[str, Any]) -> Any:  # noqa: ANN401 - as above
        """Send."""
        return self._timed(lambda: self._http.post(path, json=body))

    def _timed(self, ask: Callable[[], httpx.Response]) -> Any:  # noqa: ANN401 - as above
        started = time.perf_counter()
        answer = ask()
        self.milliseconds = (time.perf_counter() - started) * 1000
        answer.raise_for_status()
        self.bytes = len(answer.content)
        return answer


def main(photos: int, folder: Path) -> None:
    """Print the figures."""
    make_folder(folder, photos)
    with tempfile.TemporaryDirectory() as user, serving(folder, Path(user)) as served:
        client = Client(served)
        client.get("/library")
        print(f"{photos:,} photos; first answer after {client.milliseconds / 1000:.1f} s")
        print(f"\nwhile the keeper rule is asked in the background\n{_HEADING}")
        measure(client)
        started = time.perf_counter()
        served.settle()
        print(f"\n{time.perf_counter() - started:.0f} s later all is asked\n{_HEADING}")
        measure(client)
        print(f"\nmemory of the server: {served.process.memory_info().rss / 1e6:,.0f} MB")


_HEADING = f"{'':34}{'p50 ms':>8}{'p95 ms':>8}{'most':>8}{'KB':>8}"


def measure(client: Client) -> None:
    """Print a line for each thing that pages ask."""
    random = np.random.default_rng(7)
    ids: list[int] = client.get("/columns").json()["id"]

    def photo() -> int:
        return int(ids[random.integers(len(ids))])

    deep = _cursors(client, "/photos", limit=200)
    groups = _cursors(client, "/groups", moments=True, limit=50)
    asks: dict[str, Callable[[int], object]] = {
        "photos, first page": lambda n: client.get("/photos", sort=_SIGNALS[n % 6], min_score=n / 20),
        "photos, any page": lambda n: client.get("/photos", limit=200, after=deep[n % len(deep)], min_score=n / 1e6),
        "photos, text": lambda n: client.get("/photos", text=f"IMG_0{n:02}"),
        "photos, other weights": lambda n: client.get("/photos", weights=_weights(n)),
        "columns, filtered": lambda n: client.get("/columns", min_score=n / 20, decision="undecided"),
        "columns, all": lambda n: client.get("/columns", min_score=n / 1e6),
        "columns, other weights": lambda n: client.get("/columns", weights=_weights(100 + n)),
        "groups, moments that wait": lambda n: client.get("/groups", moments=True, state="waiting", limit=40 + n % 10),
        "groups, any page": lambda n: client.get("/groups", moments=True, after=groups[n % len(groups)], limit=50),
        "scenes": lambda n: client.get("/groups", kind="scene", sort="largest", limit=20 + n % 10),
        "a photo": lambda _: client.get(f"/photos/{photo()}"),
        "library": lambda _: client.get("/library"),
        "decide": lambda n: client.post("/decisions", _keep(photo(), n)),
        "undo": lambda _: client.post("/decisions/undo", {"key": uuid.uuid4().hex}),
        "log": lambda n: client.get("/decisions", limit=50 + n % 10),
    }
    for name, ask in asks.items():
        times = []
        for number in range(REQUESTS):
            ask(number)
            times.append(client.milliseconds)
        p50, p95 = np.percentile(times, [50, 95])
        late = "" if p95 <= GOAL_MS else "  over the goal"
        print(f"{name:34}{p50:8.1f}{p95:8.1f}{max(times):8.1f}{client.bytes / 1000:8.0f}{late}", flush=True)


def _cursors(client: Client, path: str, **query: Any) -> list[str]:  # noqa: ANN401 - parameters
    """The ends of the first pages of a list."""
    found: list[str] = []
    for _ in range(12):
        query["after"] = client.get(path, **query).json()["next"]
        if query["after"] is None:
            break
        found.append(query["after"])
    return found


def _keep(photo: int, number: int) -> dict[str, Any]:
    verb = ("keep", "reject", "unmark")[number % 3]
    return {"key": uuid.uuid4().hex, "decisions": [{"verb": verb, "photos": [photo]}]}


def _weights(number: int) -> str:
    return f'{{"parts":{{"technical":{number / 200}}},"styles":{{"saturation":0.5}}}}'


if __name__ == "__main__":
    with library_asked_for() as (asked_photos, asked_folder):
        main(asked_photos, asked_folder)
        browser.main(asked_photos, asked_folder)
