"""How well the keeper is chosen: `python -m benchmarks.keeper` from the checkout prints two tables.

scenes       <- of ../shared/training, each judged by weights and scores that have not seen it or its neighbours;
                and of ../shared/photos, decoded, measured and scored by what ships, which has seen none of them
rows         <- the rule, the highest score, variance of Laplacian, chance
picks, pairs <- scenes whose keeper is rated within .05 of the best frame; pairs rated .1 or more apart in order
margin       <- how often the keeper is rated no lower than the next, where the rule is sure and where it is not
"""

from __future__ import annotations

import csv
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from training.data import FOLDS, SHARED, TELLING_MOS, load_rated
from training.fit_keeper import Scene, fit_weights, scenes_of
from training.metrics import CLOSE_MOS

from winnow.domain.group import Kind, Suggestion
from winnow.domain.image import Image
from winnow.grouping.candidate import Candidate
from winnow.grouping.keeper import suggest
from winnow.ingest.decode import decode
from winnow.ingest.limits import Limits
from winnow.ingest.source import load_path
from winnow.models.cards import load_model, load_network
from winnow.models.frame import frame
from winnow.models.network import Network
from winnow.ranking.additive import score
from winnow.ranking.distribution import mean
from winnow.signals.all import measure_signals
from winnow.signals.recipe import RECIPE, SIGNAL_NAMES

Floats = NDArray[np.float64]
_NAME = 24


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """A scene and what the rule says of it."""

    scene: Scene
    suggestion: Suggestion
    folder: Path


def main() -> None:
    """Print the tables."""
    cv2.setNumThreads(1)
    scorer, scenes = scenes_of(load_rated())
    training = SHARED / "training" / "quality"
    print(f"Scenes of {training}, out of fold, scores of {scorer}")
    _report(list(_unseen(scenes, training)))
    photos = SHARED / "photos"
    print(f"\nScenes of {photos}, as shipped, scores of {scorer}")
    _report([Judged(scene, suggest(scene.frames, Kind.SCENE), photos) for scene in _labelled(photos, scorer)])


def _unseen(scenes: Sequence[Scene], folder: Path) -> Iterator[Judged]:
    for fold in range(FOLDS):
        weights = fit_weights([scene for scene in scenes if scene.fold != fold])
        for scene in scenes:
            if scene.fold == fold:
                yield Judged(scene, suggest(scene.frames, Kind.SCENE, weights=weights), folder)


def _labelled(folder: Path, scorer: str) -> list[Scene]:
    with (folder / "labels.csv").open(encoding="utf-8", newline="") as table:
        rows = [row for row in csv.DictReader(table) if row["file"].startswith("scenes/")]
    model, file = load_model(scorer, recipe=RECIPE, signals=SIGNAL_NAMES), load_network(scorer)
    network = None if file is None else Network(file, threads=1)
    frames: dict[str, list[tuple[Candidate, float]]] = defaultdict(list)
    for number, row in enumerate(rows):
        image = _image(folder / row["file"])
        signals = measure_signals(image)
        seen = None if network is None else network.impressions([frame(image.colour)])[0].distribution
        candidate = Candidate(
            photo=number,
            content=number.to_bytes(32),
            path=row["file"],
            score=score(model, signals, seen).value,
            impression=None if seen is None else mean(seen),
            signals=signals,
        )
        frames[row["group"]].append((candidate, float(row["value"])))
    return [
        Scene(tuple(one for one, _ in scene), np.array([mos for _, mos in scene]), fold=0)
        for scene in frames.values()
        if len(scene) > 1
    ]


def _image(path: Path) -> Image:
    return decode(load_path(str(path), Limits()), Limits())


def _report(judged: Sequence[Judged]) -> None:
    print(f"{len(judged)} scenes, {sum(len(one.scene.frames) for one in judged)} frames")
    print(f"{'':{_NAME}}{'picks':>8}{'pairs':>8}{'below best':>12}")
    for name, worth in _RULES.items():
        print(f"{name:{_NAME}}{_figures([(one.scene.mos, worth(one)) for one in judged])}")
    print(f"{'chance':{_NAME}}{_chance([one.scene.mos for one in judged])}")
    for name, sure in (("sure", True), ("close call", False)):
        print(f"{name:{_NAME}}{_reliability([one for one in judged if one.suggestion.sure is sure])}")


def _by_rule(judged: Judged) -> Floats:
    places = {photo: place for place, photo in enumerate(judged.suggestion.order)}
    return np.array([-places[one.photo] for one in judged.scene.frames], dtype=np.float64)


def _by_score(judged: Judged) -> Floats:
    return np.array([one.score for one in judged.scene.frames])


def _by_laplacian(judged: Judged) -> Floats:
    """Variance of the Laplacian of brightness: Pech-Pacheco et al., ICPR 2000."""
    images = (_image(judged.folder / one.path) for one in judged.scene.frames)
    return np.array([cv2.Laplacian(image.luma, cv2.CV_64F).var() for image in images])


_RULES: dict[str, Callable[[Judged], Floats]] = {
    "keeper": _by_rule,
    "highest score": _by_score,
    "variance of Laplacian": _by_laplacian,
}


def _figures(scenes: Sequence[tuple[Floats, Floats]]) -> str:
    """Return the columns for ratings, and what each frame is worth by a rule."""
    below = np.array([mos.max() - mos[worth.argmax()] for mos, worth in scenes])
    ordered = [
        np.sign(worth[one] - worth[other]) * np.sign(mos[one] - mos[other])
        for mos, worth in scenes
        for one, other in itertools.combinations(range(len(mos)), 2)
        if abs(mos[one] - mos[other]) >= TELLING_MOS
    ]
    return f"{np.mean(below <= CLOSE_MOS):8.3f}{(1 + np.mean(ordered)) / 2:8.3f}{below.mean():12.3f}"


def _chance(scenes: Sequence[Floats]) -> str:
    """Return the columns for a frame that is drawn by lot."""
    below = [mos.max() - mos for mos in scenes]
    picks = np.mean([(gaps <= CLOSE_MOS).mean() for gaps in below])
    return f"{picks:8.3f}{0.5:8.3f}{np.mean([gaps.mean() for gaps in below]):12.3f}"


def _reliability(judged: Sequence[Judged]) -> str:
    """Return how often the keeper is rated above the next, beside how often its margin said so."""
    if not judged:
        return "    no scene"
    above, picks = [], []
    for one in judged:
        mos = {frame.photo: rated for frame, rated in zip(one.scene.frames, one.scene.mos.tolist(), strict=True)}
        keeper, following, *_ = one.suggestion.order
        above.append((1 + np.sign(mos[keeper] - mos[following])) / 2)
        picks.append(mos[keeper] >= max(mos.values()) - CLOSE_MOS)
    said = np.mean([(1 + one.suggestion.margin) / 2 for one in judged])
    return (
        f"{np.mean(picks):8.3f}        {len(judged):5} scenes: above the next in {np.mean(above):.3f}, said {said:.3f}"
    )


if __name__ == "__main__":
    main()
