"""Fit the built-in model and write its card: `python -m training.fit_classical` from the checkout.

signals   <- of the rated photos, of spoilt copies, of frames without a picture
unseen t  <- five fits, each judging the fold that it has not seen
scale     <- unseen t of the camera roll: median to 0 (scores 5), one in a hundred above logit(.75) (scores 7.5)
spread    <- unseen errors of ordinary cameras' photos
card      <- one more fit on everything, on that scale, with that spread
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit
from training.additive_fit import Design, Floats, Lessons, fit
from training.card import (
    DIGITS,
    Scale,
    curves_of,
    figures_of,
    points_of,
    reference_spread,
    reliability,
    revision,
    rounded,
    scale_of,
)
from training.data import CHECKOUT, FOLDS, SHARED, SUBSETS, Rated, load_rated
from training.extract import Extract, extract
from training.lessons import ROLL, Reference, lessons_of, reference_of
from training.spread import confidence, fit_spread, spread_design

from winnow.models.cards import weights_sha256
from winnow.signals.recipe import RECIPE

Fit = Callable[[Design, Lessons], Floats]
CARD = CHECKOUT / "src" / "winnow" / "models" / "builtin" / "classical.json"
ORDINARY = (SUBSETS.index("ss01"), ROLL)  # ss03's raters were shown professionals' photos only


def unseen_t(rated: Rated, measured: Extract, reference: Reference, fitted: Fit = fit) -> Floats:
    """Return the t of every photo by the fit that has not seen its fold."""
    columns = reference.columns(measured.rated)
    t = np.empty(len(rated.mos))
    for fold in range(FOLDS):
        held_out = rated.fold == fold
        lessons = lessons_of(rated, measured, reference, ~held_out)
        t[held_out] = columns[held_out] @ fitted(reference.design, lessons)
    return t


def unseen_scores(rated: Rated, measured: Extract, reference: Reference, fitted: Fit = fit) -> tuple[Scale, Floats]:
    """Return the scale that unseen t of the camera roll asks for, and every photo's unseen score on it, 0-10."""
    t = unseen_t(rated, measured, reference, fitted)
    scale = scale_of(t[rated.subset == ROLL])
    return scale, 10 * expit(scale(t))


def main() -> None:
    """Fit, print the figures, write the card."""
    rated = load_rated()
    measured = extract(rated)
    reference = reference_of(rated, measured)
    scale, scores = unseen_scores(rated, measured, reference)
    figures = figures_of(rated, scores)
    ordinary = np.isin(rated.subset, ORDINARY)
    errors = (10 * rated.mos - scores)[ordinary]
    spread_base, spread, calibration = _spread(measured.names, measured.rated[ordinary], errors, rated.fold[ordinary])
    everything = np.ones(len(rated.mos), dtype=bool)
    increments = fit(reference.design, lessons_of(rated, measured, reference, everything))
    roll = reference.columns(measured.rated[rated.subset == ROLL])
    weights = {
        "curves": curves_of(measured.names, reference, increments, scale, roll),
        "spread": spread,
        "spread_base": round(spread_base, DIGITS),
    }
    card = _card(weights, figures, calibration, reference_spread(measured.names, measured.rated[rated.subset == ROLL]))
    CARD.write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps({"figures": figures, "calibration": calibration}, indent=1))
    print(f"{CARD.relative_to(CHECKOUT)}: {card['name']} {card['version']}, {CARD.stat().st_size} bytes")


def _spread(
    names: tuple[str, ...], table: Floats, errors: Floats, fold: NDArray[np.int64]
) -> tuple[float, list[dict[str, Any]], list[dict[str, float]]]:
    """Fit the spread; check its confidence on folds that it has not seen."""
    usable = [at for at, values in enumerate(table.T) if np.isfinite(values).any()]
    table = table[:, usable]
    design = spread_design(table)
    columns = design.columns(table)
    mean = np.nanmean(columns, axis=0)
    columns = np.nan_to_num(columns - mean)
    unseen = np.empty(len(errors))
    for held_out in (fold == at for at in range(FOLDS)):
        base, increments = fit_spread(columns[~held_out], errors[~held_out])
        unseen[held_out] = confidence(base + columns[held_out] @ increments)
    base, increments = fit_spread(columns, errors)
    curves = [
        {"signal": name, "knots": rounded(knots), "points": rounded(points_of(own, own_mean))}
        for name, knots, own, own_mean in zip(
            (names[at] for at in usable), design.knots, design.split(increments), design.split(mean), strict=True
        )
    ]
    return base, curves, reliability(unseen, np.abs(errors) <= 1)


def _card(
    weights: dict[str, Any], figures: dict[str, Any], calibration: list[dict[str, float]], reference: dict[str, Any]
) -> dict[str, Any]:
    sha256 = weights_sha256(weights)
    return {
        "name": "classical",
        "version": f"1.{sha256[:8]}",
        "about": "A sum of one curve per classical signal: sharpness, light, colour, composition. No neural network.",
        "licence": "Apache-2.0",
        "source": "training/fit_classical.py",
        "revision": revision(),
        "recipe": RECIPE,
        "sha256": sha256,
        "trained_on": {
            "what": "BIQ2021, 9,470 photos with mean opinion scores, as 320 x 320 copies; and spoilt copies of 1,200",
            "cite": "Ahmed & Asif, Journal of Electronic Imaging 31(5) 053010, 2022",
            "sha256": hashlib.sha256((SHARED / "training" / "quality.csv").read_bytes()).hexdigest(),
        },
        "figures": {"how": f"out of fold, {FOLDS} folds, scenes and sets never split", **figures},
        "calibration": {
            "what": "a camera roll (ss02), out of fold, has its median at 5 and one photo in a hundred above 7.5; "
            "confidence against the share right to within a point (ss01 and ss02), by fifths, out of fold",
            "fifths": calibration,
        },
        "limits": [
            "Judges how a photo was taken, not what it shows: no faces, no story.",
            "Professionals' photos (ss03) score about two points lower than their own raters gave them.",
            "Fitted on 320 px copies: what shows only at 1024 px is judged by analogy (see winnow.signals.planes).",
        ],
        "reference": reference,
        "weights": weights,
    }


if __name__ == "__main__":
    main()
