"""Deciding over the wire: once for each key, saved when it answers, never more than was asked."""

from __future__ import annotations

import json
import select
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.web.serving import Served, serving
from tests.workflows.conftest import save_jpeg

import winnow
from winnow.domain.decision import Mark
from winnow.library import Library

API = "/api/v1"


@pytest.fixture
def lib(tmp_path: Path, photographs: Path) -> Library:
    """A coffee in three qualities, and a cat; rated and grouped."""
    root = tmp_path / "photos"
    for number, quality in enumerate((95, 70, 50)):
        save_jpeg(photographs, "coffee.png", root / f"coffee {number}.jpg", quality=quality)
    save_jpeg(photographs, "chelsea.png", root / "cat.jpg")
    lib = winnow.open_library(root, workers=0)
    list(lib.rate())
    list(lib.gather())
    return lib


@pytest.fixture
def running(lib: Library) -> Iterator[Served]:
    with serving(lib) as served:
        yield served


def ids(running: Served) -> dict[str, int]:
    return {one["name"]: one["id"] for one in running.client.get(f"{API}/photos").json()["photos"]}


def decide(running: Served, *decisions: dict[str, Any], key: str = "12345678", status: int = 201) -> dict[str, Any]:
    answer = running.client.post(f"{API}/decisions", json={"key": key, "decisions": decisions})
    assert answer.status_code == status, answer.text
    found: dict[str, Any] = answer.json()
    return found


def what_it_did(done: dict[str, Any]) -> dict[str, Any]:
    """An answer without the library's revision, which moves on while the server reads and groups in the background."""
    return {name: value for name, value in done.items() if name != "revision"}


def test_a_decision_is_saved_and_says_what_it_did(lib: Library, running: Served) -> None:
    cat = ids(running)["cat.jpg"]
    done = decide(running, {"verb": "keep", "photos": [cat], "why": "lovely"})
    assert done["text"] == "kept cat.jpg"
    plain = {"verdict": None, "stars": 0, "label": None}
    assert done["changes"] == [{"photo": cat, "before": plain, "after": plain | {"verdict": "kept"}}]
    assert (done["can_undo"], done["can_redo"]) == (True, False)
    assert lib.marks() == {"cat.jpg": Mark(kept=True)}
    assert lib.log()[0].why == "lovely"
    assert running.client.get(f"{API}/photos/{cat}").json()["mark"]["verdict"] == "kept"


def test_the_same_key_decides_once_and_answers_the_same(lib: Library, running: Served) -> None:
    cat = ids(running)["cat.jpg"]
    first = decide(running, {"verb": "star", "photos": [cat], "value": "4"})
    again = decide(running, {"verb": "star", "photos": [cat], "value": "4"})
    assert what_it_did(again) == what_it_did(first)
    assert len(lib.log()) == 1
    for _ in range(2):
        running.client.post(f"{API}/decisions/undo", json={"key": "undo-once"})
    assert len(lib.log()) == 2


def test_while_the_disk_is_away_nothing_is_decided_and_once_it_is_back_the_same_key_is(
    lib: Library, running: Served
) -> None:
    keep = {"verb": "keep", "photos": [ids(running)["cat.jpg"]]}
    away = lib.folder.rename(lib.folder.with_name("away"))
    told = decide(running, keep, status=503)
    assert (told["type"], told["title"]) == ("urn:winnow:library-unavailable", "The library cannot be reached.")
    assert str(lib.folder) not in told["detail"]
    answer = running.client.get(f"{API}/library")
    assert (answer.status_code, answer.json()["type"]) == (503, "urn:winnow:library-unavailable")
    away.rename(lib.folder)
    assert running.client.get(f"{API}/library").status_code == 200
    decide(running, keep)
    assert len(lib.log()) == 1
    assert lib.marks() == {"cat.jpg": Mark(kept=True)}


def test_what_was_saved_before_a_server_died_is_not_done_again_by_the_next(lib: Library) -> None:
    """The page sends what it has no answer for once more: an undo would take back another decision each time."""
    with serving(lib) as running:
        cat, coffee = ids(running)["cat.jpg"], ids(running)["coffee 0.jpg"]
        decide(running, {"verb": "keep", "photos": [cat]}, key="first-key")
        decide(running, {"verb": "star", "photos": [coffee], "value": "4"}, key="second-key")
        undone = running.client.post(f"{API}/decisions/undo", json={"key": "undo-once"}).json()
    with serving(lib) as running:
        again = running.client.post(f"{API}/decisions/undo", json={"key": "undo-once"}).json()
        decide(running, {"verb": "keep", "photos": [cat]}, key="first-key")
    assert (again["act"], again["text"], again["changes"]) == (undone["act"], undone["text"], undone["changes"])
    assert len(lib.log()) == 3
    assert lib.marks() == {"cat.jpg": Mark(kept=True)}


def test_a_key_sent_by_many_at_once_decides_once(lib: Library, running: Served) -> None:
    cat = ids(running)["cat.jpg"]
    answers: list[dict[str, Any]] = []

    def send() -> None:
        answers.append(what_it_did(decide(running, {"verb": "reject", "photos": [cat]})))

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(lib.log()) == 1
    assert answers == [answers[0]] * 6


def test_lists_and_pictures_answer_while_many_decisions_wait_to_be_saved(
    lib: Library, running: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("winnow.catalogue.database.BUSY_TIMEOUT_SECONDS", 300.0)
    cat = ids(running)["cat.jpg"]
    address = httpx.URL(running.url)
    headers = {"Authorization": f"Bearer {running.guard.token}", "Content-Type": "application/json"}
    waiting = [HTTPConnection(address.host, address.port) for _ in range(60)]  # more than there are threads
    with ExitStack() as opened:
        another = opened.enter_context(closing(sqlite3.connect(lib.parts.database, isolation_level=None)))
        another.execute("BEGIN IMMEDIATE")
        for number, connection in enumerate(waiting):
            opened.enter_context(closing(connection))
            new = {"key": f"waiting-{number}", "decisions": [{"verb": "star", "photos": [cat], "value": "3"}]}
            connection.request("POST", f"{API}/decisions", json.dumps(new), headers)
        for path in ("/photos", "/groups", f"/photos/{cat}/thumbnail", f"/photos/{cat}/original"):
            assert running.client.get(f"{API}{path}").status_code == 200
        assert select.select([connection.sock for connection in waiting], [], [], 0)[0] == []
        another.execute("ROLLBACK")
        assert {connection.getresponse().status for connection in waiting} == {201}
    assert len(lib.log()) == 60


def test_a_decision_that_failed_may_be_sent_again_with_its_key(lib: Library, running: Served) -> None:
    cat = ids(running)["cat.jpg"]
    decide(running, {"verb": "star", "photos": [cat], "value": "9"}, status=422)
    decide(running, {"verb": "star", "photos": [cat], "value": "5"})
    assert lib.marks()["cat.jpg"].stars == 5


def test_another_keeper_is_chosen_in_one_act_and_taken_back_in_one(lib: Library, running: Served) -> None:
    group = running.client.get(f"{API}/groups", params={"moments": True}).json()["groups"][0]
    keeper, other, third = (member["id"] for member in group["members"])
    done = decide(
        running,
        {"verb": "keeper", "photos": [other], "others": [keeper, third]},
        {"verb": "keep", "photos": [other]},
        {"verb": "reject", "photos": [keeper, third]},
    )
    told = next(one for one in done["groups"] if one["id"] == group["id"])
    assert told["members"][0]["id"] == other
    assert (told["chosen"], told["waiting"], told["reasons"]) == ([other], False, ["your choice"])
    memberships = {one["id"]: [each["keeper"] for each in one["groups"]] for one in told["members"]}
    assert all(memberships[other])
    assert not any(memberships[keeper])
    back = running.client.post(f"{API}/decisions/undo", json={"key": "undo-key"}).json()
    assert back["text"].startswith("took back: preferred")
    assert back["verbs"] == done["verbs"] == ["keeper", "keep", "reject"]
    assert next(one for one in back["groups"] if one["id"] == group["id"])["waiting"] is True
    assert lib.marks() == {}
    again = running.client.post(f"{API}/decisions/redo", json={"key": "redo-key"}).json()
    assert again["text"].startswith("decided again: preferred")
    assert again["changes"] == done["changes"]


@pytest.mark.parametrize("verb", ["together", "apart"])
def test_what_belonged_together_does_so_again_at_the_moment_that_it_is_taken_back(running: Served, verb: str) -> None:
    """Else whoever accepts at once decides on a group that there is no more."""
    here = ids(running)
    table = running.context.table

    def groups() -> list[tuple[str, list[int]]]:
        found = running.client.get(f"{API}/groups").json()["groups"]
        return sorted((one["kind"], sorted(photo["id"] for photo in one["members"])) for one in found)

    before = groups()
    coffee, cat = [here[f"coffee {number}.jpg"] for number in range(3)], here["cat.jpg"]
    spoken = {"photos": [*coffee, cat]} if verb == "together" else {"photos": coffee[:1], "others": coffee[1:]}
    decide(running, {"verb": verb, "value": "burst", **spoken})
    table.settle()  # grouping has heard of it
    assert groups() != before
    back = running.client.post(f"{API}/decisions/undo", json={"key": "undo-key"}).json()
    told = {(one["kind"], *sorted(photo["id"] for photo in one["members"])) for one in back["groups"]}
    assert told == {(kind, *members) for kind, members in before}
    assert groups() == before
    table.settle()
    assert groups() == before


def test_what_is_not_the_same_leaves_the_group_in_the_answer(running: Served) -> None:
    here = ids(running)
    others = [here["coffee 1.jpg"], here["coffee 2.jpg"]]
    done = decide(running, {"verb": "apart", "photos": [here["coffee 0.jpg"]], "others": others, "value": "scene"})
    assert done["groups"]
    assert all({member["id"] for member in one["members"]} == set(others) for one in done["groups"])


def test_there_is_nothing_to_undo_or_redo_at_first(running: Served) -> None:
    for step in ("undo", "redo"):
        answer = running.client.post(f"{API}/decisions/{step}", json={"key": f"{step}-nothing"})
        assert answer.status_code == 409
        assert answer.json()["type"].startswith("urn:winnow:no-decision-to")


def test_the_log_tells_everything_newest_first(lib: Library, running: Served) -> None:
    here = ids(running)
    decide(running, {"verb": "keep", "photos": [here["cat.jpg"]]}, key="first-key")
    lib.star(3, [lib.folder / "coffee 0.jpg"], why="from the terminal")
    running.client.post(f"{API}/decisions/undo", json={"key": "undo-key"})
    found = running.client.get(f"{API}/decisions").json()
    assert [(one["text"], one["undone"]) for one in found["acts"]] == [
        ("took back: gave 3 stars to coffee 0.jpg", False),
        ("gave 3 stars to coffee 0.jpg", True),
        ("kept cat.jpg", False),
    ]
    assert (found["can_undo"], found["can_redo"]) == (True, True)
    assert found["acts"][1]["why"] == "from the terminal"
    pages, after = [], None
    while True:
        query = {"limit": 1} | ({} if after is None else {"after": after})
        page = running.client.get(f"{API}/decisions", params=query).json()
        pages += page["acts"]
        if (after := page["next"]) is None:
            break
    assert pages == found["acts"]


def test_a_photo_that_is_gone_is_still_called_by_its_name_in_the_log(lib: Library, running: Served) -> None:
    decide(running, {"verb": "keep", "photos": [ids(running)["cat.jpg"]]})
    (lib.folder / "cat.jpg").unlink()
    list(lib.rate())
    running.context.table.settle()
    assert running.client.get(f"{API}/decisions").json()["acts"][0]["text"] == "kept cat.jpg"


@pytest.mark.parametrize(
    "decision",
    [
        {"verb": "keep", "photos": []},
        {"verb": "keep", "photos": [0]},
        {"verb": "adore", "photos": [1]},
        {"verb": "keep", "photos": [1], "path": "/etc/passwd"},
        {"verb": "keeper", "photos": [1]},
        {"verb": "label", "photos": [1], "value": "pink"},
        {"verb": "together", "photos": [1, 2], "value": "flock"},
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_decided(
    lib: Library, running: Served, decision: dict[str, Any]
) -> None:
    decide(running, decision, status=422)
    assert lib.log() == []


def test_a_photo_that_is_not_there_cannot_be_decided_on(lib: Library, running: Served) -> None:
    decide(running, {"verb": "keep", "photos": [ids(running)["cat.jpg"], 4711]}, status=404)
    assert lib.log() == []
