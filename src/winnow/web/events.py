"""What happens, told to every open page as server-sent events (WHATWG HTML, section 9.2).

::

    any thread:  publish → the event loop → a queue for each stream → the page
    the library changed: tell → publish, if that revision is not the one told last
    a page listens from now on: which revision has the library? → that page, which may have fetched an earlier one
    every second, while somebody listens: has another process given the library another revision? → tell

A page fetches anew what it shows, so an event that is lost costs nothing once the stream is opened again: a page that
does not keep up is dropped, and opens it again by itself.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from typing import TYPE_CHECKING

from winnow.domain.errors import WinnowError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping

MOST_WAITING = 64
"""Events that a page may be behind."""

BEAT_SECONDS = 15.0
"""Between signs of life: shorter than what proxies and routers close a quiet connection after."""

WATCH_SECONDS = 1.0
"""Between looks at the library for what another process did."""

BEGIN = b"retry: 1000\n\n"
BEAT = b": still here\n\n"


class Broadcaster:
    """Hands events from any thread to every open stream. `revision` tells whether the library is another than it was.

    Works while `running` is entered; before and after, what is published goes nowhere.
    """

    def __init__(self, revision: Callable[[], str]) -> None:
        self._revision = revision
        self._loop: asyncio.AbstractEventLoop | None = None
        self._streams: set[asyncio.Queue[bytes | None]] = set()
        self._is_closed = False
        self._told = ""

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Hand out events on the running event loop."""
        self._loop = asyncio.get_running_loop()
        watching = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            self._loop = None
            watching.cancel()
            self.close()

    def tell(self, revision: str) -> None:
        """Tell every open stream that the library has this revision; from any thread."""
        if revision != self._told:
            self._told = revision
            self.publish("library", {"revision": revision})

    def publish(self, event: str, data: Mapping[str, object]) -> None:
        """Tell every open stream; from any thread."""
        loop = self._loop
        if loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop was closed meanwhile
                loop.call_soon_threadsafe(self._hand_out, _as_event(event, data))

    def close(self) -> None:
        """End every stream, also those that are opened from now on. To be called on the event loop."""
        self._is_closed = True
        for queue in self._streams.copy():
            self._drop(queue)

    async def stream(self) -> AsyncIterator[bytes]:
        """What one page receives, until it leaves, falls behind or the server stops."""
        queue: asyncio.Queue[bytes | None] = asyncio.Queue(MOST_WAITING)
        self._streams.add(queue)
        try:
            yield BEGIN
            if revision := await self._look():
                self._told = self._told or revision
                yield _as_event("library", {"revision": revision})
            while not (self._is_closed and queue.empty()):
                try:
                    event = await asyncio.wait_for(queue.get(), BEAT_SECONDS)
                except TimeoutError:
                    event = BEAT
                if event is None:
                    return
                yield event
        finally:
            self._streams.discard(queue)

    def _hand_out(self, event: bytes) -> None:
        for queue in self._streams.copy():
            try:
                queue.put_nowait(event)
            except asyncio.QueueFull:
                self._drop(queue)

    def _drop(self, queue: asyncio.Queue[bytes | None]) -> None:
        self._streams.discard(queue)
        while not queue.empty():
            queue.get_nowait()
        queue.put_nowait(None)

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            told = self._told
            revision = await self._look() if self._streams else None
            if revision and told == self._told:  # else a newer one was told meanwhile
                self.tell(revision)

    async def _look(self) -> str | None:
        """Which revision the library has; None where nobody can say now: who asks for what is in it is told why."""
        try:
            return await asyncio.to_thread(self._revision)
        except WinnowError:
            return None


def _as_event(event: str, data: Mapping[str, object]) -> bytes:
    return f"event: {event}\ndata: {json.dumps(data, separators=(',', ':'))}\n\n".encode()
