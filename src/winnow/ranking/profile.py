"""Scores as a person weighs them.

adjusted <- score + sum over parts of (weight - own weight) * points of the part
                  + sum over styles of leaning * STRENGTH * z
points   <- of a part: those of its signals together, as `winnow.ranking.additive` explains the score;
            of the metadata: see `winnow.ranking.metadata`
z        <- (signal - median) / standard deviation over the model's reference photos, held to 3; 0 where not measured

Each part's own weight, and all leanings 0, give the model's score to the last bit; nothing goes below 0 or above 10.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from winnow.domain.impression import SIGNAL as IMPRESSION
from winnow.domain.profile import METADATA, OWN_WEIGHTS
from winnow.ranking.additive import BASE_POINTS, TOP_POINTS
from winnow.ranking.metadata import points_of_shots

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from winnow.domain.additive import AdditiveModel
    from winnow.domain.profile import Weights
    from winnow.ranking.metadata import Shots

    Floats = NDArray[np.float64]

PARTS: Final = tuple(OWN_WEIGHTS)
_SIGNALS: Final = {
    "aesthetic": {IMPRESSION, "colourfulness", "saturation", "cast", "colour_contrast", "hue_variety", "evenness"},
    "content": {
        "subject_placement",
        "balance",
        "concentration",
        "horizon",
        "clutter",
        "border_clutter",
        "isolation",
    },
}
STYLES: Final = ("saturation", "sharpness", "brightness", "contrast")
"""Each is called as the signal that it leans on."""

STRENGTH_POINTS: Final = 1.0
"""What a whole leaning gives to a photo one standard deviation beyond the reference: about that of the scores."""
_FURTHEST = 3.0  # standard deviations: one odd photo is not to win by its oddness alone
_NEARLY_ZERO = 1e-9  # as in `winnow.ranking.additive`


def part_of(signal: str) -> str:
    """Return the part of the score that a signal belongs to; technical what is not known, none is of the metadata."""
    return next((part for part, signals in _SIGNALS.items() if signal in signals), PARTS[0])


def styles_of(model: AdditiveModel) -> tuple[str, ...]:
    """Return the styles that can be leaned to with a model: those that its card has a reference of."""
    known = {reference.signal for reference in model.reference}
    return tuple(style for style in STYLES if style in known)


def points_of_parts(model: AdditiveModel, signals: Floats, names: Sequence[str], shots: Shots) -> Floats:
    """Return the (n, len(PARTS)) points of each part.

    Args:
        model: whose curves give the points of signals.
        signals: (n, len(names)) float64, NaN where not measured.
        names: of the signals.
        shots: (n, len(SHOT)) float32, see `winnow.ranking.metadata`.
    """
    column = {name: at for at, name in enumerate(names)}
    sums = np.zeros((len(signals), len(PARTS)))
    for curve in model.curves:
        if curve.signal in column:
            heights = np.interp(signals[:, column[curve.signal]], curve.knots, curve.points)
            sums[:, PARTS.index(part_of(curve.signal))] += np.nan_to_num(heights)
    together = sums.sum(axis=1)
    near = np.abs(together) <= _NEARLY_ZERO
    slope = BASE_POINTS * np.tanh(together / 2) / np.where(near, 1.0, together)
    points = np.asarray(sums * np.where(near, TOP_POINTS / 4, slope)[:, None], dtype=np.float64)
    points[:, PARTS.index(METADATA)] = points_of_shots(shots)
    return points


def leanings_of(model: AdditiveModel, signals: Floats, names: Sequence[str]) -> dict[str, Floats]:
    """Return, for each style of a model, the points (n,) float64 that a whole leaning to it gives."""
    column = {name: at for at, name in enumerate(names)}
    found = {}
    for one in model.reference:
        if one.signal in STYLES and one.signal in column:
            z = np.clip((signals[:, column[one.signal]] - one.median) / one.sd, -_FURTHEST, _FURTHEST)
            found[one.signal] = STRENGTH_POINTS * np.nan_to_num(z)
    return found


def adjusted(scores: Floats, points: Floats, leanings: Mapping[str, Floats], weights: Weights) -> Floats:
    """Return (n,) scores as `weights` have them; NaN where there was none.

    Args:
        scores: (n,) float64, the model's own.
        points: see `points_of_parts`.
        leanings: see `leanings_of`; a style that is not among them counts nothing.
        weights: a part or a style that nobody knows counts nothing.
    """
    if weights.are_the_models:
        return scores
    change = np.zeros_like(scores)
    for at, part in enumerate(PARTS):
        more = weights.parts.get(part, OWN_WEIGHTS[part]) - OWN_WEIGHTS[part]
        if more:
            change += more * points[:, at]
    for style, leaning in weights.styles.items():
        if style in leanings:
            change += leaning * leanings[style]
    return np.asarray(np.clip(scores + change, 0.0, TOP_POINTS), dtype=np.float64)
