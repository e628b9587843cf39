"""What an export says: the plan, what happens, what was left."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Self

import typer

from winnow.cli.terminal import console, live, plural, shown
from winnow.domain.errors import ExportIncompleteError
from winnow.domain.export import ExportEvent, Left, Made, Placed, Progress

if TYPE_CHECKING:
    from rich.progress import TaskID

    from winnow.workflows.export_plan import Plan

STOPPING = "Stopping after this file ... (Ctrl-C again ends at once)"


def in_brief(plan: "Plan") -> Iterator[str]:
    """The plan in a line for each target."""
    from winnow.workflows import export_words  # noqa: PLC0415 - loaded by now, and not for --help

    return export_words.in_brief(plan)


def in_full(plan: "Plan") -> Iterator[str]:
    """The plan file by file, then in brief."""
    from winnow.workflows import export_words  # noqa: PLC0415 - as above

    yield from export_words.in_full(plan)
    yield "Nothing was done: this is what would be."


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
