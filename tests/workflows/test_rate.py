"""Rating a folder: what is looked at, what is recognised, what is remembered."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import winnow
from winnow.domain.errors import (
    ArgumentError,
    FolderNotFoundError,
    LibraryBusyError,
    LibraryNotFoundError,
    NotScoredError,
    PhotoNotFoundError,
)
from winnow.domain.events import Copied, Event, Finished, Missing, Moved, Noticed, Rescored, Scored, Walked
from winnow.domain.failure import Failed
from winnow.library import Library

Opener = Callable[..., Library]
PATHLESS = Noticed | Rescored | Walked | Finished


def rate(library: Library, **options: object) -> list[Event]:
    with library:
        return list(library.rate(**options))  # type: ignore[arg-type]


def paths(events: list[Event], kind: type) -> list[str]:
    return sorted(event.path for event in events if isinstance(event, kind) and not isinstance(event, PATHLESS))


def finished(events: list[Event]) -> Finished:
    last = events[-1]
    assert isinstance(last, Finished)
    return last


def test_every_file_is_accounted_for(library: Opener) -> None:
    events = rate(library())
    assert len(paths(events, Scored)) == 3
    assert len(paths(events, Copied)) == 1
    assert paths(events, Failed) == ["broken.jpg"]
    done = finished(events)
    assert (done.scored, done.copied, done.failed, done.ignored) == (3, 1, 1, 1)
    status = library().status()
    assert (status.photos, status.scored, status.unscoreable, status.missing, status.others) == (5, 4, 1, 0, 1)


def test_a_folder_that_went_away_is_not_made_anew(folder: Path, library: Opener) -> None:
    lib = library()
    folder.rename(folder.with_name("elsewhere"))
    with pytest.raises(FolderNotFoundError):
        list(lib.rate())
    assert not folder.exists()


def test_a_second_run_looks_at_nothing(library: Opener) -> None:
    rate(library())
    events = rate(library())
    assert [type(event) for event in events] == [Walked, Finished]
    assert finished(events).unchanged == 6


def test_worker_processes_give_the_same_scores_as_none(
    folder: Path, library: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inline = {event.path: event.score for event in rate(library()) if isinstance(event, Scored | Copied)}
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(folder, elsewhere, ignore=shutil.ignore_patterns(".winnow"))
    monkeypatch.setenv("WINNOW_CACHE_DIR", str(tmp_path / "fresh cache"))
    with winnow.open_library(elsewhere, workers=2) as other:
        worked = {event.path: event.score for event in other.rate() if isinstance(event, Scored | Copied)}
    assert worked == inline


def test_a_touched_file_is_hashed_and_not_measured(folder: Path, library: Opener) -> None:
    rate(library())
    os.utime(folder / "chelsea.jpg", (1, 1))
    events = rate(library())
    assert paths(events, Copied) == ["chelsea.jpg"]
    assert paths(events, Scored) == []


def test_an_edited_file_is_measured_again(folder: Path, library: Opener) -> None:
    rate(library())
    with (folder / "chelsea.jpg").open("ab") as file:
        file.write(b"an editor's note behind the picture")
    assert paths(rate(library()), Scored) == ["chelsea.jpg"]


def test_a_moved_photo_keeps_its_row_and_its_history(folder: Path, library: Opener) -> None:
    rate(library())
    (folder / "renamed").mkdir()
    (folder / "2019" / "coffee.jpg").rename(folder / "renamed" / "espresso.jpg")
    before = rows(folder)["2019/coffee.jpg"]
    events = rate(library())
    assert [event for event in events if isinstance(event, Moved)] == [Moved("renamed/espresso.jpg", "2019/coffee.jpg")]
    assert paths(events, Copied) == ["renamed/espresso.jpg"]
    assert paths(events, Missing) == []
    assert rows(folder)["renamed/espresso.jpg"] == before
    assert "2019/coffee.jpg" not in rows(folder)


def test_a_kept_photo_does_not_take_the_row_of_a_deleted_copy(folder: Path, library: Opener) -> None:
    rate(library())
    (folder / "copy" / "chelsea again.jpg").unlink()
    rate(library())
    kept = rows(folder)["chelsea.jpg"]
    os.utime(folder / "chelsea.jpg", (1, 1))
    assert [event for event in rate(library()) if isinstance(event, Moved)] == []
    assert rows(folder)["chelsea.jpg"] == kept


def test_a_raw_whose_jpeg_arrives_later_stays_one_photo(folder: Path, library: Opener) -> None:
    (folder / "IMG_1.dng").write_bytes((folder / "chelsea.jpg").read_bytes() + b"?")
    rate(library())
    (folder / "IMG_1.jpg").write_bytes((folder / "chelsea.jpg").read_bytes() + b"!")
    events = rate(library())
    assert [event for event in events if isinstance(event, Moved)] == [Moved("IMG_1.jpg", "IMG_1.dng")]
    assert paths(events, Missing) == []
    assert library().explain("IMG_1.jpg").companion == "IMG_1.dng"


def test_what_befalls_one_copy_is_not_laid_on_the_others(folder: Path, library: Opener) -> None:
    """The one that is measured for all its copies is edited between its hash and its decode."""
    with library() as lib:
        for event in lib.rate():
            if isinstance(event, Walked):
                with (folder / "chelsea.jpg").open("ab") as file:
                    file.write(b"edited")
                os.utime(folder / "chelsea.jpg", (1, 1))
    again = library().status()
    assert {failure.path for failure in again.failures} <= {"broken.jpg", "chelsea.jpg"}
    assert "copy/chelsea again.jpg" in {ranked.path for ranked in library().top()}


def test_a_cache_that_cannot_be_used_is_noticed_and_stops_nothing(
    library: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a file").write_text("in the way")
    monkeypatch.setenv("WINNOW_CACHE_DIR", str(tmp_path / "a file" / "cache"))
    events = rate(library())
    assert finished(events).scored == 3
    assert any(isinstance(event, Noticed) and "cache" in event.message for event in events)


def test_photos_that_exchange_names_keep_their_rows(folder: Path, library: Opener) -> None:
    rate(library())
    before = rows(folder)
    first, second = folder / "2019" / "coffee.jpg", folder / "2019" / "astronaut.jpg"
    first.rename(folder / "aside")
    second.rename(first)
    (folder / "aside").rename(second)
    events = rate(library())
    assert paths(events, Moved) == ["2019/astronaut.jpg", "2019/coffee.jpg"]
    assert rows(folder)["2019/coffee.jpg"] == before["2019/astronaut.jpg"]
    assert rows(folder)["2019/astronaut.jpg"] == before["2019/coffee.jpg"]
    assert library().status().missing == 0


def test_photos_that_are_numbered_anew_keep_their_rows_across_batches(many: Path) -> None:
    numbers = len(list(many.glob("*.jpg")))
    with winnow.open_library(many, workers=0) as lib:
        list(lib.rate())
        before = rows(many)
        for number in reversed(range(numbers)):
            (many / f"{number:02d}.jpg").rename(many / f"{number + 1:02d}.jpg")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("winnow.workflows.saver.BATCH_SIZE", 3)
            events = list(lib.rate())
        assert len(paths(events, Moved)) == numbers
        assert paths(events, Missing) == []
        assert rows(many) == {f"{number + 1:02d}.jpg": before[f"{number:02d}.jpg"] for number in range(numbers)}
        assert lib.status().missing == 0


def test_a_photo_edited_where_it_lies_keeps_its_row_though_its_original_is_put_aside(
    folder: Path, library: Opener
) -> None:
    rate(library())
    before = rows(folder)
    shutil.copy2(folder / "chelsea.jpg", folder / "chelsea original.jpg")
    with (folder / "chelsea.jpg").open("ab") as file:
        file.write(b"edited")
    assert paths(rate(library()), Moved) == []
    assert rows(folder)["chelsea.jpg"] == before["chelsea.jpg"]


def test_a_photo_that_is_gone_is_marked_and_recognised_when_it_returns(folder: Path, library: Opener) -> None:
    rate(library())
    photo = folder / "2019" / "coffee.jpg"
    kept, times = photo.read_bytes(), photo.stat()
    photo.unlink()
    assert paths(rate(library()), Missing) == ["2019/coffee.jpg"]
    assert library().status().missing == 1
    assert "2019/coffee.jpg" not in {ranked.path for ranked in library().top()}
    photo.write_bytes(kept)
    os.utime(photo, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert paths(rate(library()), Copied) == ["2019/coffee.jpg"]
    assert library().status().missing == 0


def test_a_file_that_is_no_photo_is_forgotten_when_it_is_gone(folder: Path, library: Opener) -> None:
    rate(library())
    (folder / "notes.txt").unlink()
    assert paths(rate(library()), Missing) == []
    assert library().status().others == 0


def test_content_rated_in_another_folder_is_not_measured_again(folder: Path, library: Opener, tmp_path: Path) -> None:
    rate(library())
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(folder / "chelsea.jpg", elsewhere / "cat.jpg")
    with winnow.open_library(elsewhere, workers=0) as other:
        assert paths(list(other.rate()), Copied) == ["cat.jpg"]


def test_a_failure_is_remembered_and_retried_when_asked(library: Opener) -> None:
    rate(library())
    assert paths(rate(library()), Failed) == []
    assert paths(rate(library(), retry_failed=True), Failed) == ["broken.jpg"]


def test_a_repaired_file_is_scored(folder: Path, library: Opener) -> None:
    rate(library())
    shutil.copy(folder / "chelsea.jpg", folder / "broken.jpg")
    assert paths(rate(library()), Copied) == ["broken.jpg"]
    assert library().status().unscoreable == 0


def test_a_limit_stops_early_and_the_next_run_goes_on(many: Path) -> None:
    with winnow.open_library(many, workers=0) as library:
        assert finished(list(library.rate(limit=15))).scored == 15
        assert finished(list(library.rate())).scored == 25


def test_a_stopped_run_saves_what_it_told_and_measures_nothing_twice(many: Path) -> None:
    told: list[str] = []
    with winnow.open_library(many, workers=2) as library:
        for event in library.rate():
            if isinstance(event, Scored):
                told.append(event.path)
            if len(told) == 5:
                library.stop()
        assert isinstance(event, Finished)
        assert event.interrupted
        again = paths(list(library.rate()), Scored)
    assert not set(told) & set(again)
    assert len(told) + len(again) == 40


def test_leaving_the_loop_saves_what_was_measured(many: Path) -> None:
    with winnow.open_library(many, workers=0) as library:
        for event in library.rate():
            if isinstance(event, Scored):
                break
    with winnow.open_library(many, workers=0) as library:
        assert library.status().scored == 1


def test_two_runs_at_once_are_refused(many: Path) -> None:
    with winnow.open_library(many, workers=0) as first, winnow.open_library(many, workers=0) as second:
        running = first.rate()
        next(running)
        with pytest.raises(LibraryBusyError):
            next(second.rate())
        running.close()


def test_originals_are_never_written(folder: Path, library: Opener) -> None:
    before = fingerprints(folder)
    rate(library())
    assert fingerprints(folder) == before


def test_asking_an_unrated_folder_says_what_to_type(library: Opener) -> None:
    with pytest.raises(LibraryNotFoundError, match="winnow rate"):
        library().top()


def test_explaining_an_unknown_or_unscoreable_photo_says_why(library: Opener) -> None:
    rate(library())
    with pytest.raises(PhotoNotFoundError):
        library().explain("nowhere.jpg")
    with pytest.raises(NotScoredError, match=r"broken\.jpg"):
        library().explain("broken.jpg")


def test_the_explanation_adds_up_to_the_score_that_top_shows(folder: Path, library: Opener) -> None:
    rate(library())
    for ranked in library().top():
        explained = library().explain(folder / ranked.path).explanation
        assert explained.score.value == ranked.score
        total = explained.base + sum(part.points for part in explained.contributions)
        assert total == pytest.approx(ranked.score, abs=1e-9)


def test_top_is_best_first_and_can_be_narrowed(library: Opener) -> None:
    rate(library())
    ranking = library().top()
    assert [r.score for r in ranking] == sorted((r.score for r in ranking), reverse=True)
    assert {r.path for r in library().top(under="2019")} == {"2019/astronaut.jpg", "2019/coffee.jpg"}
    assert library().top(2) == ranking[:2]
    assert library().top(min_score=ranking[1].score) == [r for r in ranking if r.score >= ranking[1].score]
    assert library().top(since="1990") == []  # none of these says when it was taken


def test_a_photo_behind_a_linked_folder_is_explained_by_the_path_that_top_shows(
    folder: Path, library: Opener, tmp_path: Path
) -> None:
    (folder / "2019").rename(tmp_path / "elsewhere")
    (folder / "2019").symlink_to(tmp_path / "elsewhere")
    rate(library())
    assert "2019/coffee.jpg" in {ranked.path for ranked in library().top()}
    assert library().explain(folder / "2019" / "coffee.jpg").path == "2019/coffee.jpg"
    assert winnow.library_of(folder / "2019" / "coffee.jpg").folder == folder


@pytest.mark.parametrize(
    "wrong", [{"n": 0}, {"since": "yesterday"}, {"until": "2019-7"}, {"since": dt.date(2019, 7, 1)}]
)
def test_a_wrong_question_is_told(library: Opener, wrong: dict[str, Any]) -> None:
    rate(library())
    with pytest.raises(ArgumentError):
        library().top(**wrong)


def test_a_limit_below_one_is_told(library: Opener) -> None:
    with pytest.raises(ArgumentError):
        rate(library(), limit=0)


def test_a_subfolder_may_be_named_in_any_way_that_means_it(library: Opener, folder: Path) -> None:
    rate(library())
    for same in ("2019", "./2019", "2019/", folder / "2019"):
        assert len(library().top(under=same)) == 2
    assert len(library().top(under=".")) == 4


def test_the_outer_library_explains_what_the_inner_does_not_know(library: Opener, folder: Path) -> None:
    with winnow.open_library(folder / "2019", workers=0) as inner:
        list(inner.rate())
    shutil.copy(folder / "chelsea.jpg", folder / "2019" / "later.jpg")
    rate(library())
    assert winnow.library_of(folder / "2019" / "later.jpg").folder == folder
    assert winnow.library_of(folder / "2019" / "coffee.jpg").folder == folder / "2019"


def test_names_that_are_not_utf8_are_rated_and_found(tmp_path: Path, folder: Path) -> None:
    root = tmp_path / "odd"
    root.mkdir()
    names = [b"caf\xe9.jpg", "🎂\n'quote\".jpg".encode(), b"x" * 251 + b".jpg", b"[bold]not markup.jpg"]
    for number, name in enumerate(names):
        target = os.path.join(os.fsencode(root), name)  # noqa: PTH118 - pathlib has no bytes
        Path(os.fsdecode(target)).write_bytes((folder / "chelsea.jpg").read_bytes() + bytes([number]))
    with winnow.open_library(root, workers=0) as library:
        assert finished(list(library.rate())).scored == 4
        assert {os.fsencode(ranked.path) for ranked in library.top()} == set(names)


def rows(folder: Path) -> dict[str, int]:
    with closing(sqlite3.connect(folder / ".winnow" / "library.db")) as database:
        here = "select id, path from photos where missing_since is null"
        return {os.fsdecode(path): key for key, path in database.execute(here)}


def fingerprints(folder: Path) -> dict[str, tuple[str, int]]:
    return {
        str(file.relative_to(folder)): (hashlib.sha256(file.read_bytes()).hexdigest(), file.stat().st_mtime_ns)
        for file in sorted(folder.rglob("*"))
        if file.is_file() and ".winnow" not in file.parts
    }
