"""A server of a library as a browser meets it: on a port, with nothing in between."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import httpx

from winnow.library import Library
from winnow.web.app import create_app
from winnow.web.context import Context, open_context
from winnow.web.frontend import Frontend
from winnow.web.security import Guard
from winnow.web.serve import Server, listen

HOST = "127.0.0.1"
BUILT = Frontend(
    {
        "index.html": b'<!doctype html><meta name="winnow-library" content=""><title>winnow</title>',
        "icon.svg": b"<svg/>",
        "assets/index-5f0c2a91.js": b"export {}",
    }
)


@dataclass(frozen=True)
class Served:
    """A running server, and a client that bears its token."""

    guard: Guard
    context: Context
    url: str
    client: httpx.Client
    opened: ExitStack
    server: Server
    thread: threading.Thread

    def stop(self) -> None:
        """Stop the server and wait for its end, as Ctrl-C does."""
        self.server.stop()
        self.thread.join()

    def stranger(self) -> httpx.Client:
        """A client that nobody told anything."""
        return self.opened.enter_context(httpx.Client(base_url=self.url, timeout=120))


@contextmanager
def serving(library: Library, *, password: str | None = None, beyond: bool = False) -> Iterator[Served]:
    """Serve a library until the block is left."""
    listener = listen(HOST)
    port = listener.getsockname()[1]
    guard = Guard(port, password=password, beyond_loopback=beyond, names=frozenset({"mymachine"}))
    context = open_context(library)
    server = Server(create_app(context, guard, BUILT), listener, closing=context.events.close)
    thread = threading.Thread(target=server.run, name="server")
    thread.start()
    while not server.is_up and thread.is_alive():
        time.sleep(0.01)
    url = f"http://{HOST}:{port}"
    try:
        with ExitStack() as opened:
            bearer = {"Authorization": f"Bearer {guard.token}"}
            client = opened.enter_context(httpx.Client(base_url=url, headers=bearer, timeout=120))
            yield Served(guard, context, url, client, opened, server, thread)
    finally:
        server.stop()
        thread.join()
