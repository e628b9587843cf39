"""Grouping one album: how long it takes, how much memory, how right it is, and what a hundred new photos change."""

from __future__ import annotations

import resource
import time
from dataclasses import dataclass

import numpy as np
from benchmarks.grouping.album import Album, Labels, make_album

from winnow.domain.group import REACH, Cluster
from winnow.grouping.changes import changes
from winnow.grouping.gather import gather
from winnow.grouping.looks import Bars, Facts
from winnow.grouping.propose import Changed, Proposals, propose

ADDED = 100
REACHES = ("copy", "burst", "scene")
_SAMPLE = 1500


@dataclass(frozen=True, slots=True)
class Right:
    """Pairs of photos: of those that are together, the share that belongs together; and the other way round."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.precision * self.recall / max(self.precision + self.recall, 1e-9)


@dataclass(frozen=True, slots=True)
class Whole:
    """What grouping an album took, and how right it was, by reach; `found` is the share of pairs that is found."""

    photos: int
    cpu_seconds: float
    seconds: float
    before_mb: float
    peak_mb: float
    checks: int
    groups: int
    largest: int
    right: tuple[Right, ...]
    dated_scene: Right
    found: float


@dataclass(frozen=True, slots=True)
class Added:
    """What it took when ADDED photos came: those that were grouped again, and the groups that were written."""

    cpu_seconds: float
    again: int
    written: int
    groups: int


def measure(photos: int) -> Whole:
    """Group an album of so many photos."""
    album = make_album(photos)
    before = _peak_mb()
    started, began = time.process_time(), time.perf_counter()
    proposals, groups = _grouped(album)
    cpu, wall, peak = time.process_time() - started, time.perf_counter() - began, _peak_mb()
    return Whole(
        photos=photos,
        cpu_seconds=cpu,
        seconds=wall,
        before_mb=before,
        peak_mb=peak,
        checks=len(proposals.checks),
        groups=len(groups),
        largest=max(len(group.members) for group in groups),
        right=tuple(_right(album, groups, kind, np.arange(photos)) for kind in REACHES),
        dated_scene=_right(album, groups, "scene", np.flatnonzero(album.looks.dated)),
        found=_found(album, proposals),
    )


def add(photos: int, dated: float) -> Added:
    """Group an album, all but ADDED of its photos first: the last that were taken, and some without a capture time.

    Raises:
        ValueError: the groups are not those that are made at once.
    """
    album = make_album(photos, dated)
    undated = np.flatnonzero(~album.looks.dated)
    sent = np.random.default_rng(0).choice(undated, min(ADDED // 4, len(undated)), replace=False)
    rows = np.concatenate([np.argsort(album.looks.taken_ns)[len(sent) - ADDED :], sent])
    stored = _grouped(album.without(rows))[1]
    started = time.process_time()
    proposals, now = _grouped(album, Changed(rows=tuple(rows.tolist()), vacated_ns=(), before=photos - ADDED))
    spent = time.process_time() - started
    again = {album.looks.keys[row] for row in np.flatnonzero(proposals.rows).tolist()}
    different = changes([group for group in stored if again & set(group.members)], now)
    kept = {group for group in stored if group.id not in different.gone}
    if kept | set(different.new) != set(_grouped(album)[1]):
        raise ValueError("groups made bit by bit are not those made at once")
    return Added(spent, len(again), len(different.new), len(kept) + len(different.new))


def pairs_of(labels: Labels) -> int:
    """Return how many pairs have the same label."""
    counts = np.unique(labels, return_counts=True)[1]
    return int((counts * (counts - 1) // 2).sum())


def _grouped(album: Album, changed: Changed | None = None) -> tuple[Proposals, tuple[Cluster, ...]]:
    proposals = propose(album.looks, Bars(), Facts(), changed)
    verdicts = album.answers(proposals.checks)
    return proposals, gather(album.looks, Bars(), Facts(), proposals, verdicts)


def _right(album: Album, groups: tuple[Cluster, ...], kind: str, among: Labels) -> Right:
    truth = {"copy": album.picture, "burst": album.burst, "scene": album.place}[kind]
    row = {key: number for number, key in enumerate(album.looks.keys)}
    said = -np.arange(1, len(truth) + 1)
    for number, group in enumerate(group for group in groups if REACH[group.kind] == REACHES.index(kind) + 1):
        said[[row[key] for key in group.members]] = number
    said, truth = said[among], truth[among]
    both = pairs_of(said * 2**32 + truth)
    return Right(both / max(pairs_of(said), 1), both / max(pairs_of(truth), 1))


def _found(album: Album, proposals: Proposals) -> float:
    """Return the share of the pairs that a sample of undated photos has at the bar of a burst which was found."""
    looks, bar = album.looks, Bars().burst
    undated = np.flatnonzero(~looks.dated)
    asked = np.random.default_rng(0).choice(undated, min(_SAMPLE, len(undated)), replace=False)
    wanted: set[tuple[int, int]] = set()
    for some in np.array_split(asked, 20):
        one, other = np.nonzero(proposals.seen.vectors[some] @ proposals.seen.vectors.T >= looks.likeness.cosine(bar))
        pairs = zip(some[one].tolist(), other.tolist(), strict=True)
        wanted |= {(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}
    have = set(zip(proposals.alike.one.tolist(), proposals.alike.other.tolist(), strict=True))
    return len(wanted & have) / max(len(wanted), 1)


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
