"""Exports over the wire: a plan first, then what it says."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from tests.web.serving import Served

from winnow.domain.export import ExportEvent, Placed, Progress
from winnow.library import Library
from winnow.workflows.export_plan import Plan

API = "/api/v1"


def plan(served: Served, **new: object) -> dict[str, Any]:
    answer = served.client.post(f"{API}/exports", json=new)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def ended(served: Served, key: str) -> dict[str, Any]:
    while True:
        run: dict[str, Any] = served.client.get(f"{API}/exports/{key}").json()
        if run["state"] not in {"planned", "running"}:
            return run
        time.sleep(0.01)


def runs(served: Served) -> list[tuple[str, str]]:
    told = served.client.get(f"{API}/exports").json()["runs"]
    return [(run["id"], run["state"]) for run in told]


def test_what_is_planned_is_said_and_nothing_is_written_until_it_is_run(served: Served, tmp_path: Path) -> None:
    to = tmp_path / "best"
    planned = plan(served, top=2, to=str(to), flat=True)
    assert (planned["photos"], planned["files"], planned["warnings"]) == (2, 2, [])
    assert planned["bytes"] > 0
    assert sum(step.startswith("copy ") for step in planned["steps"]) == 2
    assert not to.exists()
    assert served.client.get(f"{API}/exports/{planned['id']}").json()["state"] == "planned"
    assert served.client.post(f"{API}/exports/{planned['id']}/run").status_code == 202
    run = ended(served, planned["id"])
    assert (run["state"], run["done"], run["total"], run["left"]) == ("finished", 2, 2, [])
    assert len(list(to.glob("*.jpg"))) == 2


def test_all_but_the_rejected_are_not_the_kept_alone(library: Library, served: Served, tmp_path: Path) -> None:
    first, second, third = (photo.path for photo in library.top(3))
    library.keep(first)
    library.reject(second)
    assert plan(served, kept=True, to=str(tmp_path / "kept"))["photos"] == 1
    planned = plan(served, everything=True, to=str(tmp_path / "all"), flat=True)
    assert planned["photos"] == 2
    served.client.post(f"{API}/exports/{planned['id']}/run")
    assert ended(served, planned["id"])["message"] == f"2 files copied to {tmp_path / 'all'}."
    assert {path.name for path in (tmp_path / "all").iterdir()} == {Path(first).name, Path(third).name}


def test_photos_that_are_named_are_exported_rejected_ones_too(library: Library, served: Served, tmp_path: Path) -> None:
    first, second, third = (photo.path for photo in library.top(3))
    library.reject(first)
    ids = library.ids([first, third])
    planned = plan(served, photos=list(ids.values()), to=str(tmp_path / "these"), flat=True)
    told = " ".join(planned["steps"])
    assert planned["photos"] == 2
    assert [Path(path).name in told for path in (first, second, third)] == [True, False, True]


def test_a_plan_for_no_photo_says_so(served: Served, tmp_path: Path) -> None:
    planned = plan(served, rejected=True, to=str(tmp_path / "rejects"))
    assert (planned["photos"], planned["problem"]) == (0, "No photo is meant by that: nothing to export.")


def test_after_a_move_it_is_said_how_to_take_it_back(library: Library, served: Served, tmp_path: Path) -> None:
    library.keep(library.top(1)[0].path)
    planned = plan(served, top=1, to=str(tmp_path / "my rejects"), by="move", xmp=True)
    served.client.post(f"{API}/exports/{planned['id']}/run")
    run = ended(served, planned["id"])
    moved = f"2 files moved to {tmp_path / 'my rejects'}."
    assert run["message"] == f"{moved} 1 XMP sidecar written beside the photos."
    assert run["undo"] == f"winnow export --undo '{tmp_path / 'my rejects'}'"


def test_run_again_it_is_not_done_again(served: Served, tmp_path: Path) -> None:
    planned = plan(served, top=1, csv=str(tmp_path / "a.csv"))
    for _ in range(2):
        served.client.post(f"{API}/exports/{planned['id']}/run")
        run = ended(served, planned["id"])
    assert run["made"] == [str(tmp_path / "a.csv")]


def test_an_export_is_stopped_after_the_file_in_hand_and_no_other_runs_meanwhile(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(_lib: Library, _plan: object) -> Iterator[Placed]:
        for number in count():
            time.sleep(0.005)
            yield Placed(f"{number}.jpg", "there")

    monkeypatch.setattr(Library, "export", slowly)
    first, second = (plan(served, top=1, to=str(tmp_path / name)) for name in ("a", "b"))
    served.client.post(f"{API}/exports/{first['id']}/run")
    assert served.client.post(f"{API}/exports/{second['id']}/run").status_code == 409
    assert served.client.delete(f"{API}/exports/{first['id']}").status_code == 202
    assert ended(served, first["id"])["state"] == "stopped", "though there would have been files without end"


def test_an_export_is_over_once_it_has_given_back_all_that_it_held(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gives_back, may_end = threading.Event(), threading.Event()

    def holding(_lib: Library, _plan: object) -> Iterator[Placed]:
        try:
            while True:
                yield Placed("a.jpg", "a.jpg")
        finally:
            gives_back.set()
            may_end.wait(60)

    monkeypatch.setattr(Library, "export", holding)
    first = plan(served, to=str(tmp_path / "best"), everything=True)
    served.client.post(f"{API}/exports/{first['id']}/run")
    served.client.delete(f"{API}/exports/{first['id']}")
    assert gives_back.wait(60)
    assert runs(served) == [(first["id"], "running")]
    may_end.set()
    assert ended(served, first["id"])["state"] == "stopped"


def test_the_export_that_runs_is_found_by_who_does_not_know_its_name(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_end = threading.Event()

    def waiting(_lib: Library, _plan: object) -> Iterator[Placed]:
        may_end.wait(60)
        yield Placed("a.jpg", "a.jpg")

    monkeypatch.setattr(Library, "export", waiting)
    first, second = (plan(served, top=1, csv=str(tmp_path / name)) for name in ("a.csv", "b.csv"))
    assert runs(served) == []
    served.client.post(f"{API}/exports/{first['id']}/run")
    assert runs(served) == [(first["id"], "running")]
    may_end.set()
    ended(served, first["id"])
    served.client.post(f"{API}/exports/{second['id']}/run")
    ended(served, second["id"])
    assert runs(served) == [(second["id"], "finished"), (first["id"], "finished")]


def test_files_that_come_after_a_gallery_are_counted_among_files(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned = plan(served, top=2, to=str(tmp_path / "best"), gallery=str(tmp_path / "page"))
    events = (Progress("page", 90, 90), Placed("a.jpg", "a.jpg"))
    monkeypatch.setattr(Library, "export", lambda _lib, _plan: (event for event in events))
    served.client.post(f"{API}/exports/{planned['id']}/run")
    run = ended(served, planned["id"])
    assert (run["what"], run["done"], run["total"]) == ("files", 1, 2)


def test_what_came_of_an_export_says_how_many_photos_are_in_each_of_what_was_made(
    served: Served, tmp_path: Path
) -> None:
    planned = plan(served, top=2, csv=str(tmp_path / "a.csv"), zip=str(tmp_path / "b.zip"))
    assert planned["targets"][:2] == [
        f"archive {tmp_path / 'b.zip'}, of 2 files",
        f"table {tmp_path / 'a.csv'}, of 2 photos",
    ]
    served.client.post(f"{API}/exports/{planned['id']}/run")
    message = ended(served, planned["id"])["message"]
    assert message == f"2 photos in {tmp_path / 'a.csv'}. 2 photos in {tmp_path / 'b.zip'}."


def test_stopped_when_nothing_was_left_to_do_an_export_has_finished(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned = plan(served, top=2, to=str(tmp_path / "best"), flat=True, csv=str(tmp_path / "a.csv"))

    def stopped_late(lib: Library, of: Plan) -> Iterator[ExportEvent]:
        for event in carry_out(lib, of):
            if isinstance(event, Placed) and len(list((tmp_path / "best").glob("*.jpg"))) == 2:
                served.client.delete(f"{API}/exports/{planned['id']}")
            yield event

    carry_out = Library.export
    monkeypatch.setattr(Library, "export", stopped_late)
    served.client.post(f"{API}/exports/{planned['id']}/run")
    run = ended(served, planned["id"])
    assert (run["state"], run["done"]) == ("finished", 2)


def test_an_export_that_cannot_be_written_says_why(served: Served, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    planned = plan(served, top=1, csv=str(tmp_path / "file" / "a.csv"))
    served.client.post(f"{API}/exports/{planned['id']}/run")
    run = ended(served, planned["id"])
    assert run["state"] == "failed"
    assert run["message"]


@pytest.mark.parametrize(
    "new",
    [
        {"top": 1, "to": "somewhere"},
        {"top": 1, "to": "../up"},
        {"top": 1, "gallery": "~/here"},
        {"top": 1, "gallery": "/"},
        {"top": 1},
        {"to": "/tmp/x"},  # noqa: S108 - nothing is written
        {"top": 0, "to": "/tmp/x"},  # noqa: S108 - likewise
        {"kept": True, "rejected": True, "to": "/tmp/x"},  # noqa: S108 - likewise
        {"top": 1, "to": "/tmp/x\x00"},  # noqa: S108 - likewise
    ],
)
def test_what_makes_no_sense_is_not_planned(served: Served, new: dict[str, object]) -> None:
    answer = served.client.post(f"{API}/exports", json=new)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("leaves_a_folder", [False, True])
def test_where_the_disk_was_taken_away_nothing_is_planned_and_nothing_run(
    served: Served, tmp_path: Path, leaves_a_folder: bool
) -> None:
    planned = plan(served, top=2, csv=str(tmp_path / "a.csv"))
    folder = served.context.library.folder
    folder.rename(tmp_path / "away")
    if leaves_a_folder:
        folder.mkdir()
    answer = served.client.post(f"{API}/exports", json={"top": 2, "to": str(tmp_path / "best")})
    assert answer.status_code == (409 if leaves_a_folder else 404)
    assert "Is its disk connected?" in answer.json()["detail"]
    served.client.post(f"{API}/exports/{planned['id']}/run")
    run = ended(served, planned["id"])
    assert (run["state"], run["made"]) == ("failed", [])
    assert "Is its disk connected?" in run["message"]
    (tmp_path / "away").rename(folder)


def test_copies_that_would_become_photos_of_the_library_are_warned_of(served: Served) -> None:
    folder = served.context.library.folder
    for new in ({"to": str(folder / "best")}, {"gallery": str(folder / "page")}):
        assert any("photos of the library too" in warning for warning in plan(served, top=2, **new)["warnings"])
    for new in ({"to": str(folder / "best"), "by": "move"}, {"to": str(folder / ".best")}, {"to": str(folder)}):
        assert plan(served, top=2, **new)["warnings"] == []
    answer = served.client.post(f"{API}/exports", json={"top": 2, "to": str(folder / ".winnow" / "best")})
    assert (answer.status_code, "own folder" in answer.json()["detail"]) == (422, True)


def test_a_plan_says_at_once_that_a_file_is_in_the_way_and_what_to_do(served: Served, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    for new in ({"to": str(tmp_path / "file")}, {"zip": str(tmp_path / "file" / "a.zip")}):
        assert "choose another folder" in plan(served, top=1, **new)["problem"]


def test_photos_that_are_gone_are_not_taken_for_none_that_are_meant(served: Served, tmp_path: Path) -> None:
    for path in served.context.library.folder.rglob("*.jpg"):
        path.unlink()
    planned = plan(served, top=2, to=str(tmp_path / "best"))
    assert "any more" in planned["problem"]
    assert len(planned["warnings"]) == 2
