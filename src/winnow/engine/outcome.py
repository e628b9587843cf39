"""What became of a task, in words a person can act on. Pure: the same for every engine.

::

    it returned                     → its result
    it raised UnscoreableError      → Broken, as it says
    it raised MemoryError           → Broken: memory
    it raised anything else         → Broken: a bug of winnow
    its process died                → Broken: crash, with the signal or exit status
    it was overdue and was killed   → Broken: timeout
"""

from __future__ import annotations

import signal
from dataclasses import dataclass
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from winnow.domain.failure import Broken, FailureKind, UnscoreableError

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
R = TypeVar("R")

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one task may take before its process is ended."""

    timeout_seconds: float
    memory_bytes: int


def attempt(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R | Broken:
    """Call a function; give what it returns, or why it gave nothing."""
    try:
        return function(*args, **kwargs)
    except UnscoreableError as error:
        return Broken(error.kind, error.reason)
    except MemoryError:
        return Broken(FailureKind.MEMORY, "it needs more memory than one photo may take; raise memory_mb to allow more")
    except Exception as error:  # noqa: BLE001 - the worker boundary: one photo's bug must not end the run
        return Broken(FailureKind.BUG, f"winnow failed on this photo: {in_words(error)} (please report)")


def in_words(error: Exception) -> str:
    """An exception on one line, as a traceback ends."""
    return " ".join(f"{type(error).__name__}: {error}".split()).rstrip(":")


def overdue(allowance: Allowance) -> Broken:
    """A task that took longer than it may."""
    return Broken(
        FailureKind.TIMEOUT,
        f"it took longer than {allowance.timeout_seconds:g} seconds; raise timeout_seconds to allow more",
    )


def died(exitcode: int | None, allowance: Allowance) -> Broken:
    """A task whose process ended under it.

    Args:
        exitcode: exit status, or the negative number of the signal that ended the process; None where the system does
            not tell.
        allowance: what the task was allowed, for the advice.
    """
    how = how_it_ended(exitcode)
    advice = {
        "SIGKILL": ": most likely the system ran out of memory; use fewer workers or a lower memory_mb",
        "SIGABRT": f", perhaps for want of memory: memory_mb is {allowance.memory_bytes // MEGABYTE}",
    }
    return Broken(FailureKind.CRASH, f"its decoder crashed ({how}){advice.get(how, '')}")


def how_it_ended(exitcode: int | None) -> str:
    """Name a process's end: ``SIGSEGV``, or ``exit status 1``. A real-time signal has only its number."""
    if exitcode is None or exitcode >= 0:
        return f"exit status {'unknown' if exitcode is None else exitcode}"
    try:
        return signal.Signals(-exitcode).name
    except ValueError:
        return f"signal {-exitcode}"
