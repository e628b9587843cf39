"""A score, and the sum that explains it."""

from __future__ import annotations

from dataclasses import dataclass

from winnow.domain.impression import Distribution


@dataclass(frozen=True, slots=True)
class Reason:
    """One cause of a score in words, with the points (of 10) it gave or took."""

    text: str
    points: float


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one signal did to the score.

    Attributes:
        signal: the signal's name.
        value: what was measured; None if it could not be, and then `points` is 0: it was left out.
        points: points of 10 given (or taken), against the reference photo.
        text: the same in words.
    """

    signal: str
    value: float | None
    points: float
    text: str


@dataclass(frozen=True, slots=True)
class Score:
    """A photo's score 0-10 and the confidence 0-1 in it: the estimated chance that it is right to within one point."""

    value: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """A score as a sum: ``score.value == base + sum(c.points for c in contributions)``, to rounding of floats.

    `base` is what the reference photo (every signal at its median) gets; contributions come strongest first.
    `distribution` is what the model's network gives each score 0, 1, ... 10, moved so that its mean is the score; None
    where the model has no network.
    """

    score: Score
    base: float
    contributions: tuple[Contribution, ...]
    scorer: str
    distribution: Distribution | None = None
