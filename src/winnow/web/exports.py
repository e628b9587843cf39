"""Exports: a plan is kept until it is run; one runs at a time, told as it goes on.

::

    plan → kept, under an id → run: a thread does what the plan says
                                    each event → the run → pages, at most four times a second
           stop → what is whole stays, the file in hand is finished; a new plan of the same goes on
"""

from __future__ import annotations

import logging
import secrets
import shlex
import threading
import time
from collections import OrderedDict
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from winnow.domain.errors import ArgumentError, ExportNotFoundError, ExportRunningError, WinnowError
from winnow.domain.export import By, ExportEvent, Left, Made, Placed, Progress, Selection, Targets
from winnow.web.problems import of_winnow
from winnow.web.schemas.exports import ExportPlan, ExportRun, ExportRuns, NewExport
from winnow.workflows.album import readable

if TYPE_CHECKING:
    from collections.abc import Callable

    from winnow.library import Library
    from winnow.web.events import Broadcaster
    from winnow.workflows.export_plan import Plan

TELL_SECONDS = 0.25
PLANS_KEPT = 20
MOST_LINES = 1000
"""Of a plan, and of what was left: nobody reads more."""

_log = logging.getLogger("winnow.web")


@dataclass(slots=True)
class _Planned:
    plan: Plan
    run: ExportRun
    files: int = 0
    sidecars: int = 0
    made: list[Made] = field(default_factory=list)

    def hear(self, event: ExportEvent) -> None:
        """Take in what happened."""
        if isinstance(event, Placed):
            is_beside_a_photo = Path(event.to).is_absolute()  # what goes to a folder is told by its name there
            self.sidecars += is_beside_a_photo
            self.files += not is_beside_a_photo
            placed = {"what": "files", "done": self.files + self.sidecars, "total": _files(self.plan)}
            self.run = self.run.model_copy(update=placed)
            return
        if isinstance(event, Made):
            self.made.append(event)
        self.run = _after(self.run, event)

    @property
    def is_whole(self) -> bool:
        """Whether everything is where it was to go: all that is left is to close the books."""
        targets = self.plan.targets
        wanted = sum(place is not None for place in (targets.zip, targets.csv, targets.json, targets.gallery))
        return len(self.made) == wanted and self.files + self.sidecars == _files(self.plan)

    def end(self, **fields: Any) -> None:  # noqa: ANN401 - the fields of a run
        """The run is over; what came of it, whatever ended it."""
        from winnow.workflows.export_words import in_the_end  # noqa: PLC0415 - loaded by now, and not before

        said = [readable(line) for line in in_the_end(self.plan, self.files, self.sidecars, self.made)]
        why = fields.pop("message", "")
        to = self.plan.targets.to
        undo = f"winnow export --undo {shlex.quote(str(to))}" if self.plan.targets.by is By.MOVE and self.files else ""
        self.run = self.run.model_copy(update={**fields, "message": " ".join([why, *said]).strip(), "undo": undo})


class Exports:
    """Plans and runs. Its methods may be called from any thread."""

    def __init__(self, library: Library, events: Broadcaster, profile: Callable[[], str | None]) -> None:
        """Take what exports need; `profile` names the weights in use, by which the person sees photos ranked."""
        self._library = library
        self._events = events
        self._profile = profile
        self._lock = threading.Lock()
        self._planned: OrderedDict[str, _Planned] = OrderedDict()
        self._thread: threading.Thread | None = None
        self._running: _Planned | None = None
        self._stopping = False

    def plan(self, new: NewExport) -> ExportPlan:
        """Lay out an export; nothing is written. Plans of long ago are forgotten.

        Raises:
            ArgumentError: a place is not absolute, or what is asked for makes no sense.
            JournalDamagedError, LibraryNotFoundError: as `Library.plan_export`.
        """
        plan = self._library.plan_export(_selection(new), _targets(new), profile=self._profile())
        key = secrets.token_hex(8)
        with self._lock:
            self._planned[key] = _Planned(plan, ExportRun(id=key, state="planned"))
            for old in [old for old, one in self._planned.items() if one is not self._running][:-PLANS_KEPT]:
                del self._planned[old]
        return _told(key, plan)

    def get(self, key: str) -> ExportRun:
        """How an export goes on; raises `ExportNotFoundError` if nobody planned it, or long ago."""
        return self._find(key).run

    def runs(self) -> ExportRuns:
        """Those that run or ran, what was planned last first."""
        with self._lock:
            every = [one.run for one in reversed(self._planned.values())]
        return ExportRuns(runs=tuple(run for run in every if run.state != "planned"))

    def run(self, key: str) -> ExportRun:
        """Do what a plan says; one that runs, or ran, is left as it is.

        Raises:
            ExportNotFoundError: nobody planned it, or long ago.
            ExportRunningError: another one is running.
        """
        with self._lock:
            planned = self._find(key)
            if planned.run.state != "planned":
                return planned.run
            if self._running is not None and self._running.run.state == "running":
                raise ExportRunningError
            self._stopping = False
            self._running = planned
            planned.run = planned.run.model_copy(update={"state": "running", "total": _files(planned.plan)})
            self._thread = threading.Thread(target=self._carry_out, args=(planned,), name="export", daemon=True)
            self._thread.start()
            return planned.run

    def stop(self, key: str) -> ExportRun:
        """Have an export end after the file in hand; one that does not run is left as it is."""
        with self._lock:
            planned = self._find(key)
            if planned is self._running:
                self._stopping = True
            return planned.run

    def close(self) -> None:
        """End the export that runs, and wait for it."""
        self._stopping = True
        if self._thread is not None:
            self._thread.join()

    def _find(self, key: str) -> _Planned:
        if key not in self._planned:
            raise ExportNotFoundError("Plan it again.")
        return self._planned[key]

    def _carry_out(self, planned: _Planned) -> None:
        told_at = 0.0
        state = "finished"
        try:
            with closing(self._library.export(planned.plan)) as events:
                for event in events:
                    planned.hear(event)
                    if time.monotonic() - told_at >= TELL_SECONDS:
                        told_at = time.monotonic()
                        self._tell(planned)
                    if self._stopping and not planned.is_whole:
                        state = "stopped"
                        break
            self._end(planned, state=state)  # with all that it held given back: another may begin
        except WinnowError as error:
            problem = of_winnow(error, self._library.folder)
            self._end(planned, state="failed", message=f"{problem.title} {problem.detail}".rstrip())
        except Exception:  # noqa: BLE001 - the thread's boundary: pages are told, the terminal is told more
            _log.exception("the export failed")
            self._end(planned, state="failed", message="winnow failed; the terminal says more.")

    def _end(self, planned: _Planned, **fields: Any) -> None:  # noqa: ANN401 - the fields of a run
        planned.end(**fields)
        self._tell(planned)

    def _tell(self, planned: _Planned) -> None:
        self._events.publish("export", planned.run.model_dump())


def _selection(new: NewExport) -> Selection:
    named = None if new.photos is None else frozenset(new.photos)
    return Selection(
        new.top, new.kept, new.rejected, new.stars, new.min_score, new.best_of_groups, new.everything, named
    )


def _targets(new: NewExport) -> Targets:
    places = [_place(text) for text in (new.to, new.zip, new.csv, new.json_file, new.gallery)]
    to, zip_, csv, json, gallery = places
    return Targets(to, By(new.by), new.flat, zip_, csv, json, gallery, new.originals, new.xmp)


def _place(text: str | None) -> Path | None:
    """A place on this machine; the server's own current folder means nothing to whoever asks."""
    if text is None:
        return None
    if "\0" in text or not Path(text).is_absolute():
        raise ArgumentError(f"{text!r} is no absolute path.")
    return Path(text)


def _told(key: str, plan: Plan) -> ExportPlan:
    from winnow.workflows.export_room import check, sizes  # noqa: PLC0415 - the overview of a library loads no export
    from winnow.workflows.export_words import by_file, by_target, cautions, left_out  # noqa: PLC0415 - as above

    none = "None of these photos is there any more." if plan.gone else "No photo is meant by that: nothing to export."
    problem = "" if plan.items else none
    try:
        check(plan)
    except WinnowError as error:
        problem = str(error)
    return ExportPlan(
        id=key,
        photos=len(plan.items),
        files=_files(plan),
        bytes=sum(need.size for need in sizes(plan)),
        targets=tuple(readable(line) for line in by_target(plan)),
        steps=_few([*by_file(plan)]),
        warnings=_few([*cautions(plan), *(f"{left.path}: {left.reason}" for left in left_out(plan))]),
        problem=readable(problem),
    )


def _files(plan: Plan) -> int:
    return len(plan.files.placings) + sum(not isinstance(one, Left) for one in plan.sidecars)


def _few(lines: list[str]) -> tuple[str, ...]:
    """All of them, or the first and the last of too many: the last say what is left out."""
    if len(lines) > MOST_LINES:
        half = MOST_LINES // 2
        lines = [*lines[:half], f"... and {len(lines) - 2 * half:,} more ...", *lines[-half:]]
    return tuple(readable(line) for line in lines)


def _after(run: ExportRun, event: Progress | Made | Left) -> ExportRun:
    """The run once something happened."""
    match event:
        case Progress():
            return run.model_copy(update={"what": event.what, "done": event.done, "total": event.total})
        case Made():
            return run.model_copy(update={"made": (*run.made, readable(event.path))})
        case Left():
            said = readable(f"{event.path}: {event.reason}")
            return run.model_copy(update={"left": (*run.left, said)[:MOST_LINES]})
