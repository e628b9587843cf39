"""The application's outermost layer: nothing gets in that `Guard` does not admit, nothing gets out without HEADERS.

::

    request → admitted?            else a problem, or a page that says what to do
            → its body, all of it  413 for more than MOST_BYTES, 408 for longer than BODY_SECONDS
            → the application      a bug becomes a problem
            → the answer with HEADERS
"""

from __future__ import annotations

import asyncio
import html
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, RedirectResponse, Response

from winnow.web.problems import ProblemResponse, problem, unexpected
from winnow.web.security import API, LOGIN, SAFE_METHODS, Asked, Guard, Refused, Welcome

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 4_000_000
"""Of a body: a decision of a whole library of 100,000 photos has 0.8 MB."""

MOST_LOGIN_BYTES = 4096
"""Of the form with the password: it comes from somebody who is not known yet."""

BODY_SECONDS = 30.0
"""Longest that a body may take to arrive."""

WRONG_PASSWORD_SECONDS = 1.0
"""Between two wrong passwords, whoever tries: a guess a second gets nowhere."""

STOPPED = "winnow was stopped before this was answered."

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "connect-src 'self'; font-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Fence:
    """An ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, guard: Guard) -> None:
        self._app = app
        self._guard = guard
        self._one_guess = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answered = False

        async def send_fenced(message: Message) -> None:
            nonlocal answered
            if message["type"] == "http.response.start":
                answered = True
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        try:
            await self._serve(scope, receive, send_fenced)
        except asyncio.CancelledError:  # nothing but the server's end breaks a request off
            if answered:
                raise
            await ProblemResponse(problem(HTTPStatus.SERVICE_UNAVAILABLE, STOPPED))(scope, receive, send_fenced)
        except Exception as error:  # noqa: BLE001 - the boundary: what is a bug inside becomes an answer here
            response = unexpected(error)
            if not answered:
                await response(scope, receive, send_fenced)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = _asked(scope)
        verdict = self._guard.admit(asked)
        if isinstance(verdict, Refused):
            await self._refusal(asked, verdict)(scope, receive, send)
        elif isinstance(verdict, Welcome):
            await self._welcome(verdict.location)(scope, receive, send)
        elif asked.method in SAFE_METHODS:
            await self._app(scope, receive, send)
        else:
            body = await _whole_body(receive, MOST_LOGIN_BYTES if asked.path == LOGIN else MOST_BYTES)
            if isinstance(body, Refused):
                await self._refusal(asked, body)(scope, receive, send)
            elif asked.path == LOGIN:
                await (await self._login(asked, body))(scope, receive, send)
            else:
                await self._app(scope, _replayed(body, receive), send)

    async def _login(self, asked: Asked, form: bytes) -> Response:
        async with self._one_guess:
            if self._guard.is_password(form):
                return self._welcome("/")
            await asyncio.sleep(WRONG_PASSWORD_SECONDS)
        return self._refusal(asked, Refused(HTTPStatus.FORBIDDEN, "This is not the password."))

    def _welcome(self, location: str) -> Response:
        return RedirectResponse(location, HTTPStatus.SEE_OTHER, {"Set-Cookie": self._guard.cookie})

    def _refusal(self, asked: Asked, refused: Refused) -> Response:
        if asked.path.startswith(API):
            challenge = {"WWW-Authenticate": "Bearer"} if refused.status == HTTPStatus.UNAUTHORIZED else None
            return ProblemResponse(problem(refused.status, refused.detail), challenge)
        may_log_in = self._guard.password is not None and refused.status in {
            HTTPStatus.UNAUTHORIZED,
            HTTPStatus.FORBIDDEN,
        }
        return notice(refused.status, refused.detail, LOGIN_FORM if may_log_in else "")


LOGIN_FORM = f"""
<form method="post" action="{LOGIN}"><label>Password
<input type="password" name="password" autocomplete="current-password" required autofocus></label>
<button>Open</button></form>"""


def notice(status: int, text: str, more: str = "") -> HTMLResponse:
    """A plain page that says something; `more` is HTML."""
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>winnow</title>'
    return HTMLResponse(
        f'<!doctype html><html lang="en"><head>{head}</head><body><h1>winnow</h1><p>{html.escape(text)}</p>{more}'
        "</body></html>",
        status,
    )


def _asked(scope: Scope) -> Asked:
    headers = Headers(scope=scope)
    return Asked(
        method=scope["method"],
        path=scope["path"],
        query=scope["query_string"].decode("latin-1"),
        host=headers.get("host", ""),
        origin=headers.get("origin", ""),
        fetch_site=headers.get("sec-fetch-site", ""),
        fetch_mode=headers.get("sec-fetch-mode", ""),
        fetch_dest=headers.get("sec-fetch-dest", ""),
        cookie=headers.get("cookie", ""),
        authorization=headers.get("authorization", ""),
    )


async def _whole_body(receive: Receive, most: int) -> bytes | Refused:
    """Read a body to its end, sent in one piece or in chunks, as long as it is within bounds."""
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    return Refused(HTTPStatus.BAD_REQUEST, "The request was broken off.")
                body += message.get("body", b"")
                if len(body) > most:
                    return Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"At most {most:,} bytes are taken.")
                if not message.get("more_body", False):
                    return bytes(body)
    except TimeoutError:
        return Refused(HTTPStatus.REQUEST_TIMEOUT, "The request did not arrive in time.")


def _replayed(body: bytes, receive: Receive) -> Receive:
    """What the application receives: the body at once, then whatever comes after it."""
    waiting = [body]

    async def replay() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return replay
