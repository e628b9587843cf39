"""What every operation works with: one library, served by one process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Protocol

from fastapi import Depends, Request

if TYPE_CHECKING:
    from winnow.library import Library
    from winnow.web.events import Broadcaster
    from winnow.web.pictures import Located, Pictures
    from winnow.web.scans import Scans


class Table(Protocol):
    """What pictures and events need of the snapshot."""

    def located(self, photo_id: int) -> Located:
        """Where a photo's files are; raises `PhotoNotFoundError`."""
        ...


@dataclass(frozen=True, slots=True)
class Context:
    """The parts of the server, each made once.

    Attributes:
        library: the folder with its verbs.
        table: a snapshot of the library, in memory.
        scans: the scan that runs in the background, or the last one that did.
        exports: plans, and the export that runs.
        events: what is told to open pages.
        pictures: thumbnails and previews.
    """

    library: Library
    table: Table
    scans: Scans
    exports: object
    events: Broadcaster
    pictures: Pictures


def context(request: Request) -> Context:
    """The context of the application that a request came to."""
    found: Context = request.app.state.context
    return found


Here = Annotated[Context, Depends(context)]
"""A parameter of an operation: the context."""
