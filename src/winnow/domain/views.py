"""What a library answers: the best photos, why, and how things stand."""

from __future__ import annotations

from dataclasses import dataclass, field

from winnow.domain.decision import Mark, Verb
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

    `missing_since` is when it was found gone, UTC, ISO 8601; None if it is there. `mark` is what was decided of it.
    """

    path: str
    companion: str | None
    missing_since: str | None
    format: str
    width: int
    height: int
    metadata: Metadata
    explanation: Explanation
    mark: Mark = field(default_factory=Mark)


@dataclass(frozen=True, slots=True)
class Status:
    """How a library stands.

    Attributes:
        photos: photos in the folder when it was last walked: scored, unscoreable and still waiting.
        waiting: photos known to be there and not looked at yet (an interrupted or limited run).
        missing: photos that were there once and are gone.
        others: files that are no photos.
        histogram: 20 counts of scores, half a point each, from 0 to 10.
        kept: photos in the folder that somebody decided to keep.
        rejected: likewise.
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
    kept: int = 0
    rejected: int = 0

    @property
    def undecided(self) -> int:
        """Photos in the folder that are neither kept nor rejected."""
        return self.photos - self.kept - self.rejected


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing decided, as `winnow.domain.decision.Choice`, of photos named by their paths."""

    verb: Verb
    photos: tuple[str, ...]
    others: tuple[str, ...] = ()
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An act of the log, as `winnow.domain.decision.Act`, with photos where they are now, or were last.

    `undone` tells that another act has taken this one back.
    """

    id: int
    at: str
    who: str
    why: str
    decisions: tuple[Decision, ...]
    undoes: int | None
    undone: bool


@dataclass(frozen=True, slots=True)
class Change:
    """What a photo's mark was, and is now."""

    path: str
    before: Mark
    after: Mark


@dataclass(frozen=True, slots=True)
class Done:
    """What an act did.

    Attributes:
        entry: the act, as the log has it.
        about: the act that an undo took back or a redo brought back; else `entry` itself.
        changes: photos whose mark is another now, by path.
    """

    entry: Entry
    about: Entry
    changes: tuple[Change, ...]


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
