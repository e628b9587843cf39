"""An explanation adds up, also after rounding."""

from __future__ import annotations

import dataclasses
import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from winnow.cli.explain import as_json, as_table, bar, header, histogram, rounded_to_sum, shot_in_words, verdict
from winnow.domain.metadata import Metadata
from winnow.domain.score import Contribution, Explanation, Score
from winnow.domain.views import Explained

points = st.lists(st.floats(min_value=-5, max_value=5), min_size=1, max_size=30)


@given(points)
def test_rounded_parts_add_up_to_the_rounded_total(parts: list[float]) -> None:
    total = math.fsum(parts)
    assert sum(rounded_to_sum(parts, total)) == round(total * 100)


@given(points)
def test_no_part_is_off_by_more_than_a_hundredth(parts: list[float]) -> None:
    for part, cents in zip(parts, rounded_to_sum(parts, math.fsum(parts)), strict=True):
        assert abs(cents - part * 100) <= 1 + 1e-9


def _explanation() -> Explanation:
    contributions = (
        Contribution("sharpness", 0.7312, 1.2345, "very sharp"),
        Contribution("clipped_highlights", 0.081, -0.4849, "blown highlights"),
        Contribution("noise", None, 0.0, "noise: could not be measured, left out"),
    )
    return Explanation(Score(5.0 + 1.2345 - 0.4849, 0.72), 5.0, contributions, "classical 1")


def _printed(width: int) -> str:
    screen = Console(width=width, markup=False, color_system=None)
    with screen.capture() as captured:
        screen.print(as_table(_explanation(), with_signals=width >= 100))
    return captured.get()


@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_table_fits_and_its_points_add_up_to_the_score_below_them(width: int) -> None:
    lines = _printed(width).splitlines()
    assert all(len(line) <= width for line in lines)
    words = [line.split() for line in lines]
    given_points = [
        float(word) for line in words[1:-1] for word in line if word.count(".") == 1 and len(word.split(".")[1]) == 2
    ]
    assert round(sum(given_points), 2) == float(words[-1][-1]) == 5.75


def test_what_could_not_be_measured_is_left_out_and_said() -> None:
    line = next(line for line in _printed(80).splitlines() if line.startswith("noise"))
    assert "left out" in line


def test_bars_grow_to_the_side_of_their_sign() -> None:
    assert bar(50, 250).plain == " " * 10 + "│▇▇"
    assert bar(-50, 250).plain == " " * 8 + "▇▇│"


def test_what_the_model_makes_of_the_whole_picture_comes_first() -> None:
    impression = Contribution("impression", 7.25, 0.3, "the picture as a whole is strong")
    plain = _explanation()
    explanation = dataclasses.replace(plain, contributions=(*plain.contributions, impression))
    screen = Console(width=120, markup=False, color_system=None)
    with screen.capture() as captured:
        screen.print(as_table(explanation, with_signals=True))
    lines = captured.get().splitlines()
    assert [line.split("  ")[0] for line in lines[1:4]] == [
        "an ordinary photo",
        "the picture as a whole is strong",
        "very sharp",
    ]


def test_a_distribution_is_drawn_as_columns_over_the_scores() -> None:
    shares = (0.0, 0.0, 0.004, 0.01, 0.1, 0.2, 0.4, 0.2, 0.086, 0.0, 0.0)
    lines = [line.plain for line in histogram(shares)]
    assert lines[1:] == [
        "                          ██",
        "                      ▄▄  ██  ▄▄",
        "              ▁▁  ▆▆  ██  ██  ██  ▅▅",
        "   0   1   2   3   4   5   6   7   8   9  10",
    ]


@given(st.lists(st.floats(0, 1), min_size=11, max_size=11).filter(lambda weights: sum(weights) > 1e-3))
def test_any_distribution_is_drawn_in_a_terminal_of_60_columns(weights: list[float]) -> None:
    lines = [line.plain for line in histogram([weight / sum(weights) for weight in weights])]
    assert all(len(line) <= 60 for line in lines)
    assert "█" in lines[1]


def test_a_distribution_is_told_to_programs_and_null_without_a_network() -> None:
    plain = Explained("a.jpg", None, None, "jpeg", 6000, 4000, Metadata(), _explanation())
    shares = (0.0, 0.1, 0.2, 0.4, 0.2, 0.1, 0.0, 0.0, 0.0, 0.0, 0.0)
    seen = dataclasses.replace(plain, explanation=dataclasses.replace(_explanation(), distribution=shares))
    assert json.loads(as_json(plain))["distribution"] is None
    assert json.loads(as_json(seen))["distribution"] == list(shares)


def test_confidence_is_said_in_words() -> None:
    assert "72%: likely right to within one point" in verdict(_explanation()).plain


def test_a_shot_is_described_as_far_as_the_file_says() -> None:
    full = Metadata(
        taken_at="2019-07-14T18:03:22.410+02:00",
        camera_make="FUJIFILM",
        camera_model="X-T3",
        lens="XF23mmF2 R WR",
        focal_length_mm=23.0,
        aperture_f=2.0,
        shutter_seconds=1 / 250,
        iso=640,
        film_simulation="Classic Chrome",
    )
    expected = "2019-07-14 18:03:22, FUJIFILM X-T3, XF23mmF2 R WR, 23 mm f/2 1/250 s ISO 640, Classic Chrome"
    assert shot_in_words(full) == expected
    assert shot_in_words(Metadata()) == ""
    assert shot_in_words(Metadata(camera_make="Canon", camera_model="Canon EOS 6D")) == "Canon EOS 6D"


def test_a_photo_that_is_gone_is_said_to_be() -> None:
    there = Explained("a.jpg", None, None, "jpeg", 6000, 4000, Metadata(), _explanation())
    gone = dataclasses.replace(there, missing_since="2026-03-01T09:30:00+00:00")
    assert [line.plain for line in header(there)] == ["a.jpg", "6000 x 4000 (24.0 MP) JPEG", ""]
    assert [line.plain for line in header(gone)][1] == "gone since 2026-03-01"
    assert json.loads(as_json(there))["missing_since"] is None
    assert json.loads(as_json(gone))["missing_since"] == "2026-03-01T09:30:00+00:00"
