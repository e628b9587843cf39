"""Grouping in the background. It rests while a scan runs: one alone may have the library, and a scan groups at its end.

::

    what was told apart → grouped                          → nothing is owed
                          given up as a scan begins        → owed until the scan is over, should that not have done it
                          another process has the library, → tried again from time to time, as long as anybody looks
                          or its disk is away
"""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING

from winnow.domain.errors import LibraryBusyError, LibraryUnavailableError
from winnow.domain.gathering import Gathered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from winnow.library import Library


AGAIN_SECONDS = 3.0
"""Before a library that was busy or away is tried again: finding it so opens the database."""


class Regrouping:
    """Groups one library anew. `run` is for one thread, the rest for any other."""

    def __init__(self, library: Library, is_closing: Callable[[], bool]) -> None:
        """Prepare; `is_closing` tells whether nobody will look at groups any more."""
        self._library = library
        self._is_closing = is_closing
        self._rests = self._is_owed = False
        self._again_at = float("inf")

    def run(self) -> None:
        """Group what is different."""
        self._is_owed = True
        self._again_at = float("inf")
        if self._rests:
            return
        try:
            for step in self._library.gather(is_wanted=self._is_wanted):
                if isinstance(step, Gathered):
                    self._is_owed = False
        except (LibraryBusyError, LibraryUnavailableError):
            self._again_at = time.monotonic() + AGAIN_SECONDS

    def is_due(self) -> bool:
        """Whether it is time to try again what another process stood in the way of."""
        return not self._rests and time.monotonic() >= self._again_at

    @contextlib.contextmanager
    def resting(self, again: Callable[[], None]) -> Iterator[None]:
        """Give up what is grouped, and group nothing; `again` is to have it done afterwards, if anything is owed."""
        self._rests = True
        try:
            yield
        finally:
            self._rests = False
            if self._is_owed:
                again()

    def _is_wanted(self) -> bool:
        return not (self._rests or self._is_closing())
