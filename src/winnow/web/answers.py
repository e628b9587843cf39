"""Answers to what a client asks twice: a list that is as it was, a decision whose answer was lost on its way."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from http import HTTPStatus
from threading import Lock
from typing import TYPE_CHECKING, Any

from fastapi import Response

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import Request

JSON = "application/json"
CONDITIONAL: dict[int | str, dict[str, Any]] = {304: {"description": "What the client has is as it was"}}
"""Of operations that answer `If-None-Match`."""

KEYS_REMEMBERED = 1000
"""A client repeats itself within seconds."""


def answer(request: Request, revision: str, make: Callable[[], bytes]) -> Response:
    """What `make` makes, or 304 where the client has it: it depends on nothing but the revision and the address."""
    address = f"{revision} {request.url.path}?{request.url.query}"
    etag = f'W/"{hashlib.sha256(address.encode()).hexdigest()[:16]}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    had = {each.strip() for each in request.headers.get("if-none-match", "").split(",")}
    if etag in had or "*" in had:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(make(), media_type=JSON, headers=headers)


class Answers:
    """The answers to requests that clients gave a key of their own: the same key does nothing again."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._given: OrderedDict[str, bytes] = OrderedDict()

    def once(self, key: str, make: Callable[[], bytes]) -> bytes:
        """The answer to a key; made, by one at a time, if there is none yet. What raises may be tried again."""
        with self._lock:
            if key not in self._given:
                self._given[key] = make()
                if len(self._given) > KEYS_REMEMBERED:
                    self._given.popitem(last=False)
            return self._given[key]
