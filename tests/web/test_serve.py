"""A server that is stopped gives what it is doing some time, loses nothing, and says nothing ugly."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import closing

import httpx
import pytest
from tests.web.serving import serving

from winnow.library import Library


@pytest.fixture(autouse=True)
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is being answered is broken off at once."""
    monkeypatch.setattr("winnow.web.serve.STOP_SECONDS", 0)


def test_a_decision_that_is_broken_off_is_said_to_be_and_saved_all_the_same(
    library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    photo = library.ids(["plain/0.jpg"])["plain/0.jpg"]
    answers: list[httpx.Response] = []
    decisions = {"key": "broken-off", "decisions": [{"verb": "keep", "photos": [photo]}]}
    with (
        closing(sqlite3.connect(library.parts.database, isolation_level=None, check_same_thread=False)) as another,
        serving(library) as served,
    ):
        served.context.table.settle()
        another.execute("BEGIN IMMEDIATE")

        def decide() -> None:
            answers.append(served.client.post("/api/v1/decisions", json=decisions))
            another.execute("ROLLBACK")

        deciding = threading.Thread(target=decide)
        deciding.start()
        while not served.context.deciding.locked():
            time.sleep(0.01)
        time.sleep(0.1)  # so that it has its thread; without it the test is as right and finds less
        served.stop()
        deciding.join()
    assert (answers[0].status_code, answers[0].headers["content-type"]) == (503, "application/problem+json")
    assert len(library.log()) == 1
    assert caplog.messages == []


def test_a_file_that_nobody_reads_to_its_end_is_broken_off_without_a_word(
    library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    path = library.folder / "plain" / "0.jpg"
    path.write_bytes(path.read_bytes() + bytes(30_000_000))  # more than the buffers between server and client hold
    photo = library.ids(["plain/0.jpg"])["plain/0.jpg"]
    with serving(library) as served:
        client = served.stranger()
        bearer = {"Authorization": f"Bearer {served.guard.token}"}
        answer = client.send(
            client.build_request("GET", f"/api/v1/photos/{photo}/original", headers=bearer), stream=True
        )
        assert answer.status_code == 200
        served.stop()
        with pytest.raises(httpx.TransportError):
            answer.read()
    assert caplog.messages == []
