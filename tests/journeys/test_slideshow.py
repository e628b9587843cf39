"""The slideshow as a command: it says where it is, serves the best photos, and ends when it is left."""

from __future__ import annotations

import json
import re
import signal
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess

    from tests.journeys.conftest import Winnow


def _address(process: subprocess.Popen[bytes]) -> str:
    assert process.stdout is not None
    found = re.search(r"http://127\.0\.0\.1:\d+/\S+/", process.stdout.readline().decode())
    assert found is not None
    return found[0]


class Browser:
    """Fetches over HTTP, with a jar for cookies."""

    def __init__(self) -> None:
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())

    def fetch(self, address: str, *, method: str = "GET") -> bytes:
        request = urllib.request.Request(address, method=method)  # noqa: S310 - it begins with http://127.0.0.1
        with self._opener.open(request, timeout=30) as answer:
            body: bytes = answer.read()
        return body


def test_it_serves_the_best_and_ends_when_the_page_is_left(rated: tuple[Winnow, Path]) -> None:
    winnow, folder = rated
    process = winnow.start("slideshow", folder, "-n", "5", "--no-browser")
    address = _address(process)
    browser = Browser()
    assert browser.fetch(address).startswith(b"<!doctype html>")
    shown = [photo["name"] for photo in json.loads(browser.fetch(f"{address}photos.json"))]
    assert browser.fetch(f"{address}photo/0?px=640").startswith(b"\xff\xd8")
    browser.fetch(f"{address}leave", method="POST")
    _, errors = process.communicate(timeout=30)
    assert shown == [row["path"] for row in winnow.json("top", folder, "-n", "5")]
    assert process.returncode == 0
    assert errors == b""


def test_ctrl_c_ends_it_calmly(rated: tuple[Winnow, Path]) -> None:
    winnow, folder = rated
    process = winnow.start("slideshow", folder, "--no-browser")
    _address(process)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 0
    assert errors == b""
