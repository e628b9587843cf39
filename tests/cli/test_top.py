"""A ranking in every form: for programs byte for byte, for people safe and readable."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from winnow.cli.terminal import shown
from winnow.cli.top import as_csv, as_json, as_lines, as_paths, as_table, why_nothing
from winnow.domain.score import Reason
from winnow.domain.views import Ranked, Status

file_names = st.binary(min_size=1, max_size=60).filter(lambda b: b"/" not in b and b"\0" not in b).map(os.fsdecode)


def _photo(path: str, score: float = 7.25) -> Ranked:
    reasons = (Reason("very sharp", 1.5), Reason("well exposed", 0.5))
    return Ranked(path, score, 0.8, "2019-07-14T18:03:22.410+02:00", reasons)


@given(st.lists(file_names, max_size=5))
def test_json_gives_back_every_name_byte_for_byte(names: list[str]) -> None:
    text = as_json([_photo(name) for name in names])
    assert text.isascii()
    assert [os.fsencode(row["path"]) for row in json.loads(text)] == [os.fsencode(name) for name in names]


def test_json_has_exactly_the_promised_keys() -> None:
    (row,) = json.loads(as_json([_photo("a.jpg")]))
    assert row == {
        "path": "a.jpg",
        "score": 7.25,
        "confidence": 0.8,
        "taken_at": "2019-07-14T18:03:22.410+02:00",
        "reasons": ["very sharp", "well exposed"],
    }


@given(st.lists(file_names.filter(lambda n: "\r" not in n), max_size=5))
def test_csv_gives_back_every_name(names: list[str]) -> None:
    text = as_csv([_photo(name) for name in names], name=str)
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["path"] for row in rows] == names
    assert all(row["reasons"] == "very sharp; well exposed" for row in rows)


@given(st.lists(file_names, max_size=5))
def test_paths_ended_by_nul_give_back_every_name(names: list[str]) -> None:
    text = as_paths([_photo(name) for name in names], Path("pics"), name=str, end="\0")
    assert os.fsencode(text).split(b"\0")[:-1] == [b"pics/" + os.fsencode(name) for name in names]


@given(st.lists(file_names, min_size=1, max_size=5))
def test_plain_output_has_one_line_per_photo_whatever_its_name(names: list[str]) -> None:
    lines = as_lines([_photo(name) for name in names]).split("\n")
    assert len(lines) == len(names) + 1
    assert all(line.count("\t") == 3 for line in lines[:-1])


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_the_table_fits_the_terminal(width: int) -> None:
    photos = [_photo("a/very/long/" * 20 + f"写真{i}.jpg") for i in range(12)]
    screen = Console(width=width, markup=False, color_system=None)
    with screen.capture() as captured:
        screen.print(as_table(photos, width))
    lines = captured.get().splitlines()
    assert all(cell_len(line) <= width for line in lines)
    assert all(any(f"写真{i}.jpg" in line for line in lines) for i in range(12))


def test_an_empty_ranking_says_whether_anything_was_scored_at_all() -> None:
    upgraded = Status(1200, 0, 0, 1200, 0, 0, None, (0,) * 20, ())
    scored = Status(1200, 1200, 0, 0, 0, 0, 5.0, (0,) * 20, ())
    assert why_nothing(upgraded, "pics") == "1,200 photos wait for a score by this model: winnow rate pics"
    assert why_nothing(scored, "pics") == "No scored photo matches."


def test_rich_markup_in_a_name_is_shown_as_it_is() -> None:
    screen = Console(width=100, markup=False, color_system=None)
    with screen.capture() as captured:
        screen.print(as_table([_photo("[bold]x[/bold].jpg"), _photo("[red]\x1b[31m.jpg")], 100))
    assert "[bold]x[/bold].jpg" in captured.get()
    assert shown("[red]\x1b[31m.jpg") in captured.get()
    assert "\x1b" not in captured.get()
