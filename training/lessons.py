"""From measured signals to what a fit is told: the curves' knots, their trends, and which rows must beat which.

design  <- knots at quantiles of all that was measured, trends that a photographer would insist on
centred <- columns of the design less their mean over the camera roll; 0 where a signal is missing
lessons <- rated photos, telling pairs of a scene, chains of spoiling, photos over frames without a picture
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from training.additive_fit import Design, Floats, Lessons
from training.data import SUBSETS, Rated, scene_pairs
from training.degrade import CHAINS
from training.extract import Extract

ROLL = SUBSETS.index("ss02")  # the camera roll is the reference
_SUBSET_WEIGHT = np.array([2.5, 0.35, 2.0])  # ss02 is rated with much noise
# With everything else equal a photographer would insist on these, whatever the ratings of a few photos suggest.
_TRENDS = {
    "sharpness": 1,
    "subject_sharpness": 1,
    "edge_sharpness": 1,
    "defocus": -1,
    "motion_blur": -1,
    "noise": -1,
    "blockiness": -1,
    "clipped_highlights": -1,
    "clipped_shadows": -1,
    "impression": 1,
}
_QUANTILES = np.linspace(0.01, 0.99, 7)
_SHARE_KNOTS = np.array([0.0, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0])  # most photos clip less than a hundredth
# The rated copies have no grid; 0.1 is a JPEG of quality 75, 0.3 one of quality 30, where blocks begin to be seen.
_BLOCKINESS_KNOTS = np.array([0.1, 0.3, 0.6, 1.0, 1.6])
_MOST_TELLING_MOS = 0.4  # a pair further apart than this teaches no more
_BLANK_WEIGHT = 8.0  # the worst frame then scores 1.7; with 4 it scores 2.1, with 40 ss01 loses .014 of its SRCC
_DIM, _BRIGHT = 0.3, 0.7  # median brightness beyond which more light, or less, may well be an improvement


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """The design, and the mean of its columns over the camera roll."""

    design: Design
    mean: Floats

    def columns(self, table: Floats) -> Floats:
        """Return the centred columns of a table of signals, 0 where one is missing."""
        return np.nan_to_num(self.design.columns(table) - self.mean)


def reference_of(rated: Rated, extract: Extract) -> Reference:
    """Lay the knots, and centre the columns on the camera roll."""
    measured = np.vstack([extract.rated, extract.spoilt.reshape(-1, len(extract.names))])
    design = Design(
        knots=tuple(
            _knots(name, values[~np.isnan(values)]) for name, values in zip(extract.names, measured.T, strict=True)
        ),
        trend=tuple(_TRENDS.get(name, 0) for name in extract.names),
    )
    columns = design.columns(extract.rated[rated.subset == ROLL])
    seen = np.maximum((~np.isnan(columns)).sum(axis=0), 1)
    return Reference(design, np.nansum(columns, axis=0) / seen)


def lessons_of(rated: Rated, extract: Extract, reference: Reference, train: NDArray[np.bool_]) -> Lessons:
    """Collect what the photos marked in `train` teach."""
    columns, blank = reference.columns(extract.rated), reference.columns(extract.blank)
    better, worse = _within(scene_pairs(rated), train).T
    steps = _steps(extract, reference, train)
    return Lessons(
        columns=np.vstack([columns[train], blank]),
        mos=np.concatenate([rated.mos[train], np.zeros(len(blank))]),
        weight=np.concatenate([_SUBSET_WEIGHT[rated.subset[train]], np.full(len(blank), _BLANK_WEIGHT)]),
        subset=np.concatenate([rated.subset[train], np.full(len(blank), ROLL)]),
        pairs=columns[better] - columns[worse],
        pair_weight=np.minimum(rated.mos[better] - rated.mos[worse], _MOST_TELLING_MOS),
        steps=steps,
        roll=columns[train & (rated.subset == ROLL)],
    )


def _knots(name: str, values: Floats) -> Floats:
    if name.startswith("clipped"):
        return _SHARE_KNOTS
    if name == "blockiness":
        return _BLOCKINESS_KNOTS
    return np.unique(np.quantile(values, _QUANTILES))


def _within(pairs: NDArray[np.int64], train: NDArray[np.bool_]) -> NDArray[np.int64]:
    return pairs[train[pairs].all(axis=1)]


def _steps(extract: Extract, reference: Reference, train: NDArray[np.bool_]) -> Floats:
    """Return columns of each step of each chain minus those of the next, for photos that can be spoilt that way."""
    chosen = train[extract.spoilt_rows]
    originals = extract.rated[extract.spoilt_rows[chosen]]
    spoilt = extract.spoilt[chosen]
    first = np.broadcast_to(originals[:, None, None], (*spoilt.shape[:2], 1, spoilt.shape[3]))
    chains = np.concatenate([first, spoilt], axis=2)
    brightness = originals[:, extract.names.index("brightness")]
    spoils = np.ones(spoilt.shape[:2], dtype=bool)
    spoils[:, [chain.name for chain in CHAINS].index("overexposed")] = brightness >= _DIM
    spoils[:, [chain.name for chain in CHAINS].index("underexposed")] = brightness <= _BRIGHT
    before, after = (
        reference.columns(part.reshape(-1, len(extract.names)))
        for part in (chains[spoils][:, :-1], chains[spoils][:, 1:])
    )
    return np.asarray(before - after)
