from __future__ import annotations

import math
from dataclasses import replace
from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from winnow.domain.additive import AdditiveModel, Curve
from winnow.domain.impression import LEVELS
from winnow.ranking.additive import explain, score
from winnow.ranking.distribution import mean, standard_deviation, tempered, tilted


def normalised(weights: list[float]) -> tuple[float, ...]:
    total = math.fsum(weights)
    return tuple(weight / total for weight in weights)


WEIGHTS = st.lists(st.floats(0, 1), min_size=LEVELS, max_size=LEVELS)
DISTRIBUTIONS = WEIGHTS.filter(lambda weights: sum(weights) > 1e-3).map(normalised)
SCORES = st.floats(0, 10)


@given(DISTRIBUTIONS, SCORES)
def test_the_tilted_distribution_has_the_mean_asked_for(distribution: tuple[float, ...], to: float) -> None:
    shown = tilted(distribution, to)
    assert mean(shown) == pytest.approx(to, abs=1e-6)
    assert math.fsum(shown) == pytest.approx(1)
    assert min(shown) >= 0


@given(DISTRIBUTIONS, SCORES, SCORES)
def test_a_higher_mean_makes_every_higher_score_likelier(
    distribution: tuple[float, ...], one: float, other: float
) -> None:
    lower, higher = (accumulate(tilted(distribution, to)) for to in sorted((one, other)))
    assert all(less <= more + 1e-6 for more, less in zip(lower, higher, strict=True))


@given(DISTRIBUTIONS)
def test_a_distribution_that_has_the_mean_already_stays_as_it_is(distribution: tuple[float, ...]) -> None:
    assert tilted(distribution, mean(distribution)) == pytest.approx(distribution, abs=1e-6)


@pytest.mark.parametrize("certain", [0, 5, 10])
@pytest.mark.parametrize("to", [0.0, 1e-9, 5.0, 10 - 1e-9, 10.0])
def test_a_network_that_is_certain_can_still_be_moved_anywhere(certain: int, to: float) -> None:
    shown = tilted(tuple(float(level == certain) for level in range(LEVELS)), to)
    assert mean(shown) == pytest.approx(to, abs=1e-6)


@given(st.lists(st.floats(-20, 20), min_size=LEVELS, max_size=LEVELS), st.floats(0.3, 3))
def test_a_temperature_divides_the_logits(logits: list[float], temperature: float) -> None:
    def softmax(values: np.ndarray) -> np.ndarray:
        powers = np.exp(values - values.max())
        return np.asarray(powers / powers.sum())

    plain = softmax(np.array(logits))
    hot = softmax(np.array(logits) / temperature)
    assert tempered(tuple(plain.tolist()), temperature) == pytest.approx(hot.tolist(), abs=1e-9)


MODEL = AdditiveModel(
    name="any",
    version="1",
    recipe="r",
    curves=(Curve("impression", (0, 10), (-2.5, 2.5), 1.0), Curve("noise", (0, 1), (0, -1), 0.5)),
    spread=(),
    spread_base=0.0,
    network="any@12345678",
)


@given(DISTRIBUTIONS, st.none() | st.floats(0, 1))
def test_an_impression_is_one_more_signal_and_the_sum_still_adds_up(
    distribution: tuple[float, ...], noise: float | None
) -> None:
    explanation = explain(MODEL, {"noise": noise}, distribution)
    impression = next(one for one in explanation.contributions if one.signal == "impression")
    assert impression.value == pytest.approx(mean(distribution))
    total = explanation.base + math.fsum(one.points for one in explanation.contributions)
    assert total == pytest.approx(explanation.score.value, abs=1e-9)
    assert explanation.distribution is not None
    assert mean(explanation.distribution) == pytest.approx(explanation.score.value, abs=1e-6)
    assert explanation.score == score(MODEL, {"noise": noise}, distribution)


@given(DISTRIBUTIONS)
def test_the_spread_of_what_is_shown_makes_the_confidence(distribution: tuple[float, ...]) -> None:
    explanation = explain(MODEL, {"noise": 0.5}, distribution)
    assert explanation.distribution is not None
    spread = standard_deviation(explanation.distribution)
    assert explanation.score.confidence == pytest.approx(math.erf(1 / (spread * math.sqrt(2))))
    assert score(MODEL, {"noise": None}, distribution).confidence < 1


def test_a_network_that_hesitates_makes_a_score_less_sure() -> None:
    sure = normalised([0, 0, 0, 0, 1, 8, 1, 0, 0, 0, 0])
    unsure = normalised([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1])
    assert score(MODEL, {"noise": 0.0}, sure).confidence > 2 * score(MODEL, {"noise": 0.0}, unsure).confidence


@pytest.mark.parametrize("temperature", [5e-324, 1e-300, 1e-3, 1e300])
@given(distribution=DISTRIBUTIONS)
def test_no_temperature_is_too_low_or_too_high(distribution: tuple[float, ...], temperature: float) -> None:
    told = tempered(distribution, temperature)
    assert math.fsum(told) == pytest.approx(1)
    assert max(told) == told[distribution.index(max(distribution))]
    assert tempered(tuple(float(level == 5) for level in range(LEVELS)), temperature)[5] == 1


def test_a_temperature_makes_a_score_less_sure_and_leaves_it_where_it_is() -> None:
    sure = normalised([0, 0, 0, 0, 1, 8, 1, 2, 0, 0, 0])
    plain, hot = score(MODEL, {"noise": 0.0}, sure), score(replace(MODEL, temperature=2.0), {"noise": 0.0}, sure)
    assert hot.value == plain.value
    assert hot.confidence < plain.confidence


def test_an_impression_that_is_missing_is_left_out() -> None:
    (impression,) = [one for one in explain(MODEL, {"noise": 0.5}).contributions if one.signal == "impression"]
    assert (impression.value, impression.points) == (None, 0)
    assert "left out" in impression.text
