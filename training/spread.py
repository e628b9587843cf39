"""How far off a score may be, learned from how far off it was on photos it had not seen.

log sd = base + sum of curves        normal likelihood of the out-of-fold errors, ridge on the curves
base  += what makes the mean confidence equal the share that was right to within one point
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq, minimize
from scipy.special import erf
from training.additive_fit import Design, Floats

_RIDGE = 20.0  # in photos: a curve must be worth this many to bend
_SPREAD_QUANTILES = np.linspace(0.05, 0.95, 4)


def spread_design(table: Floats) -> Design:
    """Lay fewer knots than the score has: errors tell less than ratings."""
    knots = [np.unique(np.quantile(values[~np.isnan(values)], _SPREAD_QUANTILES)) for values in table.T]
    return Design(tuple(knots), (0,) * len(knots))


def fit_spread(columns: Floats, errors: Floats) -> tuple[float, Floats]:
    """Return the base and the increments, from centred columns and errors in points."""

    def loss(parameters: Floats) -> tuple[float, Floats]:
        log_sd = parameters[0] + columns @ parameters[1:]
        squares = np.square(errors) * np.exp(-2 * log_sd)
        by_log_sd = 1 - squares
        ridge = _RIDGE * parameters[1:]
        value = np.sum(log_sd + squares / 2) + ridge @ parameters[1:]
        return float(value), np.concatenate([[by_log_sd.sum()], columns.T @ by_log_sd + 2 * ridge])

    found = minimize(loss, np.zeros(columns.shape[1] + 1), jac=True, method="L-BFGS-B").x
    log_sd, right = found[0] + columns @ found[1:], np.mean(np.abs(errors) <= 1)
    shift = brentq(lambda by: float(confidence(log_sd + by).mean() - right), -2.0, 2.0)
    return float(found[0] + shift), np.asarray(found[1:])


def confidence(log_sd: Floats) -> NDArray[np.float64]:
    """Return the chance that a normal error of that spread is at most one point, as winnow.ranking works it out."""
    return np.asarray(erf(np.exp(-log_sd) / np.sqrt(2)))
