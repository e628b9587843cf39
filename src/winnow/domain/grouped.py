"""A group as a person is shown it."""

from __future__ import annotations

from dataclasses import dataclass

from winnow.domain.decision import Mark
from winnow.domain.group import Group, Suggestion


@dataclass(frozen=True, slots=True)
class Member:
    """A photo of a group. `score` is None where the photo waits for one."""

    photo: int
    path: str
    score: float | None
    mark: Mark


@dataclass(frozen=True, slots=True)
class Grouped:
    """A group, which of it winnow would keep, and what has been decided of it.

    Attributes:
        members: best first, as `suggestion.order`.
        chosen: the person's own keepers in it, ids in rising order; the suggestion begins with them.
        keep_all: whether the person said that all of it is worth keeping.
    """

    group: Group
    suggestion: Suggestion
    members: tuple[Member, ...]
    chosen: tuple[int, ...] = ()
    keep_all: bool = False

    @property
    def keeper(self) -> Member:
        """The photo to keep."""
        return self.members[0]
