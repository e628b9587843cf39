"""What `rate` says while it runs, in its three voices."""

from __future__ import annotations

import dataclasses
import io
import json
import os
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from winnow.cli.live import Frame, LiveDisplay, counts_row, last_row, pace_row, progress_row
from winnow.cli.reporter import LINE_EVERY_SECONDS, JsonLines, PlainLines, Reporter, event_json, summary
from winnow.domain.events import Copied, Event, Finished, Ignored, Noticed, Scored, Walked
from winnow.domain.failure import Failed, FailureKind

FINISHED = Finished(
    scored=2,
    copied=1,
    unchanged=4,
    failed=1,
    moved=0,
    missing=0,
    ignored=0,
    median=5.04,
    seconds=3.0,
    interrupted=False,
)


def test_an_event_in_json_is_its_name_and_its_fields() -> None:
    failed = Failed("a.jpg", FailureKind.DAMAGED, "truncated")
    assert json.loads(event_json(failed)) == {
        "event": "failed",
        "path": "a.jpg",
        "kind": "damaged",
        "reason": "truncated",
    }
    assert json.loads(event_json(Scored("b.jpg", 5.5, 0.7)))["event"] == "scored"


def test_a_name_that_is_no_text_survives_json() -> None:
    name = os.fsdecode(b"caf\xe9\n.jpg")
    line = event_json(Copied(name, 5.0, 0.5))
    assert "\n" not in line
    assert os.fsencode(json.loads(line)["path"]) == b"caf\xe9\n.jpg"


def test_json_lines_print_one_object_per_event_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    with JsonLines() as reporter:
        reporter.begin(Path("pics"))
        reporter.tell(Scored("a.jpg", 5.0, 0.5))
        reporter.tell(FINISHED)
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["event"] for line in lines] == ["scored", "finished"]


def test_plain_lines_come_now_and_then_without_escape_codes(capsys: pytest.CaptureFixture[str]) -> None:
    now = 0.0
    reporter = PlainLines(clock=lambda: now)
    reporter.begin(Path("pics"))
    events: list[Event] = [Scored(f"{i}.jpg", 5.0, 0.5) for i in range(100)]
    reporter.tell(Walked("/pics", 100, 0, 100))
    for event in events:
        now += LINE_EVERY_SECONDS / 20
        reporter.tell(event)
    reporter.tell(FINISHED)
    out = capsys.readouterr().out
    assert "\x1b" not in out
    progress = [line for line in out.splitlines() if " of 100" in line]
    assert len(progress) == 5
    assert progress[1] == "40 of 100; 2.0 photos/s; 30 s left; 40 new, 0 copied, 0 failed; median 5.0"


def test_what_is_no_photo_is_neither_done_nor_to_do(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now, screen = 0.0, io.StringIO()
    monkeypatch.setattr("winnow.cli.live.console", lambda: Console(file=screen, force_terminal=True, width=80))
    reporters: list[Reporter] = [PlainLines(clock=lambda: now), LiveDisplay()]
    events: list[Event] = [Walked("/pics", 3, 0, 3), Ignored("LICENSE.txt"), Scored("a.jpg", 5.0, 0.5)]
    for reporter in reporters:
        with reporter:
            reporter.begin(Path("pics"))
            for event in events:
                now += LINE_EVERY_SECONDS
                reporter.tell(event)
    assert "\n1 of 2;" in capsys.readouterr().out
    assert "1 of 2   50%" in screen.getvalue()


def test_what_does_not_stop_the_run_is_said_in_every_voice(capsys: pytest.CaptureFixture[str]) -> None:
    noticed = Noticed("The cache in 'odd\x1b[31m' cannot be used.")
    reporters: list[Reporter] = [PlainLines(), LiveDisplay(), JsonLines()]
    for reporter in reporters:
        with reporter:
            reporter.begin(Path("pics"))
            reporter.tell(noticed)
        out = capsys.readouterr().out
        assert "\x1b" not in out
        last = out.strip().splitlines()[-1]
        if isinstance(reporter, JsonLines):
            assert json.loads(last) == {"event": "noticed", "message": noticed.message}
        else:
            assert r"The cache in 'odd\x1b[31m' cannot be used." in out


def test_the_summary_says_what_was_done_and_what_to_type_next() -> None:
    assert summary(FINISHED, "'my pics'") == [
        "Rated 3 photos in 3 s (1 a second), median score 5.0.",
        "  1 known already, score copied; 1 could not be scored; 4 unchanged",
        "Next: winnow top 'my pics'",
        "Why some failed: winnow status 'my pics'",
    ]


def test_a_run_that_found_nothing_new_says_so() -> None:
    unchanged = dataclasses.replace(FINISHED, scored=0, copied=0, failed=0, median=None)
    assert summary(unchanged, "pics") == ["Nothing new to score: 4 unchanged.", "Next: winnow top pics"]
    assert summary(dataclasses.replace(unchanged, unchanged=0), "pics") == ["There are no photos here."]


def test_an_interrupted_run_says_how_to_go_on() -> None:
    stopped = dataclasses.replace(FINISHED, interrupted=True)
    assert summary(stopped, "pics")[2] == "Stopped, and everything so far is saved. To go on: winnow rate pics"


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_frame_of_the_live_display_fits_the_terminal(width: int) -> None:
    frame = Frame("pics", 19_121, 12_345, 12_001, 340, 4, 61_002, 5.04, last="深/" * 80 + "x.jpg", last_score=7.8)
    out = io.StringIO()
    screen = Console(file=out, width=width, markup=False)
    screen.print(progress_row(frame.done, frame.to_do or 0), last_row(frame, width))
    assert all(cell_len(line) <= width for line in out.getvalue().splitlines())
    assert "12,345 of 19,121" in out.getvalue()
    assert "x.jpg" in out.getvalue()


def test_the_live_display_tells_pace_time_left_median_and_counts() -> None:
    frame = Frame("pics", 19_121, 12_345, 12_001, 340, 4, 61_002, 5.04)
    assert pace_row(41.23, 164.4, 5.04).plain == "41.2 photos/s · 2 min 44 s left · median score 5.0"
    assert counts_row(frame).plain == "12,001 new · 340 copied score · 4 failed · 61,002 unchanged"
