"""Fit how much each trait of a frame counts for the keeper: `python -m training.fit_keeper` from the checkout.

scenes    <- frames of one scene with their signals, and scores of models that have not seen them
pairs     <- of every scene: the better frame's traits minus the other's
weights   <- logistic loss with a ridge: Bradley & Terry, Biometrika 39, 1952
steepness <- so that weights of the other folds tell a fold's pairs their true chance
file      <- one more fit on everything, that steep: src/winnow/grouping/weights.py

The scores are those of the model that ships, whichever that is, so this is run again when another does.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit
from training.additive_fit import Floats
from training.data import CHECKOUT, Rated, frames_by_scene, load_rated
from training.extract import Extract, extract
from training.fit_classical import unseen_scores
from training.lessons import reference_of

from winnow.domain.impression import SIGNAL as IMPRESSION
from winnow.grouping.candidate import Candidate
from winnow.grouping.keeper import trait_values
from winnow.grouping.traits import FITTED
from winnow.settings import Settings

TARGET = CHECKOUT / "src" / "winnow" / "grouping" / "weights.py"
Weights = dict[str, float]
# Out of fold .0005 to .1 make no difference: picks .81 to .82, pairs .940 to .944, where a scene in 154 is .006.
_RIDGE = 0.002
_TELLING_MOS = 0.1  # a pair further apart than this teaches no more: the keeper is chosen among the good ones
# The raters of these scenes hardly minded blown skies, and the score has what they did mind. A photographer minds.
_LEAST = {"highlights": 0.5, "shadows": 0.5}
_DIGITS = 3


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """Frames that compete with one another.

    Attributes:
        frames: what the rule is told of them; `photo` is the row in the table of rated photos.
        mos: of each.
        fold: that the scene is in.
    """

    frames: tuple[Candidate, ...]
    mos: Floats
    fold: int


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Pairs of frames of one scene, the better first.

    Attributes:
        apart: (pairs, traits) of the better minus those of the other, 0 where one is not known.
        weight: (pairs,) by how far apart they were rated, and so that every frame is heard once.
    """

    apart: Floats
    weight: Floats


def main() -> None:
    """Fit, write the file, print it."""
    rated = load_rated()
    scorer, scenes = scenes_of(rated)
    weights = fit_weights(scenes)
    TARGET.write_text(_module(scorer, scenes, weights), encoding="utf-8")
    print(TARGET.read_text(encoding="utf-8"))


def scenes_of(rated: Rated) -> tuple[str, list[Scene]]:
    """Return the model that ships, by name, and the scenes with its scores of photos that it has not seen."""
    scorer = str(Settings.model_fields["model"].default)
    measured, scores = _SCORERS[scorer](rated)
    return scorer, [
        Scene(
            tuple(_frame(rated, measured, scores, row) for row in rows.tolist()),
            rated.mos[rows],
            int(rated.fold[rows[0]]),
        )
        for rows in frames_by_scene(rated)
    ]


def fit_weights(scenes: Sequence[Scene]) -> Weights:
    """Return calibrated weights of the traits that are known of these scenes, in logits per unit."""
    unseen = np.concatenate(
        [
            _pairs([scene for scene in scenes if scene.fold == fold]).apart
            @ _fit(_pairs([scene for scene in scenes if scene.fold != fold]))
            for fold in sorted({scene.fold for scene in scenes})
        ]
    )
    steepness = _steepness(unseen)
    fitted = steepness * _fit(_pairs(scenes))
    return {trait.name: round(float(one), _DIGITS) for trait, one in zip(FITTED, fitted, strict=True) if one > 0}


def _classical(rated: Rated) -> tuple[Extract, Floats]:
    measured = extract(rated)
    return measured, unseen_scores(rated, measured, reference_of(rated, measured))[1]


def _winnow(rated: Rated) -> tuple[Extract, Floats]:
    from training.fit_winnow import unseen  # noqa: PLC0415 - needs torch, and the networks of the five folds

    found = unseen(rated)
    return found.measured, found.scores


_SCORERS: dict[str, Callable[[Rated], tuple[Extract, Floats]]] = {"classical": _classical, "winnow": _winnow}


def _frame(rated: Rated, measured: Extract, scores: Floats, row: int) -> Candidate:
    values = dict(zip(measured.names, measured.rated[row].tolist(), strict=True))
    known = {name: value for name, value in values.items() if np.isfinite(value)}
    return Candidate(
        photo=row,
        content=row.to_bytes(32),
        path=rated.files[row],
        score=float(scores[row]),
        impression=known.pop(IMPRESSION, None),
        signals=known,
    )


def _pairs(scenes: Sequence[Scene]) -> Pairs:
    apart, weight = [], []
    for scene in scenes:
        values = trait_values(scene.frames, FITTED)
        for one, other in itertools.combinations(np.argsort(-scene.mos, kind="stable"), 2):
            if (gap := scene.mos[one] - scene.mos[other]) > 0:
                apart.append(np.nan_to_num(values[one] - values[other]))
                weight.append(min(gap, _TELLING_MOS) / len(scene.frames))
    return Pairs(np.array(apart), np.array(weight))


def _fit(pairs: Pairs) -> Floats:
    """Return the weights that put the pairs in order, none below what is insisted on."""
    spread = pairs.apart.std(axis=0)
    known = spread > 0
    columns = pairs.apart[:, known] / spread[known]
    shares = pairs.weight / pairs.weight.sum()
    least = (np.array([_LEAST.get(trait.name, 0.0) for trait in FITTED]) * spread)[known]

    def loss(weights: Floats) -> tuple[float, Floats]:
        heights = columns @ weights
        value = float(shares @ np.logaddexp(0, -heights)) + _RIDGE * float(weights @ weights)
        return value, columns.T @ (-shares * expit(-heights)) + 2 * _RIDGE * weights

    found = minimize(loss, least, jac=True, method="L-BFGS-B", bounds=[(low, None) for low in least])
    weights = np.zeros(len(FITTED))
    weights[known] = found.x / spread[known]
    return weights


def _steepness(heights: Floats) -> float:
    """Return what logits are to be multiplied by to be true, each the first's of a pair that is in order."""
    found = minimize(lambda steepness: float(np.logaddexp(0, -steepness[0] * heights).mean()), [1.0])
    return float(found.x[0])


def _module(scorer: str, scenes: Sequence[Scene], weights: Weights) -> str:
    frames = sum(len(scene.frames) for scene in scenes)
    rows = "\n".join(f'        "{name}": {weight},' for name, weight in weights.items())
    return f'''"""How much each trait of `winnow.grouping.traits` counts, in logits per unit.

Written by `python -m training.fit_keeper` from {frames:,} frames of {len(scenes)} scenes of BIQ2021 (Ahmed & Asif,
Journal of Electronic Imaging 31(5) 053010, 2022), with scores of the {scorer} model of photos that it had not
seen. What they are worth on scenes that they were not fitted on: `python -m benchmarks.keeper`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {{
{rows}
    }}
)
'''


if __name__ == "__main__":
    main()
