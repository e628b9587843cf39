"""imagededup's search for near hashes beside winnow's, on the same hashes.

The package asks for PyTorch, torchvision and matplotlib, which its CNN and its plots need and pHash does not: `make
grouping` installs it without them, and they are left out when it is imported. Its CNN takes its weights from the
network.
"""

from __future__ import annotations

import importlib
import sys
import time
from dataclasses import dataclass
from typing import Any
from unittest.mock import MagicMock

import numpy as np
from benchmarks.grouping.album import make_album
from benchmarks.grouping.measure import Right, pairs_of

from winnow.grouping.copies import TELLING_BITS
from winnow.grouping.hashes import NEAR_BITS, Near

SEARCHES = {"BruteForceCython": "brute_force_cython", "BKTree": "bktree"}  # the second is its default on Windows
_LEFT_OUT = ("imagededup.methods.cnn", "imagededup.utils.models", "imagededup.utils.plotter")

Found = set[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Searched:
    """CPU seconds that a search took, and how right its pairs are as copies."""

    name: str
    cpu_seconds: float
    right: Right


def load_phash() -> Any:  # noqa: ANN401 # it ships no types
    """Return imagededup's pHash.

    Raises:
        SystemExit: it is not installed.
    """
    for name in _LEFT_OUT:
        sys.modules.setdefault(name, MagicMock())
    try:
        return importlib.import_module("imagededup.methods").PHash(verbose=False)
    except ImportError as error:
        raise SystemExit(f"imagededup is not there ({error}): make grouping installs it") from error


def load_search(name: str) -> Any:  # noqa: ANN401 # as above
    """Return one of its searches; its own loop over queries sends all hashes to a process with each of them."""
    return getattr(importlib.import_module(f"imagededup.handlers.search.{SEARCHES[name]}"), name)


def compare(photos: int) -> tuple[Searched, ...]:
    """Search an album's hashes, but those of frames so dark that all have the same, for pairs within NEAR_BITS."""
    album = make_album(photos)
    telling = np.flatnonzero(album.looks.entropy_bits >= TELLING_BITS)
    hashes = album.looks.hashes
    started = time.process_time()
    one, other = Near(hashes, telling).touching(telling, lambda first, _: np.ones(len(first), dtype=np.bool_))
    ours = set(zip(one.tolist(), other.tolist(), strict=True))
    told = [Searched("winnow", time.process_time() - started, _right(ours, album.picture, telling))]
    named = {str(row): f"{int(hashes[row]):016x}" for row in telling.tolist()}
    for name in SEARCHES:
        started = time.process_time()
        search = load_search(name)(named, load_phash().hamming_distance)
        answers = {row: search.search(query=value, tol=NEAR_BITS) for row, value in named.items()}
        spent = time.process_time() - started
        pairs = {(int(a), int(b)) for a, others in answers.items() for b, _ in others if int(a) < int(b)}
        if pairs - ours:
            raise ValueError(f"imagededup finds {len(pairs - ours)} pairs that winnow does not")
        told.append(Searched(f"imagededup, {name}", spent, _right(pairs, album.picture, telling)))
    return tuple(told)


def _right(pairs: Found, picture: np.typing.NDArray[np.int64], telling: np.typing.NDArray[np.int64]) -> Right:
    same = sum(bool(picture[one] == picture[other]) for one, other in pairs)
    return Right(same / max(len(pairs), 1), same / max(pairs_of(picture[telling]), 1))
