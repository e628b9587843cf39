"""``winnow rate``: score what is new or changed.

::

    open every folder's library, so that a wrong name stops us before the first photo
    for each folder: tell the reporter every event
    Ctrl-C: ask the library to stop; it saves, says Finished, and the exit code tells
"""

from collections.abc import Generator
from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import typer

import winnow
from winnow.cli.interrupt import Interruption
from winnow.cli.options import Folders, LibraryFile, Limit, Model, Workers
from winnow.cli.reporter import Reporter, reporter_for
from winnow.domain.events import Event

if TYPE_CHECKING:
    from winnow.library import Library


def rate(
    folders: Folders,
    *,
    model: Model = None,
    workers: Workers = None,
    limit: Limit = None,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Look again at what could not be scored.")
    ] = False,
    library: LibraryFile = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object per event, for programs.")] = False,
) -> None:
    """Score what is new or changed in a folder.

    Stop with Ctrl-C whenever you like: what is measured is saved, and the same command goes on where it stopped.
    Photos are only ever read.

    \b
    Examples:
      winnow rate ~/Pictures
      winnow rate ~/Pictures /media/card --limit 500
      winnow rate ~/Pictures --json | jq -r 'select(.event == "failed") | .path'
    """  # noqa: D301 - \b is Click's mark for "do not wrap this paragraph"
    libraries = {
        folder: winnow.open_library(folder, library=library, model=model, workers=workers) for folder in folders
    }
    with reporter_for(json=json) as reporter:
        for folder, lib in libraries.items():
            reporter.begin(folder, library)
            follow(lib, lib.rate(limit=limit, retry_failed=retry_failed), reporter)


def follow(lib: "Library", run: Generator[Event], reporter: Reporter) -> None:
    """Report a run to its end; a signal ends it early, with everything saved.

    Raises:
        typer.Exit: a signal came; 130 or 143.
    """

    def stop() -> None:
        reporter.stopping()
        lib.stop()

    with Interruption(stop) as interruption, closing(run):
        for event in run:
            reporter.tell(event)
            if interruption.exit_code is not None:
                lib.stop()  # again: the signal may have come before there was a run to stop
    if interruption.exit_code is not None:
        raise typer.Exit(interruption.exit_code)
