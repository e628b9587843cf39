"""How well scores agree with people, in the figures that this field and this program care about."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import pearsonr, spearmanr
from training.data import SUBSETS, Rated, frames_by_scene, scene_pairs

CLOSE_MOS = 0.05  # a frame rated this little below its scene's best is as good a keeper


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement of one scorer with the raters.

    Attributes:
        srcc: Spearman's rank correlation in each subset that has photos.
        pooled: the same over all photos; rewards telling the subsets apart.
        plcc: Pearson's linear correlation in each subset, of the scores as they stand, bent by no fitted logistic.
        plcc_pooled: the same over all photos.
        pairs: share of telling pairs of one scene that are put in the raters' order.
        picks: share of scenes whose highest-scored frame is within CLOSE_MOS of the best.
    """

    srcc: dict[str, float]
    pooled: float
    plcc: dict[str, float]
    plcc_pooled: float
    pairs: float
    picks: float


def agreement(rated: Rated, scores: NDArray[np.float64]) -> Agreement:
    """Compare scores, one per rated photo and higher for better, with the raters' opinion."""
    better, worse = scene_pairs(rated).T
    apart = scores[better] - scores[worse]
    scenes = frames_by_scene(rated)
    subsets = {name: rows for at, name in enumerate(SUBSETS) if (rows := rated.subset == at).any()}
    return Agreement(
        srcc={name: float(spearmanr(scores[rows], rated.mos[rows]).statistic) for name, rows in subsets.items()},
        pooled=float(spearmanr(scores, rated.mos).statistic),
        plcc={name: float(pearsonr(scores[rows], rated.mos[rows]).statistic) for name, rows in subsets.items()},
        plcc_pooled=float(pearsonr(scores, rated.mos).statistic),
        pairs=float(np.mean((apart > 0) + 0.5 * (apart == 0))),
        picks=float(
            np.mean([rated.mos[rows][scores[rows].argmax()] >= rated.mos[rows].max() - CLOSE_MOS for rows in scenes])
        ),
    )
