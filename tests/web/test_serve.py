"""A server that is stopped gives what it is doing some time, loses nothing, and says nothing ugly."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from contextlib import closing
from typing import Any

import httpx
import pytest
from tests.web.serving import serving

from winnow.catalogue.catalogue import Catalogue
from winnow.domain.decision import Act, Choice
from winnow.library import Library


@pytest.fixture(autouse=True)
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is being answered is broken off at once."""
    monkeypatch.setattr("winnow.web.serve.STOP_SECONDS", 0)


def test_a_decision_that_is_broken_off_is_said_to_be_and_saved_all_the_same(
    library: Library, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, append = threading.Event(), Catalogue.append_act

    def noted(self: Catalogue, choices: Sequence[Choice], **options: Any) -> Act:  # noqa: ANN401 - as it is called
        begun.set()
        return append(self, choices, **options)

    monkeypatch.setattr(Catalogue, "append_act", noted)
    monkeypatch.setattr("winnow.catalogue.database.BUSY_TIMEOUT_SECONDS", 300.0)
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
        assert begun.wait(60)
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
