"""Where tasks run. An engine survives what a decoder does to its process: a crash, a hang, memory without end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from winnow.domain.failure import Broken

T = TypeVar("T")
R = TypeVar("R")
KnownT = TypeVar("KnownT")
KnownR = TypeVar("KnownR")


@dataclass(frozen=True, slots=True)
class Ready(Generic[T, R]):
    """An item whose result is known already: `Engine.map` passes it through without a task, in its turn.

    So a stage between two maps can answer some items itself, and what it answers is told at once.
    """

    item: T
    result: R


class Engine(Protocol):
    """Runs a task over items, several at a time; `tests/contracts/test_engine.py` holds every engine to this."""

    def map(
        self, task: Callable[[T], R], items: Iterable[T | Ready[KnownT, KnownR]]
    ) -> Iterator[tuple[T | KnownT, R | KnownR | Broken]]:
        """Yield each item with its result, as they finish, in any order.

        Items are pulled lazily, a bounded number ahead, so memory does not grow with their number; several maps may
        be open at once, and `items` may itself be an open map of the same engine. A task that raises, dies, hangs or
        exhausts memory yields a `Broken` for its item and no other item is lost.

        Leaving the loop early drops what is queued. An error raised by `items` itself goes to the caller.

        Args:
            task: called with one item, perhaps in another process: a module-level function, or a `functools.partial`
                of one, so that it can be pickled; items and results likewise.
            items: what to call it with; a `Ready` one is passed through.

        Raises:
            EngineFailedError: workers cannot be started or kept running.
        """
        ...

    def close(self) -> None:
        """Stop at once: what is queued is dropped, what runs is ended.

        An open map yields what has come back already and ends; a later one is empty. May be called twice, from another
        thread, or from a signal handler while a map waits.
        """
        ...
