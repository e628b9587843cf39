from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

pytest.importorskip("scipy", reason="figures need scipy: the dependency group `train`")
pytest.importorskip("skimage", reason="the rival needs scikit-image: the extra `demo`")

from scipy.special import expit
from training.face_crops import Crops, likeness, varied
from training.face_figures import area_under_roc, average_precision, figures, temperature


def texture(seed: int) -> NDArray[np.uint8]:
    return np.random.default_rng(seed).integers(0, 256, (16, 16), dtype=np.uint8).repeat(4, axis=0).repeat(4, axis=1)


def test_area_and_average_precision_are_those_of_scikit_learn() -> None:
    # The example in the documentation of sklearn.metrics.roc_auc_score and average_precision_score.
    scores, positive = np.array([0.1, 0.4, 0.35, 0.8]), np.array([False, False, True, True])
    assert area_under_roc(scores, positive) == pytest.approx(0.75)
    assert average_precision(scores, positive) == pytest.approx(0.8333, abs=1e-4)


def test_calibration_error_is_none_when_what_is_said_happens() -> None:
    random = np.random.default_rng(0)
    said = random.uniform(0, 1, 200_000)
    happened = random.uniform(0, 1, said.size) < said
    assert figures(said, happened).calibration_error < 0.005
    assert figures(said, ~happened).calibration_error > 0.4


def test_no_ranking_is_claimed_where_all_crops_have_one_label() -> None:
    told = figures(np.linspace(0, 1, 20), np.zeros(20, dtype=bool))
    assert (told.auc, told.average_precision) == (None, None)
    assert told.accuracy == 0.5


def test_the_temperature_takes_back_by_how_much_logits_are_too_sure() -> None:
    random = np.random.default_rng(0)
    logits = random.normal(0, 2, 50_000)
    positive = random.uniform(0, 1, logits.size) < expit(logits)
    assert temperature(3 * logits, positive) == pytest.approx(3, rel=0.03)


def test_a_crop_is_like_itself_mirrored_or_in_other_light_and_unlike_another() -> None:
    crop = texture(0)
    others = np.stack([crop[:, ::-1], (crop // 2 + 60).astype(np.uint8), texture(1)])
    mirrored, relit, another = likeness(crop[None], others)[0]
    assert min(mirrored, relit) > 0.99
    assert another < 0.5


def test_what_looks_like_a_held_out_crop_is_not_learnt_from() -> None:
    pixels = np.stack([texture(seed) for seed in range(10)])
    pixels[9] = pixels[0][:, ::-1]
    crops = Crops(pixels, np.zeros(10, dtype=bool), np.array([0, 0, 0, 1, 1, 1, 1, 2, 2, 2]))
    assert crops.taught(0).tolist() == [3, 4, 5, 6, 7, 8]
    assert crops.taught(2).tolist() == [1, 2, 3, 4, 5, 6]


def test_a_varied_crop_is_another_one_of_the_same_kind() -> None:
    crop = texture(0)
    first, second = (varied(crop, np.random.default_rng(seed)) for seed in (1, 2))
    assert first.shape == crop.shape
    assert first.dtype == np.uint8
    assert not np.array_equal(first, second)
    assert np.array_equal(first, varied(crop, np.random.default_rng(1)))
