"""``winnow undo``, ``winnow redo``: take the last decision back, and decide it again."""

from pathlib import Path

import typer

import winnow
from winnow.cli.decisions import FolderOrHere, Why, in_words
from winnow.cli.options import LibraryFile
from winnow.cli.terminal import typed


def undo(folder: FolderOrHere = Path(), *, why: Why = "", library: LibraryFile = None) -> None:
    """Take back what was decided last, by you or by a rule.

    Again and again it goes back to the beginning. Nothing is lost: the log keeps what is taken back.

    \b
    Examples:
      winnow undo
      winnow undo ~/Pictures
    """  # noqa: D301 - \b is Click's mark for "do not wrap this paragraph"
    lib = winnow.nearest_library(folder, library=library)
    done = lib.undo(why=why)
    typer.echo(f"Took back: {in_words(done.about.decisions)}.")
    typer.echo(f"To decide it again: winnow redo {typed(lib.folder, library)}")


def redo(folder: FolderOrHere = Path(), *, why: Why = "", library: LibraryFile = None) -> None:
    """Decide again what was undone last.

    As in an editor: after a new decision there is nothing to redo.
    """
    lib = winnow.nearest_library(folder, library=library)
    done = lib.redo(why=why)
    typer.echo(f"Decided again: {in_words(done.about.decisions)}.")
    typer.echo(f"To take it back: winnow undo {typed(lib.folder, library)}")
