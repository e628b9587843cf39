"""The rated photos that the built-in model is fitted on, and how they are split.

BIQ2021: Ahmed & Asif, "BIQ2021: a large-scale blind image quality assessment database", Journal of Electronic Imaging
31(5) 053010, 2022; 320 x 320 copies with their mean opinion scores, in `../shared/training` beside the checkout.
"""

from __future__ import annotations

import csv
import itertools
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

CHECKOUT = Path(__file__).parents[1]
SHARED = CHECKOUT.parent / "shared"
BUILD = CHECKOUT / "build" / "training"
SUBSETS = ("ss01", "ss02", "ss03")  # scenes shot again and again; one person's camera roll; Unsplash
FOLDS = 5
TELLING_MOS = 0.1  # two frames of a scene rated this far apart are a pair that a scorer should order


@dataclass(frozen=True, slots=True, eq=False)
class Rated:
    """Rated photos, one row each.

    Attributes:
        files: names in the folder.
        mos: (n,) float64 mean opinion score, 0-1.
        subset: (n,) index into SUBSETS.
        scene: (n,) scene number, -1 for a photo that is no frame of a scene.
        fold: (n,) 0 to FOLDS - 1; photos that could know each other (one scene, one set) are in one fold.
    """

    files: tuple[str, ...]
    mos: NDArray[np.float64]
    subset: NDArray[np.int64]
    scene: NDArray[np.int64]
    fold: NDArray[np.int64]


def load_rated(folder: Path = SHARED / "training", seed: int = 0) -> Rated:
    """Read quality.csv and deal its fold groups out to folds; `seed` decides how."""
    with (folder / "quality.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    groups, group_of = np.unique([row["fold_group"] for row in rows], return_inverse=True)
    scenes = {name: number for number, name in enumerate(sorted({row["scene"] for row in rows if row["scene"]}))}
    subset = np.array([SUBSETS.index(row["file"][:4]) for row in rows])
    return Rated(
        files=tuple(row["file"] for row in rows),
        mos=np.array([float(row["mos"]) for row in rows]),
        subset=subset,
        # Only the first subset has scenes in the sense of frames that compete with one another.
        scene=np.array(
            [scenes[row["scene"]] if row["scene"] and at == 0 else -1 for row, at in zip(rows, subset, strict=True)]
        ),
        fold=np.random.default_rng(seed).permutation(len(groups))[group_of] % FOLDS,
    )


def scene_pairs(rated: Rated, least_mos: float = TELLING_MOS) -> NDArray[np.int64]:
    """Return (m, 2) rows of photos of one scene, the better first, rated at least `least_mos` apart."""
    frames = frames_by_scene(rated)
    pairs = (
        (one, other) if rated.mos[one] > rated.mos[other] else (other, one)
        for members in frames
        for one, other in itertools.combinations(members, 2)
        if abs(rated.mos[one] - rated.mos[other]) >= least_mos
    )
    return np.array(list(pairs), dtype=np.int64)


def frames_by_scene(rated: Rated) -> list[NDArray[np.int64]]:
    """Return the rows of each scene that has two frames or more."""
    frames: dict[int, list[int]] = defaultdict(list)
    for row, scene in enumerate(rated.scene.tolist()):
        if scene >= 0:
            frames[scene].append(row)
    return [np.array(rows) for rows in frames.values() if len(rows) > 1]
