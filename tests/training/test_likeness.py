from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("scipy", reason="training needs scipy: the dependency group `train`")

from training.edits import EDITS
from training.likeness import Tallies, cosine_of, curve_of, similarity, unrelated, vectors
from training.pairs import counted


def tallies(burst: float = 0.8) -> Tallies:
    """What an embedding might see: strangers around 0, frames of a burst about `burst`, edits above .9."""
    random = np.random.default_rng(0)
    strangers = counted(random.normal(0.0, 0.12, 1_000_000))
    frames = counted(np.clip(random.normal(burst, 0.02, 1000), -1, 1))
    edited = counted(random.uniform(0.92, 0.999, 1000))
    return Tallies(
        unrelated=strangers,
        edits=dict.fromkeys(EDITS, edited),
        strangers=dict.fromkeys(EDITS, strangers),
        burst=frames,
        neighbours=frames,
        other_shots=strangers,
    )


def test_at_85_percent_an_unrelated_pair_is_rarer_than_one_in_100_000() -> None:
    reached = curve_of(tallies())["figures"]["reach_0.85"]
    assert reached["unrelated"] < 1e-5
    assert reached["neighbouring_frames"] > 0.99


def test_at_90_percent_are_half_of_the_neighbouring_frames_of_a_burst() -> None:
    curve = curve_of(tallies())
    assert cosine_of(curve, 0.9) == pytest.approx(0.8, abs=0.005)
    assert curve["figures"]["reach_0.90"]["neighbouring_frames"] == pytest.approx(0.5, abs=0.02)


def test_a_copy_that_was_only_resized_or_recompressed_is_above_97_percent_19_times_in_20() -> None:
    assert cosine_of(curve_of(tallies()), 0.97) == pytest.approx(0.924, abs=0.002)


@pytest.mark.parametrize("burst", [-0.2, 0.3, 0.8, 0.97, 1.0])
def test_a_greater_cosine_is_never_a_smaller_similarity_whatever_the_embedding_makes_of_bursts(burst: float) -> None:
    curve = curve_of(tallies(burst))
    assert (np.diff(curve["knots"]) > 0).all()
    assert (np.diff(curve["points"]) > 0).all()
    similarities = similarity(curve, np.linspace(-1, 1, 501))
    assert (np.diff(similarities) > 0).all()
    assert (similarities[0], similarities[-1]) == (0, 1)


def test_an_embedding_that_sees_strangers_in_a_burst_still_keeps_unrelated_pairs_below_85_percent() -> None:
    curve = curve_of(tallies(burst=0.1))
    assert 0.9 not in curve["points"]
    assert curve["figures"]["reach_0.85"]["unrelated"] < 1e-5


def test_mirrored_pictures_count_apart() -> None:
    seen = tallies()
    without = replace(seen, edits=seen.edits | {"mirrored": counted(np.zeros(1000))})
    assert curve_of(without)["figures"]["reach_0.85"]["edited"] == 1
    assert curve_of(without)["figures"]["reach_0.85"]["by_edit"]["mirrored"] == 0


def test_one_family_s_photos_and_photos_of_one_group_are_never_called_unrelated() -> None:
    group = np.array([0, 1, 2, 3, 3])
    one_family = np.array([True, True, False, False, False])
    assert unrelated(group, one_family, np.array([0, 3])).tolist() == [
        [False, False, True, True, True],
        [True, True, True, False, False],
    ]


def test_pictures_of_several_shapes_are_embedded_together_by_shape_and_come_back_in_order() -> None:
    pictures = [np.full((2, 2 + at % 2, 3), at, dtype=np.uint8) for at in range(6)]
    batches = []

    def embed(batch: np.typing.NDArray[np.uint8]) -> np.typing.NDArray[np.float32]:
        batches.append(len(batch))
        return batch[:, 0, 0, :1].astype(np.float32)

    assert vectors(embed, pictures).ravel().tolist() == [0, 1, 2, 3, 4, 5]
    assert batches == [3, 3]
