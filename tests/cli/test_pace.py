"""Speed and time left follow what happened lately."""

from __future__ import annotations

import pytest

from winnow.cli.pace import WINDOW_SECONDS, Pace


def test_nothing_is_said_before_there_is_something_to_measure() -> None:
    pace = Pace()
    assert pace.per_second(0.0, 0) is None
    pace.add(0.0, 0)
    assert pace.per_second(0.5, 40) is None
    assert pace.seconds_left(5.0, 0, 100) is None


def test_a_steady_run_has_a_steady_pace() -> None:
    pace = Pace()
    for second in range(100):
        pace.add(float(second), second * 40)
    assert pace.per_second(99.0, 99 * 40) == pytest.approx(40)
    assert pace.seconds_left(99.0, 99 * 40, 200 * 40) == pytest.approx(101)


def test_a_folder_of_slower_files_is_noticed_within_the_window() -> None:
    pace = Pace()
    done = 0
    for second in range(200):
        done += 100 if second < 100 else 2
        pace.add(float(second), done)
    assert pace.per_second(199.0, done) == pytest.approx(2, rel=0.1)


def test_a_run_that_hangs_slows_down_on_the_display() -> None:
    pace = Pace()
    pace.add(0.0, 0)
    pace.add(10.0, 100)
    assert pace.per_second(10.0, 100) == pytest.approx(10)
    assert pace.per_second(10.0 + 2 * WINDOW_SECONDS, 100) == pytest.approx(2)
