"""What pictures take over HTTP, beside the bare floor: files of the same bytes, by StaticFiles under uvicorn.

Both are asked in turns, each by as many connections as a browser has to one server, and by one alone.
"""

from __future__ import annotations

import http.client
import json
import socket
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import uvicorn
from benchmarks.review.serve import HOST, Served
from starlette.staticfiles import StaticFiles

CONNECTIONS = 6
ASKED = 240
ROUNDS = 5
SIZES = ("thumbnail", "preview")


@dataclass(frozen=True, slots=True)
class Source:
    """A server and addresses of pictures there."""

    server: str
    paths: tuple[str, ...]
    headers: dict[str, str]

    def ask(self, paths: tuple[str, ...]) -> list[float]:
        """Ask for pictures one after the other, over one connection; the milliseconds of each."""
        connection = http.client.HTTPConnection(self.server)
        times = []
        for path in paths:
            started = time.perf_counter()
            connection.request("GET", path, headers=self.headers)
            answer = connection.getresponse()
            answer.read()
            times.append((time.perf_counter() - started) * 1000)
            if answer.status != http.HTTPStatus.OK:
                raise RuntimeError(f"{path}: {answer.status}")
        connection.close()
        return times

    def rate(self) -> float:
        """Pictures a second over CONNECTIONS connections."""
        some = self._asked()
        with ThreadPoolExecutor(CONNECTIONS) as clients:
            started = time.perf_counter()
            list(clients.map(self.ask, [some[at::CONNECTIONS] for at in range(CONNECTIONS)]))
            return len(some) / (time.perf_counter() - started)

    def milliseconds(self) -> float:
        """Of a picture, when nobody else asks."""
        return statistics.median(self.ask(self._asked()[: ASKED // 2]))

    def _asked(self) -> tuple[str, ...]:
        return (self.paths * (ASKED // len(self.paths) + 1))[:ASKED]


def measure(served: Served, folder: Path) -> None:
    """Print what thumbnails and previews take; `folder` is for the floor's files."""
    for size in SIZES:
        ours = _ours(served, size)
        total = _copy(ours, folder / size)
        with _static(folder / size) as server:
            names = tuple(f"/{at}.jpg" for at in range(len(ours.paths)))
            _compare(f"{size}, {total / len(names) / 1000:.0f} KB", ours, Source(server, names, {}))


def _compare(name: str, ours: Source, floor: Source) -> None:
    turns = [(ours.rate(), floor.rate(), ours.milliseconds(), floor.milliseconds()) for _ in range(ROUNDS)]
    rate, bare_rate, took, bare_took = (statistics.median(each) for each in zip(*turns, strict=True))
    _row(f"{name}: {CONNECTIONS} connections", f"{rate:7.0f} /s", f"floor {bare_rate:.0f}", rate / bare_rate)
    _row(f"{name}: one", f"{took:7.1f} ms", f"floor {bare_took:.1f}", took / bare_took)


def _row(what: str, figure: str, floor: str, ratio: float) -> None:
    print(f"  {what:42}{figure:14} {floor}, ratio {ratio:.2f}", flush=True)


def _ours(served: Served, size: str) -> Source:
    server = served.url.removeprefix("http://")
    headers = {"Authorization": f"Bearer {served.token}", "Accept": "image/avif,image/webp,image/*,*/*;q=0.8"}
    connection = http.client.HTTPConnection(server)
    connection.request("GET", "/api/v1/columns", headers=headers)
    columns = json.loads(connection.getresponse().read())
    photos = zip(columns["id"], columns["version"], strict=True)
    return Source(server, tuple(f"/api/v1/photos/{id_}/{size}?v={version}" for id_, version in photos), headers)


def _copy(source: Source, folder: Path) -> int:
    """Write what a source answers into files, by number; the bytes in all. Now all its pictures are made."""
    folder.mkdir(parents=True)
    total = 0
    connection = http.client.HTTPConnection(source.server)
    for at, path in enumerate(source.paths):
        connection.request("GET", path, headers=source.headers)
        total += (folder / f"{at}.jpg").write_bytes(connection.getresponse().read())
    return total


@contextmanager
def _static(folder: Path) -> Iterator[str]:
    """Serve a folder from a process of its own, and nothing else; the server's name and port."""
    ours, theirs = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=_serve, args=(theirs, folder))
    process.start()
    try:
        yield ours.recv()
    finally:
        process.terminate()
        process.join()


def _serve(theirs: Connection, folder: Path) -> None:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named so, asyncio never delays
    listener.bind((HOST, 0))
    theirs.send(f"{HOST}:{listener.getsockname()[1]}")
    config = uvicorn.Config(StaticFiles(directory=folder), http="h11", loop="asyncio", lifespan="off", log_config=None)
    uvicorn.Server(config).run(sockets=[listener])
