"""What a light table does when nobody waits: one thread, the urgent first.

::

    wait → read what others wrote → group what was told apart → ask the keeper rule, a little at a time → wait
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from typing import TYPE_CHECKING

from winnow.domain.errors import WinnowError

if TYPE_CHECKING:
    from collections.abc import Callable

REST = 3.0
"""Times as long as reading took is waited before the next: a scan that writes every second does not fill the day."""

NICENESS = 10
"""Of the thread, where the system knows niceness of threads: a key press goes before it."""

_log = logging.getLogger("winnow.web")


class Background:
    """Runs its three duties, never two at once, until it is closed. The thread starts when there is something to do."""

    def __init__(self, read: Callable[[], None], gather: Callable[[], None], idle: Callable[[], bool]) -> None:
        """Prepare.

        Args:
            read: reads what is different.
            gather: groups anew.
            idle: does a little of what there is always time for; tells whether there is more.
        """
        self._read = read
        self._gather = gather
        self._idle = idle
        self._changed = threading.Condition()
        self._to_read = self._to_gather = self.is_closing = False
        self._is_settled = True
        self._thread: threading.Thread | None = None

    def read(self) -> None:
        """Have it read, soon."""
        self._wake(read=True)

    def gather(self) -> None:
        """Have it group, soon, and read what that gave."""
        self._wake(gather=True)

    def settle(self) -> None:
        """Wait until all is done."""
        self._wake()
        with self._changed:
            self._changed.wait_for(lambda: self._is_settled)

    def close(self) -> None:
        """End it, after what is in hand."""
        with self._changed:
            self.is_closing = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join()

    def _wake(self, *, read: bool = False, gather: bool = False) -> None:
        with self._changed:
            if self.is_closing:
                return
            self._to_read |= read
            self._to_gather |= gather
            self._is_settled = False
            self._changed.notify_all()
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="light table", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        _step_back()
        rests_until = 0.0
        more = True
        while not self.is_closing:
            with self._changed:
                if not (more or self._to_read or self._to_gather):
                    self._is_settled = True
                    self._changed.notify_all()
                    self._changed.wait()
                    more = True
                    continue
                reads = self._to_read and not self._to_gather and time.monotonic() >= rests_until
                gathers = self._to_gather
                self._to_read = (self._to_read and not reads) or gathers
                self._to_gather = False
            began = time.monotonic()
            if gathers:
                self._safely(self._gather)
            elif reads:
                self._safely(self._read)
                rests_until = time.monotonic() + REST * (time.monotonic() - began)
            else:
                more = self._safely(self._idle)
                if not more and self._to_read:
                    time.sleep(max(0.0, min(0.05, rests_until - time.monotonic())))

    def _safely(self, duty: Callable[[], bool | None]) -> bool:
        """Do it; what goes wrong is told on the terminal, and is no reason for pages to stand still."""
        try:
            return bool(duty())
        except WinnowError as error:
            _log.warning("%s", error)
        except Exception:  # noqa: BLE001 - the thread's boundary
            _log.exception("the light table failed in the background")
        return False


def _step_back() -> None:
    """Let the thread wait for everything else. Linux alone knows the niceness of a thread."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
