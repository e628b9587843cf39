"""What the rule of ``winnow pick`` makes of the photos of a folder.

A photo is named by its id in the library, which follows it when it is moved or edited.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from winnow.domain.views import Done

PICK: Final = "pick"
"""Who decided, in the log."""


class Strictness(StrEnum):
    """How much is rejected; each rejects all that the one before it does."""

    GENTLE = "gentle"  # what nobody would miss: identical files, and what clearly is the worse copy or frame
    NORMAL = "normal"  # also every other copy, and of a moment all but the keeper and who comes close to it
    STRICT = "strict"  # of a moment all but the keeper, of a scene all but its few best moments


@dataclass(frozen=True, slots=True)
class Pickable:
    """A photo that is there. `score` is None where it waits for one, or cannot have one."""

    photo: int
    path: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of one photo, and why, in words. `kept` is None where it is left undecided."""

    photo: int
    path: str
    kept: bool | None
    why: str


@dataclass(frozen=True, slots=True)
class Picked:
    """Every photo that is there, once, in order of path.

    Attributes:
        kept: photos to keep.
        rejected: photos to reject.
        left: photos to leave undecided.
        marked: photos that somebody else kept or rejected, which stands.
    """

    kept: tuple[Verdict, ...]
    rejected: tuple[Verdict, ...]
    left: tuple[Verdict, ...]
    marked: tuple[Verdict, ...]

    @property
    def keeps(self) -> int:
        """How many photos are kept in all, by whomever."""
        return len(self.kept) + sum(verdict.kept is True for verdict in self.marked)


@dataclass(frozen=True, slots=True)
class Pick:
    """What a pick did.

    Attributes:
        picked: what becomes of every photo.
        rejected_bytes: what the rejected files hold, those beside them, such as RAWs, included.
        done: the act; None if all was so already, or nothing was to be written.
    """

    picked: Picked
    rejected_bytes: int
    done: Done | None = None
