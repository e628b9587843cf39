"""What the commands that decide share: which photos, why, and saying what was done and how to take it back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from winnow.cli.options import existing_folder
from winnow.cli.terminal import shown, typed
from winnow.curation import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from winnow.domain.views import Decision, Done
    from winnow.library import Library

Photos = Annotated[
    list[Path], typer.Argument(metavar="PHOTO", help="Photos in folders that have been rated.", show_default=False)
]
Why = Annotated[str, typer.Option(metavar="TEXT", help="A reason, for the log.", show_default=False)]
FolderOrHere = Annotated[
    Path,
    typer.Argument(
        metavar="FOLDER",
        help="A folder that has been rated, or one below it; the current one if not said.",
        callback=existing_folder,
        show_default=False,
    ),
]


def announce(done: Done, lib: Library, library: Path | None) -> None:
    """Say what was decided, and how to take it back."""
    said = in_words(done.entry.decisions)
    typer.echo(f"{said[0].upper()}{said[1:]}.\nTo take it back: winnow undo {typed(lib.folder, library)}")


def in_words(decisions: Iterable[Decision]) -> str:
    """What was decided, in the past tense, safe to show."""
    return words.in_words(decisions, shown)


def listed(paths: Sequence[str]) -> str:
    """The names of a few photos, or of the first of many and how many more, safe to show."""
    return words.listed(paths, shown)
