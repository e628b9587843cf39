"""The scan that runs in the background: rate, then group, told as it goes on.

::

    start → a thread: rate the folder, then gather groups
              each event → the scan's state → pages, at most four times a second
              each second → ids of photos that were saved since, and can be asked for → pages
    stop  → what is measured is saved, and the thread ends
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from contextlib import closing
from typing import TYPE_CHECKING, Any

from winnow.domain.errors import (
    LibraryBusyError,
    LibraryUnavailableError,
    NoScanError,
    ScanRunningError,
    WinnowError,
)
from winnow.domain.events import Copied, Noticed, Scored, Walked
from winnow.domain.failure import Failed
from winnow.domain.gathering import Step
from winnow.web.problems import of_winnow
from winnow.web.schemas.scan import Scan, Unread
from winnow.workflows.album import readable
from winnow.workflows.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager

    from winnow.domain.events import Event
    from winnow.library import Library
    from winnow.web.events import Broadcaster
    from winnow.web.schemas.scan import State

RUNNING: frozenset[State] = frozenset({"walking", "rating", "grouping"})
TELL_SECONDS = 0.25
IDS_SECONDS = 1.0
PATIENCE_SECONDS = 10.0
REST_SECONDS = 2.0
MOST_UNREAD = 5
NICENESS = 10
"""Of the scan's thread, where the system knows niceness of threads: a key press goes before it."""

_log = logging.getLogger("winnow.web")


class Scans:
    """Runs one scan at a time. Its methods may be called from any thread.

    `shown` tells which of some photos, by their ids, can be asked for: a while after they were saved. While `alone` is
    entered this process does not group. `weighed` tells whether pages show other scores than the model's own.
    """

    def __init__(
        self,
        library: Library,
        events: Broadcaster,
        shown: Callable[[Iterable[int]], set[int]],
        alone: Callable[[], AbstractContextManager[None]],
        weighed: Callable[[], bool],
    ) -> None:
        self._library = library
        self._events = events
        self._shown = shown
        self._alone = alone
        self._weighed = weighed
        self._rated = library.parts.database.is_file()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._stopping = False
        self._scan = Scan(state="idle")

    @property
    def scan(self) -> Scan:
        """The scan that runs, or the last one that did."""
        return self._scan

    def start(self, *, retry_failed: bool = False) -> Scan:
        """Start a scan.

        Raises:
            ScanRunningError: one is running.
            LibraryUnavailableError: the folder is there and its library is not: most often where a disk was taken away.
        """
        with self._lock:
            if self._is_running():
                raise ScanRunningError
            there = self._library.parts.database.is_file()
            if self._rated and not there and self._library.folder.is_dir():
                raise LibraryUnavailableError("Nothing was scanned. Connect its disk, or start winnow again.")
            self._rated = self._rated or there
            self._join()
            self._stopping = False
            self._scan = Scan(state="walking")
            self._thread = threading.Thread(target=self._run, args=(retry_failed,), name="scan", daemon=True)
            self._thread.start()
            return self._scan

    def stop(self) -> Scan:
        """Have the scan end early; what is measured is saved.

        Raises:
            NoScanError: none is running.
        """
        with self._lock:
            if not self._is_running():
                raise NoScanError
            self._stopping = True
            self._library.stop()
            return self._scan

    def close(self) -> None:
        """End the scan, if one is running, and wait for it."""
        self._stopping = True
        self._library.stop()
        self._join()

    def _is_running(self) -> bool:
        return self._scan.state in RUNNING

    def _join(self) -> None:
        if self._thread is not None:
            self._thread.join()

    def _run(self, retry_failed: bool) -> None:
        _step_back()
        began = time.monotonic()
        telling = _Telling(self._library, self._events, self._shown)
        try:
            with self._alone():
                self._when_free(lambda: self._rate(telling, began, retry_failed=retry_failed), began)
                if not self._stopping:
                    self._when_free(lambda: self._gather(telling, began), time.monotonic())
            self._end("stopped" if self._stopping else "finished", began)
        except WinnowError as error:
            told = of_winnow(error, self._library.folder)
            self._end("failed", began, f"{told.title} {told.detail}".rstrip())
        except Exception:  # noqa: BLE001 - the thread's boundary: pages are told, the terminal is told more
            _log.exception("the scan failed")
            self._end("failed", began, "winnow failed; the terminal says more.")
        telling.tell(self._scan, at_once=True)
        telling.tell_the_rest()

    def _when_free(self, verb: Callable[[], None], began: float) -> None:
        """Carry out a verb; until this process has given up grouping, or another has rated, wait a little."""
        while True:
            try:
                return verb()
            except LibraryBusyError:
                if self._stopping or time.monotonic() - began > PATIENCE_SECONDS:
                    raise
                time.sleep(TELL_SECONDS)

    def _rate(self, telling: _Telling, began: float, *, retry_failed: bool) -> None:
        tally = Tally()
        with closing(self._library.rate(retry_failed=retry_failed)) as run:
            for event in run:
                tally.add(event)
                telling.note(event)
                self._change(
                    state="rating" if isinstance(event, Walked) or tally.done else self._scan.state,
                    done=tally.done,
                    to_do=max(tally.to_do, tally.done),
                    failed=tally.failed,
                    missing=tally.missing,
                    median=None if self._weighed() else tally.median,
                    seconds=time.monotonic() - began,
                    message=event.message if isinstance(event, Noticed) else self._scan.message,
                    unread=_with_unread(self._scan.unread, event),
                )
                telling.tell(self._scan, at_once=isinstance(event, Walked))
                if self._stopping:
                    self._library.stop()  # again: it may have been asked before there was a run to stop

    def _gather(self, telling: _Telling, began: float) -> None:
        self._change(state="grouping", seconds=time.monotonic() - began)
        telling.tell(self._scan, at_once=True)
        with closing(self._library.gather(is_wanted=lambda: not self._stopping)) as run:
            for step in run:
                if self._stopping:
                    return
                if isinstance(step, Step):
                    self._change(message=f"{step.stage}: {step.done:,} of {step.of:,}")
                    telling.tell(self._scan)

    def _end(self, state: State, began: float, message: str = "") -> None:
        self._change(state=state, seconds=time.monotonic() - began, message=message)

    def _change(self, **fields: Any) -> None:  # noqa: ANN401 - the fields of a scan
        self._scan = self._scan.model_copy(update=fields)


class _Telling:
    """Tells pages of a scan, no more often than they can use."""

    def __init__(self, library: Library, events: Broadcaster, shown: Callable[[Iterable[int]], set[int]]) -> None:
        self._library = library
        self._events = events
        self._shown = shown
        self._paths: list[str] = []
        self._told_at = 0.0
        self._asked_at = time.monotonic()

    def note(self, event: Event) -> None:
        if isinstance(event, Scored | Copied):
            self._paths.append(event.path)

    def tell(self, scan: Scan, *, at_once: bool = False) -> None:
        now = time.monotonic()
        if at_once or now - self._told_at >= TELL_SECONDS:
            self._told_at = now
            self._events.publish("scan", scan.model_dump())
        if self._paths and (at_once or now - self._asked_at >= IDS_SECONDS):
            self._asked_at = now
            self._tell_ids()

    def tell_the_rest(self) -> None:
        """Wait a little for the photos that were saved last, and tell of them."""
        began = time.monotonic()
        while self._paths and time.monotonic() - began < REST_SECONDS:
            time.sleep(TELL_SECONDS)
            self._tell_ids()

    def _tell_ids(self) -> None:
        """Tell the ids of photos that a page may ask for: what waits in the batch has none yet."""
        try:
            saved = self._library.ids(self._paths)
        except WinnowError:
            return  # the scan itself will meet it, and say so
        shown = self._shown(saved.values())
        if shown:
            self._events.publish("photos", {"ids": [photo for photo in saved.values() if photo in shown]})
        self._paths = [path for path in self._paths if saved.get(path) not in shown]


def _with_unread(known: tuple[Unread, ...], event: Event) -> tuple[Unread, ...]:
    """The last few that failed, with what an event tells of one."""
    if not isinstance(event, Failed):
        return known
    folder, _, name = readable(event.path).rpartition("/")
    return (Unread(name=name, folder=folder, reason=readable(event.reason)), *known)[:MOST_UNREAD]


def _step_back() -> None:
    """Let the thread, and what it starts, wait for everything else. Linux alone knows the niceness of a thread."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
