"""Answers to what a client asks again: nothing but that it is as it was, where it is."""

from __future__ import annotations

import hashlib
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi import Response

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import Request

JSON = "application/json"
CONDITIONAL: dict[int | str, dict[str, Any]] = {304: {"description": "What the client has is as it was"}}
"""Of operations that answer `If-None-Match`."""


def answer(request: Request, revision: str, make: Callable[[], bytes]) -> Response:
    """What `make` makes, or 304 where the client has it: it depends on nothing but the revision and the address."""
    address = f"{revision} {request.url.path}?{request.url.query}"
    etag = f'W/"{hashlib.sha256(address.encode()).hexdigest()[:16]}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    had = {each.strip() for each in request.headers.get("if-none-match", "").split(",")}
    if etag in had or "*" in had:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(make(), media_type=JSON, headers=headers)
