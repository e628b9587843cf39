"""How well photos are grouped: `python -m benchmarks.grouping_quality` prints a table for ../shared/photos.

photos  <- shots, copies, scenes, exposure and series of ../shared/photos, which nothing was fitted on, copied together
           into one temporary folder
truth   <- by relation, the pairs of one label: copies of a picture, frames of a shot, exposure pairs (of a bracket or
           else a burst), frames of a scene that somebody shot again and again, the frames of the series
ours    <- winnow rate and winnow group on the folder, as they come; exact copies count as copies
beside  <- imagededup's pHash, duplicates within its own threshold; cosines of winnow's embeddings at the same
           likeness as ours, and at the threshold that does best on just these pairs, which nobody knows beforehand
right   <- of the pairs that are together, those that belong together (precision); of those that do, those that are
           together (recall). For copies every pair of the folder counts, so that frames of a shot or a series taken
           for copies are wrong; else those with a photo of the relation in them
"""

from __future__ import annotations

import csv
import itertools
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from benchmarks.grouping.rival import load_phash
from training.data import SHARED

import winnow
from winnow.domain.failure import UnscoreableError
from winnow.domain.group import REACH, Kind
from winnow.grouping.looks import Bars
from winnow.ingest.decode import decode
from winnow.ingest.limits import Limits
from winnow.ingest.source import load_path
from winnow.models.cards import load_model, load_network
from winnow.models.frame import frame
from winnow.models.network import Network
from winnow.settings import Settings
from winnow.signals.recipe import RECIPE, SIGNAL_NAMES

RELATIONS = {  # folders, and how widely what is labelled the same there belongs together
    "copies": Kind.COPY,
    "shots": Kind.BURST,
    "exposure": Kind.BRACKET,
    "scenes": Kind.SCENE,
    "series": Kind.SCENE,
}
PHASH_BITS = 10  # imagededup's default
_COLUMNS = ("winnow", "imagededup", "cosine", "in hindsight")

Pair = tuple[str, str]
Pairs = frozenset[Pair]


@dataclass(frozen=True, slots=True)
class Photos:
    """A folder of photos: of each file what it belongs to."""

    folder: Path
    groups: dict[str, str]

    def of(self, relation: str) -> set[str]:
        """Return the names of the photos that tell of a relation."""
        return {name for name in self.groups if name.startswith(relation)}

    def together(self, relation: str) -> Pairs:
        """Return the pairs of one label."""
        pairs = itertools.combinations(sorted(self.of(relation)), 2)
        return frozenset(pair for pair in pairs if self.groups[pair[0]] == self.groups[pair[1]])


def main() -> None:
    """Print the table."""
    load_phash()
    with tempfile.TemporaryDirectory(prefix="winnow-grouping-") as place:
        own = {f"WINNOW_{name}_DIR": f"{place}/{name}" for name in ("CACHE", "DATA")}
        os.environ |= own | {"WINNOW_CONFIG": f"{place}/config.toml"}
        photos = copy_photos(Path(place) / "photos")
        ours, hashed, cosines = group(photos), hash_pairs(photos), cosines_of(photos)
    print(f"{'':10}{'pairs':>6}" + "".join(f"{name:^21}" for name in _COLUMNS))
    print(f"{'':16}" + f"{'P':>9}{'R':>6}{'F1':>6}" * len(_COLUMNS))
    for relation, kind in RELATIONS.items():
        truth = photos.together(relation)
        counts = set(photos.groups) if relation == "copies" else photos.of(relation)
        alike = {pair: cosine for pair, cosine in cosines.items() if counts & set(pair)}
        found = [frozenset().union(*(pairs for own, pairs in ours.items() if REACH[own] <= REACH[kind])), hashed]
        told = [frozenset(pair for pair in pairs if counts & set(pair)) for pairs in found]
        told += [_reaching(alike, _bar()), in_hindsight(alike, truth)]
        print(f"{relation:10}{len(truth):6}" + "".join(_figures(pairs, truth) for pairs in told))
    whole = photos.together("exposure")
    print(f"\n{len(ours[Kind.BRACKET] & whole)} of {len(whole)} exposure pairs are brackets")


def copy_photos(folder: Path) -> Photos:
    """Copy what is labelled into one folder: originals are never written to, nor beside."""
    folder.mkdir()
    groups: dict[str, str] = {}
    with (SHARED / "photos" / "labels.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            if row["file"].split("/")[0] in RELATIONS:
                name = row["file"].replace("/", "__")
                shutil.copy2(SHARED / "photos" / row["file"], folder / name)
                groups[name] = row["group"] or "series"  # which has no label of its own
    return Photos(folder, groups)


def group(photos: Photos) -> dict[Kind, Pairs]:
    """Return the pairs that winnow puts together, by kind."""
    found: dict[Kind, set[Pair]] = {kind: set() for kind in Kind}
    with winnow.open_library(photos.folder) as library:
        for _ in itertools.chain(library.rate(), library.gather()):
            pass
        for one in library.groups():
            found[one.group.kind] |= set(itertools.combinations(sorted(member.path for member in one.members), 2))
    return {kind: frozenset(pairs) for kind, pairs in found.items()}


def hash_pairs(photos: Photos) -> Pairs:
    """Return what imagededup takes for duplicates."""
    answers = load_phash().find_duplicates(image_dir=photos.folder, max_distance_threshold=PHASH_BITS)
    return frozenset(tuple(sorted((one, other))) for one, others in answers.items() for other in others)


def cosines_of(photos: Photos) -> dict[Pair, float]:
    """Return the cosine of winnow's embeddings of every pair that decodes."""
    file = load_network(Settings().model)
    if file is None:
        raise SystemExit(f"the model {Settings().model} has no network")
    network = Network(file, threads=1)
    names, embeddings = [], []
    for name in sorted(photos.groups):
        try:
            picture = frame(decode(load_path(str(photos.folder / name), Limits()), Limits()).colour)
        except UnscoreableError:
            continue  # one of the copies is a damaged file, on purpose
        names.append(name)
        embeddings.append(network.impressions([picture])[0].embedding)
    cosines = np.stack(embeddings) @ np.stack(embeddings).T
    one, other = np.triu_indices(len(names), 1)
    return {(names[a], names[b]): float(cosines[a, b]) for a, b in zip(one.tolist(), other.tolist(), strict=True)}


def in_hindsight(cosines: dict[Pair, float], truth: Pairs) -> Pairs:
    """Return the pairs from that cosine on at which F1 is best."""
    likest = sorted(cosines, key=lambda pair: -cosines[pair])
    right = np.cumsum([pair in truth for pair in likest])
    best = int(np.argmax(2 * right / (np.arange(1, len(likest) + 1) + len(truth))))
    return frozenset(likest[: best + 1])


def _bar() -> float:
    likeness = load_model(Settings().model, recipe=RECIPE, signals=SIGNAL_NAMES).likeness
    if likeness is None:
        raise SystemExit(f"the model {Settings().model} does not say what its cosines mean")
    return likeness.cosine(Bars().copy)


def _reaching(cosines: dict[Pair, float], bar: float) -> Pairs:
    return frozenset(pair for pair, cosine in cosines.items() if cosine >= bar)


def _figures(pairs: Pairs, truth: Pairs) -> str:
    right = len(pairs & truth)
    precision, recall = right / max(len(pairs), 1), right / max(len(truth), 1)
    return f"{precision:9.2f}{recall:6.2f}{2 * right / max(len(pairs) + len(truth), 1):6.2f}"


if __name__ == "__main__":
    main()
