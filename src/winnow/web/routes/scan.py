"""The scan: how it goes, start it, stop it."""

from __future__ import annotations

from fastapi import APIRouter

from winnow.web.context import Here
from winnow.web.schemas.scan import NewScan, Scan

router = APIRouter(prefix="/api/v1/scan", tags=["scan"])


@router.get("", operation_id="getScan")
def scan(here: Here) -> Scan:
    """The scan that runs, or the last one that did; it is told as event `scan` too."""
    return here.scans.scan


@router.post("", operation_id="startScan", status_code=202)
def start(new: NewScan, here: Here) -> Scan:
    """Score what is new or changed in the folder, then group. One at a time: 409 while one runs."""
    return here.scans.start(retry_failed=new.retry_failed)


@router.delete("", operation_id="stopScan", status_code=202)
def stop(here: Here) -> Scan:
    """Have the scan end early; what is measured is saved. 409 if none runs."""
    return here.scans.stop()
