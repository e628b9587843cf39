"""What happens, as it happens."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from winnow.web.context import Here

router = APIRouter(prefix="/api/v1/events", tags=["events"])
STREAM: dict[int | str, dict[str, Any]] = {
    200: {"description": "Server-sent events", "content": {"text/event-stream": {"schema": {"type": "string"}}}}
}


@router.get("", operation_id="streamEvents", response_class=StreamingResponse, responses=STREAM)
async def events(here: Here) -> StreamingResponse:
    """Server-sent events, without end; after a pause in the line, fetch anew what is shown.

    `scan` with the scan, `photos` with the ids of photos newly scored, `library` with its revision, at
    the beginning and whenever anything else changed, `export` with the export that runs.
    """
    return StreamingResponse(here.events.stream(), media_type="text/event-stream")
