"""``winnow import``: take over what was decided in other programs."""

from typing import TYPE_CHECKING, Annotated

import typer

import winnow
from winnow.cli.decisions import announce, in_words, listed
from winnow.cli.options import Folder, LibraryFile
from winnow.cli.terminal import plural, shown

if TYPE_CHECKING:
    from winnow.domain.imported import Imported


def import_(
    folder: Folder,
    *,
    theirs: Annotated[
        bool, typer.Option("--theirs", help="Take theirs too where you decided otherwise in winnow.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be decided.")] = False,
    library: LibraryFile = None,
) -> None:
    """Take over ratings, colour labels, picks and rejects from other programs.

    Read are XMP sidecars, IMG.xmp and IMG.NEF.xmp, and what is said inside photos. What you decided in winnow stays.
    Photos and sidecars are only read.

    \b
    Examples:
      winnow import ~/Pictures --dry-run
      winnow import ~/Pictures
    """  # noqa: D301 - \b is Click's mark for "do not wrap this paragraph"
    lib = winnow.open_library(folder, library=library)
    imported = lib.import_decisions(theirs=theirs, dry_run=dry_run)
    for line in remarks(imported):
        typer.echo(line, err=True)
    if imported.done is not None:
        announce(imported.done, lib, library)
    elif imported.decisions:
        typer.echo(f"Nothing was decided, as asked. It would be: {in_words(imported.decisions)}.")
    else:
        typer.echo("Other programs say nothing new.")


def remarks(imported: "Imported") -> list[str]:
    """What was left out, and why."""
    lines = [f"{shown(one.path)} was left out: {shown(one.reason)}" for one in imported.unread]
    if imported.held:
        count = plural(len(imported.held), "photo")
        lines.append(
            f"You decided otherwise in winnow of {count}, which stands: {listed(imported.held)}. See --theirs."
        )
    return lines
