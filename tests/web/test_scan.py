"""A scan that is started from the page, told as it goes on, and stopped."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from tests.web.serving import Served, serving

import winnow
from winnow.catalogue.lock import exclusive
from winnow.domain.errors import LibraryBusyError
from winnow.domain.events import Event, Scored
from winnow.domain.look import Look
from winnow.library import Library
from winnow.workflows.closer import Picture, Shelf, look_at

SCAN = "/api/v1/scan"
OVER = {"finished", "stopped", "failed"}


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine is, a scan gets the library, and pages hear of the photos that were saved last."""
    monkeypatch.setattr("winnow.web.scans.PATIENCE_SECONDS", 300.0)
    monkeypatch.setattr("winnow.web.scans.REST_SECONDS", 300.0)


@pytest.fixture
def unrated(tmp_path: Path) -> Library:
    """Twelve pictures that nobody has rated, one that is none, and a text."""
    folder = tmp_path / "unrated"
    folder.mkdir()
    random = np.random.default_rng(2)
    for number in range(12):
        grain = random.integers(0, 255, (200, 300, 3), dtype=np.uint8)
        Image.fromarray(grain).save(folder / f"{number}.jpg")
    (folder / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (folder / "LICENSE.txt").write_text("Do what you like.")
    return winnow.open_library(folder, workers=0, model="classical")


@contextmanager
def _settled(library: Library) -> Iterator[Served]:
    """A server whose background has grouped, and so does not have the library."""
    with serving(library) as served:
        served.context.table.settle()
        yield served


@contextmanager
def _listening(served: Served) -> Iterator[Iterator[tuple[str, Any]]]:
    """What a page is told, from now on."""
    with served.client.stream("GET", "/api/v1/events") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        lines = answer.iter_lines()
        assert next(lines).startswith("retry:")
        yield _events(lines)


def _events(lines: Iterator[str]) -> Iterator[tuple[str, Any]]:
    name, beats = "", 0
    for line in lines:
        beats += line.startswith(":")
        assert beats < 3, "nothing was told for half a minute"
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))


def _told(events: Iterator[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """All that is told until the scan is over."""
    told = []
    for name, data in events:
        told.append((name, data))
        if name == "scan" and data["state"] in OVER:
            return told
    pytest.fail("the stream ended before the scan")


def unread_reason(served: Served) -> str:
    return str(served.client.get("/api/v1/failures").json()["failures"][0]["reason"])


def _photos(told: list[tuple[str, Any]]) -> list[int]:
    return [photo for name, data in told if name == "photos" for photo in data["ids"]]


def _rating(monkeypatch: pytest.MonkeyPatch, before: Callable[[], object], after: Callable[[Event], object]) -> None:
    """Have something done before a scan rates, and after each event."""
    rate = Library.rate

    def rating(self: Library, **options: Any) -> Iterator[Event]:  # noqa: ANN401 - as the method that it stands before
        before()
        with closing(rate(self, **options)) as run:
            for event in run:
                yield event
                after(event)

    monkeypatch.setattr(Library, "rate", rating)


def test_a_scan_is_told_from_the_walk_to_its_end_with_every_photo(
    unrated: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_started = threading.Event()
    _rating(monkeypatch, lambda: is_started.wait(60), lambda _: None)
    with serving(unrated) as served, _listening(served) as events:
        assert served.client.get(SCAN).json()["state"] == "idle"
        started = served.client.post(SCAN, json={})
        assert (started.status_code, started.json()["state"]) == (202, "walking")
        is_started.set()
        told = _told(events)
        while len(_photos(told)) < 12:
            told.append(next(events))
        scans = [data for name, data in told if name == "scan"]
        assert [state for state in ("rating", "grouping") if state in {scan["state"] for scan in scans}]
        last = scans[-1]
        assert (last["state"], last["done"], last["to_do"], last["failed"]) == ("finished", 13, 13, 1)
        assert last["unread"] == [{"name": "broken.jpg", "folder": "", "reason": unread_reason(served)}]
        assert last["median"] == pytest.approx(unrated.status().median)
        assert set(_photos(told)) == set(unrated.ids([f"{number}.jpg" for number in range(12)]).values())
        assert served.client.get(SCAN).json() == last


def test_a_scan_tells_how_many_photos_it_found_gone(unrated: Library) -> None:
    list(unrated.rate())
    (unrated.folder / "3.jpg").unlink()
    with serving(unrated) as served, _listening(served) as events:
        served.client.post(SCAN, json={})
        last = _told(events)[-1][1]
        assert (last["done"], last["to_do"], last["missing"]) == (0, 0, 1)


def test_the_median_is_told_of_no_other_scores_than_those_that_photos_are_shown_with(unrated: Library) -> None:
    with serving(unrated) as served, _listening(served) as events:
        served.client.put("/api/v1/profiles/soft", json={"parts": {"technical": 0.0}})
        served.client.put("/api/v1/active-profile", json={"name": "soft"})
        served.client.post(SCAN, json={})
        scans = [data for name, data in _told(events) if name == "scan"]
        assert scans[-1]["done"] == 13
        assert {scan["median"] for scan in scans} == {None}


def test_a_photo_can_be_asked_for_as_soon_as_it_is_told_of(unrated: Library) -> None:
    with serving(unrated) as served, _listening(served) as events:
        served.client.post(SCAN, json={})
        told: list[int] = []
        while len(told) < 12:
            name, data = next(events)
            for photo in data["ids"] if name == "photos" else ():
                assert served.client.get(f"/api/v1/photos/{photo}").status_code == 200
                told.append(photo)
        assert len(set(told)) == len(told)


def test_a_scan_waits_while_groups_are_made_anew(unrated: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    gather, asked = Library.gather, []

    def busy_at_first(self: Library, **options: Any) -> Any:  # noqa: ANN401 - as the method that it stands before
        asked.append(self)
        if len(asked) == 1:
            raise LibraryBusyError
        return gather(self, **options)

    monkeypatch.setattr(Library, "gather", busy_at_first)
    with serving(unrated) as served, _listening(served) as events:
        served.client.post(SCAN, json={})
        assert _told(events)[-1][1]["state"] == "finished"


def test_a_scan_does_not_wait_until_this_process_has_grouped(unrated: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, scans = threading.Event(), threading.Event()
    looked_at: list[Picture] = []
    before: list[int] = []

    def slowly(picture: Picture, *, shelf: Shelf) -> Look:
        looked_at.append(picture)
        begun.set()
        scans.wait(60)
        return look_at(picture, shelf=shelf)

    list(unrated.rate())
    monkeypatch.setattr("winnow.workflows.group.look_at", slowly)
    _rating(monkeypatch, scans.set, lambda _: before.append(len(looked_at)))
    with serving(unrated) as served, _listening(served) as events:
        served.context.table.view()
        assert begun.wait(60)
        served.client.post(SCAN, json={})
        assert _told(events)[-1][1]["state"] == "finished"
    assert before[0] < 12, "the pictures that were looked at when it rated"


def test_nothing_is_scanned_where_the_library_has_gone_away(unrated: Library) -> None:
    list(unrated.rate())
    with serving(unrated) as served:
        unrated.parts.database.rename(unrated.folder / "elsewhere.db")
        answer = served.client.post(SCAN, json={})
        assert (answer.status_code, answer.json()["type"]) == (503, "urn:winnow:library-unavailable")
        assert not unrated.parts.database.exists()


def test_one_scan_at_a_time(unrated: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = threading.Event(), threading.Event()
    gather = Library.gather

    def slow(self: Library, **options: Any) -> Any:  # noqa: ANN401 - as the method that it stands before
        begun.set()
        go_on.wait(60)
        return gather(self, **options)

    monkeypatch.setattr(Library, "gather", slow)
    with serving(unrated) as served:
        served.client.post(SCAN, json={})
        assert begun.wait(60)
        again = served.client.post(SCAN, json={})
        assert (again.status_code, again.json()["type"]) == (409, "urn:winnow:scan-running")
        go_on.set()


def test_a_scan_that_is_stopped_keeps_what_it_measured_and_another_goes_on(
    unrated: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured, go_on = threading.Event(), threading.Event()

    def hold(event: Event) -> None:
        if isinstance(event, Scored):
            measured.set()
            go_on.wait(60)

    _rating(monkeypatch, lambda: None, hold)
    with serving(unrated) as served, _listening(served) as events:
        served.client.post(SCAN, json={})
        assert measured.wait(60)
        assert served.client.delete(SCAN).status_code == 202
        go_on.set()
        last = _told(events)[-1][1]
        assert last["state"] == "stopped"
        assert unrated.status().scored == last["done"] - last["failed"] < 12
        served.client.post(SCAN, json={})
        assert _told(events)[-1][1]["state"] == "finished"
        assert unrated.status().scored == 12


def test_there_is_nothing_to_stop_before_a_scan(served: Served) -> None:
    answer = served.client.delete(SCAN)
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:winnow:no-scan")


def test_a_library_that_another_winnow_rates_into_is_said_to_be_busy(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("winnow.web.scans.PATIENCE_SECONDS", 0.0)
    with exclusive(library.parts.database), serving(library) as served, _listening(served) as events:
        served.client.post(SCAN, json={})
        last = _told(events)[-1][1]
        assert last["state"] == "failed"
        assert last["message"].startswith("Another winnow is rating into this library.")
        assert str(library.folder) not in last["message"]


def test_a_scan_of_a_folder_that_went_away_says_so_and_makes_nothing(library: Library) -> None:
    with _settled(library) as served, _listening(served) as events:
        library.folder.rename(library.folder.with_name("elsewhere"))
        served.client.post(SCAN, json={})
        last = _told(events)[-1][1]
        assert last["state"] == "failed"
        assert last["message"].startswith("There is no such folder.")
        assert not library.folder.exists()


def test_a_scan_waits_a_little_for_whoever_rates(library: Library) -> None:
    with _settled(library) as served, _listening(served) as events:
        with exclusive(library.parts.database):
            served.client.post(SCAN, json={})
            assert served.client.get(SCAN).json()["state"] == "walking"
        assert _told(events)[-1][1]["state"] == "finished"


def test_a_scan_ends_with_the_server(unrated: Library) -> None:
    with serving(unrated) as served:
        served.client.post(SCAN, json={})
    assert not any(thread.name == "scan" for thread in threading.enumerate())


def test_failed_photos_are_tried_again_when_asked(unrated: Library) -> None:
    list(unrated.rate())
    with serving(unrated) as served, _listening(served) as events:
        served.client.post(SCAN, json={})
        assert _told(events)[-1][1]["to_do"] == 0
        served.client.post(SCAN, json={"retry_failed": True})
        assert _told(events)[-1][1]["failed"] == 1
