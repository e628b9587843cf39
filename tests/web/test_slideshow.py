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


class Browser:
    """Asks a show, and keeps the one cookie that it gets."""

    def __init__(self, show: Slideshow) -> None:
        self.show = show
        self.address = urlsplit(show.url)
        self.cookie = ""
        self.opened = self.ask()

    def ask(
        self, name: str = "", *, method: str = "GET", host: str | None = None, instead: str | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.address.port or 0, timeout=30)
        path = self.address.path if instead is None else instead
        try:
            headers = {"Host": host or self.address.netloc, "Cookie": self.cookie}
            connection.request(method, path + name, headers=headers)
            answer = connection.getresponse()
            self.cookie = answer.getheader("Set-Cookie", self.cookie).split(";")[0]
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()


@pytest.fixture
def browser(library: Library) -> Iterator[Browser]:
    """A browser that has opened a show of all photos."""
    with Slideshow(library, library.top(10)) as show:
        yield Browser(show)


def test_the_page_its_style_and_its_script_are_served(browser: Browser) -> None:
    for name, kind in {
        "": "text/html",
        "slideshow.css": "text/css",
        "slideshow.js": "text/javascript",
        "icon.svg": "image/svg+xml",
    }.items():
        status, headers, body = browser.ask(name)
        assert status == 200
        assert headers["Content-Type"].startswith(kind)
        assert body


def test_the_list_is_best_first_with_what_the_page_tells(browser: Browser, library: Library) -> None:
    _, _, body = browser.ask("photos.json")
    photos = json.loads(body)
    assert [photo["name"] for photo in photos] == [photo.path for photo in library.top(10)]
    assert set(photos[0]) == {"name", "score", "taken_at", "reasons"}


@pytest.mark.parametrize(("asked", "given"), [("640", 640), ("1", 320), ("99999", 900), ("-5", 320), ("x", 320)])
def test_a_photo_comes_as_a_jpeg_of_the_size_asked_within_reason(browser: Browser, asked: str, given: int) -> None:
    status, headers, body = browser.ask(f"photo/0?px={asked}")
    assert (status, headers["Content-Type"]) == (200, "image/jpeg")
    with Image.open(io.BytesIO(body)) as picture:
        assert max(picture.size) == given


@pytest.mark.parametrize(
    "name", ["photo/3", "photo/-1", "photo/..%2f..%2fetc%2fpasswd", "../etc/passwd", "photo/", "x"]
)
def test_only_the_photos_of_the_list_can_be_asked_for(browser: Browser, name: str) -> None:
    assert browser.ask(name)[0] == 404


def test_a_wrong_token_is_refused(browser: Browser) -> None:
    assert browser.ask(instead="/guess/")[0] == 403
    assert browser.ask("photo/0", instead="/%C3%A9/")[0] == 403


def test_the_address_works_in_one_browser_only(browser: Browser) -> None:
    assert browser.opened[0] == 200
    other = Browser(browser.show)  # another user, who read the address among the arguments of the first
    assert (other.opened[0], other.cookie) == (403, "")
    assert all(other.ask(name)[0] == 403 for name in ("photos.json", "photo/0", "slideshow.js"))
    assert other.ask("leave", method="POST")[0] == 403
    other.cookie = "show=guess; show="
    assert other.ask("photos.json")[0] == 403
    assert browser.ask()[0] == 200  # as when the page is loaded again
    assert browser.ask("photos.json")[0] == 200


def test_the_cookie_is_for_this_show_and_not_for_scripts(browser: Browser) -> None:
    cookie = browser.opened[1]["Set-Cookie"]
    assert cookie.split("; ")[1:] == [f"Path={browser.address.path}", "HttpOnly", "SameSite=Strict"]
    assert cookie.split(";")[0].removeprefix("show=") not in browser.show.url


def test_nothing_but_the_page_itself_can_be_the_first_request(library: Library) -> None:
    with Slideshow(library, library.top(1)) as show:
        host, path = urlsplit(show.url).netloc, urlsplit(show.url).path
        assert show.answer("GET", f"{path}photos.json", host).status == 403
        assert show.answer("GET", path, host).cookie is not None


def test_a_target_that_is_no_address_is_refused(browser: Browser, capfd: pytest.CaptureFixture[str]) -> None:
    assert browser.ask(instead="http://[x")[0] == 400
    assert capfd.readouterr().err == ""


def test_a_browser_that_hangs_up_leaves_no_traceback(browser: Browser, capfd: pytest.CaptureFixture[str]) -> None:
    address = browser.address
    before = set(threading.enumerate())
    with socket.create_connection(("127.0.0.1", address.port or 0)) as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # hang up with a reset
        headers = f"Host: {address.netloc}\r\nCookie: {browser.cookie}\r\n"
        request = f"GET {address.path}photo/0?px=800 HTTP/1.1\r\n{headers}\r\n"
        line.sendall(request.encode() * 20)
    assert browser.ask()[0] == 200  # by then the server has taken the first connection
    for thread in set(threading.enumerate()) - before:
        thread.join()
    assert capfd.readouterr().err == ""


def test_another_host_name_is_refused_even_with_the_token(browser: Browser) -> None:
    assert browser.ask(host="evil.example")[0] == 421
    assert browser.ask(host="127.0.0.1:1")[0] == 421


def test_nothing_from_elsewhere_may_run_on_the_page_and_nothing_is_kept(browser: Browser) -> None:
    headers = browser.ask()[1]
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_the_page_refers_to_nothing_outside(browser: Browser) -> None:
    for name in ("", "slideshow.css", "slideshow.js"):
        body = browser.ask(name)[2].replace(b"http://www.w3.org/2000/svg", b"")
        assert b"http:" not in body
        assert b"https:" not in body


def test_leaving_is_a_post_and_ends_the_show(browser: Browser) -> None:
    assert browser.ask("leave")[0] == 404
    assert browser.ask("leave", method="POST")[0] == 200
    browser.show.wait()


def test_a_photo_that_is_gone_is_said_to_be_gone(browser: Browser, library: Library) -> None:
    (library.folder / library.top(1)[0].path).unlink()
    status, _, body = browser.ask("photo/0?px=640")
    assert status == 410
    assert body


def test_many_requests_at_once_are_all_answered(browser: Browser) -> None:
    sizes: list[int] = []
    threads = [threading.Thread(target=lambda: sizes.append(len(browser.ask("photo/0?px=800")[2]))) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(sizes) == 12
    assert len(set(sizes)) == 1


def test_two_shows_have_different_addresses(library: Library) -> None:
    with Slideshow(library, library.top(1)) as one, Slideshow(library, library.top(1)) as other:
        assert Path(urlsplit(one.url).path) != Path(urlsplit(other.url).path)
