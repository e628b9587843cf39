"""A ranking as a person weighs it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from winnow.domain.impression import SIGNAL as IMPRESSION
from winnow.ranking.additive import explain
from winnow.ranking.distribution import mean
from winnow.ranking.metadata import shots_of
from winnow.ranking.profile import adjusted, leanings_of, points_of_parts
from winnow.ranking.reweigh import reweighed
from winnow.signals.recipe import SIGNAL_NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from winnow.catalogue.rows import Best
    from winnow.domain.additive import AdditiveModel
    from winnow.domain.impression import Distribution
    from winnow.domain.measurement import Signals
    from winnow.domain.profile import Weights
    from winnow.domain.score import Explanation

NAMES = (*sorted(SIGNAL_NAMES), IMPRESSION)


def weighed(rows: Sequence[Best], model: AdditiveModel, weights: Weights) -> list[Best]:
    """The photos of a ranking with the scores that `weights` give them, best first, ties by path."""
    if not rows:
        return []
    signals = np.array([_values(row) for row in rows], dtype=np.float64)
    own = np.array([row.score for row in rows])
    points = points_of_parts(model, signals, NAMES, shots_of([row.shot for row in rows]))
    leanings = leanings_of(model, signals, NAMES)
    scores = adjusted(own, points, leanings, weights).tolist()
    found = [replace(row, score=score) for row, score in zip(rows, scores, strict=True)]
    return sorted(found, key=lambda row: (-row.score, row.path))


def explained(
    model: AdditiveModel,
    signals: Signals,
    distribution: Distribution | None,
    shot: Sequence[float | None],
    weights: Weights,
) -> Explanation:
    """Why a photo has the score that `weights` give it; see `winnow.ranking.reweigh`."""
    return reweighed(explain(model, signals, distribution), model, signals, shot, weights)


def _values(row: Best) -> list[float | None]:
    seen = None if row.distribution is None else mean(row.distribution)
    return [*(row.signals.get(name) for name in NAMES[:-1]), seen]
