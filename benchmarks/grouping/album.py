"""A made-up album of any size, and what its makers know of it.

occasions <- three in four photos have a capture time: of occasions, at places, in bursts; one in four has none
frames    <- embeddings of place, burst and frame; hashes that differ a little within a burst; some are dark
copies    <- one in eight is a copy of another, half of them without its time, a quarter turned or mirrored
likeness  <- calibrated on unrelated frames, as a model's card defines it
answers   <- what laying one frame on another says: seldom wrong and often silent, as measured on real photos
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from winnow.domain.likeness import Likeness
from winnow.domain.look import Alignment
from winnow.grouping.hashes import variants
from winnow.grouping.looks import UNDATED, Looks

if TYPE_CHECKING:
    from winnow.grouping.looks import Verdicts

Labels = NDArray[np.int64]
SIZE = 256
_DEPTH = 40  # directions that embeddings of photographs spread over, the first more than the last
_DATED, _COPIES, _STRIPPED, _UPRIGHT, _DARK = 0.75, 0.125, 0.5, 0.75, 0.03
_PLACE, _BURST, _FRAME, _COPY = 0.60, 0.32, 0.08, 0.03  # shares of an embedding's square
_FLIPPED = 0.1  # bits that differ between a frame and its burst
_POINTS = ((0.5, 0.2), (1e-2, 0.5), (1e-3, 0.65), (1e-4, 0.75), (1e-5, 0.85))
_SECOND = 1_000_000_000

_COPIED = Alignment(200, 1.0, 1.0, 1.0, 0.0, False, (0.0, 0.0), 1.0, 0.9)  # noqa: FBT003
_VIEWED = Alignment(60, 0.9, 0.9, 1.05, 2.0, False, (0.04, 0.0), 0.7, 0.2)  # noqa: FBT003
_GLIMPSED = Alignment(20, 0.4, 0.4, 1.2, 9.0, False, (0.3, 0.1), 0.4, 0.0)  # noqa: FBT003
_ANSWERED = ((_COPIED, 0.9), (_VIEWED, 0.7), (_GLIMPSED, 0.4))


@dataclass(frozen=True, slots=True, eq=False)
class Album:
    """Looks, and for each row the number of its picture, of its burst and of its place."""

    looks: Looks
    picture: Labels
    burst: Labels
    place: Labels

    def answers(self, checks: NDArray[np.int64]) -> Verdicts:
        """Return what laying frames on one another says of some pairs, of each always the same."""
        one, other = checks.T
        drawn = np.array([int.from_bytes(key[:4]) for key in self.looks.keys])
        luck = (drawn[one] ^ drawn[other]) / 2**32
        said: list[Alignment | None] = [None] * len(checks)
        for labels, (alignment, often) in zip((self.place, self.burst, self.picture), _ANSWERED[::-1], strict=True):
            same = labels[one] == labels[other]
            for number in np.flatnonzero(same).tolist():
                said[number] = alignment if luck[number] < often else None
        return dict(zip(zip(one.tolist(), other.tolist(), strict=True), said, strict=True))

    def without(self, rows: Labels) -> Album:
        """Return the album as it was before some rows came."""
        kept = np.setdiff1d(np.arange(len(self.looks)), rows)
        looks = self.looks
        columns = ("taken_ns", "camera", "exposure_ev", "hashes", "entropy_bits", "light_ev", "vectors")
        fewer = {name: getattr(looks, name)[kept] for name in columns}
        there = replace(looks, keys=tuple(looks.keys[row] for row in kept.tolist()), **fewer)
        return Album(there, self.picture[kept], self.burst[kept], self.place[kept])


def make_album(photos: int, dated: float = _DATED) -> Album:
    """Make an album of so many photos, the same each time.

    Args:
        photos: how many.
        dated: share of occasions whose photos have a capture time; where all have, so have their copies.
    """
    random = np.random.default_rng(photos)
    shot = round(photos * (1 - _COPIES))
    place, burst, taken, camera = _shots(shot, dated, random)
    original = np.concatenate([np.arange(shot), random.integers(0, shot, photos - shot)])
    vectors = _vectors(place, burst, random)
    order = np.argsort([_key(number) for number in range(photos)])
    original = original[order]
    is_copy = order >= shot
    stripped = is_copy & (random.random(photos) < _STRIPPED) & (dated < 1)
    hashes, entropy = _hashes(burst, random)
    some = random.integers(0, shot, 2000)
    copied = _unit(vectors[original] + np.sqrt(_COPY) * is_copy[:, None] * _unit(random.normal(size=(photos, SIZE))))
    looks = Looks(
        keys=tuple(_key(int(number)) for number in order),
        taken_ns=np.where(stripped, UNDATED, taken[original]),
        camera=camera[original],
        exposure_ev=np.full(photos, np.nan),
        hashes=_edited(hashes[original], is_copy, random),
        entropy_bits=entropy[original],
        light_ev=np.full(photos, -2.0),
        vectors=copied,
        likeness=_likeness(vectors[some], place[some]),
    )
    return Album(looks, original, burst[original], place[original])


def _key(number: int) -> bytes:
    return hashlib.sha256(b"%d" % number).digest()


def _shots(count: int, dated: float, random: np.random.Generator) -> tuple[Labels, Labels, Labels, Labels]:
    """Return the place, burst, capture time and camera of so many frames."""
    lengths = np.minimum(random.geometric(0.35, count), 12)
    burst = np.repeat(np.arange(count, dtype=np.int64), lengths)[:count]
    bursts = int(burst.max()) + 1
    place_of_burst: Labels = np.cumsum(random.random(bursts) < 1 / 4)
    occasion_of_burst = np.cumsum(random.random(bursts) < 1 / 16)
    place_of_burst += occasion_of_burst * bursts  # a new occasion is a new place
    began = np.sort(random.integers(0, 10 * 365 * 86_400, int(occasion_of_burst.max()) + 1))
    pauses = np.exp(random.uniform(np.log(8), np.log(120), bursts))
    since = np.cumsum(pauses)
    first = np.searchsorted(occasion_of_burst, np.arange(len(began)))
    seconds = 1_300_000_000 + began[occasion_of_burst] + since - since[first][occasion_of_burst]
    within = np.arange(count) - np.searchsorted(burst, burst)
    taken = ((seconds[burst] + within * random.choice([0.13, 0.3, 0.9], bursts)[burst]) * _SECOND).astype(np.int64)
    is_dated = (random.random(len(began)) < dated)[occasion_of_burst][burst]
    camera = random.integers(0, 3, len(began))[occasion_of_burst][burst]
    return place_of_burst[burst].astype(np.int64), burst, np.where(is_dated, taken, UNDATED), camera


def _vectors(place: Labels, burst: Labels, random: np.random.Generator) -> NDArray[np.float32]:
    spread = random.normal(size=(_DEPTH, SIZE)) / np.sqrt(np.arange(1, _DEPTH + 1))[:, None]
    total = np.zeros((len(place), SIZE), dtype=np.float32)
    for labels, share in ((place, _PLACE), (burst, _BURST), (np.arange(len(place)), _FRAME)):
        _, number = np.unique(labels, return_inverse=True)
        directions = _unit(random.normal(size=(int(number.max()) + 1, _DEPTH)).astype(np.float32) @ spread)
        total = total + np.float32(np.sqrt(share)) * directions[number]
    return _unit(total)


def _hashes(burst: Labels, random: np.random.Generator) -> tuple[NDArray[np.uint64], NDArray[np.float64]]:
    base = random.integers(0, 2**64, int(burst.max()) + 1, dtype=np.uint64)
    dark = random.random(len(burst)) < _DARK
    hashes = np.where(dark, np.uint64(0), base[burst] ^ _flips(random.random((len(burst), 64)) < _FLIPPED))
    return hashes, np.where(dark, 2.0, 7.0)


def _edited(hashes: NDArray[np.uint64], is_copy: NDArray[np.bool_], random: np.random.Generator) -> NDArray[np.uint64]:
    turns = np.where(random.random(len(hashes)) < _UPRIGHT, 0, random.integers(1, 8, len(hashes)))
    turned = np.choose(turns, np.stack(variants(hashes)))
    return np.where(is_copy, turned ^ _flips(random.random((len(hashes), 64)) < 1 / 40), hashes)


def _flips(bits: NDArray[np.bool_]) -> NDArray[np.uint64]:
    return np.packbits(bits, axis=1).view(">u8").ravel().astype(np.uint64)


def _likeness(vectors: NDArray[np.float32], place: Labels) -> Likeness:
    """Return the likeness under which unrelated frames are as rare as a card promises."""
    one, other = np.triu_indices(len(vectors), 1)
    cosines = (vectors @ vectors.T)[one, other][place[one] != place[other]]
    knots = [float(np.quantile(cosines, 1 - share)) for share, _ in _POINTS]
    top = [knots[-1] + step * (1 - knots[-1]) for step in (1 / 3, 2 / 3, 1)]
    return Likeness((-1.0, *knots, *top), (0.0, *(point for _, point in _POINTS), 0.9, 0.97, 1.0))


def _unit(vectors: NDArray[np.floating]) -> NDArray[np.float32]:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)
