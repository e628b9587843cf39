"""The library as a whole, and what could not be scored."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from winnow.web import overview
from winnow.web.answers import CONDITIONAL, answer
from winnow.web.context import Here
from winnow.web.queries import Page
from winnow.web.schemas.library import Failures, LibraryView

router = APIRouter(prefix="/api/v1", tags=["library"])


@router.get("/library", operation_id="getLibrary", response_model=LibraryView, responses=CONDITIONAL)
def library(here: Here, request: Request) -> Response:
    """How the library stands, and what its photos can be narrowed and sorted by.

    503 while its folder is not there: the disk that holds it may come back.
    """
    here.table.look_for_library()
    view = here.table.view()
    return answer(
        request, here.table.revision(view), lambda: overview.library(here.table, view).model_dump_json().encode()
    )


@router.get("/failures", operation_id="listFailures", response_model=Failures, responses=CONDITIONAL)
def failures(asked: Annotated[Page, Query()], here: Here, request: Request) -> Response:
    """A page of the photos that could not be scored, in order of path, each with its reason."""
    view = here.table.view()
    return answer(
        request,
        here.table.revision(view),
        lambda: overview.failures(here.table, view, asked).model_dump_json().encode(),
    )
