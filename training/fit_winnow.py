"""Fit the model that ships around its network and write its card: `python -m training.fit_winnow` from the checkout.

impression <- what the networks say of photos they have not seen, beside the signals
fit        <- first the classical curves, as if there were no network; then how much they count beside its curve
unseen t   <- five fits, each judging the fold that it has not seen
scale      <- as for the classical model
temperature<- the network's doubt made as wide as its errors
network    <- the one trained on everything, as ONNX, in int8 if that says the same
card       <- one more fit on everything, on that scale, with that temperature and the calibrated likeness
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from training.additive_fit import Design, Floats, Lessons, Strengths, fit
from training.card import DIGITS, Scale, curves_of, figures_of, reference_spread, reliability, revision
from training.data import BUILD, CHECKOUT, SHARED, Rated, load_rated
from training.evaluation import Judged, judge, mean_score, network_of
from training.export import export, quantise
from training.extract import Extract, extract
from training.finetune import EVERYTHING
from training.fit_classical import ORDINARY, unseen_scores
from training.lessons import ROLL, Reference, lessons_of, reference_of
from training.likeness import calibrate, embedder
from training.pictures import copies
from training.temperature import confidence, fit_temperature

from winnow.models.cards import weights_sha256
from winnow.signals.recipe import RECIPE

CARD = CHECKOUT / "src" / "winnow" / "models" / "builtin" / "winnow.json"
NETWORK = CARD.with_suffix(".onnx")
# The network has learned how the subsets differ, so the fit need not take that up in an offset of each.
_BESIDE_NETWORK = Strengths(offset=100.0)


def fit_around(design: Design, lessons: Lessons) -> Floats:
    """Return increments of the classical curves, shrunk as one, and of the impression, which is the last signal.

    All fitted at once, the classical curves bend to what the network leaves over and order frames of a scene worse:
    .925 of the pairs in the raters' order, so .937 (the networks of the first run, out of fold).
    """
    known = design.knots[-1].size - 1
    classical = Design(design.knots[:-1], design.trend[:-1])
    curves = fit(classical, lessons.through(lambda columns: columns[:, :-known]))
    both = Design((np.array([0.0, 1.0]), design.knots[-1]), (1, 1))
    beside = lessons.through(lambda columns: np.column_stack([columns[:, :-known] @ curves, columns[:, -known:]]))
    share, *impression = fit(both, beside, _BESIDE_NETWORK)
    return np.concatenate([share * curves, impression])


def with_impression(measured: Extract, judged: Judged) -> Extract:
    """Return what was measured with one more column: the network's mean score."""
    return replace(
        measured,
        names=(*measured.names, "impression"),
        rated=np.column_stack([measured.rated, mean_score(judged.rated)]),
        spoilt=np.concatenate([measured.spoilt, mean_score(judged.spoilt)[..., None]], axis=-1),
        blank=np.column_stack([measured.blank, mean_score(judged.blank)]),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Unseen:
    """What is known of photos by networks and fits that have not seen them.

    Attributes:
        judged: what the networks say.
        measured: the signals, and their impression.
        reference: the curves' knots, and the means over the camera roll.
        scale: what takes a fitted t to the t of the score.
        scores: (n,) 0-10.
    """

    judged: Judged
    measured: Extract
    reference: Reference
    scale: Scale
    scores: Floats


def unseen(rated: Rated) -> Unseen:
    """Score every photo by a network and a fit that have not seen its fold."""
    signals = extract(rated)
    judged = judge(rated, signals.spoilt_rows)
    measured = with_impression(signals, judged)
    reference = reference_of(rated, measured)
    return Unseen(judged, measured, reference, *unseen_scores(rated, measured, reference, fit_around))


def main() -> None:
    """Fit, write the network and the card, print the figures."""
    rated = load_rated()
    found = unseen(rated)
    temperature, calibration = _doubt(rated, found)
    everything = np.ones(len(rated.mos), dtype=bool)
    lessons = lessons_of(rated, found.measured, found.reference, everything)
    increments = fit_around(found.reference.design, lessons)
    names, roll = found.measured.names, found.measured.rated[rated.subset == ROLL]
    curves = curves_of(names, found.reference, increments, found.scale, found.reference.columns(roll))
    network = _network(rated, temperature)
    figures = {"network alone": figures_of(rated, mean_score(found.judged.rated)), **figures_of(rated, found.scores)}
    weights = {"curves": curves, "spread": [], "spread_base": _usual_spread(rated, found)}
    card = _card(weights, network, figures, calibration, reference_spread(names, roll))
    card["likeness"] = calibrate(embedder(NETWORK))
    CARD.write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps({"figures": figures, "calibration": calibration, "network": network}, indent=1))
    print(json.dumps(card["likeness"]["figures"], indent=1))


def _doubt(rated: Rated, found: Unseen) -> tuple[float, list[dict[str, float]]]:
    """Return the temperature, and how true the confidence is then, on ordinary cameras' photos."""
    ordinary = np.isin(rated.subset, ORDINARY)
    logits, given = found.judged.rated[ordinary].astype(np.float64), found.scores[ordinary]
    errors = 10 * rated.mos[ordinary] - given
    temperature = fit_temperature(logits, given, errors)
    return temperature, reliability(confidence(logits, given, temperature), np.abs(errors) <= 1)


def _usual_spread(rated: Rated, found: Unseen) -> float:
    """Return the log of the standard error on ordinary cameras' photos: all there is to say without a distribution."""
    ordinary = np.isin(rated.subset, ORDINARY)
    return round(float(np.log(np.sqrt(np.mean((10 * rated.mos - found.scores)[ordinary] ** 2)))), DIGITS)


def _network(rated: Rated, temperature: float) -> dict[str, Any]:
    """Write the network, return what the card says of it."""
    in_float = BUILD / "winnow.onnx"
    export(network_of(EVERYTHING), in_float)
    quantise(in_float, NETWORK, copies(rated.files))
    content = NETWORK.read_bytes()
    return {
        "file": NETWORK.name,
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "temperature": round(temperature, 4),
        "input": "pictures: (n, h, w, 3) uint8 sRGB, upright, of the shapes in winnow.models.frame",
        "outputs": {
            "logits": "(n, 11) float32: softmax(logits / temperature) is the distribution of the scores 0 to 10",
            "embedding": "(n, 256) float32, L2-normalised",
        },
    }


def _card(
    weights: dict[str, Any],
    network: dict[str, Any],
    figures: dict[str, Any],
    calibration: list[dict[str, float]],
    reference: dict[str, Any],
) -> dict[str, Any]:
    sha256 = weights_sha256(weights)
    return {
        "name": "winnow",
        "version": f"1.{network['sha256'][:4]}{sha256[:4]}",
        "about": "A small convolutional network's impression of the whole picture, and a curve per classical signal.",
        "licence": "Apache-2.0",
        "source": "training/fit_winnow.py",
        "revision": revision(),
        "recipe": RECIPE,
        "sha256": sha256,
        "network": network,
        "trained_on": {
            "what": "BIQ2021, 9,470 photos with mean opinion scores, as 320 x 320 copies; spoilt copies of them; drawn "
            "pages and frames without a picture. It learned to see from the same photos: to know them again however "
            "edited, and to agree with the features of MobileNetV1 (ImageNet), none of whose weights is in it.",
            "cite": "Ahmed & Asif, Journal of Electronic Imaging 31(5) 053010, 2022; Howard et al., arXiv:1704.04861",
            "sha256": hashlib.sha256((SHARED / "training" / "quality.csv").read_bytes()).hexdigest(),
        },
        "figures": {
            "how": "out of fold, 5 folds, scenes and sets never split; pre-training read no opinion",
            **figures,
        },
        "calibration": {
            "what": "a camera roll (ss02), out of fold, has its median at 5 and one photo in a hundred above 7.5; "
            "confidence against the share right to within a point (ss01 and ss02), by fifths, out of fold",
            "fifths": calibration,
        },
        "limits": [
            "It has learned what the raters of one family's photos, of provoked mistakes and of Unsplash liked.",
            "The network sees 256 x 256 pixels of the whole; what shows only at 1:1 is left to the classical signals.",
            "It knows nothing of the people in a photo: no faces, no story.",
        ],
        "reference": reference,
        "weights": weights,
    }


if __name__ == "__main__":
    main()
