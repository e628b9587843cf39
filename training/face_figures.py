"""How well probabilities of a state agree with its labels, and a simple rival to set beside the networks.

temperature <- what divides logits so that their likelihood is highest
figures     <- accuracy at 0.5, area under the ROC curve, average precision, calibration error, reliability
rival       <- logistic regression on histograms of oriented gradients
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize, minimize_scalar
from scipy.special import expit
from scipy.stats import rankdata
from skimage.feature import hog
from training.face_crops import FOLDS, Crops

Floats = NDArray[np.float64]
_BINS = 10  # of equally many crops
_RIDGE = 1.0
_COLDEST, _HOTTEST = 0.2, 5.0


@dataclass(frozen=True, slots=True)
class Figures:
    """What probabilities are worth.

    Attributes:
        crops: how many were judged.
        accuracy: share on the right side of 0.5.
        auc: area under the ROC curve; None where all have one label.
        average_precision: mean precision at each positive, from the surest down; None as above.
        calibration_error: mean over _BINS equally filled bins of |mean probability - share of positives|.
        reliability: (mean probability, share of positives) of each bin.
    """

    crops: int
    accuracy: float
    auc: float | None
    average_precision: float | None
    calibration_error: float
    reliability: tuple[tuple[float, float], ...]

    def rounded(self) -> dict[str, object]:
        """Return the figures as a card states them."""
        return {
            name: [[round(float(one), 3) for one in pair] for pair in value]
            if isinstance(value, tuple)
            else round(value, 4)
            if isinstance(value, float)
            else value
            for name, value in asdict(self).items()
        }


def figures(probability: Floats, positive: NDArray[np.bool_]) -> Figures:
    """Compare probabilities with labels."""
    bins = [
        (float(probability[rows].mean()), float(positive[rows].mean()))
        for rows in np.array_split(np.argsort(probability, kind="stable"), _BINS)
    ]
    both = bool(positive.any() and not positive.all())
    return Figures(
        crops=len(positive),
        accuracy=float(np.mean((probability > 0.5) == positive)),  # noqa: PLR2004 - more likely than not
        auc=area_under_roc(probability, positive) if both else None,
        average_precision=average_precision(probability, positive) if both else None,
        calibration_error=float(np.mean([abs(said - found) for said, found in bins])),
        reliability=tuple(bins),
    )


def area_under_roc(scores: Floats, positive: NDArray[np.bool_]) -> float:
    """Return how often a positive scores above a negative: the Mann-Whitney U over its greatest value."""
    count = int(positive.sum())
    above = rankdata(scores)[positive].sum() - count * (count + 1) / 2
    return float(above / (count * (len(scores) - count)))


def average_precision(scores: Floats, positive: NDArray[np.bool_]) -> float:
    """Return the mean, over the positives from the highest score down, of the precision there."""
    hits = positive[np.argsort(-scores, kind="stable")]
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    return float(precision[hits].mean())


def temperature(logits: Floats, positive: NDArray[np.bool_]) -> float:
    """Return what to divide logits by (Guo et al., On calibration of modern neural networks, ICML 2017)."""
    signs = np.where(positive, -1.0, 1.0)

    def loss(log_temperature: float) -> float:
        return float(np.logaddexp(0, signs * logits / np.exp(log_temperature)).mean())

    bounds = (np.log(_COLDEST), np.log(_HOTTEST))
    return float(np.exp(minimize_scalar(loss, bounds=bounds, method="bounded").x))


def calibrated_unseen(logits: Floats, crops: Crops) -> Floats:
    """Return each crop's probability by the temperature that the other folds call for."""
    probability = np.empty(len(logits))
    for fold in range(FOLDS):
        held_out = crops.fold == fold
        probability[held_out] = expit(logits[held_out] / temperature(logits[~held_out], crops.positive[~held_out]))
    return probability


def rival_figures(crops: Crops) -> Figures:
    """Return what logistic regression on HOG, taught mirror images too, reaches on the same folds."""
    columns = _gradients(crops.pixels)
    mirrored = _gradients(np.ascontiguousarray(crops.pixels[:, :, ::-1]))
    logits = np.empty(len(columns))
    for fold in range(FOLDS):
        held_out, rows = crops.fold == fold, crops.taught(fold)
        both = np.concatenate([columns[rows], mirrored[rows]])
        logits[held_out] = columns[held_out] @ _logistic(both, np.tile(crops.positive[rows], 2))
    return figures(calibrated_unseen(logits, crops), crops.positive)


def _gradients(pixels: NDArray[np.uint8]) -> Floats:
    """Return (n, 1765): histograms of oriented gradients (Dalal & Triggs, CVPR 2005) and a constant."""
    columns = np.stack([hog(crop, pixels_per_cell=(8, 8), cells_per_block=(2, 2)) for crop in pixels])
    return np.concatenate([columns, np.ones((len(columns), 1))], axis=1)


def _logistic(columns: Floats, positive: NDArray[np.bool_]) -> Floats:
    signs = np.where(positive, -1.0, 1.0)

    def loss(weights: Floats) -> tuple[float, Floats]:
        against = signs * (columns @ weights)
        slope = columns.T @ (signs * expit(against)) + _RIDGE * weights
        return float(np.logaddexp(0, against).sum() + 0.5 * _RIDGE * weights @ weights), slope

    found = minimize(loss, np.zeros(columns.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 60})
    return np.asarray(found.x)
