from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from winnow.domain.additive import AdditiveModel, Curve
from winnow.ranking.additive import explain, height, score

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False)
POINTS = st.floats(-50, 50, allow_nan=False)
NAMES = ("sharpness", "noise", "brightness", "cast", "a signal of another model")


@st.composite
def curves(draw: st.DrawFn, signal: str) -> Curve:
    knots = sorted(draw(st.lists(NUMBERS, min_size=2, max_size=6, unique=True)))
    points = draw(st.lists(POINTS, min_size=len(knots), max_size=len(knots)))
    return Curve(signal, tuple(knots), tuple(points), draw(st.floats(0, 5)))


MODELS = st.builds(
    AdditiveModel,
    name=st.just("any"),
    version=st.just("1"),
    recipe=st.just("r"),
    curves=st.tuples(*(curves(name) for name in NAMES)),
    spread=st.tuples(curves("noise")),
    spread_base=st.floats(-3, 3),
)
SIGNALS = st.fixed_dictionaries({name: st.none() | NUMBERS for name in NAMES})


@given(MODELS, SIGNALS)
def test_contributions_add_up_to_the_score_whatever_was_measured(
    model: AdditiveModel, signals: dict[str, float | None]
) -> None:
    explanation = explain(model, signals)
    total = explanation.base + math.fsum(one.points for one in explanation.contributions)
    assert total == pytest.approx(explanation.score.value, abs=1e-9)


@given(MODELS, SIGNALS)
def test_the_explained_score_is_the_score(model: AdditiveModel, signals: dict[str, float | None]) -> None:
    assert explain(model, signals).score == score(model, signals)


@given(MODELS, SIGNALS)
def test_a_score_lies_between_0_and_10_and_its_confidence_between_0_and_1(
    model: AdditiveModel, signals: dict[str, float | None]
) -> None:
    given_score = score(model, signals)
    assert 0 <= given_score.value <= 10
    assert 0 <= given_score.confidence <= 1


@given(MODELS, SIGNALS)
def test_contributions_come_strongest_first(model: AdditiveModel, signals: dict[str, float | None]) -> None:
    sizes = [abs(one.points) for one in explain(model, signals).contributions]
    assert sizes == sorted(sizes, reverse=True)


@given(MODELS, SIGNALS)
def test_a_missing_signal_contributes_nothing_and_says_it_was_left_out(
    model: AdditiveModel, signals: dict[str, float | None]
) -> None:
    signals["sharpness"] = None
    left_out = next(one for one in explain(model, signals).contributions if one.signal == "sharpness")
    assert left_out.points == 0
    assert "left out" in left_out.text


@given(MODELS, SIGNALS)
def test_a_signal_that_is_absent_is_missing(model: AdditiveModel, signals: dict[str, float | None]) -> None:
    signals["cast"] = None
    fewer = {name: value for name, value in signals.items() if name != "cast"}
    assert score(model, fewer) == score(model, signals)


@given(MODELS, SIGNALS, st.floats(0, 5))
def test_more_of_one_part_never_lowers_the_score(
    model: AdditiveModel, signals: dict[str, float | None], more: float
) -> None:
    first, *rest = model.curves
    raised = replace(first, points=tuple(point + more for point in first.points))
    assert score(replace(model, curves=(raised, *rest)), signals).value >= score(model, signals).value - 1e-12


@given(MODELS, SIGNALS, NUMBERS)
def test_missing_a_signal_that_matters_lowers_the_confidence(
    model: AdditiveModel, signals: dict[str, float | None], value: float
) -> None:
    flat = replace(model.curves[0], points=(0.0,) * len(model.curves[0].knots), sd=2.0)
    model = replace(model, curves=(flat, *model.curves[1:]), spread=())
    known, unknown = ({**signals, flat.signal: it} for it in (value, None))
    assume(0.01 < score(model, known).value < 9.99)
    assume(0.01 < score(model, known).confidence < 0.999)  # beyond, floats have no room for a difference
    assert score(model, unknown).confidence < score(model, known).confidence


@given(curves("noise"), st.data())
def test_a_curve_goes_through_its_knots_and_is_flat_beyond_them(curve: Curve, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(curve.knots) - 1))
    assert height(curve, curve.knots[at]) == pytest.approx(curve.points[at])
    assert height(curve, curve.knots[0] - 1) == curve.points[0]
    assert height(curve, curve.knots[-1] + 1) == curve.points[-1]


def test_halfway_between_knots_a_curve_is_halfway_between_its_points() -> None:
    assert height(Curve("noise", (0.0, 2.0, 4.0), (0.0, 1.0, -3.0)), 3.0) == -1.0


def test_confidence_is_the_chance_of_a_normal_error_within_one_point() -> None:
    # statistics.NormalDist(0, 2): cdf(1) - cdf(-1) = 0.3829
    model = AdditiveModel("any", "1", "r", (), (), spread_base=math.log(2))
    assert score(model, {}).confidence == pytest.approx(0.3829, abs=1e-4)


def test_two_strong_parts_that_cancel_are_both_told() -> None:
    model = AdditiveModel(
        "any", "1", "r", (Curve("sharpness", (0, 1), (3, 3)), Curve("noise", (0, 1), (-3, -3))), (), spread_base=0.0
    )
    explanation = explain(model, {"sharpness": 1.0, "noise": 1.0})
    assert explanation.score.value == 5
    assert [one.points for one in explanation.contributions] == [-7.5, 7.5]
