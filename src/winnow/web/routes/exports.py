"""Exports: plan, run, watch, stop."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body

from winnow.web.context import Here
from winnow.web.schemas.exports import ExportPlan, ExportRun, ExportRuns, NewExport

router = APIRouter(prefix="/api/v1/exports", tags=["exports"])
BEST = {"kept": True, "to": "/media/stick/best", "flat": True}
GALLERY = {"top": 50, "best_of_groups": True, "gallery": "/home/ada/summer"}
EXAMPLES = {
    "files": {"summary": "Copy what is kept", "value": BEST},
    "gallery": {"summary": "A page of the fifty best moments", "value": GALLERY},
}


@router.post("", operation_id="planExport", status_code=201)
def plan(new: Annotated[NewExport, Body(openapi_examples=EXAMPLES)], here: Here) -> ExportPlan:
    """Choose photos and lay them out at their targets. Nothing is written: the plan is kept, and run by its id.

    422 if nothing is chosen that could be meant, no target is named, or a place is not absolute.
    """
    return here.exports.plan(new)


@router.get("", operation_id="listExports")
def runs(here: Here) -> ExportRuns:
    """The exports that run or ran since the server was started, but for those of long ago. At most one runs."""
    return here.exports.runs()


@router.post("/{export}/run", operation_id="runExport", status_code=202)
def run(export: str, here: Here) -> ExportRun:
    """Do what a plan says, in the background; told as event `export`. Run again, it is not done again.

    404 if the plan is not known any more, 409 while another export runs.
    """
    return here.exports.run(export)


@router.get("/{export}", operation_id="getExport")
def one(export: str, here: Here) -> ExportRun:
    """How an export goes on, or went."""
    return here.exports.get(export)


@router.delete("/{export}", operation_id="stopExport", status_code=202)
def stop(export: str, here: Here) -> ExportRun:
    """Have an export end after the file in hand. What is whole stays; a new plan of the same goes on from there."""
    return here.exports.stop(export)
