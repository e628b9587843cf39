"""Scores as a person weighs them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from winnow.domain.additive import AdditiveModel, Curve, Reference
from winnow.domain.errors import ArgumentError
from winnow.domain.metadata import SHOT
from winnow.domain.profile import OWN_WEIGHTS, Profile, Profiles, Weights
from winnow.ranking.additive import explain, score
from winnow.ranking.metadata import shots_of
from winnow.ranking.profile import PARTS, STYLES, adjusted, leanings_of, part_of, points_of_parts, styles_of

NAMES = ("balance", "impression", "saturation", "sharpness")
MODEL = AdditiveModel(
    "test",
    "1",
    "signals-1",
    (
        Curve("sharpness", (0.0, 1.0), (-1.0, 1.0)),
        Curve("balance", (0.0, 1.0), (0.5, -0.5)),
        Curve("impression", (0.0, 5.0, 10.0), (-2.0, 0.0, 2.0)),
    ),
    (),
    0.0,
    reference=(Reference("saturation", 0.3, 0.1), Reference("noise", 0.0, 1.0)),
)
UNKNOWN = (None,) * len(SHOT)
GRAINY = (6400, None, None, None, None)
VALUES = st.none() | st.floats(-1, 11, allow_nan=False)


@st.composite
def measured(draw: st.DrawFn) -> dict[str, float | None]:
    return {name: draw(VALUES) for name in NAMES}


@given(measured())
def test_the_points_of_the_parts_are_those_of_the_explanation(signals: dict[str, float | None]) -> None:
    explanation = explain(MODEL, signals)
    expected = dict.fromkeys(PARTS, 0.0)
    for one in explanation.contributions:
        expected[part_of(one.signal)] += one.points
    found = points_of_parts(MODEL, columns([signals]), NAMES, shots_of([UNKNOWN]))[0]
    assert found == pytest.approx([expected[part] for part in PARTS], abs=1e-9)


@given(st.lists(measured(), min_size=1, max_size=5))
def test_each_parts_own_weight_and_no_leaning_are_the_models_own_scores_to_the_bit(
    rows: list[dict[str, float | None]],
) -> None:
    scores = np.array([score(MODEL, row).value for row in rows])
    own = Weights(OWN_WEIGHTS, dict.fromkeys(STYLES, 0.0))
    assert own.are_the_models
    assert adjust(rows, scores, own, GRAINY).tolist() == scores.tolist()
    nearly = Weights(OWN_WEIGHTS, {"contrast": 1e-300})
    assert adjust(rows, scores, nearly, GRAINY).tolist() == scores.tolist()


def test_what_the_camera_wrote_counts_as_much_as_a_person_says_and_else_nothing() -> None:
    signals: list[dict[str, float | None]] = [dict.fromkeys(NAMES)]
    scores = np.array([5.0])
    found = [adjust(signals, scores, Weights({"metadata": weight}), GRAINY)[0] for weight in (0.0, 0.5, 1.0, 2.0)]
    assert found == [5.0, 4.375, 3.75, 2.5]
    assert adjust(signals, scores, Weights({"metadata": 2.0}), UNKNOWN)[0] == 5.0
    assert adjust(signals, scores, Weights({"technical": 0.0}), GRAINY)[0] == 5.0


def test_a_part_that_nobody_knows_counts_nothing() -> None:
    charm = Weights({"charm": 2.0})
    assert charm.are_the_models
    assert adjust([dict.fromkeys(NAMES)], np.array([4.2]), charm).tolist() == [4.2]


@given(measured(), st.floats(0, 2), st.floats(-1, 1))
def test_no_score_leaves_the_scale(signals: dict[str, float | None], weight: float, leaning: float) -> None:
    scores = np.array([score(MODEL, signals).value])
    found = adjust([signals], scores, Weights({"technical": weight}, {"saturation": leaning}))
    assert 0 <= found[0] <= 10


def test_without_its_technical_part_a_soft_photo_is_worth_more() -> None:
    soft = {"sharpness": 0.0, "balance": 0.5, "impression": 5.0, "saturation": None}
    scores = np.array([score(MODEL, soft).value])
    assert adjust([soft], scores, Weights({"technical": 0.0}))[0] == pytest.approx(5.0)
    assert adjust([soft], scores, Weights({"technical": 2.0}))[0] < scores[0]


def test_a_leaning_prefers_what_has_more_of_the_style_and_leaves_what_is_not_known() -> None:
    rows: list[dict[str, float | None]] = [
        {"sharpness": None, "balance": None, "impression": None, "saturation": value} for value in (0.2, 0.3, 0.4, None)
    ]
    found = adjust(rows, np.full(4, 5.0), Weights({}, {"saturation": 1.0, "contrast": 1.0}))
    assert found.tolist() == pytest.approx([4.0, 5.0, 6.0, 5.0])


def test_a_photo_without_a_score_has_none_by_any_weights() -> None:
    rows: list[dict[str, float | None]] = [dict.fromkeys(NAMES)]
    assert np.isnan(adjust(rows, np.array([np.nan]), Weights({"technical": 2.0})))[0]


def test_styles_are_those_that_the_models_card_tells_of() -> None:
    assert styles_of(MODEL) == ("saturation",)


@pytest.mark.parametrize("weights", [{"parts": {"technical": 2.1}}, {"styles": {"contrast": -1.5}}])
def test_weights_out_of_range_are_refused(weights: dict[str, dict[str, float]]) -> None:
    with pytest.raises(ArgumentError):
        Weights(**weights)


def test_a_profile_is_found_by_its_name() -> None:
    weights = Weights({"content": 0.5})
    saved = Profiles((Profile("landscapes", weights),), active="landscapes")
    assert saved.find("landscapes") == weights
    assert saved.find("portraits") is None
    assert saved.find(None) == Weights()


def columns(rows: list[dict[str, float | None]]) -> np.ndarray:
    return np.array([[row[name] for name in NAMES] for row in rows], dtype=np.float64)


def adjust(
    rows: list[dict[str, float | None]],
    scores: np.ndarray,
    weights: Weights,
    shot: Sequence[float | None] = UNKNOWN,
) -> np.ndarray:
    signals = columns(rows)
    points = points_of_parts(MODEL, signals, NAMES, shots_of([shot] * len(rows)))
    return adjusted(scores, points, leanings_of(MODEL, signals, NAMES), weights)
