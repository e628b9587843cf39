"""The demo: a messy archive made, rated and shown."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.journeys.conftest import Winnow


@pytest.mark.skipif(importlib.util.find_spec("skimage") is None, reason="scikit-image ships the photographs")
def test_the_demo_makes_an_archive_rates_it_and_measures_nothing_twice(winnow: Winnow) -> None:
    first, second = winnow("demo"), winnow("demo")
    for run in (first, second):
        assert run.returncode == 0, run.stderr.decode()
        assert run.stderr == b""
    told, told_again = first.stdout.decode(), second.stdout.decode()
    assert "Rated 54 photos" in told
    assert "3 photos could not be scored" in told
    assert all(name in told for name in ("coffee_truncated.jpg", "empty.jpg", "shopping list.jpg"))
    assert "winnow explain winnow-demo/" in told or "winnow explain 'winnow-demo/" in told
    assert "Nothing new to score" in told_again
    best, best_again = (text.partition("The best")[2].partition("How things stand")[0] for text in (told, told_again))
    assert best == best_again
    assert [path.name for path in winnow.here.glob("winnow-demo*")] == ["winnow-demo"]


@pytest.mark.skipif(importlib.util.find_spec("skimage") is None, reason="scikit-image ships the photographs")
def test_the_demo_ranks_what_is_sharp_above_what_was_spoilt(winnow: Winnow) -> None:
    winnow("demo")
    scores = {row["path"].rpartition("/")[2]: row["score"] for row in winnow.json("top", "winnow-demo", "-n", "100")}
    photographs = {name.partition("_")[0] for name in scores if name.endswith("_shaken.jpg")}
    for spoilt in ("blurred", "dark", "bright", "reencoded"):
        better = [scores[f"{name}_sharp.jpg"] > scores[f"{name}_{spoilt}.jpg"] for name in photographs]
        assert sum(better) >= len(better) - 1, spoilt


def test_the_demo_takes_a_folder_of_ones_own(winnow: Winnow, messy: Path) -> None:
    run = winnow("demo", messy)
    assert run.returncode == 0, run.stderr.decode()
    assert "Rated 18 photos" in run.stdout.decode()
    assert not (winnow.here / "winnow-demo").exists()
