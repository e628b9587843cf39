"""The slideshow's server hands out what it was given, to nobody else, and nothing more."""

from __future__ import annotations

import http.client
import io
import json
import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image

from winnow.library import Library
from winnow.web.slideshow import Slideshow


@pytest.fixture
def show(library: Library) -> Iterator[Slideshow]:
    with Slideshow(library, library.top(10)) as running:
        yield running


def _ask(
    show: Slideshow, name: str = "", *, method: str = "GET", host: str | None = None, instead: str | None = None
) -> tuple[int, dict[str, str], bytes]:
    address = urlsplit(show.url)
    connection = http.client.HTTPConnection("127.0.0.1", address.port or 0, timeout=30)
    path = address.path if instead is None else instead
    try:
        connection.request(method, path + name, headers={"Host": host or address.netloc})
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


def test_the_page_its_style_and_its_script_are_served(show: Slideshow) -> None:
    for name, kind in {
        "": "text/html",
        "slideshow.css": "text/css",
        "slideshow.js": "text/javascript",
        "icon.svg": "image/svg+xml",
    }.items():
        status, headers, body = _ask(show, name)
        assert status == 200
        assert headers["Content-Type"].startswith(kind)
        assert body


def test_the_list_is_best_first_with_what_the_page_tells(show: Slideshow, library: Library) -> None:
    _, _, body = _ask(show, "photos.json")
    photos = json.loads(body)
    assert [photo["name"] for photo in photos] == [photo.path for photo in library.top(10)]
    assert set(photos[0]) == {"name", "score", "taken_at", "reasons"}


@pytest.mark.parametrize(("asked", "given"), [("640", 640), ("1", 320), ("99999", 900), ("-5", 320), ("x", 320)])
def test_a_photo_comes_as_a_jpeg_of_the_size_asked_within_reason(show: Slideshow, asked: str, given: int) -> None:
    status, headers, body = _ask(show, f"photo/0?px={asked}")
    assert (status, headers["Content-Type"]) == (200, "image/jpeg")
    with Image.open(io.BytesIO(body)) as picture:
        assert max(picture.size) == given


@pytest.mark.parametrize(
    "name", ["photo/3", "photo/-1", "photo/..%2f..%2fetc%2fpasswd", "../etc/passwd", "photo/", "x"]
)
def test_only_the_photos_of_the_list_can_be_asked_for(show: Slideshow, name: str) -> None:
    assert _ask(show, name)[0] == 404


def test_a_wrong_token_is_refused(show: Slideshow) -> None:
    assert _ask(show, instead="/guess/")[0] == 403
    assert _ask(show, "photo/0", instead="/%C3%A9/")[0] == 403


def test_a_target_that_is_no_address_is_refused(show: Slideshow, capfd: pytest.CaptureFixture[str]) -> None:
    assert _ask(show, instead="http://[x")[0] == 400
    assert capfd.readouterr().err == ""


def test_a_browser_that_hangs_up_leaves_no_traceback(show: Slideshow, capfd: pytest.CaptureFixture[str]) -> None:
    address = urlsplit(show.url)
    before = set(threading.enumerate())
    with socket.create_connection(("127.0.0.1", address.port or 0)) as browser:
        browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # hang up with a reset
        request = f"GET {address.path}photo/0?px=800 HTTP/1.1\r\nHost: {address.netloc}\r\n\r\n"
        browser.sendall(request.encode() * 20)
    assert _ask(show)[0] == 200  # by then the server has taken the first connection
    for thread in set(threading.enumerate()) - before:
        thread.join()
    assert capfd.readouterr().err == ""


def test_another_host_name_is_refused_even_with_the_token(show: Slideshow) -> None:
    assert _ask(show, host="evil.example")[0] == 421
    assert _ask(show, host="127.0.0.1:1")[0] == 421


def test_nothing_from_elsewhere_may_run_on_the_page_and_nothing_is_kept(show: Slideshow) -> None:
    headers = _ask(show)[1]
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_the_page_refers_to_nothing_outside(show: Slideshow) -> None:
    for name in ("", "slideshow.css", "slideshow.js"):
        body = _ask(show, name)[2].replace(b"http://www.w3.org/2000/svg", b"")
        assert b"http:" not in body
        assert b"https:" not in body


def test_leaving_is_a_post_and_ends_the_show(show: Slideshow) -> None:
    assert _ask(show, "leave")[0] == 404
    assert _ask(show, "leave", method="POST")[0] == 200
    show.wait()


def test_a_photo_that_is_gone_is_said_to_be_gone(show: Slideshow, library: Library) -> None:
    (library.folder / library.top(1)[0].path).unlink()
    status, _, body = _ask(show, "photo/0?px=640")
    assert status == 410
    assert body


def test_many_requests_at_once_are_all_answered(show: Slideshow) -> None:
    sizes: list[int] = []
    threads = [threading.Thread(target=lambda: sizes.append(len(_ask(show, "photo/0?px=800")[2]))) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(sizes) == 12
    assert len(set(sizes)) == 1


def test_two_shows_have_different_addresses(library: Library) -> None:
    with Slideshow(library, library.top(1)) as one, Slideshow(library, library.top(1)) as other:
        assert Path(urlsplit(one.url).path) != Path(urlsplit(other.url).path)
