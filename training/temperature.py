"""How far off a score may be, by the network's own distribution, once that is as wide as its errors are.

distribution  <- softmax(logits / temperature), tilted so that its mean is the score
confidence    <- chance that a normal error of its standard deviation is at most one point
temperature   <- what makes the mean confidence equal the share that was right, on photos the network has not seen
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import erf
from training.additive_fit import Floats

_LEAST, _MOST = 0.2, 8.0
_STEEPEST = 60.0  # a tilt that leaves one level of eleven
_HALVINGS = 50


def fit_temperature(logits: Floats, scores: Floats, errors: Floats) -> float:
    """Return the temperature.

    Args:
        logits: (n, levels).
        scores: (n,) what was said, 0-10.
        errors: (n,) by how many points that was wrong.
    """
    right = float(np.mean(np.abs(errors) <= 1))
    return float(brentq(lambda at: float(confidence(logits, scores, at).mean()) - right, _LEAST, _MOST, xtol=1e-3))


def confidence(logits: Floats, scores: Floats, temperature: float) -> NDArray[np.float64]:
    """Return (n,) chances of being right to within one point, as winnow.ranking works them out."""
    shares = tilted(logits / temperature, scores)
    levels = np.arange(shares.shape[1])
    variance = shares @ levels**2 - (shares @ levels) ** 2
    return np.asarray(erf(1 / np.sqrt(2 * np.maximum(variance, 1e-9))))


def tilted(logits: Floats, means: Floats) -> Floats:
    """Return (n, levels) shares, proportional to exp(logits + a * level) with the `a` that gives those means."""
    levels = np.arange(logits.shape[1])
    low, high = np.full(len(means), -_STEEPEST), np.full(len(means), _STEEPEST)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        too_high = _shares(logits, middle) @ levels > means
        low, high = np.where(too_high, low, middle), np.where(too_high, middle, high)
    return _shares(logits, (low + high) / 2)


def _shares(logits: Floats, tilt: Floats) -> Floats:
    raised = logits + tilt[:, None] * np.arange(logits.shape[1])
    shares = np.exp(raised - raised.max(axis=1, keepdims=True))
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))
