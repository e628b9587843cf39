"""``winnow log``: what was decided, undone and redone, newest first."""

import dataclasses
import json as json_format
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

import winnow
from winnow.cli.decisions import FolderOrHere, in_words
from winnow.cli.options import Json, LibraryFile
from winnow.cli.terminal import console, shown
from winnow.domain.decision import PERSON
from winnow.domain.views import Entry


def log(
    folder: FolderOrHere = Path(),
    *,
    number: Annotated[int, typer.Option("-n", "--number", min=1, metavar="N", help="How many.")] = 20,
    json: Json = False,
    library: LibraryFile = None,
) -> None:
    """Show what was decided, newest first.

    Nothing ever leaves the log; what was taken back says so.

    \b
    Examples:
      winnow log ~/Pictures -n 5
      winnow log ~/Pictures -n 1000000 --json > decisions.json
    """  # noqa: D301 - \b is Click's mark for "do not wrap this paragraph"
    entries = winnow.nearest_library(folder, library=library).log(number)
    if json:
        typer.echo(as_json(entries))
    elif sys.stdout.isatty():
        console().print(as_table(entries))
    else:
        typer.echo("".join(f"{line}\n" for line in as_lines(entries)), nl=False)
    if not entries:
        typer.echo("Nothing has been decided yet.", err=True)


def as_json(entries: Sequence[Entry]) -> str:
    """The contract for programs: an array of ``{id, at, who, why, decisions, undoes, undone}``, newest first."""
    return json_format.dumps([dataclasses.asdict(entry) for entry in entries], indent=1)


def as_lines(entries: Sequence[Entry]) -> Iterator[str]:
    """Tab-separated lines for pipes: number, time, who, what, remarks."""
    for entry in entries:
        yield "\t".join((str(entry.id), entry.at, shown(entry.who), what(entry), remarks(entry)))


def as_table(entries: Sequence[Entry]) -> Table:
    """A table for a person, with times as their clock has them; what was taken back is dim."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("", justify="right", style="dim", no_wrap=True)
    table.add_column("when", style="dim", no_wrap=True)
    table.add_column("what", overflow="fold")
    for entry in entries:
        when = datetime.fromisoformat(entry.at).astimezone()
        words = Text(what(entry), style="dim" if entry.undone else "")
        remark = "; ".join(filter(None, ("" if entry.who == PERSON else f"by {shown(entry.who)}", remarks(entry))))
        words.append(f"  {remark}" if remark else "", style="dim")
        table.add_row(str(entry.id), f"{when:%Y-%m-%d %H:%M}", words)
    return table


def what(entry: Entry) -> str:
    """What the act did, in the past tense."""
    return in_words(entry.decisions) if entry.undoes is None else f"took back {entry.undoes}"


def remarks(entry: Entry) -> str:
    """Why, and whether it was taken back."""
    return "; ".join(filter(None, (shown(entry.why), "taken back" if entry.undone else "")))
