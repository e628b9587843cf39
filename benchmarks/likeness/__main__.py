"""Which pictures show the same thing? `python -m benchmarks.likeness` from the checkout prints what embeddings say.

pairs      <- video shots and edited pictures of ../shared/training, and unrelated pictures (training/likeness.py)
embeddings <- pHash, the frozen MobileNet, ours
columns    <- average precision (AP), recall at precision .99 (R@P99), recall where an unrelated pair is rarer than
              1 in 100,000 (R@1e-5)

With --photos also what calibrated similarities of 85% and 90% mean on ../shared/photos, which nothing was fitted on.
The network was taught on the rated pictures, with other edits, though on no opinion of which pairs are the same; the
shots and ../shared/photos it has never seen.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from benchmarks.likeness.phash import phash_vectors
from benchmarks.likeness.photos import Photos, load_photos
from benchmarks.quality.mobilenet import mobilenet_features
from numpy.typing import NDArray
from training.data import CHECKOUT
from training.likeness import (
    BURST_FRAMES,
    DEFINITION,
    PRECISION,
    RARE,
    Embed,
    Tallies,
    Vectors,
    cosine_of,
    curve_of,
    embedder,
    similarity,
    tallies_of,
    vectors,
)
from training.pairs import (
    Counts,
    average_precision,
    cosine_rarer_than,
    recall_at_precision,
    share_reaching,
)

SHIPPED = CHECKOUT / "src" / "winnow" / "models" / "builtin" / "winnow.onnx"
_POINTS = (0.85, 0.90)
_SMALL = 5e-4  # smaller shares are written as powers of ten
_INDENT = " " * 36
_WIDTH, _SHARE_WIDTH = 8, 11


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """One embedding and the pairs as it sees them."""

    name: str
    embed: Embed
    tallies: Tallies
    curve: dict[str, Any]


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--network", type=Path, help="an ONNX file instead of the network that ships")
    options.add_argument("--photos", action="store_true", help="report on ../shared/photos too")
    told = options.parse_args()
    cv2.setNumThreads(1)
    seen = [_seen(name, embed) for name, embed in _embeddings(told.network)]
    print("\n".join(_table(seen)))
    print("\n".join(_meaning(seen)))
    if told.photos:
        photos = load_photos()
        print("\n".join(_report(seen, photos)))


def mobilenet_vectors(pictures: NDArray[np.uint8]) -> Vectors:
    """Return (n, 1024) unit vectors of (n, h, w, 3) sRGB."""
    features = mobilenet_features(pictures)
    return np.asarray(features / np.linalg.norm(features, axis=1, keepdims=True))


def _embeddings(network: Path | None) -> Iterator[tuple[str, Embed]]:
    yield "pHash", phash_vectors
    yield "MobileNet", mobilenet_vectors
    file = network or SHIPPED
    if file.exists():
        yield "ours", embedder(file)
    else:
        print(f"ours is left out: there is no {file.name} beside the model cards yet, and no --network was given")


def _seen(name: str, embed: Embed) -> Seen:
    tallies = tallies_of(embed)
    return Seen(name, embed, tallies, curve_of(tallies))


def _table(seen: list[Seen]) -> Iterator[str]:
    """Yield a line for each kind of pairs."""
    yield f"{_INDENT}" + "".join(f"{one.name:^{3 * _WIDTH}}" for one in seen)
    yield _INDENT + f"{'AP':>{_WIDTH}}{'R@P99':>{_WIDTH}}{'R@1e-5':>{_WIDTH}}" * len(seen)
    kinds: dict[str, list[tuple[Counts, Counts]]] = {
        f"shots, within {BURST_FRAMES} frames": [(one.tallies.burst, one.tallies.other_shots) for one in seen],
        "edits, all but mirrored": [one.tallies.all_edits() for one in seen],
        **{
            f"  {name}": [(one.tallies.edits[name], one.tallies.strangers[name]) for one in seen]
            for name in seen[0].tallies.edits
        },
    }
    for kind, pairs in kinds.items():
        figures = [_figures(one, *both) for one, both in zip(seen, pairs, strict=True)]
        yield f"{kind:{len(_INDENT)}}" + "".join(f"{figure:{_WIDTH}.3f}" for row in figures for figure in row)
    rare = "".join(f"{cosine_rarer_than(one.tallies.unrelated, RARE):{3 * _WIDTH}.4f}" for one in seen)
    yield f"{'cosine of 1 in 100,000':{len(_INDENT)}}{rare}"
    yield f"of {seen[0].tallies.unrelated.sum():,} unrelated pairs; pHash's cosine is 1 - (bits that differ) / 32"


def _figures(one: Seen, same: Counts, unrelated: Counts) -> tuple[float, float, float]:
    return (
        average_precision(same, unrelated),
        recall_at_precision(same, unrelated, PRECISION),
        share_reaching(same, cosine_rarer_than(one.tallies.unrelated, RARE)),
    )


def _meaning(seen: list[Seen]) -> Iterator[str]:
    """Yield what calibrated similarities mean: the share of each kind of pairs that reaches them."""
    yield f"\nCalibrated similarity: {DEFINITION}."
    yield _points_heading(seen)
    for kind, counts in {
        "neighbouring frames": [one.tallies.neighbours for one in seen],
        "edits, all but mirrored": [one.tallies.all_edits()[0] for one in seen],
        **{f"  {name}": [one.tallies.edits[name] for one in seen] for name in seen[0].tallies.edits},
        "frames of other shots": [one.tallies.other_shots for one in seen],
        "unrelated": [one.tallies.unrelated for one in seen],
    }.items():
        shares = [
            share_reaching(own, cosine_of(one.curve, point))
            for one, own in zip(seen, counts, strict=True)
            for point in _POINTS
        ]
        yield _shares_line(kind, shares)


def _report(seen: list[Seen], photos: Photos) -> Iterator[str]:
    """Yield the same of the photos kept for tests."""
    yield "\n../shared/photos, as a report"
    yield _points_heading(seen)
    embedded = [vectors(one.embed, photos.pictures) for one in seen]
    for kind, pairs in photos.pairs.items():
        shares = [
            float(np.mean(similarity(one.curve, np.einsum("nd,nd->n", own[pairs[:, 0]], own[pairs[:, 1]])) >= point))
            for one, own in zip(seen, embedded, strict=True)
            for point in _POINTS
        ]
        yield _shares_line(f"{kind} ({len(pairs):,})", shares)


def _points_heading(seen: list[Seen]) -> str:
    names = "".join(f"{one.name:^{len(_POINTS) * _SHARE_WIDTH}}" for one in seen)
    points = "".join(f"{f'>= {point:.2f}':>{_SHARE_WIDTH}}" for point in _POINTS) * len(seen)
    return f"{_INDENT}{names}\n{_INDENT}{points}"


def _shares_line(kind: str, shares: list[float]) -> str:
    written = (f"{share:.3f}" if share == 0 or share >= _SMALL else f"{share:.1e}" for share in shares)
    return f"{kind:{len(_INDENT)}}" + "".join(f"{share:>{_SHARE_WIDTH}}" for share in written)


if __name__ == "__main__":
    main()
