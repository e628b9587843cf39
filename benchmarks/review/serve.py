"""A made-up library, served by a process of its own: for the server's figures and for the browser's."""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import psutil
from benchmarks.review.library import make

import winnow
from winnow.domain.folder import LIBRARY_FILE
from winnow.models.cards import load_model
from winnow.signals.recipe import RECIPE, SIGNAL_NAMES
from winnow.web.app import create_app
from winnow.web.context import open_context
from winnow.web.frontend import Frontend
from winnow.web.security import Guard
from winnow.web.serve import Server, listen

PHOTOS = 100_000
HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Served:
    """A running server: its address, the token for `Authorization: Bearer`, and its process."""

    url: str
    token: str
    process: psutil.Process
    settle: Callable[[], None]
    """Wait until it has nothing left to do in the background."""


def make_folder(folder: Path, photos: int) -> None:
    """Make a folder with a library of so many photos, unless it is there."""
    if not (folder / LIBRARY_FILE).exists():
        (folder / LIBRARY_FILE).parent.mkdir(parents=True, exist_ok=True)
        model = load_model("winnow", recipe=RECIPE, signals=SIGNAL_NAMES)
        make(folder / LIBRARY_FILE, folder, photos, model)


@contextmanager
def library_asked_for() -> Iterator[tuple[int, Path]]:
    """How many photos, and where, as the command line has it: PHOTOS, and a FOLDER that is kept."""
    photos = int(sys.argv[1]) if len(sys.argv) > 1 else PHOTOS
    with tempfile.TemporaryDirectory() as name:
        yield photos, Path(sys.argv[2]) if len(sys.argv) > 2 else Path(name)  # noqa: PLR2004 - a folder was named


def environment(user: Path) -> dict[str, str]:
    """The environment of a winnow that has its caches and settings in a folder of its own."""
    own = {f"WINNOW_{name}": str(user / name) for name in ("CACHE_DIR", "DATA_DIR")}
    return os.environ | own | {"WINNOW_CONFIG": str(user / "config.toml")}


@contextmanager
def serving(folder: Path, user: Path) -> Iterator[Served]:
    """Serve a folder's library until the block is left; caches and settings are in the folder `user`."""
    ours, theirs = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=_serve, args=(theirs, folder, user))
    process.start()
    try:
        url, token = ours.recv()

        def settle() -> None:
            ours.send("settle")
            ours.recv()

        yield Served(url, token, psutil.Process(process.pid), settle)
    finally:
        ours.send("stop")
        process.join()


def _serve(theirs: Connection, folder: Path, user: Path) -> None:
    os.environ.update(environment(user))
    listener = listen(HOST)
    port = listener.getsockname()[1]
    guard = Guard(port)
    context = open_context(winnow.open_library(folder))
    server = Server(create_app(context, guard, Frontend.read()), listener, closing=context.events.close)
    thread = threading.Thread(target=server.run)
    thread.start()
    theirs.send((f"http://{HOST}:{port}", guard.token))
    while theirs.recv() != "stop":
        context.table.settle()
        theirs.send("settled")
    server.stop()
    thread.join()
