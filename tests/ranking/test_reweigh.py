"""Explanations as a person weighs the score: a sum that adds up to what lists show."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ranking.test_profile import GRAINY, MODEL, NAMES, UNKNOWN, columns, measured

from winnow.domain.profile import BOUNDS, OWN_WEIGHTS, Weights
from winnow.ranking.additive import explain
from winnow.ranking.metadata import shots_of
from winnow.ranking.profile import STYLES, adjusted, leanings_of, points_of_parts
from winnow.ranking.reweigh import reweighed, weighed_part

WEIGHTS = st.builds(
    Weights,
    st.dictionaries(st.sampled_from([*OWN_WEIGHTS, "charm"]), st.floats(0, 2)),
    st.dictionaries(st.sampled_from(STYLES), st.floats(-1, 1)),
)


@given(measured(), WEIGHTS, st.sampled_from([UNKNOWN, GRAINY]))
def test_it_adds_up_to_the_score_that_lists_show(
    signals: dict[str, float | None], weights: Weights, shot: tuple[float | None, ...]
) -> None:
    own = explain(MODEL, signals)
    row, shots = columns([signals]), shots_of([shot])
    points, leanings = points_of_parts(MODEL, row, NAMES, shots), leanings_of(MODEL, row, NAMES)
    shown = adjusted(np.array([own.score.value]), points, leanings, weights)[0]
    found = reweighed(own, MODEL, signals, shot, weights)
    assert found.score.value == pytest.approx(shown, abs=1e-9)
    assert found.base + math.fsum(one.points for one in found.contributions) == pytest.approx(shown, abs=1e-9)
    assert [abs(one.points) for one in found.contributions] == sorted(
        (abs(one.points) for one in found.contributions), reverse=True
    )


def test_by_the_models_own_weights_it_is_the_models_own() -> None:
    own = explain(MODEL, dict.fromkeys(NAMES, 0.4))
    assert reweighed(own, MODEL, {}, GRAINY, Weights()) is own


def test_what_a_person_adds_is_told_in_words() -> None:
    signals: dict[str, float | None] = dict.fromkeys(NAMES) | {"saturation": 0.5}
    weights = Weights({"metadata": 1.0}, {"saturation": -0.5})
    found = reweighed(explain(MODEL, signals), MODEL, signals, GRAINY, weights).contributions
    assert [(one.text, one.points) for one in found if one.points] == [
        ("what the camera wrote: ISO, shutter speed", -1.25),
        ("more saturation than usual, and you want less", pytest.approx(-1.0)),
    ]
    assert [weighed_part(one.signal) for one in found if one.points] == ["metadata", None]


def test_what_is_beyond_the_bounds_is_taken_back_in_sight() -> None:
    signals: dict[str, float | None] = {"impression": 10.0, "sharpness": 1.0}
    found = reweighed(explain(MODEL, signals), MODEL, signals, UNKNOWN, Weights(dict.fromkeys(OWN_WEIGHTS, 2.0)))
    assert found.score.value == 10.0
    assert next(one.points for one in found.contributions if one.signal == BOUNDS) < 0
