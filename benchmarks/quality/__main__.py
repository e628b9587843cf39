"""How well scores agree with people: `python -m benchmarks.quality` from the checkout prints one table.

    rated photos <- ../shared/training/quality, or with --photos ../shared/photos
    rows         <- variance of Laplacian, BRISQUE, the frozen MobileNet and a ridge, winnow
    columns      <- rank and linear correlation per subset, pairs of a scene in order, frames picked, time per photo
                    after decoding, size of the weights

What is fitted is out of fold: each photo is judged by a fit that saw neither it nor its scene. With --photos it is
fitted on all rated photos, and winnow is the model that ships, on photos that no fit has seen.
"""

from __future__ import annotations

import argparse
import csv
import dataclasses
import importlib.util
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from benchmarks.quality.brisque import brisque, brisque_megabytes
from benchmarks.quality.mobilenet import (
    mobilenet_features,
    mobilenet_megabytes,
    mobilenet_milliseconds,
    ridge_scores,
)
from benchmarks.quality.mobilenet import unseen_scores as ridge_unseen_scores
from numpy.typing import NDArray
from training.data import SHARED, SUBSETS, Rated, load_rated
from training.extract import extract
from training.fit_classical import unseen_scores
from training.lessons import reference_of
from training.metrics import agreement
from training.pictures import copies

from winnow.domain.image import Image
from winnow.domain.impression import Distribution
from winnow.ingest.decode import decode
from winnow.ingest.limits import Limits
from winnow.ingest.source import load_path
from winnow.models.cards import builtin_names, load_model, load_network
from winnow.models.frame import frame
from winnow.models.network import Network
from winnow.ranking.additive import score
from winnow.signals.all import measure_signals
from winnow.signals.recipe import RECIPE, SIGNAL_NAMES

_TIMED_PHOTOS = 100
_INDENT = " " * 24


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One scorer: its scores, higher for better, its time per photo in ms, and its weights in millions of bytes."""

    name: str
    scores: NDArray[np.float64]
    milliseconds: float
    megabytes: float


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
    rows = [
        _laplacian_row(paths),
        Row("BRISQUE", *brisque(paths), brisque_megabytes()),
        _mobilenet_row(rated, folder, unseen=not on_photos),
        *(_shipped_rows(paths) if on_photos else _unseen_rows(rated, paths)),
    ]
    print(f"{len(paths)} photos of {folder}")
    print(_heading(rated))
    for row in rows:
        print(_line(rated, row))


def variance_of_laplacian(image: Image) -> float:
    """Return the variance of the Laplacian of brightness: Pech-Pacheco et al., ICPR 2000."""
    return float(cv2.Laplacian(image.luma, cv2.CV_64F).var())


class Shipped:
    """A model as it ships: what winnow would show."""

    def __init__(self, name: str) -> None:
        self._model = load_model(name, recipe=RECIPE, signals=SIGNAL_NAMES)
        file = load_network(name)
        self._network = None if file is None else Network(file, threads=1)
        self.megabytes = (len(json.dumps(dataclasses.asdict(self._model))) + (len(file.onnx) if file else 0)) / 1e6

    def score(self, image: Image) -> float:
        """Return the score of a decoded photo, 0-10."""
        distribution = self.distribution(image)
        return score(self._model, measure_signals(image), distribution).value

    def distribution(self, image: Image) -> Distribution | None:
        """Return what the network alone makes of it."""
        return None if self._network is None else self._network.impressions([frame(image.colour)])[0].distribution


def _laplacian_row(paths: list[Path]) -> Row:
    scores = np.array([variance_of_laplacian(_image(path)) for path in paths])
    return Row("variance of Laplacian", scores, _milliseconds(variance_of_laplacian, paths), 0.0)


def _mobilenet_row(rated: Rated, folder: Path, *, unseen: bool) -> Row:
    pictures = copies(rated.files, folder)
    features = mobilenet_features(pictures)
    if unseen:
        scores = ridge_unseen_scores(rated, features)
    else:
        fitted_on = load_rated()
        seen = mobilenet_features(copies(fitted_on.files))
        scores = ridge_scores(seen, fitted_on.mos, fitted_on.fold, features)
    milliseconds = mobilenet_milliseconds(pictures[:: max(1, len(pictures) // _TIMED_PHOTOS)])
    return Row("MobileNet, ridge", scores, milliseconds, mobilenet_megabytes())


def _shipped_rows(paths: list[Path]) -> Iterator[Row]:
    for name in builtin_names():
        model = Shipped(name)
        scores = np.array([model.score(_image(path)) for path in paths])
        yield Row(f"{name}, as shipped", scores, _milliseconds(model.score, paths), model.megabytes)


def _unseen_rows(rated: Rated, paths: list[Path]) -> Iterator[Row]:
    measured = extract(rated)
    _, scores = unseen_scores(rated, measured, reference_of(rated, measured))
    classical = Shipped("classical")
    yield Row("classical, out of fold", scores, _milliseconds(classical.score, paths), classical.megabytes)
    if importlib.util.find_spec("torch") is None or not _are_trained():
        print("winnow's rows are left out: its networks of the five folds are not under build/ (make train)")
        return
    from training.evaluation import mean_score  # noqa: PLC0415 - needs torch
    from training.fit_winnow import unseen  # noqa: PLC0415 - as above

    found, model = unseen(rated), Shipped("winnow")
    alone = mean_score(found.judged.rated)
    yield Row("its network alone", alone, _milliseconds(model.distribution, paths), model.megabytes)
    yield Row("winnow, out of fold", found.scores, _milliseconds(model.score, paths), model.megabytes)


def _are_trained() -> bool:
    from training.evaluation import are_trained  # noqa: PLC0415 - needs torch

    return are_trained()


def _milliseconds(scorer: Callable[[Image], object], paths: list[Path]) -> float:
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
    correlations = [f"{kind} {name}" for kind in ("SRCC", "PLCC") for name in (*subsets, "all")]
    return _INDENT + "".join(f"{column:>10}" for column in (*correlations, "pairs", "picks", "ms/photo", "MB"))


def _line(rated: Rated, row: Row) -> str:
    agreed = agreement(rated, row.scores)
    ranks, lines = (*agreed.srcc.values(), agreed.pooled), (*agreed.plcc.values(), agreed.plcc_pooled)
    figures = "".join(f"{figure:10.3f}" for figure in (*ranks, *lines, agreed.pairs, agreed.picks))
    return f"{row.name:{len(_INDENT)}}{figures}{row.milliseconds:10.2f}{row.megabytes:10.2f}"


if __name__ == "__main__":
    main()
