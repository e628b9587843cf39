"""Every open page is told what happens, from whichever thread, and none can hold up the others."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from itertools import count
from typing import Any

import pytest

from winnow.domain.errors import LibraryUnavailableError
from winnow.web import events
from winnow.web.events import BEAT, BEGIN, MOST_WAITING, Broadcaster


def _read(message: bytes) -> tuple[str, Any]:
    name, data = message.decode().removesuffix("\n\n").split("\n")
    return name.removeprefix("event: "), json.loads(data.removeprefix("data: "))


async def _opened(broadcaster: Broadcaster, revision: str = "1") -> AsyncIterator[bytes]:
    stream = broadcaster.stream()
    assert await anext(stream) == BEGIN
    assert _read(await anext(stream)) == ("library", {"revision": revision})
    return stream


def _run(play: Callable[[Broadcaster], Any], revision: Callable[[], str] = lambda: "1") -> None:
    async def whole() -> None:
        broadcaster = Broadcaster(revision)
        broadcaster.tell("1")  # as the table does once it has read the library
        async with asyncio.timeout(30), broadcaster.running():
            await play(broadcaster)

    asyncio.run(whole())


def test_what_a_thread_publishes_reaches_every_open_page_in_order() -> None:
    async def play(broadcaster: Broadcaster) -> None:
        pages = [await _opened(broadcaster) for _ in range(3)]
        for number in range(5):
            await asyncio.to_thread(broadcaster.publish, "scan", {"done": number})
        for page in pages:
            assert [_read(await anext(page)) for _ in range(5)] == [("scan", {"done": number}) for number in range(5)]

    _run(play)


def test_a_page_that_does_not_keep_up_is_dropped_and_the_others_are_not() -> None:
    async def play(broadcaster: Broadcaster) -> None:
        slow, quick = await _opened(broadcaster), await _opened(broadcaster)
        for number in range(MOST_WAITING + 1):
            broadcaster.publish("scan", {"done": number})
            assert _read(await anext(quick)) == ("scan", {"done": number})
        with pytest.raises(StopAsyncIteration):
            await anext(slow)
        broadcaster.publish("scan", {"done": -1})
        assert _read(await anext(quick)) == ("scan", {"done": -1})

    _run(play)


def test_a_quiet_stream_shows_that_it_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "BEAT_SECONDS", 0.01)

    async def play(broadcaster: Broadcaster) -> None:
        assert await anext(await _opened(broadcaster)) == BEAT

    _run(play)


def test_what_another_process_did_to_the_library_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "WATCH_SECONDS", 0.01)
    revision = "1"

    async def play(broadcaster: Broadcaster) -> None:
        nonlocal revision
        page = await _opened(broadcaster)
        for revision in "23":
            assert _read(await anext(page)) == ("library", {"revision": revision})

    _run(play, lambda: revision)


def test_a_library_of_which_nobody_can_say_how_it_is_is_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "WATCH_SECONDS", 0.01)
    looks = count()

    def revision() -> str:
        if next(looks) < 10:
            raise LibraryUnavailableError
        return "2"

    async def play(broadcaster: Broadcaster) -> None:
        page = broadcaster.stream()
        assert await anext(page) == BEGIN
        assert _read(await anext(page)) == ("library", {"revision": "2"})

    _run(play, revision)


def test_a_revision_that_was_read_before_a_newer_one_was_told_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "WATCH_SECONDS", 0.01)
    told: list[Broadcaster] = []
    is_read, revision = "1", "1"

    def read() -> str:
        nonlocal is_read, revision
        was, is_read = is_read, revision
        if was == "2":
            told[0].tell("3")
            is_read = revision = "3"
        return was

    async def play(broadcaster: Broadcaster) -> None:
        nonlocal revision
        told.append(broadcaster)
        page = await _opened(broadcaster)
        revision = "2"
        assert _read(await anext(page)) == ("library", {"revision": "3"})
        monkeypatch.setattr(events, "BEAT_SECONDS", 0.2)
        assert await anext(page) == BEAT

    _run(play, read)


def test_each_revision_is_told_at_once_and_a_page_that_comes_then_is_told_the_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(events, "WATCH_SECONDS", 1000)
    revisions = ["1"]

    async def play(broadcaster: Broadcaster) -> None:
        page = await _opened(broadcaster)
        for each in "23":
            revisions.append(each)
            await asyncio.to_thread(broadcaster.tell, each)
        assert [_read(await anext(page)) for _ in range(2)] == [("library", {"revision": each}) for each in "23"]
        await _opened(broadcaster, "3")

    _run(play, lambda: revisions[-1])


def test_streams_end_when_the_server_stops_and_nothing_is_published_after_it() -> None:
    async def play(broadcaster: Broadcaster) -> None:
        page = await _opened(broadcaster)
        broadcaster.close()
        for each in (page, await _opened(broadcaster)):  # a page opens its stream again when that ends
            with pytest.raises(StopAsyncIteration):
                await anext(each)

    _run(play)
    Broadcaster(lambda: "1").publish("scan", {})  # before it runs: to nobody
