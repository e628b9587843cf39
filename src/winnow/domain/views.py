"""What a library answers: the best photos, why, and how things stand."""

from __future__ import annotations

from dataclasses import dataclass

from winnow.domain.failure import Failed
from winnow.domain.metadata import Metadata
from winnow.domain.score import Explanation, Reason


@dataclass(frozen=True, slots=True)
class Ranked:
    """One photo of a ranking, best first. `reasons` holds the strongest two."""

    path: str
    score: float
    confidence: float
    taken_at: str | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """Everything winnow knows of one photo, with its score as a sum.

    `missing_since` is when it was found gone, UTC, ISO 8601; None if it is there.
    """

    path: str
    companion: str | None
    missing_since: str | None
    format: str
    width: int
    height: int
    metadata: Metadata
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Status:
    """How a library stands.

    Attributes:
        photos: photos in the folder when it was last walked: scored, unscoreable and still waiting.
        waiting: photos known to be there and not looked at yet (an interrupted or limited run).
        missing: photos that were there once and are gone.
        others: files that are no photos.
        histogram: 20 counts of scores, half a point each, from 0 to 10.
    """

    photos: int
    scored: int
    unscoreable: int
    waiting: int
    missing: int
    others: int
    median: float | None
    histogram: tuple[int, ...]
    failures: tuple[Failed, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing this machine can or cannot do, and what to install or set where it cannot.

    `needed` tells what winnow cannot work without from what is merely good to have.
    """

    name: str
    ok: bool
    detail: str
    advice: str = ""
    needed: bool = False
