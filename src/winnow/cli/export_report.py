"""What an export says: the plan, what happens, what was left."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Self

import typer

from winnow.cli.terminal import console, live, plural, shown
from winnow.domain.errors import ExportIncompleteError
from winnow.domain.export import By, ExportEvent, Left, Made, Placed, Progress

if TYPE_CHECKING:
    from rich.progress import TaskID

    from winnow.workflows.export import Plan

_VERBS = {By.COPY: "copy", By.HARDLINK: "hard link", By.SYMLINK: "link", By.MOVE: "move"}
STOPPING = "Stopping after this file ... (Ctrl-C again ends at once)"


def in_brief(plan: "Plan") -> Iterator[str]:
    """The plan in a line for each target."""
    from winnow.workflows.export import free_room, sizes  # noqa: PLC0415 - loaded by now, and not for --help

    targets, files = plan.targets, plan.files
    yield f"{plural(len(plan.items), 'photo')} of {plan.source}"
    if targets.to:
        there = f", {plural(len(files.there), 'file')} there already" if files.there else ""
        yield f"  {_VERBS[targets.by]} {plural(len(files.placings), 'file')} to {targets.to}{there}"
    for what, place in (("archive", targets.zip), ("table", targets.csv), ("JSON", targets.json)):
        if place:
            yield f"  {what} {place}"
    if targets.gallery:
        yield f"  gallery {targets.gallery}{', with the originals' if targets.originals else ''}"
    if targets.xmp:
        yield f"  {plural(len(_sidecars(plan)), 'XMP sidecar')} to write beside the photos"
    for place, size in sizes(plan):
        if size:
            yield f"  {megabytes(size)} for {place}, where {megabytes(free_room(place))} are free"


def in_full(plan: "Plan") -> Iterator[str]:
    """The plan file by file, then in brief."""
    yield from (f"write {path}" for path in _sidecars(plan))
    for placing in plan.files.placings:
        yield f"{_VERBS[plan.targets.by]} {placing.part.path} -> {placing.to}"
    for placed in plan.files.there:
        yield f"there already: {placed.path} -> {placed.to}"
    for placing in plan.packed.placings:
        yield f"pack {placing.part.path} -> {placing.to}"
    if not (plan.targets.to or plan.targets.zip or plan.targets.xmp):
        yield from (item.path for item in plan.items)
    unreadable = [one for one in plan.sidecars if isinstance(one, Left)]
    for left in (*plan.gone, *unreadable, *plan.files.left, *plan.packed.left):
        yield f"leave {left.path}: {left.reason}"
    yield from in_brief(plan)
    yield "Nothing was done: this is what would be."


def _sidecars(plan: "Plan") -> list[str]:
    return [str(change.path) for change in plan.sidecars if not isinstance(change, Left)]


def megabytes(size: int) -> str:
    """``1,234.5 MB``."""
    return f"{size / 1e6:,.1f} MB"


class Report:
    """Told what happens; shows bars on a terminal, and what matters everywhere."""

    def __init__(self, *, files: int = 0, undoing: bool = False) -> None:
        self._files = files
        self._undoing = undoing
        self._placed = 0
        self._left = 0
        self._bars: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        self._stack = ExitStack()
        if live():
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415 - shown here

            columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
            self._progress = self._stack.enter_context(Progress(*columns, console=console(), transient=True))
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def tell(self, event: ExportEvent) -> None:
        """Show one event."""
        match event:
            case Placed():
                self._placed += 1
                self._advance("files", self._placed, self._files)
            case Progress():
                self._advance(event.what, event.done, event.total)
            case Made():
                words = "Made" if event.fresh else "There already:"
                typer.echo(f"{words} {shown(event.path)} ({plural(event.photos, 'photo')})")
            case Left():
                self._left += 1
                typer.echo(f"left: {shown(event.path)}: {shown(event.reason)}", err=True)

    def stopping(self) -> None:
        """Say that it stops. Called in a signal handler."""
        os.write(2, f"{STOPPING}\n".encode())

    def end(self) -> None:
        """The last words.

        Raises:
            ExportIncompleteError: some files were left.
        """
        if self._placed:
            done = "put back" if self._undoing else "exported"
            typer.echo(f"{plural(self._placed, 'file')} {done}.")
        sys.stdout.flush()
        if self._left:
            raise ExportIncompleteError(f"{plural(self._left, 'file')} left, see above.")

    def _advance(self, what: str, done: int, total: int) -> None:
        if not live():
            return
        if what not in self._bars:
            self._bars[what] = self._progress.add_task(shown(what), total=total or None)
        self._progress.update(self._bars[what], completed=done)
