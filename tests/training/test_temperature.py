from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("scipy", reason="fitting needs scipy: the dependency group `train`")

from training.temperature import confidence, fit_temperature, tilted

from winnow.ranking import distribution

LEVELS = np.arange(11)


@given(st.lists(st.floats(-20, 20), min_size=11, max_size=11), st.floats(0.05, 9.95))
def test_a_tilted_distribution_has_the_mean_that_it_was_tilted_to(logits: list[float], mean: float) -> None:
    shares = tilted(np.array([logits]), np.array([mean]))
    assert shares.sum() == pytest.approx(1)
    assert shares @ LEVELS == pytest.approx(mean, abs=1e-3)


@given(st.lists(st.floats(-8, 8), min_size=11, max_size=11), st.floats(0.5, 9.5), st.floats(0.5, 6))
def test_training_works_out_the_confidence_that_the_program_shows(
    logits: list[float], given_score: float, temperature: float
) -> None:
    shares = np.exp(logits) / np.exp(logits).sum()
    shown = distribution.tilted(distribution.tempered(tuple(shares.tolist()), temperature), given_score)
    shows = math.erf(1 / (distribution.standard_deviation(shown) * math.sqrt(2)))
    assert confidence(np.array([logits]), np.array([given_score]), temperature)[0] == pytest.approx(shows, abs=1e-4)


def test_confidence_is_the_share_that_was_right() -> None:
    random = np.random.default_rng(0)
    centres = random.uniform(2, 8, 4000)
    logits = -((LEVELS - centres[:, None]) ** 2) / 2  # says: off by one point, at a temperature of 1
    errors = random.normal(0, 2, 4000)  # is: off by two
    temperature = fit_temperature(logits, centres, errors)
    assert temperature > 2
    assert confidence(logits, centres, temperature).mean() == pytest.approx(np.mean(np.abs(errors) <= 1), abs=1e-3)
