"""What a key press takes while a scan goes on in the background, beside the same without one.

A decision is sent and the answer read, again and again, at a person's pace; the scan measures new photos with as many
workers as `winnow review` would have.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from pathlib import Path

import httpx
import numpy as np
from benchmarks.review.serve import Served
from benchmarks.throughput import with_comment

NEW_PHOTOS = 240
PRESSES = 60
PRESS_SECONDS = 0.1
_AT_WORK = {"walking", "rating"}


def measure(served: Served, folder: Path, row: Callable[[str, str, str], None]) -> None:
    """Print what a decision takes, without and with a scan of new photos."""
    headers = {"Authorization": f"Bearer {served.token}"}
    with httpx.Client(base_url=f"{served.url}/api/v1", headers=headers, timeout=60) as client:
        photos = [one["id"] for one in client.get("/photos").json()["photos"]]
        alone = [_decide(client, photos, number) for number in range(PRESSES)]
        _add_photos(folder)
        client.post("/scan", json={}).raise_for_status()
        beside: list[float] = []
        while client.get("/scan").json()["state"] in _AT_WORK:
            beside.append(_decide(client, photos, len(beside)))
        while client.get("/scan").json()["state"] == "grouping":
            time.sleep(PRESS_SECONDS)
    for name, times in (("a decision", alone), (f"a decision while {NEW_PHOTOS} photos are scored", beside)):
        p50, p95 = np.percentile(times, [50, 95])
        row(name, f"{p50:7.1f} ms", f"p95 {p95:.0f}, {len(times)} times")


def _decide(client: httpx.Client, photos: list[int], number: int) -> float:
    """Decide on a photo; the milliseconds until it was answered."""
    time.sleep(PRESS_SECONDS)
    verb = ("keep", "reject", "unmark")[number % 3]
    body = {"key": uuid.uuid4().hex, "decisions": [{"verb": verb, "photos": [photos[number % len(photos)]]}]}
    started = time.perf_counter()
    client.post("/decisions", json=body).raise_for_status()
    return (time.perf_counter() - started) * 1000


def _add_photos(folder: Path) -> None:
    """New photos of the same pictures, to be decoded and measured like any."""
    known = [path.read_bytes() for path in sorted(folder.glob("*.jpg"))]
    for number in range(NEW_PHOTOS):
        (folder / f"NEW_{number:05}.jpg").write_bytes(with_comment(known[number % len(known)], 10**6 + number))
