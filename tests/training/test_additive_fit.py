from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("scipy", reason="fitting needs scipy: the dependency group `train`")

from training.additive_fit import Design, Lessons, Loss, Strengths, fit, promised_t
from training.data import Rated
from training.metrics import agreement

ROLL, COUNT = 1, 600


def design(first_trend: int) -> Design:
    return Design(knots=(np.array([0.0, 0.5, 1.0]), np.array([-1.0, -0.4, 0.4, 1.0])), trend=(first_trend, 0))


def lessons(laid: Design) -> Lessons:
    """Photos whose rating rises with the first signal and is best in the middle of the second."""
    random = np.random.default_rng(0)
    table = np.column_stack([random.uniform(0, 1, COUNT), random.uniform(-1, 1, COUNT)])
    mos = 1 / (1 + np.exp(-(2 * table[:, 0] - 1 - 2 * np.abs(table[:, 1]) + 1)))
    columns = laid.columns(table)
    columns = columns - columns.mean(axis=0)
    first, second = np.arange(COUNT - 1), np.arange(1, COUNT)
    better = np.where(mos[first] > mos[second], first, second)
    apart = columns[better] - columns[first + second - better]
    subset = random.integers(0, 3, COUNT)
    return Lessons(columns, mos, np.ones(COUNT), subset, apart, np.ones(COUNT - 1), apart, columns[subset == ROLL])


def test_the_gradient_is_that_of_finite_differences() -> None:
    laid = design(0)
    loss = Loss(laid, lessons(laid), Strengths())
    at = np.random.default_rng(1).normal(0, 0.5, sum(laid.sizes) + 3)
    step = 1e-6 * np.eye(at.size)
    slopes = [(loss(at + aside)[0] - loss(at - aside)[0]) / 2e-6 for aside in step]
    assert loss(at)[1] == pytest.approx(np.array(slopes), abs=1e-5)


def test_a_fit_finds_the_order_that_it_was_told() -> None:
    laid = design(0)
    told = lessons(laid)
    rated = Rated(("",) * COUNT, told.mos, told.subset, np.zeros(COUNT, dtype=np.int64), told.subset)
    agreed = agreement(rated, told.columns @ fit(laid, told, Strengths()))
    assert agreed.pairs > 0.97
    assert min(agreed.srcc.values()) > 0.95


def test_a_curve_that_may_not_fall_does_not_whatever_it_is_told() -> None:
    rising, falling = design(1), design(-1)
    assert (rising.split(fit(rising, lessons(rising), Strengths()))[0] >= 0).all()
    assert (falling.split(fit(falling, lessons(falling), Strengths()))[0] <= 0).all()


def test_an_ordinary_roll_is_promised_its_middle_at_0_and_one_in_a_hundred_excellent() -> None:
    t = promised_t(10_001)
    assert t[5000] == pytest.approx(0, abs=1e-9)
    assert np.mean(10 / (1 + np.exp(-t)) > 7.5) == pytest.approx(0.01, abs=2e-4)
