"""Distributions over the scores 0, 1, ... 10: their moments, their temperature, and the one that has a given mean.

tempered <- p_k ^ (1 / temperature), normalised; of logarithms, so that no temperature above 0 is too low
tilted   <- p_k * exp(a * k), normalised, with the one `a` that gives the mean asked for

Of all distributions with that mean the tilted one diverges least from `p` (Kullback-Leibler; I. Csiszar, "I-divergence
geometry of probability distributions", Annals of Probability 3(1), 1975).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from winnow.domain.impression import Distribution

_LEAST = 1e-12  # no score is impossible, so that every mean can be reached
_EDGE = 1e-7  # how near a mean may come to the lowest and the highest score
_STEEPEST = 64.0  # beyond every `a`: with the two constants above at most log(1 / (_LEAST * _EDGE)) = 44, and a little
_NEAR = 1e-9
_STEPS = 200  # halving alone needs 60


def tempered(distribution: Distribution, temperature: float) -> Distribution:
    """Return the distribution flatter for a temperature above 1, more pointed below: softmax(logits / temperature)."""
    likeliest = math.log(max(distribution))
    powers = [math.exp((math.log(share) - likeliest) / temperature) if share > 0 else 0.0 for share in distribution]
    total = math.fsum(powers)
    return tuple(power / total for power in powers)


def mean(distribution: Sequence[float]) -> float:
    """Return the expected score."""
    return math.fsum(level * share for level, share in enumerate(distribution))


def standard_deviation(distribution: Sequence[float]) -> float:
    """Return the standard deviation of the score."""
    return math.sqrt(_variance(distribution, mean(distribution)))


def tilted(distribution: Distribution, to: float) -> Distribution:
    """Return the distribution nearest to this one whose mean is `to`, a score from 0 to 10, to 1e-6.

    Newton's method on `a`, held between bounds that every step narrows: the mean rises with `a`, its slope is the
    variance.
    """
    logs = [math.log(max(share, _LEAST)) for share in distribution]
    target = min(max(to, _EDGE), len(logs) - 1 - _EDGE)
    low, high, steepness = -_STEEPEST, _STEEPEST, 0.0
    for _ in range(_STEPS):
        shares = _shares(logs, steepness)
        at = mean(shares)
        if abs(at - target) < _NEAR:
            break
        low, high = (steepness, high) if at < target else (low, steepness)
        variance = _variance(shares, at)
        steepness = steepness + (target - at) / variance if variance > 0 else high
        if not low < steepness < high:
            steepness = (low + high) / 2
    return shares


def _shares(logs: Sequence[float], steepness: float) -> Distribution:
    exponents = [log + steepness * level for level, log in enumerate(logs)]
    largest = max(exponents)
    powers = [math.exp(exponent - largest) for exponent in exponents]
    total = math.fsum(powers)
    return tuple(power / total for power in powers)


def _variance(distribution: Sequence[float], around: float) -> float:
    return math.fsum(share * (level - around) ** 2 for level, share in enumerate(distribution))
