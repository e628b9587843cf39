"""Fitting a sum of piecewise-linear curves to ratings, to frames of a scene, and to spoilt copies.

A curve is a row of increments between knots, so that "never falls" is "no increment below 0", which L-BFGS-B keeps:

    t      = design @ increments + an offset per subset
    loss   = Huber(10 * sigmoid(t) - 10 * mos)            the rating
           + logistic(t[better] - t[worse])               frames of one scene: the keeper's question
           + logistic(t[step] - t[next step])             spoilt copies
           + (sorted t of the camera roll - the quantiles that the scale promises)^2
           + ridge * increments^2 + smoothness * (change of slope)^2

The offsets take up what separates the subsets (who was asked, and what was shown), are shrunk, and are dropped.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit, logit
from scipy.stats import norm

Floats = NDArray[np.float64]
EXCELLENT_T = float(logit(0.75))  # scores 7.5 ...
EXCELLENT_SHARE = 0.01  # ... which one photo of an ordinary camera roll in a hundred exceeds


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """How signals become columns.

    Attributes:
        knots: per signal.
        trend: per signal +1 (never falls), -1 (never rises) or 0.
    """

    knots: tuple[Floats, ...]
    trend: tuple[int, ...]

    def columns(self, table: Floats) -> Floats:
        """Return (rows, increments): how much of each increment lies below each value; a missing value gets 0."""
        return np.hstack([_ramps(values, knots) for values, knots in zip(table.T, self.knots, strict=True)])

    @property
    def sizes(self) -> list[int]:
        """Increments per signal."""
        return [knots.size - 1 for knots in self.knots]

    def split(self, increments: Floats) -> list[Floats]:
        """Return the increments of each signal."""
        return np.split(increments, np.cumsum(self.sizes)[:-1])


@dataclass(frozen=True, slots=True, eq=False)
class Lessons:
    """What the fit is told; all columns are those of a design, less their mean over the reference photos.

    Attributes:
        columns, mos, weight, subset: rated photos.
        pairs, pair_weight: columns of the better frame of a scene minus those of the worse.
        steps: columns of a photo, or of a step of spoiling it, minus those of the next step.
        roll: columns of the camera roll.
    """

    columns: Floats
    mos: Floats
    weight: Floats
    subset: NDArray[np.int64]
    pairs: Floats
    pair_weight: Floats
    steps: Floats
    roll: Floats

    def through(self, taken: Callable[[Floats], Floats]) -> Lessons:
        """Return the same lessons in other columns; `taken` is linear, for some columns are differences."""
        return replace(
            self,
            columns=taken(self.columns),
            pairs=taken(self.pairs),
            steps=taken(self.steps),
            roll=taken(self.roll),
        )


@dataclass(frozen=True, slots=True)
class Strengths:
    """Weights of the parts of the loss, each part a mean. Chosen out of fold; training/README.md has the table."""

    pairs: float = 0.6
    pair_scale: float = 4.0
    steps: float = 0.12
    step_scale: float = 4.0
    roll: float = 2.0
    ridge: float = 0.004
    smoothness: float = 0.004
    offset: float = 0.1
    huber_points: float = 3.0


class Loss:
    """The loss of the module's head and its gradient, as a function of increments and offsets."""

    def __init__(self, design: Design, lessons: Lessons, strengths: Strengths) -> None:
        self._lessons, self._strengths = lessons, strengths
        self._count = lessons.columns.shape[1]
        self._roughness = _roughness(design.sizes)
        self._roll_t = promised_t(len(lessons.roll))

    def __call__(self, parameters: Floats) -> tuple[float, Floats]:
        """Return the loss and its gradient at the increments followed by one offset per subset."""
        increments, offsets = np.split(parameters, [self._count])
        lessons, strengths = self._lessons, self._strengths
        rating, by_increment, by_offset = self._rating(increments, offsets)
        parts: list[tuple[float, tuple[float, Floats]]] = [
            (1.0, (rating, by_increment)),
            (strengths.pairs, _ordered(lessons.pairs, lessons.pair_weight, increments, strengths.pair_scale)),
            (strengths.steps, _ordered(lessons.steps, np.ones(len(lessons.steps)), increments, strengths.step_scale)),
            (strengths.roll, self._spread(increments)),
            (strengths.ridge, (float(increments @ increments), 2 * increments)),
            (strengths.smoothness, self._smoothness(increments)),
        ]
        centred = offsets - offsets.mean()
        loss = sum(weight * value for weight, (value, _) in parts) + strengths.offset * float(centred @ centred)
        gradient = np.sum([weight * slope for weight, (_, slope) in parts], axis=0)
        return loss, np.concatenate([gradient, by_offset + 2 * strengths.offset * centred])

    def _rating(self, increments: Floats, offsets: Floats) -> tuple[float, Floats, Floats]:
        lessons = self._lessons
        height = expit(lessons.columns @ increments + offsets[lessons.subset])
        value, slope = _huber(10 * (height - lessons.mos), self._strengths.huber_points)
        shares = lessons.weight / lessons.weight.sum()
        by_t = shares * slope * 10 * height * (1 - height)
        by_offset = np.bincount(lessons.subset, by_t, offsets.size).astype(np.float64)
        return float(shares @ value), lessons.columns.T @ by_t, by_offset

    def _spread(self, increments: Floats) -> tuple[float, Floats]:
        t = self._lessons.roll @ increments
        off = np.empty_like(t)
        order = np.argsort(t)
        off[order] = t[order] - self._roll_t
        return float(off @ off) / off.size, 2 / off.size * (self._lessons.roll.T @ off)

    def _smoothness(self, increments: Floats) -> tuple[float, Floats]:
        bends = self._roughness @ increments
        return float(bends @ bends), 2 * self._roughness.T @ bends


def promised_t(count: int) -> Floats:
    """Return the t of `count` photos of an ordinary camera roll, sorted, as the scale promises them.

    Normal about 0, which scores 5, with one in a hundred above 7.5.
    """
    quantiles = norm.ppf((np.arange(count) + 0.5) / count)
    return np.asarray(quantiles * (EXCELLENT_T / norm.isf(EXCELLENT_SHARE)))


def fit(design: Design, lessons: Lessons, strengths: Strengths | None = None) -> Floats:
    """Return the increments that minimise the loss."""
    strengths = strengths or Strengths()
    subsets = int(lessons.subset.max()) + 1
    trends = np.repeat(design.trend, design.sizes)
    bounds = [(0.0 if trend > 0 else None, 0.0 if trend < 0 else None) for trend in trends]
    found = minimize(
        Loss(design, lessons, strengths),
        np.zeros(trends.size + subsets),
        jac=True,
        method="L-BFGS-B",
        bounds=bounds + [(None, None)] * subsets,
        options={"maxiter": 400},
    )
    return np.asarray(found.x[: trends.size])


def _ramps(values: Floats, knots: Floats) -> Floats:
    ramps = np.clip((values[:, None] - knots[:-1]) / np.diff(knots), 0.0, 1.0)
    return np.where(np.isnan(values)[:, None], np.nan, ramps)


def _huber(error: Floats, bend: float) -> tuple[Floats, Floats]:
    """Return Huber's loss and its slope: square up to `bend`, straight beyond."""
    near = np.abs(error) <= bend
    return np.where(near, error**2 / 2, bend * (np.abs(error) - bend / 2)), np.clip(error, -bend, bend)


def _ordered(columns: Floats, weight: Floats, increments: Floats, scale: float) -> tuple[float, Floats]:
    """Return the mean logistic loss of differences that should be positive, and its gradient."""
    shares = weight / weight.sum()
    apart = scale * (columns @ increments)
    return float(shares @ np.logaddexp(0, -apart)), columns.T @ (-shares * expit(-apart) * scale)


def _roughness(sizes: list[int]) -> Floats:
    """Return the matrix that takes increments to their changes from one to the next within a curve."""
    changes = np.diff(np.eye(sum(sizes)), axis=0)
    ends = np.cumsum(sizes)[:-1] - 1
    return np.delete(changes, ends, axis=0)
