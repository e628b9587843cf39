"""How well scores agree with people: `python -m benchmarks.quality` from the checkout prints one table.

    rated photos <- ../shared/training/quality, or with --photos ../shared/photos
    rows         <- variance of Laplacian, BRISQUE, winnow
    columns      <- rank correlation per subset, pairs of a scene in order, frames picked, time per photo

winnow's row is out of fold: each photo is judged by a fit that saw neither it nor its scene. With --photos it is the
model that ships, on photos that no fit has seen.
"""

from __future__ import annotations

import argparse
import csv
import functools
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from benchmarks.quality.brisque import brisque
from numpy.typing import NDArray
from training.data import SHARED, SUBSETS, Rated, load_rated
from training.extract import extract
from training.fit_classical import unseen_t
from training.lessons import reference_of
from training.metrics import agreement

from winnow.domain.additive import AdditiveModel
from winnow.domain.image import Image
from winnow.ingest.decode import decode
from winnow.ingest.limits import Limits
from winnow.ingest.source import load_path
from winnow.models.cards import load_model
from winnow.ranking.additive import score
from winnow.signals.all import measure_signals
from winnow.signals.recipe import RECIPE, SIGNAL_NAMES

_TIMED_PHOTOS = 100


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One scorer: its scores, higher for better, and its time per photo in ms."""

    name: str
    scores: NDArray[np.float64]
    milliseconds: float


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description="How well scores agree with people.")
    options.add_argument("--photos", action="store_true", help="the shipped model on ../shared/photos, as a report")
    on_photos = options.parse_args().photos
    cv2.setNumThreads(1)
    rated, folder = (
        (_test_photos(), SHARED / "photos") if on_photos else (load_rated(), SHARED / "training" / "quality")
    )
    paths = [folder / name for name in rated.files]
    rows = [_laplacian_row(paths), Row("BRISQUE", *brisque(paths)), _winnow_row(rated, paths, unseen=not on_photos)]
    print(f"{len(paths)} photos of {folder}")
    print(_heading(rated))
    for row in rows:
        print(_line(rated, row))


def variance_of_laplacian(image: Image) -> float:
    """Return the variance of the Laplacian of brightness: Pech-Pacheco et al., ICPR 2000."""
    return float(cv2.Laplacian(image.luma, cv2.CV_64F).var())


def shipped_score(image: Image) -> float:
    """Return what winnow would show."""
    return score(_shipped_model(), measure_signals(image)).value


@functools.cache
def _shipped_model() -> AdditiveModel:
    return load_model("classical", recipe=RECIPE, signals=SIGNAL_NAMES)


def _laplacian_row(paths: list[Path]) -> Row:
    scores = np.array([variance_of_laplacian(_image(path)) for path in paths])
    return Row("variance of Laplacian", scores, _milliseconds(variance_of_laplacian, paths))


def _winnow_row(rated: Rated, paths: list[Path], *, unseen: bool) -> Row:
    milliseconds = _milliseconds(shipped_score, paths)
    if not unseen:
        return Row("winnow, as shipped", np.array([shipped_score(_image(path)) for path in paths]), milliseconds)
    measured = extract(rated)
    return Row("winnow, out of fold", unseen_t(rated, measured, reference_of(rated, measured)), milliseconds)


def _milliseconds(scorer: Callable[[Image], float], paths: list[Path]) -> float:
    """Return the median time of `scorer` on a decoded photo, one thread."""
    images = [_image(path) for path in paths[:: max(1, len(paths) // _TIMED_PHOTOS)]]
    scorer(images[0])
    seconds = []
    for image in images:
        started = time.perf_counter()
        scorer(image)
        seconds.append(time.perf_counter() - started)
    return 1000 * float(np.median(seconds))


def _image(path: Path) -> Image:
    return decode(load_path(str(path), Limits()), Limits())


def _test_photos() -> Rated:
    """Read the photos kept for tests: scenes of ss01, single photos of ss03."""
    with (SHARED / "photos" / "labels.csv").open(encoding="utf-8", newline="") as table:
        rows = [row for row in csv.DictReader(table) if row["file"].startswith(("scenes/", "quality/"))]
    scenes = {name: number for number, name in enumerate(sorted({row["group"] for row in rows if row["group"]}))}
    return Rated(
        files=tuple(row["file"] for row in rows),
        mos=np.array([float(row["value"]) for row in rows]),
        subset=np.array([SUBSETS.index("ss01" if row["file"].startswith("scenes/") else "ss03") for row in rows]),
        scene=np.array([scenes[row["group"]] if row["file"].startswith("scenes/") else -1 for row in rows]),
        fold=np.zeros(len(rows), dtype=np.int64),
    )


def _heading(rated: Rated) -> str:
    subsets = [name for at, name in enumerate(SUBSETS) if (rated.subset == at).any()]
    columns = [*(f"SRCC {name}" for name in subsets), "pooled", "pairs", "picks", "ms/photo"]
    return f"{'':24}" + "".join(f"{column:>11}" for column in columns)


def _line(rated: Rated, row: Row) -> str:
    agreed = agreement(rated, row.scores)
    figures = (*agreed.srcc.values(), agreed.pooled, agreed.pairs, agreed.picks)
    return f"{row.name:24}" + "".join(f"{figure:11.3f}" for figure in figures) + f"{row.milliseconds:11.2f}"


if __name__ == "__main__":
    main()
