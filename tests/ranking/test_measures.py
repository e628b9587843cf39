"""Names of what is measured."""

from __future__ import annotations

from winnow.ranking.measures import measure_of
from winnow.ranking.words import PHRASES


def test_no_two_signals_are_called_the_same() -> None:
    assert len({measure_of(signal) for signal in PHRASES}) == len(PHRASES)


def test_a_name_says_what_there_is_more_of() -> None:
    assert (measure_of("defocus"), measure_of("sharpness")) == ("focus blur", "sharpness")


def test_a_signal_of_another_model_has_its_own_name() -> None:
    assert measure_of("charm_of_it") == "charm of it"
