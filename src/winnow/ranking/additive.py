"""A score as a sum of curves, and the same sum as an explanation.

signals  <- those measured; with a network the mean of its distribution as one more
parts    <- for each curve: its height at the signal's value; 0 where the signal is missing
t        <- sum of parts
score    <- 10 * sigmoid(t) = 5 + 5 * tanh(t / 2)
shown    <- the network's distribution, tempered, then tilted so that its mean is the score
spread   <- the standard deviation of what is shown; without a network exp(spread_base + sum of spread curves);
            widened by what the missing signals could have said
confidence <- chance that a normal error of that spread is at most one point
points   <- score - 5, shared out in proportion to the parts
"""

from __future__ import annotations

import math
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from winnow.domain.impression import SIGNAL as IMPRESSION
from winnow.domain.score import Contribution, Explanation, Score
from winnow.ranking.distribution import mean, standard_deviation, tempered, tilted
from winnow.ranking.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from winnow.domain.additive import AdditiveModel, Curve
    from winnow.domain.impression import Distribution
    from winnow.domain.measurement import Signals

TOP_POINTS = 10.0
BASE_POINTS = TOP_POINTS / 2  # what sigmoid(0) gives: the reference photo
_TOLERANCE_POINTS = 1.0  # confidence is the chance of being right to within this
_SLOPE_AT_BASE = TOP_POINTS / 4  # derivative of 10 * sigmoid at 0, the limit of (score - 5) / t
_NEARLY_ZERO = 1e-9  # below it the limit is right to 15 digits


def score(model: AdditiveModel, signals: Signals, distribution: Distribution | None = None) -> Score:
    """Score one photo 0-10 from its signals, with the confidence 0-1 in that score.

    `distribution` is the network's, for a model that has one.
    """
    return _judge(model, signals, distribution).score


def explain(model: AdditiveModel, signals: Signals, distribution: Distribution | None = None) -> Explanation:
    """Return the score as a sum of contributions, strongest first; a missing signal contributes 0 and says so."""
    judged = _judge(model, signals, distribution)
    points_per_part = _points_per_unit(math.fsum(judged.parts))
    contributions = [
        _contribution(curve.signal, judged.signals.get(curve.signal), part * points_per_part)
        for curve, part in zip(model.curves, judged.parts, strict=True)
    ]
    contributions.sort(key=lambda one: (-abs(one.points), one.signal))
    scorer = f"{model.name} {model.version}"
    return Explanation(judged.score, BASE_POINTS, tuple(contributions), scorer, judged.shown)


def _contribution(signal: str, value: float | None, points: float) -> Contribution:
    return Contribution(signal, value, points, say(signal, value, points))


class _Judged(NamedTuple):
    """A score, and what it came of."""

    score: Score
    signals: Signals
    parts: list[float]
    shown: Distribution | None


def _judge(model: AdditiveModel, signals: Signals, distribution: Distribution | None) -> _Judged:
    if distribution is not None:
        signals = {**signals, IMPRESSION: mean(distribution)}
    parts = _parts(model.curves, signals)
    value = BASE_POINTS + _points_from_base(math.fsum(parts))
    shown = None if distribution is None else tilted(tempered(distribution, model.temperature), value)
    return _Judged(Score(value, _confidence(model, signals, value, shown)), signals, parts, shown)


def _confidence(model: AdditiveModel, signals: Signals, value: float, shown: Distribution | None) -> float:
    if shown is None:
        known_spread = math.exp(model.spread_base + math.fsum(_parts(model.spread, signals)))
    else:
        known_spread = standard_deviation(shown)
    missing_variance = math.fsum(curve.sd**2 for curve in model.curves if signals.get(curve.signal) is None)
    slope = value * (TOP_POINTS - value) / TOP_POINTS  # derivative of 10 * sigmoid where this photo stands
    spread = math.hypot(known_spread, slope * math.sqrt(missing_variance))
    return math.erf(_TOLERANCE_POINTS / (spread * math.sqrt(2)))


def _parts(curves: Sequence[Curve], signals: Signals) -> list[float]:
    return [0.0 if (value := signals.get(curve.signal)) is None else height(curve, value) for curve in curves]


def height(curve: Curve, value: float) -> float:
    """Return the curve's height at `value`: linear between knots, flat beyond both ends."""
    knots, points = curve.knots, curve.points
    right = bisect_right(knots, value)
    if right == 0:
        return points[0]
    if right == len(knots):
        return points[-1]
    left = right - 1
    share = (value - knots[left]) / (knots[right] - knots[left])
    return points[left] + share * (points[right] - points[left])


def _points_from_base(t: float) -> float:
    """Return 10 * sigmoid(t) - 5, written so that it neither overflows nor loses digits near 0."""
    return BASE_POINTS * math.tanh(t / 2)


def _points_per_unit(t: float) -> float:
    """Return how many points each unit of the sum `t` gave, on average from the base to here."""
    return _points_from_base(t) / t if abs(t) > _NEARLY_ZERO else _SLOPE_AT_BASE
