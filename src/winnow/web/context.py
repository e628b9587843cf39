"""What every operation works with: one library, served by one process."""

from __future__ import annotations

import asyncio
import hashlib
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from winnow.library import Library
    from winnow.web.events import Broadcaster
    from winnow.web.exports import Exports
    from winnow.web.pictures import Pictures
    from winnow.web.scans import Scans
    from winnow.web.table import LightTable


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
        deciding: had by the one that decides, or reads all decisions.
    """

    library: Library
    table: LightTable
    scans: Scans
    exports: Exports
    events: Broadcaster
    pictures: Pictures
    deciding: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def library_id(self) -> str:
        """Names the library among others of this machine, without saying where it is."""
        place = f"{self.library.folder}\0{self.library.parts.database}"
        return hashlib.sha256(os.fsencode(place)).hexdigest()[:16]

    def close(self) -> None:
        """End what goes on in the background: the scan is stopped, with what is measured saved."""
        self.scans.close()
        self.exports.close()
        self.table.close()


def open_context(library: Library) -> Context:
    """The parts for serving `library`."""
    from winnow.storage.bounded import BoundedStore  # noqa: PLC0415 - importing the context loads no parts
    from winnow.storage.folder import FolderStore  # noqa: PLC0415 - as above
    from winnow.web.events import Broadcaster  # noqa: PLC0415 - as above
    from winnow.web.exports import Exports  # noqa: PLC0415 - as above
    from winnow.web.pictures import MOST_PREVIEW_BYTES, Pictures  # noqa: PLC0415 - as above
    from winnow.web.scans import Scans  # noqa: PLC0415 - as above
    from winnow.web.table import LightTable  # noqa: PLC0415 - as above

    parts = library.parts
    table = LightTable(library)
    events = Broadcaster(table.revision)
    table.tell = events.tell
    previews = BoundedStore(parts.thumbnails.with_name("previews"), MOST_PREVIEW_BYTES)
    pictures = Pictures(library.folder, parts.limits, FolderStore(parts.thumbnails), previews)
    exports = Exports(library, events, table.profile)
    scans = Scans(library, events, table.those_here, table.without_grouping, table.weighed)
    return Context(library, table, scans, exports, events, pictures)


def context(request: Request) -> Context:
    """The context of the application that a request came to."""
    found: Context = request.app.state.context
    return found


Here = Annotated[Context, Depends(context)]
"""A parameter of an operation: the context."""


async def turn(here: Here) -> AsyncIterator[None]:
    """Wait for the turn to decide, in no thread: those are few, and lists and pictures need them."""
    async with here.deciding:
        yield


IN_TURN = Depends(turn, scope="function")
"""A dependency of operations that wait for the table: at most one of them has a thread. Over before it is answered."""
