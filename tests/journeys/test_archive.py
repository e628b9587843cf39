"""One archive over some days: rated, looked at, edited, tidied, rated again."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.journeys.conftest import Winnow

GOOD = 18
COPIES = 1
BROKEN = {"broken/truncated.jpg", "broken/empty.jpg", "broken/text.jpg"}


def _counted(events: list[dict[str, object]]) -> Counter[object]:
    return Counter(event["event"] for event in events)


def test_every_file_is_scored_or_said_to_be_unscoreable(winnow: Winnow, messy: Path) -> None:
    events = winnow.events(messy)
    counts = _counted(events)
    assert events[-1]["event"] == "finished"
    assert (counts["scored"], counts["copied"]) == (GOOD - COPIES, COPIES)
    assert {event["path"] for event in events if event["event"] == "failed"} == BROKEN
    assert not any(".hidden" in str(event.get("path")) or "._" in str(event.get("path")) for event in events)
    assert winnow.json("status", messy) | {"failures": None} == {
        "photos": GOOD + len(BROKEN),
        "scored": GOOD,
        "unscoreable": len(BROKEN),
        "missing": 0,
        "kept": 0,
        "rejected": 0,
        "undecided": GOOD + len(BROKEN),
        "failures": None,
    }


def test_rating_again_does_nothing(winnow: Winnow, messy: Path) -> None:
    winnow("rate", messy)
    before = winnow.json("top", messy)
    events = winnow.events(messy)
    assert [event["event"] for event in events] == ["walked", "finished"]
    assert events[-1]["unchanged"] >= GOOD + len(BROKEN)
    assert winnow.json("top", messy) == before


def test_an_edit_is_noticed_and_only_it_is_measured(
    winnow: Winnow, messy: Path, new_picture: Callable[[Path, int], None]
) -> None:
    winnow("rate", messy)
    new_picture(messy / "2020/rotated.jpg", 77)
    counts = _counted(winnow.events(messy))
    assert (counts["scored"], counts["copied"], counts["failed"]) == (1, 0, 0)


def test_a_renamed_photo_keeps_its_score_and_is_not_measured_again(winnow: Winnow, messy: Path) -> None:
    winnow("rate", messy)
    scores = {row["path"]: row["score"] for row in winnow.json("top", messy)}
    (messy / "best of").mkdir()
    (messy / "2019/trip/IMG_0004.jpg").rename(messy / "best of/sunset.jpg")
    events = winnow.events(messy)
    moved = [event for event in events if event["event"] == "moved"]
    assert moved == [{"event": "moved", "path": "best of/sunset.jpg", "old_path": "2019/trip/IMG_0004.jpg"}]
    assert _counted(events)["scored"] == 0
    now = {row["path"]: row["score"] for row in winnow.json("top", messy)}
    assert now.pop("best of/sunset.jpg") == scores.pop("2019/trip/IMG_0004.jpg")
    assert now == scores


def test_a_deleted_photo_is_missing_and_comes_back_without_measuring(
    winnow: Winnow, messy: Path, tmp_path: Path
) -> None:
    winnow("rate", messy)
    shutil.move(messy / "2020/scan.tif", tmp_path / "scan.tif")
    events = winnow.events(messy)
    assert [event for event in events if event["event"] == "missing"] == [{"event": "missing", "path": "2020/scan.tif"}]
    assert winnow.json("status", messy)["missing"] == 1
    assert "2020/scan.tif" not in [row["path"] for row in winnow.json("top", messy)]
    shutil.move(tmp_path / "scan.tif", messy / "2020/scan.tif")
    assert _counted(winnow.events(messy))["scored"] == 0
    assert winnow.json("status", messy)["missing"] == 0


def test_a_photo_that_went_bad_is_unscoreable_and_scored_again_when_restored(winnow: Winnow, messy: Path) -> None:
    winnow("rate", messy)
    photo = messy / "2019/trip/IMG_0005.jpg"
    whole = photo.read_bytes()
    photo.write_bytes(whole[:2000])
    assert _counted(winnow.events(messy))["failed"] == 1
    assert "2019/trip/IMG_0005.jpg" in {failure["path"] for failure in winnow.json("status", messy)["failures"]}
    run = winnow("explain", photo)
    assert run.returncode == 2
    assert b"no score" in run.stderr
    photo.write_bytes(whole)
    counts = _counted(winnow.events(messy))
    assert (counts["copied"], counts["scored"], counts["failed"]) == (1, 0, 0)


def test_failures_are_looked_at_again_only_when_asked(winnow: Winnow, messy: Path) -> None:
    winnow("rate", messy)
    assert _counted(winnow.events(messy))["failed"] == 0
    assert _counted(winnow.events(messy, "--retry-failed"))["failed"] == len(BROKEN)


def test_a_limit_leaves_the_rest_for_next_time(winnow: Winnow, messy: Path) -> None:
    first = _counted(winnow.events(messy, "--limit", "5"))
    assert first["scored"] + first["copied"] + first["failed"] + first["ignored"] == 5
    winnow("rate", messy)
    assert winnow.json("status", messy)["scored"] == GOOD


def test_a_photo_known_from_another_folder_is_not_measured_again(winnow: Winnow, messy: Path, tmp_path: Path) -> None:
    winnow("rate", messy)
    shutil.copytree(messy / "2019", tmp_path / "elsewhere")
    counts = _counted(winnow.events(tmp_path / "elsewhere"))
    assert (counts["copied"], counts["scored"]) == (6, 0)


def test_two_folders_in_one_command(winnow: Winnow, messy: Path) -> None:
    events = winnow.events(messy / "2019", messy / "2020")
    assert [Path(str(event["folder"])).name for event in events if event["event"] == "walked"] == ["2019", "2020"]
    assert len(winnow.json("top", messy / "2020")) == 3


def test_a_library_may_lie_elsewhere(winnow: Winnow, messy: Path, tmp_path: Path) -> None:
    library = tmp_path / "libraries" / "photos.db"
    assert winnow("rate", messy, "--library", library).returncode == 0
    assert not (messy / ".winnow").exists()
    assert len(winnow.json("top", messy, "--library", library)) == GOOD
    assert winnow.json("explain", messy / "2020/scan.tif", "--library", library)["path"] == "2020/scan.tif"


def test_top_is_sorted_filtered_and_complete(rated: tuple[Winnow, Path]) -> None:
    winnow, folder = rated
    rows = winnow.json("top", folder)
    assert [set(row) for row in rows] == [{"path", "score", "confidence", "taken_at", "reasons"}] * GOOD
    scores = [row["score"] for row in rows]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= row["score"] <= 10 and 0 <= row["confidence"] <= 1 and row["reasons"] for row in rows)
    assert winnow.json("top", folder, "-n", "3") == rows[:3]
    assert winnow.json("top", folder, "--min-score", str(scores[4])) == rows[:5]
    spring = winnow.json("top", folder, "--since", "2019-03", "--until", "2019-05")
    assert {row["taken_at"][:7] for row in spring} == {"2019-03", "2019-04", "2019-05"}
    trip = winnow.json("top", folder, "--under", "2019/trip")
    assert trip == [row for row in rows if row["path"].startswith("2019/trip/")]


def test_every_name_comes_back_byte_for_byte(rated: tuple[Winnow, Path]) -> None:
    winnow, folder = rated
    on_disk = {os.fsencode(path.relative_to(folder)) for path in (folder / "odd names").iterdir()}
    as_json = {os.fsencode(row["path"]) for row in winnow.json("top", folder, "--under", "odd names")}
    listed = winnow("top", folder, "--under", "odd names", "--paths", "-0").stdout.split(b"\0")[:-1]
    table = csv.DictReader(
        io.StringIO(os.fsdecode(winnow("top", folder, "--under", "odd names", "--csv").stdout), newline="")
    )
    assert as_json == on_disk
    assert {os.path.relpath(path, os.fsencode(folder)) for path in listed} == on_disk
    assert all(Path(os.fsdecode(path)).exists() for path in listed)
    assert {os.fsencode(row["path"]) for row in table} == on_disk


def test_paths_can_be_used_from_the_current_folder(rated: tuple[Winnow, Path]) -> None:
    winnow, folder = rated
    for typed in (folder, folder.name, f"./{folder.name}/2019/.."):
        (path,) = winnow("top", typed, "-n", "1", "--paths").stdout.splitlines()
        assert (winnow.here / os.fsdecode(path)).is_file()


def test_explain_adds_up_for_every_photo_whatever_its_name(rated: tuple[Winnow, Path]) -> None:
    winnow, folder = rated
    for row in winnow.json("top", folder, "--under", "odd names")[:3] + winnow.json("top", folder, "-n", "2"):
        explained = winnow.json("explain", folder / row["path"])
        total = explained["base"] + sum(each["points"] for each in explained["contributions"])
        assert total == pytest.approx(explained["score"], abs=1e-9)
        assert explained["score"] == pytest.approx(row["score"])
        assert explained["path"] == row["path"]


def test_explain_for_people_adds_up_on_the_screen(rated: tuple[Winnow, Path]) -> None:
    winnow, folder = rated
    text = winnow("explain", folder / "2019/trip/IMG_0001.jpg").stdout.decode()
    table = text.partition("points")[2].partition("Confidence")[0]
    points = [
        float(numbers[-1]) for line in table.splitlines() if (numbers := re.findall(r"[+-]?\d+\.\d\d(?=\s|$)", line))
    ]
    assert len(points) > 5
    assert round(sum(points[:-1]), 2) == points[-1]


def test_what_people_read_has_no_escape_codes_in_a_pipe(rated: tuple[Winnow, Path]) -> None:
    winnow, folder = rated
    for command in (["rate"], ["top"], ["status"]):
        run = winnow(*command, folder)
        assert run.returncode == 0
        assert b"\x1b" not in run.stdout + run.stderr


def test_status_groups_failures_by_reason(rated: tuple[Winnow, Path]) -> None:
    winnow, folder = rated
    failures = winnow.json("status", folder)["failures"]
    assert {failure["path"] for failure in failures} == BROKEN
    assert all(set(failure) == {"path", "kind", "reason"} and failure["reason"] for failure in failures)
    text = winnow("status", folder).stdout.decode()
    assert all(path in text for path in BROKEN)
    assert "3 photos could not be scored" in text


def test_doctor_finds_this_machine_able(winnow: Winnow) -> None:
    run = winnow("doctor")
    assert run.returncode == 0, run.stdout.decode()
    assert b"winnow works here" in run.stdout


def test_every_real_photo_is_accounted_for(winnow: Winnow, shared: Path, tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    events = winnow.events(shared / "photos", "--library", library)
    told = [event["path"] for event in events if event["event"] in {"scored", "copied", "failed", "ignored"}]
    (walked,) = (event for event in events if event["event"] == "walked")
    assert len(told) == len(set(told)) == walked["found"] == walked["to_do"]
    status = json.loads(winnow("status", shared / "photos", "--library", library, "--json").stdout)
    assert status["photos"] == status["scored"] + status["unscoreable"]
    assert status["unscoreable"] == len(status["failures"])
    assert all(failure["reason"] for failure in status["failures"])


def test_one_library_holds_several_folders(
    winnow: Winnow, tmp_path: Path, new_picture: Callable[[Path, int], None]
) -> None:
    card, disk, library = tmp_path / "card", tmp_path / "disk", tmp_path / "all.db"
    for number in range(2):
        new_picture(card / f"card-{number}.jpg", number)
    for number in range(3):
        new_picture(disk / "2019" / f"disk-{number}.jpg", 10 + number)
    events = winnow.events(card, disk, "--library", library)
    assert _counted(events)["finished"] == 2
    for folder, paths in ((card, {"card-0.jpg", "card-1.jpg"}), (disk, {f"2019/disk-{i}.jpg" for i in range(3)})):
        assert {row["path"] for row in winnow.json("top", folder, "--library", library)} == paths
        assert winnow.json("status", folder, "--library", library)["photos"] == len(paths)
        assert not (folder / ".winnow").exists()
    assert winnow.json("explain", disk / "2019/disk-1.jpg", "--library", library)["path"] == "2019/disk-1.jpg"
    assert _counted(winnow.events(card, disk, "--library", library)) == {"walked": 2, "finished": 2}
