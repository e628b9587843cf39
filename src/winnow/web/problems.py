"""What went wrong, as `application/problem+json` (RFC 9457).

::

    WinnowError       → its own status; the headline is the title; its detail, with the way to the folder left out
    UnscoreableError  → 410 if the file is not what it was, 422 if it cannot be decoded; the reason in words
    a wrong request   → 422, which field and why; never the value
    anything else     → 500 without a word of where: that goes to the terminal
"""

from __future__ import annotations

import logging
import re
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from winnow.domain.errors import WinnowError
from winnow.domain.failure import OF_THE_FILE, UnscoreableError
from winnow.web.examples import with_examples
from winnow.web.schemas.base import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import FastAPI, Request

MEDIA_TYPE = "application/problem+json"
CONTENT = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}  # in the OpenAPI document
MOST_FIELDS = 5  # wrong ones that are named
LONGEST_FIELD = 80  # of a field's name, which may be anything
_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")
_log = logging.getLogger("winnow.web")


class ProblemResponse(JSONResponse):
    """A problem on the wire."""

    media_type = MEDIA_TYPE

    def __init__(self, problem: Problem, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(problem.model_dump(), problem.status, headers)


def problem(status: int, detail: str = "", title: str = "", *, type_: str = "about:blank") -> Problem:
    """A problem; the title is the status in words where none is given."""
    return Problem(type=type_, title=title or HTTPStatus(status).phrase, status=status, detail=detail)


def of_winnow(error: WinnowError, folder: Path) -> Problem:
    """What stopped a verb, without saying where on this machine the folder, or the person's home, is."""
    detail = error.detail.replace(str(folder), folder.name).replace(str(Path.home()), "~")
    name = _WORDS.sub("-", type(error).__name__.removesuffix("Error")).lower()
    return problem(error.http_status, detail, str(type(error)()), type_=f"urn:winnow:{name}")


def of_photo(error: UnscoreableError) -> Problem:
    """Why a photo cannot be shown."""
    status = HTTPStatus.GONE if error.kind in OF_THE_FILE else HTTPStatus.UNPROCESSABLE_ENTITY
    return problem(status, error.reason, "This photo cannot be shown.", type_=f"urn:winnow:photo-{error.kind}")


def of_validation(error: RequestValidationError) -> Problem:
    """Which fields of a request are wrong."""
    wrong = [f"{'.'.join(map(str, each['loc']))[:LONGEST_FIELD]}: {each['msg']}" for each in error.errors()]
    more = [f"and {len(wrong) - MOST_FIELDS} more"] if len(wrong) > MOST_FIELDS else []
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "; ".join(wrong[:MOST_FIELDS] + more))


def unexpected(error: Exception) -> ProblemResponse:
    """A bug: the traceback goes to the terminal, the answer says nothing of it."""
    _log.error("winnow failed on a request", exc_info=error)
    return ProblemResponse(problem(500, "The terminal says more.", "winnow failed on this request."))


def handle_problems(app: FastAPI) -> None:
    """Have an application answer everything that its operations raise as a problem."""

    @app.exception_handler(WinnowError)
    def winnow(request: Request, error: WinnowError) -> ProblemResponse:
        return ProblemResponse(of_winnow(error, request.app.state.context.library.folder))

    @app.exception_handler(UnscoreableError)
    def photo(_: Request, error: UnscoreableError) -> ProblemResponse:
        return ProblemResponse(of_photo(error))

    @app.exception_handler(RequestValidationError)
    def validation(_: Request, error: RequestValidationError) -> ProblemResponse:
        return ProblemResponse(of_validation(error))

    @app.exception_handler(HTTPException)
    def http(_: Request, error: HTTPException) -> ProblemResponse:
        detail = "" if error.detail == HTTPStatus(error.status_code).phrase else str(error.detail)
        return ProblemResponse(problem(error.status_code, detail), error.headers)


def documented(document: dict[str, Any]) -> dict[str, Any]:
    """An OpenAPI document in which every operation wants a token and may answer with a problem, not FastAPI's 422."""
    document["security"] = [{"token": []}]
    components = document.setdefault("components", {})
    components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    schemas = components.setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas["Problem"] = Problem.model_json_schema()
    with_examples(schemas)
    answer = {"description": "What went wrong", "content": CONTENT}
    for operations in document.get("paths", {}).values():
        for operation in operations.values():
            responses = operation.setdefault("responses", {})
            responses.pop("422", None)
            responses |= {"4XX": answer, "5XX": answer}
    return document
