"""Tasks in winnow's own process, one after the other: for debugging, and for programs that embed winnow.

It keeps the promises of `winnow.engine.Engine` that one process can keep. It cannot keep these: a task that crashes
takes the program with it, one that hangs is not ended, and nothing limits its memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from winnow.engine import Ready
from winnow.engine.outcome import attempt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")
R = TypeVar("R")


class InlineEngine:
    """Runs each task when its result is asked for."""

    def __init__(self) -> None:
        self._closed = False

    def map(self, task: Callable[[T], R], items: Iterable[T | Ready[Any, Any]]) -> Iterator[tuple[Any, Any]]:
        """See `Engine.map`, and its types: mypy cannot match a union of type variables with itself."""
        for item in items:
            if self._closed:
                return
            if isinstance(item, Ready):
                yield item.item, item.result
            else:
                yield item, attempt(task, item)

    def close(self) -> None:
        """See `Engine.close`. A task that runs is finished first."""
        self._closed = True
