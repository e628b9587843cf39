"""Albums of made-up photos, as grouping is told of them."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from winnow.domain.group import Cluster
from winnow.domain.likeness import Likeness
from winnow.domain.look import Alignment
from winnow.grouping.gather import gather
from winnow.grouping.looks import UNDATED, UNKNOWN_CAMERA, Bars, Facts, Looks
from winnow.grouping.propose import Changed, Proposals, propose

SECOND = 1_000_000_000
NOON = 1_700_000_000.5  # with sub-seconds
_BARS, _NO_FACTS = Bars(), Facts()
LIKENESS = Likeness((-1.0, 0.0, 1.0), (0.0, 0.1, 1.0))

COPIED = Alignment(200, 1.0, 0.8, 1.2, 0.0, False, (0.05, 0.0), 1.0, 0.9)  # noqa: FBT003
STILL = Alignment(200, 1.0, 1.0, 1.0, 0.0, False, (0.0, 0.0), 0.9, 0.3)  # noqa: FBT003
VIEWED = Alignment(40, 0.9, 0.85, 1.1, 3.0, False, (0.06, 0.0), 0.6, 0.1)  # noqa: FBT003
GLIMPSED = Alignment(20, 0.4, 0.3, 1.3, 10.0, False, (0.3, 0.2), 0.4, 0.0)  # noqa: FBT003


def swept(across: float, down: float = 0.0) -> Alignment:
    """Lie so that the camera went that far from the one to the other, in long sides."""
    return Alignment(60, 0.5, 0.5, 1.0, 0.0, False, (-across, -down), 0.9, 0.5)  # noqa: FBT003


@dataclass(frozen=True)
class Photo:
    """One content; angles apart of less than 29 degrees reach a likeness of 0.88."""

    name: str
    at: float | None = None
    angle: float = 0.0
    hash: int = 0
    camera: int = 0
    ev: float = math.nan
    light: float = -2.0
    entropy: float = 7.0

    @property
    def key(self) -> bytes:
        return hashlib.sha256(self.name.encode()).digest()


Lies = Callable[[Photo, Photo], Alignment | None]


class Album:
    """Photos in order of their keys, and what is known of them."""

    def __init__(self, photos: Iterable[Photo], lies: Lies = lambda _one, _other: None) -> None:
        self.photos = sorted(photos, key=lambda photo: photo.key)
        self.row = {photo.name: number for number, photo in enumerate(self.photos)}
        self._lies = lies
        turns = np.radians([photo.angle for photo in self.photos])
        self.looks = Looks(
            keys=tuple(photo.key for photo in self.photos),
            taken_ns=np.array([_ns(photo.at) for photo in self.photos], dtype=np.int64),
            camera=np.array([photo.camera for photo in self.photos], dtype=np.int64),
            exposure_ev=np.array([photo.ev for photo in self.photos], dtype=np.float64),
            hashes=np.array([photo.hash for photo in self.photos], dtype=np.uint64),
            entropy_bits=np.array([photo.entropy for photo in self.photos], dtype=np.float64),
            light_ev=np.array([photo.light for photo in self.photos], dtype=np.float64),
            vectors=np.stack([np.cos(turns), np.sin(turns)], axis=1).astype(np.float32).reshape(-1, 2),
            likeness=LIKENESS,
        )

    def verdicts(self, checks: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Alignment | None]:
        return {(one, other): self._lies(self.photos[one], self.photos[other]) for one, other in checks}

    def proposed(self, bars: Bars = _BARS, facts: Facts = _NO_FACTS, changed: Changed | None = None) -> Proposals:
        return propose(self.looks, bars, facts, changed)

    def groups(
        self, bars: Bars = _BARS, facts: Facts = _NO_FACTS, changed: Changed | None = None
    ) -> tuple[Cluster, ...]:
        proposals = self.proposed(bars, facts, changed)
        return gather(self.looks, bars, facts, proposals, self.verdicts(_pairs(proposals)))

    def named(self, *kinds: str, facts: Facts = _NO_FACTS) -> set[str]:
        """Return the groups of some kinds, or of all, in letters: ``burst a b c``."""
        return {self.spell(cluster) for cluster in self.groups(facts=facts) if not kinds or cluster.kind in kinds}

    def spell(self, cluster: Cluster) -> str:
        names = sorted(photo.name for photo in self.photos if photo.key in cluster.members)
        return " ".join([cluster.kind, *names])


def _pairs(proposals: Proposals) -> list[tuple[int, int]]:
    return [(int(one), int(other)) for one, other in proposals.checks]


def _ns(at: float | None) -> int:
    return UNDATED if at is None else round(at * SECOND)


def odd_lies(one: Photo, other: Photo) -> Alignment | None:
    """Lie in any way at all, but always in the same."""
    return (COPIED, STILL, VIEWED, GLIMPSED, swept(0.4), None)[
        int.from_bytes(hashlib.sha256(one.key + other.key).digest()[:4], "big") % 6
    ]


@st.composite
def photos(draw: st.DrawFn, most: int = 14) -> list[Photo]:
    """Draw photos that often belong together: a few directions, hashes, moments and occasions."""
    names = draw(st.lists(st.integers(0, 10**6).map(str), unique=True, min_size=1, max_size=most))
    return [
        Photo(
            name,
            at=draw(st.none() | st.builds(_moment, st.integers(0, 3), st.integers(0, 40), st.integers(0, 3))),
            angle=draw(st.sampled_from([0, 20, 40, 55, 130])) + draw(st.integers(0, 9)),
            hash=draw(st.sampled_from([0x123456789ABCDEF0, 0xF0E1D2C3B4A59687]))
            ^ draw(st.sampled_from([0, 1, 1 << 40])),
            camera=draw(st.sampled_from([0, 0, 1, UNKNOWN_CAMERA])),
            ev=draw(st.sampled_from([math.nan, 0.0, 2.0])),
            light=draw(st.sampled_from([-3.0, -2.9, -1.0])),
            entropy=draw(st.sampled_from([7.0, 7.0, 1.0])),
        )
        for name in names
    ]


def _moment(occasion: int, seconds: int, tenths: int) -> float:
    return NOON + 20_000 * occasion + 7 * seconds + tenths / 10
