"""A slideshow in the browser: a small server on 127.0.0.1 that hands out one page and the photos it was given.

::

    request → right Host? right token? → cookie, or the first to come: it gets the cookie
            → page | style | script | list of photos | one photo as JPEG | leave

A photo is asked for by its place in the list, so no path ever comes from the browser. The token in the address keeps
out other users and other pages of this machine. It works once, because the browser is started with the address and
other users can read the arguments of every process; from then on the browser is known by a cookie. (A private file
that leads to the address, Jupyter's way, cannot be read by a browser in a Snap or a Flatpak.) The Host check keeps out
a website whose name resolves to 127.0.0.1 (DNS rebinding); the content security policy lets the page load nothing from
elsewhere.
"""

from __future__ import annotations

import json
import re
import secrets
import sys
from dataclasses import dataclass, replace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from queue import SimpleQueue
from threading import BoundedSemaphore, Lock, Thread
from typing import TYPE_CHECKING, Any, Protocol, Self
from urllib.parse import parse_qs, urlsplit

from winnow.domain.failure import UnscoreableError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from winnow.domain.views import Ranked

HOST = "127.0.0.1"
SMALLEST_PX, LARGEST_PX = 320, 8192  # from a watch to an 8K wall
DECODES_AT_ONCE = 2  # the photo on its way in and one ahead: more only costs memory
IDLE_SECONDS = 60  # a connection that says nothing this long is closed
ASSETS = {
    "": ("slideshow.html", "text/html; charset=utf-8"),
    "slideshow.css": ("slideshow.css", "text/css; charset=utf-8"),
    "icon.svg": ("icon.svg", "image/svg+xml"),
    "slideshow.js": ("slideshow.js", "text/javascript; charset=utf-8"),
}
PHOTO = re.compile(r"photo/(\d{1,9})", re.ASCII)
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",  # the browser keeps no private photo on disk
}


class Previews(Protocol):
    """What a slideshow needs of a library."""

    def preview(self, photo: str, long_side_px: int) -> bytes:
        """An upright JPEG of the photo."""
        ...


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back to the browser, and whether the show ends with it. `cookie` is what it is known by from now on."""

    status: HTTPStatus
    content_type: str
    body: bytes
    cookie: str | None = None
    last: bool = False


class Slideshow:
    """A server for one list of photos, best first; open as a context manager. `url` is its address, for one browser."""

    def __init__(self, library: Previews, photos: Sequence[Ranked]) -> None:
        self._library = library
        self._photos = photos
        self._token = secrets.token_urlsafe(16)
        self._cookie = f"show={secrets.token_urlsafe(16)}"
        self._unclaimed = Lock()  # held from when the first browser came, never given back
        self._decoding = BoundedSemaphore(DECODES_AT_ONCE)
        self._ended: SimpleQueue[None] = SimpleQueue()  # its put, unlike Event.set, may be called in a signal handler
        self._server = _Server((HOST, 0), _handler_for(self))
        self._serving = Thread(target=self._server.serve_forever, name="slideshow", daemon=True)
        self._host = f"{HOST}:{self._server.server_port}"
        self.url = f"http://{self._host}/{self._token}/"

    def __enter__(self) -> Self:
        self._serving.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._serving.join()

    def wait(self) -> None:
        """Return when the page was left, or `stop` was called."""
        self._ended.get()

    def stop(self) -> None:
        """End the show. Safe in a signal handler."""
        self._ended.put(None)

    def answer(self, method: str, target: str, host: str, cookies: str = "") -> Answer:
        """Answer one request; `target` is the path and query, `host` and `cookies` the headers Host and Cookie."""
        if host != self._host:
            return _text(HTTPStatus.MISDIRECTED_REQUEST, "This address is not served here.")
        try:
            address = urlsplit(target)
        except ValueError:
            return _text(HTTPStatus.BAD_REQUEST, "This is no address.")
        token, _, name = address.path.removeprefix("/").partition("/")
        if not secrets.compare_digest(token.encode(), self._token.encode()):
            return _text(HTTPStatus.FORBIDDEN, "Open the address that winnow printed.")
        if any(secrets.compare_digest(each.encode(), self._cookie.encode()) for each in cookies.split("; ")):
            return self._page(method, name, address.query)
        if method == "GET" and name == "" and self._unclaimed.acquire(blocking=False):
            cookie = f"{self._cookie}; Path=/{self._token}/; HttpOnly; SameSite=Strict"
            return replace(self._page(method, name, address.query), cookie=cookie)
        return _text(HTTPStatus.FORBIDDEN, "This slideshow is open in another browser. Start one more for this one.")

    def _page(self, method: str, name: str, query: str) -> Answer:
        if method == "POST" and name == "leave":
            return Answer(HTTPStatus.OK, "text/plain", b"", last=True)
        if method == "GET" and name in ASSETS:
            file_name, content_type = ASSETS[name]
            return Answer(HTTPStatus.OK, content_type, files("winnow.web").joinpath("static", file_name).read_bytes())
        if method == "GET" and name == "photos.json":
            return Answer(HTTPStatus.OK, "application/json", json.dumps([_described(p) for p in self._photos]).encode())
        photo = PHOTO.fullmatch(name)
        if method == "GET" and photo is not None and int(photo[1]) < len(self._photos):
            return self._photo(self._photos[int(photo[1])], _pixels(query))
        return _text(HTTPStatus.NOT_FOUND, "There is nothing here.")

    def _photo(self, photo: Ranked, long_side_px: int) -> Answer:
        try:
            with self._decoding:
                return Answer(HTTPStatus.OK, "image/jpeg", self._library.preview(photo.path, long_side_px))
        except UnscoreableError as error:  # rated once; since then it was moved, or its disk unplugged
            return _text(HTTPStatus.GONE, error.reason)


def _described(photo: Ranked) -> dict[str, object]:
    return {
        "name": photo.path,
        "score": photo.score,
        "taken_at": photo.taken_at,
        "reasons": [reason.text for reason in photo.reasons],
    }


def _pixels(query: str) -> int:
    """The long side that the browser asks for, within reason."""
    asked = parse_qs(query).get("px", [""])[0]
    return min(max(int(asked), SMALLEST_PX), LARGEST_PX) if re.fullmatch(r"\d{1,6}", asked, re.ASCII) else SMALLEST_PX


def _text(status: HTTPStatus, message: str) -> Answer:
    return Answer(status, "text/plain; charset=utf-8", message.encode("utf-8", "backslashreplace"))


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - socketserver types them so
        """Pass over a browser that no longer wants what it asked for: a photo skipped, a tab closed."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def _handler_for(show: Slideshow) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = IDLE_SECONDS

        def do_GET(self) -> None:  # the name is http.server's
            self._reply()

        def do_POST(self) -> None:
            self.close_connection = True  # a body, if any, is not read
            self._reply()

        def _reply(self) -> None:
            asked = self.headers
            answer = show.answer(self.command, self.path, asked.get("Host", ""), asked.get("Cookie", ""))
            self.send_response(answer.status)
            for name, value in HEADERS.items():
                self.send_header(name, value)
            if answer.cookie is not None:
                self.send_header("Set-Cookie", answer.cookie)
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)
            if answer.last:
                show.stop()

        def version_string(self) -> str:
            return "winnow"

        def log_message(self, *_: object) -> None:
            """Say nothing: the terminal is the person's."""

    return Handler
