from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from training.pairs import (
    average_precision,
    cosine_rarer_than,
    counted,
    quantile,
    recall_at_precision,
    share_reaching,
)

Cosines = NDArray[np.float64]
# Steps of 1/100 so that ties are common, as they are with a hash of 64 bits.
cosines = st.lists(st.integers(-100, 100), min_size=1, max_size=60).map(lambda steps: np.array(steps) / 100)


def told_by_hand(same: Cosines, unrelated: Cosines) -> list[tuple[float, float, float]]:
    """Return (cosine, precision, recall) at every cosine of a same pair, highest first."""
    answers = []
    for cosine in sorted(set(same.tolist()), reverse=True):
        right, wrong = int((same >= cosine).sum()), int((unrelated >= cosine).sum())
        answers.append((cosine, right / (right + wrong), right / same.size))
    return answers


@given(cosines, cosines)
def test_average_precision_is_precision_averaged_over_the_steps_of_recall(same: Cosines, unrelated: Cosines) -> None:
    expected, before = 0.0, 0.0
    for _, precision, recall in told_by_hand(same, unrelated):
        expected += precision * (recall - before)
        before = recall
    assert average_precision(counted(same), counted(unrelated)) == pytest.approx(expected)


@given(cosines, cosines)
def test_recall_at_a_precision_is_the_best_that_some_threshold_gives(same: Cosines, unrelated: Cosines) -> None:
    enough = [recall for _, precision, recall in told_by_hand(same, unrelated) if precision >= 0.9]
    assert recall_at_precision(counted(same), counted(unrelated), 0.9) == pytest.approx(max(enough, default=0))


@given(cosines, st.sampled_from([0.5, 0.1, 0.01]))
def test_beyond_the_cosine_of_a_rarity_unrelated_pairs_are_rarer_and_just_before_it_they_are_not(
    unrelated: Cosines, share: float
) -> None:
    cosine = cosine_rarer_than(counted(unrelated), share)
    assert (unrelated >= cosine - 1e-9).mean() < share
    assert (unrelated >= cosine - 1e-4 - 1e-9).mean() >= share


@given(cosines, st.integers(-100, 100))
def test_the_share_that_reaches_a_cosine_counts_those_that_equal_it(pairs: Cosines, step: int) -> None:
    assert share_reaching(counted(pairs), step / 100) == pytest.approx((pairs >= step / 100).mean())


def test_pairs_told_apart_perfectly_score_one() -> None:
    same, unrelated = counted(np.array([0.9, 0.8])), counted(np.array([0.7, -1.0]))
    assert average_precision(same, unrelated) == 1
    assert recall_at_precision(same, unrelated, 1.0) == 1


def test_half_of_the_pairs_lie_below_the_median() -> None:
    assert quantile(counted(np.linspace(0, 1, 1001)), 0.5) == pytest.approx(0.5, abs=1e-3)


def test_a_cosine_that_rounding_took_beyond_one_counts_as_one() -> None:
    assert share_reaching(counted(np.array([1.0000001, -1.0000001])), 1.0) == 0.5
