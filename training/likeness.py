"""Which pairs of pictures show the same thing, as an embedding sees it, and what its cosines mean.

originals <- the rated pictures, as a network is shown them
edited    <- some of them, each edited in every way: the same picture as its original
frames    <- of video shots: neighbours are the frames of a burst
tallies   <- cosines of all pairs, counted: the same, unrelated
curve     <- cosine to similarity 0-1, through what a user would say of such pairs

Unrelated pairs are of different fold groups, and at least one of the two is from Unsplash (ss03). ss01 and ss02 are one
family's photos, and the labels split some of their scenes: of the 500 pairs of different groups that MobileNet finds
likest, 400 are of that family, and of those looked at all show the same plate, toy or child. Most of the other 100 are
one building or lake on Unsplash; they remain, 2 in a million, and make the tail look a little worse than it is.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from training.data import SHARED
from training.edits import APART, COPIES, EDITS
from training.pairs import (
    STEPS,
    Counts,
    average_precision,
    cosine_rarer_than,
    counted,
    quantile,
    recall_at_precision,
    share_reaching,
)
from training.pictures import QUALITY, Pixels, copies

from winnow.ingest.decode import decode
from winnow.ingest.limits import Limits
from winnow.ingest.source import load_path
from winnow.models.frame import frame
from winnow.models.session import Session

Vectors = NDArray[np.float32]  # (n, d), L2-normalised
Embed = Callable[[NDArray[np.uint8]], Vectors]  # of (n, h, w, 3) sRGB pictures of one shape
EDITED = 1000  # a recall of .9 is then known to within .01
BURST_FRAMES = 12  # half a second at 24 frames a second: such frames of one shot show the same thing
NEIGHBOURS = 3  # frames apart: every third frame is kept, so neighbours are those of a burst of 8 a second
RARE = 1e-5
PRECISION = 0.99
DEFINITION = (
    "0.85 is reached by fewer than 1 in 100,000 unrelated pairs (0.75: 10,000; 0.65: 1,000; 0.50: 100), 0.90 by half "
    "of the neighbouring frames of a burst, 0.97 by 19 in 20 copies that were only resized or recompressed"
)
_UNRELATED_POINTS = ((0.5, 0.2), (1e-2, 0.5), (1e-3, 0.65), (1e-4, 0.75), (RARE, 0.85))
_BURST_POINT, _COPIES_POINT, _MISSED_COPIES = 0.90, 0.97, 0.05
_BLOCK = 1000
_BATCH = 64
_DIGITS = 5


@dataclass(frozen=True, slots=True, eq=False)
class Tallies:
    """Cosines of pairs, counted.

    Attributes:
        unrelated: originals that have nothing to do with one another.
        edits: an edited picture and its original, by edit.
        strangers: an edited picture and unrelated originals, by edit.
        burst: frames of one shot at most BURST_FRAMES apart.
        neighbours: those NEIGHBOURS apart.
        other_shots: frames of different shots.
    """

    unrelated: Counts
    edits: dict[str, Counts]
    strangers: dict[str, Counts]
    burst: Counts
    neighbours: Counts
    other_shots: Counts

    def all_edits(self) -> tuple[Counts, Counts]:
        """Return what is the same and what is unrelated over all edits but those that count apart."""
        names = [name for name in self.edits if name not in APART]
        return _sum(self.edits[name] for name in names), _sum(self.strangers[name] for name in names)


def embedder(file: Path) -> Embed:
    """Return the embedding of an ONNX network."""
    session = Session(file.read_bytes(), origin=str(file), threads=1)

    def embed(pictures: NDArray[np.uint8]) -> Vectors:
        batches = range(0, len(pictures), _BATCH)
        return np.concatenate([session.run(pictures=pictures[at : at + _BATCH])["embedding"] for at in batches])

    return embed


def calibrate(embed: Embed) -> dict[str, Any]:
    """Return the curve from cosine to similarity 0-1 for a card, and how it behaves."""
    return curve_of(tallies_of(embed))


def similarity(curve: dict[str, Any], cosines: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return the similarity 0-1 of cosines, linear between the knots of a card's curve."""
    return np.asarray(np.interp(cosines, curve["knots"], curve["points"]))


def tallies_of(embed: Embed) -> Tallies:
    """Embed all pictures and count all pairs."""
    files, group, one_family = _rated_groups()
    originals = embed(copies(files))
    rows = np.sort(np.random.default_rng(0).permutation(len(files))[:EDITED])
    edits, strangers = {}, {}
    sources = [_colour(QUALITY / files[row]) for row in rows]
    for name, edit in EDITS.items():
        random = np.random.default_rng(1)
        edited = vectors(embed, [frame(edit(pixels, random)) for pixels in sources])
        edits[name] = counted(np.einsum("nd,nd->n", edited, originals[rows]))
        strangers[name] = counted((edited @ originals.T)[unrelated(group, one_family, rows)])
    return Tallies(_unrelated_pairs(originals, group, one_family), edits, strangers, *_shots(embed))


def curve_of(tallies: Tallies) -> dict[str, Any]:
    """Lay the curve through the anchors of DEFINITION; an anchor that the embedding puts out of order is left out."""
    anchors = [(cosine_rarer_than(tallies.unrelated, share), point) for share, point in _UNRELATED_POINTS]
    only_copied = _sum(tallies.edits[name] for name in COPIES)
    anchors += [
        (quantile(tallies.neighbours, 0.5), _BURST_POINT),
        (quantile(only_copied, _MISSED_COPIES), _COPIES_POINT),
    ]
    knots, points = [-1.0], [0.0]
    for cosine, point in anchors:
        if knots[-1] < cosine < 1.0:
            knots.append(round(cosine, _DIGITS))
            points.append(point)
    curve = {"what": DEFINITION, "knots": [*knots, 1.0], "points": [*points, 1.0]}
    return curve | {"figures": _figures(tallies, curve)}


def cosine_of(curve: dict[str, Any], point: float) -> float:
    """Return the cosine that has that similarity."""
    return float(np.interp(point, curve["points"], curve["knots"]))


def vectors(embed: Embed, pictures: Sequence[Pixels]) -> Vectors:
    """Embed pictures of several shapes, those of one shape together; return (n, d) in the order given."""
    by_shape: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for at, picture in enumerate(pictures):
        by_shape[picture.shape].append(at)
    embedded = {shape: embed(np.stack([pictures[at] for at in rows])) for shape, rows in by_shape.items()}
    order = np.argsort(np.concatenate(list(by_shape.values())))
    return np.concatenate(list(embedded.values()))[order]


def unrelated(group: NDArray[np.int64], one_family: NDArray[np.bool_], rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return (rows, n): whether each of `rows` has nothing to do with each picture."""
    return np.asarray((group[rows, None] != group) & ~(one_family[rows, None] & one_family))


def _unrelated_pairs(originals: Vectors, group: NDArray[np.int64], one_family: NDArray[np.bool_]) -> Counts:
    blocks = np.split(np.arange(len(group)), np.arange(_BLOCK, len(group), _BLOCK))
    later = np.arange(len(group))
    return _sum(
        counted((originals[rows] @ originals.T)[unrelated(group, one_family, rows) & (later > rows[:, None])])
        for rows in blocks
    )


def _shots(embed: Embed) -> tuple[Counts, Counts, Counts]:
    """Return the counts of frames of a burst, of neighbours, and of different shots."""
    with (SHARED / "training" / "shots.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    embedded = vectors(embed, [frame(_colour(SHARED / "training" / "shots" / row["file"])) for row in rows])
    one, other = np.triu_indices(len(rows), 1)
    cosines = np.einsum("nd,nd->n", embedded[one], embedded[other])
    shot = np.array([row["shot"] for row in rows])
    number = np.array([int(row["frame"]) for row in rows])
    together, apart = shot[one] == shot[other], np.abs(number[one] - number[other])
    return (
        counted(cosines[together & (apart <= BURST_FRAMES)]),
        counted(cosines[together & (apart <= NEIGHBOURS)]),
        counted(cosines[~together]),
    )


def _figures(tallies: Tallies, curve: dict[str, Any]) -> dict[str, Any]:
    same, strangers = tallies.all_edits()
    return {
        "pairs": {"unrelated": int(tallies.unrelated.sum()), "edited": int(same.sum())},
        "edits_average_precision": round(average_precision(same, strangers), 4),
        "edits_recall_at_precision_0.99": round(recall_at_precision(same, strangers, PRECISION), 3),
        **{f"reach_{point:.2f}": _reaching(tallies, cosine_of(curve, point)) for point in (0.85, 0.9)},
    }


def _reaching(tallies: Tallies, cosine: float) -> dict[str, Any]:
    edits = {name: round(share_reaching(counts, cosine), 3) for name, counts in tallies.edits.items()}
    return {
        "unrelated": float(f"{share_reaching(tallies.unrelated, cosine):.2g}"),
        "edited": round(share_reaching(tallies.all_edits()[0], cosine), 3),
        "neighbouring_frames": round(share_reaching(tallies.neighbours, cosine), 3),
        "other_shots": float(f"{share_reaching(tallies.other_shots, cosine):.2g}"),
        "by_edit": edits,
    }


def _rated_groups() -> tuple[tuple[str, ...], NDArray[np.int64], NDArray[np.bool_]]:
    """Return the rated files, their fold groups as numbers, and which are the one family's."""
    with (SHARED / "training" / "quality.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    group = np.unique([row["fold_group"] for row in rows], return_inverse=True)[1]
    return tuple(row["file"] for row in rows), group, np.array([row["file"][:4] != "ss03" for row in rows])


def _colour(path: Path) -> Pixels:
    return decode(load_path(str(path), Limits()), Limits()).colour


def _sum(counts: Iterator[Counts]) -> Counts:
    return reduce(np.add, counts, np.zeros(STEPS + 1, dtype=np.int64))
