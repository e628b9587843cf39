"""Figures of pairs: how well likeness tells pictures of the same thing from unrelated ones.

cosines <- of pairs, tens of millions of them, so only counted: one count per step of 1/10,000
figures <- of two such counts: pairs that are the same, pairs that are not
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

STEPS = 20_000  # from -1 to 1
Counts = NDArray[np.int64]  # (STEPS + 1,) pairs by cosine, rising


def counted(cosines: NDArray[np.floating]) -> Counts:
    """Count cosines -1..1 by the nearest step."""
    steps = np.rint((cosines.ravel() + 1) * (STEPS / 2)).astype(np.int64)
    return np.bincount(np.clip(steps, 0, STEPS), minlength=STEPS + 1)


def cosine_at(step: int) -> float:
    """Return the cosine that a step stands for."""
    return 2 * step / STEPS - 1


def average_precision(same: Counts, unrelated: Counts) -> float:
    """Return the mean precision at each of the same pairs, best first; ties share the precision of them all."""
    return float(_precision(same, unrelated)[::-1] @ same / same.sum())


def recall_at_precision(same: Counts, unrelated: Counts, precision: float) -> float:
    """Return the largest share of the same pairs that can be told with at least that precision; 0 if none can."""
    enough = _precision(same, unrelated) >= precision
    return float(np.cumsum(same[::-1])[enough].max(initial=0) / same.sum())


def cosine_rarer_than(unrelated: Counts, share: float) -> float:
    """Return the least cosine that a smaller share of the unrelated pairs than this reaches."""
    reaching = np.cumsum(unrelated[::-1])[::-1]
    return cosine_at(int(np.count_nonzero(reaching >= share * unrelated.sum())))


def quantile(counts: Counts, share: float) -> float:
    """Return the cosine below which that share of the pairs lies."""
    return cosine_at(int(np.searchsorted(np.cumsum(counts), share * counts.sum())))


def share_reaching(counts: Counts, cosine: float) -> float:
    """Return the share of the pairs with at least that cosine."""
    step = int(np.ceil((cosine + 1) * (STEPS / 2) - 1e-6))  # a cosine that stands for a step reaches it
    return float(counts[step:].sum() / counts.sum())


def _precision(same: Counts, unrelated: Counts) -> NDArray[np.float64]:
    """Return precision from the highest step down: of all pairs with at least that cosine, how many are the same."""
    right, wrong = np.cumsum(same[::-1]), np.cumsum(unrelated[::-1])
    return np.asarray(right / np.maximum(right + wrong, 1))
