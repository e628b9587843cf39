"""The border to other people's decoders: what they raise becomes a reason, what they print goes nowhere.

Decoders raise whatever comes to hand (Pillow alone: OSError, SyntaxError, struct.error, IndexError, ...), warn through
`warnings`, and their C libraries print to file descriptor 2, which belongs to the progress display. `foreign` is the
one place that knows this.
"""

from __future__ import annotations

import os
import threading
import warnings
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from winnow.domain.failure import FailureKind, UnscoreableError

if TYPE_CHECKING:
    from collections.abc import Iterator

_STDERR = 2
_LONGEST_MESSAGE = 160


@contextmanager
def foreign(what: str) -> Iterator[None]:
    """Run a third-party decoder on `what` (``"JPEG"``) in silence.

    Raises:
        UnscoreableError: as raised inside; DAMAGED for what a decoder raises.
        MemoryError: as raised inside: it says nothing of the file, and whoever set the limit words it.
    """
    try:
        with _silence:
            yield
    except (UnscoreableError, MemoryError):
        raise
    except Exception as error:  # decoders raise anything; this is the one boundary that turns it into words
        raise UnscoreableError(FailureKind.DAMAGED, f"damaged {what}: {_in_words(error)}") from error


def _in_words(error: Exception) -> str:
    """Return the first line of an error's message, or its class where it has none."""
    said = error.args[0] if len(error.args) == 1 else None
    message = said.decode(errors="replace") if isinstance(said, bytes) else str(error)  # LibRaw's are bytes
    message = message.strip().split("\n", 1)[0]
    return message[:_LONGEST_MESSAGE] or type(error).__name__


class _Silence:
    """Points file descriptor 2 at nothing and ignores warnings while at least one thread is inside.

    Both are the whole process's, so threads share one silence: the first in begins it, the last out ends it.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self._restore = ExitStack()

    def __enter__(self) -> None:
        with self._lock:
            if self._inside == 0:
                self._restore.enter_context(warnings.catch_warnings())
                warnings.simplefilter("ignore")
                self._restore.enter_context(_descriptor_silenced(_STDERR))
            self._inside += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside == 0:
                self._restore.close()


@contextmanager
def _descriptor_silenced(descriptor: int) -> Iterator[None]:
    try:
        saved = os.dup(descriptor)
    except OSError:  # a daemon may have no stderr: then there is nothing to silence
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, descriptor)
        yield
    finally:
        os.dup2(saved, descriptor)
        os.close(saved)
        os.close(nowhere)


_silence = _Silence()
