"""An item on its way through a worker, and the map it belongs to."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Any


@dataclass(eq=False, slots=True)
class Lane:
    """One open map: what came back and was not yielded yet, and how many are still out."""

    settled: deque[tuple[Any, Any]] = field(default_factory=deque)
    unanswered: int = 0

    @property
    def load(self) -> int:
        """Items that the map is ahead of its caller."""
        return self.unanswered + len(self.settled)

    def settle(self, item: object, result: object) -> None:
        """Note what came of one item."""
        self.unanswered -= 1
        self.settled.append((item, result))


@dataclass(frozen=True, eq=False, slots=True)
class Job:
    """One item on its way through a worker."""

    lane: Lane
    item: Any
    payload: bytes
