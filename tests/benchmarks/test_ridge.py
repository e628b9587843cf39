from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("scipy", reason="training needs scipy: the dependency group `train`")
pytest.importorskip("ai_edge_litert", reason="MobileNet needs ai-edge-litert: the dependency group `train`")

from benchmarks.quality.mobilenet import ridge_scores, unseen_scores
from training.data import FOLDS, Rated

COUNT = 500


def rated(mos: np.typing.NDArray[np.float64]) -> Rated:
    nobody = np.full(COUNT, -1)
    return Rated(("",) * COUNT, mos, np.zeros(COUNT, dtype=np.int64), nobody, np.arange(COUNT) % FOLDS)


def features() -> np.typing.NDArray[np.float32]:
    return np.random.default_rng(0).normal(3, 2, (COUNT, 40)).astype(np.float32)


def test_what_features_tell_is_learned() -> None:
    mos = 0.5 + 0.05 * (features()[:, 0].astype(np.float64) - 3)
    scores = unseen_scores(rated(mos), features())
    assert scores == pytest.approx(10 * mos, abs=0.5)


def test_features_that_tell_nothing_leave_every_photo_near_the_mean() -> None:
    mos = np.random.default_rng(1).uniform(0, 1, COUNT)
    scores = unseen_scores(rated(mos), features())
    assert np.abs(scores - 10 * mos.mean()).mean() < 0.3  # the opinions themselves: 2.5


def test_a_photo_s_own_opinion_does_not_reach_its_score() -> None:
    mos = np.random.default_rng(1).uniform(0, 1, COUNT)
    before = unseen_scores(rated(mos), features())
    changed = mos.copy()
    changed[::FOLDS] = 1 - changed[::FOLDS]
    after = unseen_scores(rated(changed), features())
    assert after[::FOLDS].tolist() == before[::FOLDS].tolist()
    assert (after[1::FOLDS] != before[1::FOLDS]).any()


def test_the_ridge_is_that_of_least_squares_with_rows_for_the_penalty(monkeypatch: pytest.MonkeyPatch) -> None:
    strength = 30.0
    monkeypatch.setattr("benchmarks.quality.mobilenet._STRENGTHS", np.array([strength]))
    mos = np.random.default_rng(2).uniform(0, 1, COUNT)
    columns = (features() - features().mean(axis=0)) / features().std(axis=0)
    told = np.vstack([columns, np.sqrt(strength) * np.eye(40)])
    weights = np.linalg.lstsq(told, np.concatenate([mos - mos.mean(), np.zeros(40)]), rcond=None)[0]
    scores = ridge_scores(features(), mos, np.arange(COUNT) % FOLDS, features()[:20])
    assert scores == pytest.approx(10 * (mos.mean() + columns[:20] @ weights), abs=1e-4)
