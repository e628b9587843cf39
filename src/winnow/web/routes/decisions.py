"""The log: decide, take back, decide again, read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Body, Query, Request, Response

from winnow.web import acts
from winnow.web.answers import CONDITIONAL, JSON, answer
from winnow.web.context import IN_TURN, Here
from winnow.web.queries import Page
from winnow.web.schemas.decisions import Acts, Done, NewDecisions, NewStep

if TYPE_CHECKING:
    from winnow.web.table import LightTable
    from winnow.web.view import Outcome

router = APIRouter(prefix="/api/v1/decisions", tags=["decisions"])

KEEP = {
    "key": "018f2f6e-7d2c-7c1a-9b1e-5f0c2a91d3e4",
    "decisions": [{"verb": "keep", "photos": [17]}],
}
CHOOSE = {
    "key": "018f2f6e-7d2c-7c1a-9b1e-5f0c2a91d3e5",
    "decisions": [
        {"verb": "keeper", "photos": [18], "others": [17, 19], "why": "her eyes are open"},
        {"verb": "keep", "photos": [18]},
        {"verb": "reject", "photos": [17, 19]},
    ],
}
EXAMPLES = {
    "one key pressed": {"summary": "Keep a photo", "value": KEEP},
    "another keeper": {"summary": "Choose another keeper of a group, in one act", "value": CHOOSE},
}


@router.post("", operation_id="decide", status_code=201, response_model=Done, dependencies=[IN_TURN])
def decide(new: Annotated[NewDecisions, Body(openapi_examples=EXAMPLES)], here: Here) -> Response:
    """Decide, all of it or nothing; it is on the disk when this answers.

    Send the same `key` again if no answer came: it is not decided twice. 404 if a photo is not in the folder any more,
    422 if a decision makes no sense, 503 while the library's disk is away.
    """
    why = "; ".join(dict.fromkeys(one.why for one in new.decisions if one.why))
    return _told(here.table, here.table.decide(acts.choices(new.decisions), why, key=new.key))


@router.post("/undo", operation_id="undo", status_code=201, response_model=Done, dependencies=[IN_TURN])
def undo(new: NewStep, here: Here) -> Response:
    """Take back what was decided last, by whomever, also in another run; 409 if everything is taken back."""
    return _told(here.table, here.table.undo(new.key))


@router.post("/redo", operation_id="redo", status_code=201, response_model=Done, dependencies=[IN_TURN])
def redo(new: NewStep, here: Here) -> Response:
    """Decide again what was undone last; 409 if nothing was, or something was decided since."""
    return _told(here.table, here.table.redo(new.key))


@router.get("", operation_id="listDecisions", response_model=Acts, responses=CONDITIONAL, dependencies=[IN_TURN])
def log(asked: Annotated[Page, Query()], here: Here, request: Request) -> Response:
    """A page of the log, newest first. Nothing ever leaves it; what was taken back says so."""
    view = here.table.view()
    return answer(request, view.revision, lambda: acts.page_of_log(here.table, view, asked).model_dump_json().encode())


def _told(table: LightTable, outcome: Outcome) -> Response:
    """What was done; not left to FastAPI, which would check each of 100,000 changes once more."""
    return Response(acts.done(table, outcome).model_dump_json(), status_code=201, media_type=JSON)
