"""An explanation as a person weighs the score: still a sum that adds up to what is shown.

::

    each contribution of the model   times the weight of the part that its signal belongs to
    + what the camera wrote          where it counts
    + each leaning to a style
    + what is beyond 0 to 10         taken back
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from winnow.domain.profile import BOUNDS, METADATA, OWN_WEIGHTS
from winnow.domain.score import Contribution
from winnow.ranking.additive import TOP_POINTS
from winnow.ranking.metadata import LOOKS_AT, points_of_shots, shots_of
from winnow.ranking.profile import STRENGTH_POINTS, STYLES, leanings_of, part_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from winnow.domain.additive import AdditiveModel
    from winnow.domain.measurement import Signals
    from winnow.domain.profile import Weights
    from winnow.domain.score import Explanation

LEANING = "leaning to "


def reweighed(
    explanation: Explanation, model: AdditiveModel, signals: Signals, shot: Sequence[float | None], weights: Weights
) -> Explanation:
    """Return the explanation of the score that `winnow.ranking.profile.adjusted` gives, strongest contribution first.

    Confidence and distribution stay the model's.

    Args:
        explanation: the model's own.
        model: whose reference tells what is usual of a style.
        signals: of the photo.
        shot: what its file says, in order of `winnow.domain.metadata.SHOT`.
        weights: how the person wants the score put together.
    """
    if weights.are_the_models:
        return explanation
    told = [_weighed(one, weights) for one in explanation.contributions]
    told += _of_metadata(shot, weights)
    told += _of_styles(model, signals, weights)
    total = explanation.base + math.fsum(one.points for one in told)
    held = min(max(total, 0.0), TOP_POINTS)
    if held != total:
        told.append(Contribution(BOUNDS, total, held - total, f"no score is beyond 0 to {TOP_POINTS:g}"))
    told.sort(key=lambda one: (-abs(one.points), one.signal))
    return replace(explanation, score=replace(explanation.score, value=held), contributions=tuple(told))


def weighed_part(signal: str) -> str | None:
    """Return the part whose weight a contribution of `reweighed` has; None for what no weight applies to."""
    if signal == METADATA:
        return METADATA
    return None if signal == BOUNDS or signal.startswith(LEANING) else part_of(signal)


def _weighed(one: Contribution, weights: Weights) -> Contribution:
    part = part_of(one.signal)
    return replace(one, points=one.points * weights.parts.get(part, OWN_WEIGHTS[part]))


def _of_metadata(shot: Sequence[float | None], weights: Weights) -> Iterator[Contribution]:
    weight = weights.parts.get(METADATA, OWN_WEIGHTS[METADATA])
    points = float(points_of_shots(shots_of([shot]))[0])
    if weight and points:
        yield Contribution(METADATA, points, weight * points, f"what the camera wrote: {', '.join(LOOKS_AT)}")


def _of_styles(model: AdditiveModel, signals: Signals, weights: Weights) -> Iterator[Contribution]:
    row = np.array([[signals.get(style) for style in STYLES]], dtype=np.float64)
    for style, points in leanings_of(model, row, STYLES).items():
        leaning = weights.styles.get(style, 0.0)
        if leaning and points[0]:
            whole = float(points[0])
            has, wanted = ("more" if than_usual > 0 else "less" for than_usual in (whole, leaning))
            words = f"{has} {style} than usual, and you want {wanted}"
            yield Contribution(f"{LEANING}{style}", whole / STRENGTH_POINTS, leaning * whole, words)
