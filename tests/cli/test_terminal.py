"""Whatever a file is called, showing it is safe."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from winnow.cli.terminal import duration, plural, shorten, shown, typed

any_name = st.binary(min_size=1, max_size=255).map(os.fsdecode) | st.text(min_size=1)


@given(any_name)
def test_no_control_character_or_direction_mark_reaches_the_terminal(name: str) -> None:
    assert all(c.isprintable() or c == "\u200d" for c in shown(name))


@given(any_name)
def test_what_is_shown_can_be_encoded(name: str) -> None:
    assert shown(name).encode("utf-8")


@pytest.mark.parametrize(
    ("name", "on_screen"),
    [
        ("2019/IMG_0001.jpg", "2019/IMG_0001.jpg"),
        ("naïve café 📷.jpg", "naïve café 📷.jpg"),
        ("👩‍🚀.jpg", "👩‍🚀.jpg"),
        ("two\nlines.jpg", "two\\nlines.jpg"),
        ("\x1b[2Jwiped.jpg", "\\x1b[2Jwiped.jpg"),
        ("gpj.\u202eexe", "gpj.\\u202eexe"),
        (os.fsdecode(b"caf\xe9.jpg"), "caf\\xe9.jpg"),
    ],
)
def test_plain_names_stay_and_odd_characters_are_spelt_out(name: str, on_screen: str) -> None:
    assert shown(name) == on_screen


@given(any_name.map(shown), st.integers(min_value=4, max_value=60))
def test_a_shortened_name_fits_and_keeps_its_end(name: str, width: int) -> None:
    short = shorten(name, width)
    assert cell_len(short) <= width
    assert name.endswith(short.removeprefix("…"))


def test_a_folder_with_spaces_is_shown_as_it_would_be_typed() -> None:
    assert typed("my photos/it's") == "'my photos/it'\"'\"'s'"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "0 s"), (59.4, "59 s"), (60, "1 min"), (164, "2 min 44 s"), (3600, "1 h"), (4321, "1 h 12 min")],
)
def test_a_duration_is_told_in_two_units(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_counts_have_their_noun_in_the_right_number() -> None:
    assert [plural(n, "photo") for n in (0, 1, 80_123)] == ["0 photos", "1 photo", "80,123 photos"]
