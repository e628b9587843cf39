"""What a model card says, and the curves in it: shared by every model that is fitted here."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from training.additive_fit import EXCELLENT_SHARE, EXCELLENT_T, Floats
from training.data import Rated
from training.lessons import ROLL, Reference
from training.metrics import agreement

DIGITS = 5


@dataclass(frozen=True, slots=True)
class Scale:
    """What takes a fitted t to the t of the score: `stretch * (t - middle)`."""

    middle: float
    stretch: float

    def __call__(self, t: Floats) -> Floats:
        """Return the t of the score."""
        return self.stretch * (t - self.middle)


def scale_of(roll_t: Floats) -> Scale:
    """Return the scale on which a camera roll has its median at 5 and one photo in a hundred above 7.5."""
    middle, excellent = np.quantile(roll_t, (0.5, 1 - EXCELLENT_SHARE))
    return Scale(float(middle), float(EXCELLENT_T / (excellent - middle)))


def figures_of(rated: Rated, scores: Floats) -> dict[str, Any]:
    """Return how well scores 0-10 agree with the raters, and how they spread over the camera roll."""
    agreed = agreement(rated, scores)
    roll = scores[rated.subset == ROLL]
    return {
        "srcc": {name: round(value, 3) for name, value in agreed.srcc.items()},
        "srcc_pooled": round(agreed.pooled, 3),
        "scene_pairs": round(agreed.pairs, 3),
        "scene_picks": round(agreed.picks, 3),
        "camera_roll_median": round(float(np.median(roll)), 2),
        "camera_roll_above_7.5": round(float(np.mean(roll > 7.5)), 3),  # noqa: PLR2004 - as the key says
    }


def curves_of(
    names: tuple[str, ...], reference: Reference, increments: Floats, scale: Scale, roll: Floats
) -> list[dict[str, Any]]:
    """Return the curves on the score's scale; its shift is shared out in proportion to what each curve spreads."""
    design = reference.design
    own = design.split(increments)
    heights = [
        columns @ rises
        for columns, rises in zip(np.split(roll, np.cumsum(design.sizes)[:-1], axis=1), own, strict=True)
    ]
    spreads = scale.stretch * np.array([height.std() for height in heights])
    shifts = scale.stretch * scale.middle * spreads / spreads.sum()
    return [
        {
            "signal": name,
            "knots": rounded(knots),
            "points": rounded(scale.stretch * points_of(rises, mean) - shift),
            "sd": round(float(spread), DIGITS),
        }
        for name, knots, rises, mean, shift, spread in zip(
            names, design.knots, own, design.split(reference.mean), shifts, spreads, strict=True
        )
    ]


def points_of(increments: Floats, mean: Floats) -> Floats:
    """Return a curve's heights at its knots, less its mean over the reference photos."""
    return np.concatenate([[0.0], np.cumsum(increments)]) - mean @ increments


def rounded(values: Floats) -> list[float]:
    """Return values with as many digits as a card states."""
    return [round(float(value), DIGITS) for value in values]


def reference_spread(names: tuple[str, ...], roll: Floats) -> dict[str, dict[str, float]]:
    """Return each signal's median and standard deviation over the camera roll."""
    return {
        name: {"median": round(float(np.median(known)), DIGITS), "sd": round(float(known.std()), DIGITS)}
        for name, values in zip(names, roll.T, strict=True)
        if (known := values[np.isfinite(values)]).size
    }


def reliability(said: Floats, right: NDArray[np.bool_]) -> list[dict[str, float]]:
    """Return, for each fifth of the photos by confidence, the confidence said and the share that was right."""
    return [
        {"confidence": round(float(said[rows].mean()), 3), "right": round(float(right[rows].mean()), 3)}
        for rows in np.array_split(np.argsort(said), 5)
    ]


def revision() -> str:
    """Return which training scripts made it: the SHA-256 of their texts, in order of name."""
    texts = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    return f"training/*.py sha256:{hashlib.sha256(texts).hexdigest()}"
