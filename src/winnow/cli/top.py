"""``winnow top``: the best photos, as a table, plain lines, JSON, CSV or paths."""

import csv as csv_format
import io
import json as json_format
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

import winnow
from winnow.cli.options import Count, Folder, Json, LibraryFile, MinScore, Model, Profile, partial_date
from winnow.cli.terminal import console, plural, shorten, shown, typed
from winnow.domain.views import Ranked, Status

WIDE_COLUMNS = 110  # from here on, reasons fit beside the name
FIXED_COLUMNS = 26  # rank, score and date, with the space around them

Since = Annotated[
    str | None,
    typer.Option(
        metavar="DATE", callback=partial_date, help="Taken on this date or later: YYYY[-MM[-DD]].", show_default=False
    ),
]
Until = Annotated[
    str | None,
    typer.Option(metavar="DATE", callback=partial_date, help="Taken on this date or earlier.", show_default=False),
]


def top(  # noqa: PLR0913 - one parameter per option of the command
    folder: Folder,
    *,
    number: Count = 50,
    min_score: MinScore = None,
    since: Since = None,
    until: Until = None,
    under: Annotated[
        Path | None, typer.Option(metavar="SUBFOLDER", help="Only photos in this subfolder.", show_default=False)
    ] = None,
    profile: Profile = None,
    json: Json = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print comma-separated values.")] = False,
    paths: Annotated[bool, typer.Option("--paths", help="Print paths only, one per line.")] = False,
    null: Annotated[bool, typer.Option("-0", help="End each path with NUL, for xargs -0.")] = False,
    model: Model = None,
    library: LibraryFile = None,
) -> None:
    """Show the best photos, best first, and why.

    \b
    Examples:
      winnow top ~/Pictures -n 20
      winnow top ~/Pictures --since 2019-07 --until 2019-08 --min-score 7
      winnow top ~/Pictures --paths -0 | xargs -0 cp -t best/
    """  # noqa: D301 - \b is Click's mark for "do not wrap this paragraph"
    if json + csv + (paths or null) > 1:
        raise typer.BadParameter("choose one of --json, --csv and --paths")
    lib = winnow.open_library(folder, library=library, model=model)
    inside = None if under is None else subfolder(folder, under)
    photos = lib.top(number, min_score=min_score, since=since, until=until, under=inside, profile=profile)
    name = shown if sys.stdout.isatty() else str  # into a pipe goes the name itself, byte for byte
    if json:
        typer.echo(as_json(photos))
    elif csv:
        typer.echo(os.fsencode(as_csv(photos, name=name)), nl=False)
    elif paths or null:
        typer.echo(os.fsencode(as_paths(photos, folder, name=name, end="\0" if null else "\n")), nl=False)
    else:
        print_top(photos)
    if not photos:
        typer.echo(why_nothing(lib.status(), typed(folder, library, model)), err=True)


def subfolder(folder: Path, under: Path) -> Path:
    """The subfolder relative to the folder, given so or, as a shell completes it, as a path from here.

    Raises:
        typer.BadParameter: it is neither.
    """
    root = folder.resolve()
    for place in (Path(os.path.normpath(root / under)), under.resolve()):
        if os.path.isdir(place) and place.is_relative_to(root):  # noqa: PTH112 - pathlib's raises below a folder that may not be entered
            return place.relative_to(root)
    raise typer.BadParameter(f"{shown(str(under))} is no subfolder of {typed(folder)}", param_hint="--under")


def why_nothing(standing: Status, where: str) -> str:
    """Why a ranking of the folder at `where` is empty."""
    if standing.waiting and not standing.scored:
        return f"{plural(standing.waiting, 'photo')} wait for a score by this model: winnow rate {where}"
    return "No scored photo matches."


def print_top(photos: Sequence[Ranked]) -> None:
    """Print for a person: a table on a terminal, lines into a pipe."""
    if photos and sys.stdout.isatty():
        screen = console()
        screen.print(as_table(photos, screen.width))
    else:
        typer.echo(as_lines(photos), nl=False)


def as_json(photos: Sequence[Ranked]) -> str:
    """The contract for programs: an array of ``{path, score, confidence, taken_at, reasons}``, best first."""
    return json_format.dumps([row_of(photo) for photo in photos], indent=1)


def row_of(photo: Ranked) -> dict[str, object]:
    """One photo in plain values, as JSON and CSV have it."""
    return {
        "path": photo.path,
        "score": photo.score,
        "confidence": photo.confidence,
        "taken_at": photo.taken_at,
        "reasons": [reason.text for reason in photo.reasons],
    }


def as_csv(photos: Sequence[Ranked], *, name: Callable[[str], str]) -> str:
    """The same in comma-separated values, reasons joined with semicolons; `name` says how a path is written."""
    text = io.StringIO()
    writer = csv_format.writer(text, lineterminator="\n")
    writer.writerow(["path", "score", "confidence", "taken_at", "reasons"])
    for photo in photos:
        reasons = "; ".join(reason.text for reason in photo.reasons)
        writer.writerow([name(photo.path), photo.score, photo.confidence, photo.taken_at, reasons])
    return text.getvalue()


def as_paths(photos: Sequence[Ranked], folder: Path, *, name: Callable[[str], str], end: str) -> str:
    """Paths that can be used from the current folder: ``./-rf.jpg``, since ``-rf.jpg`` would be an option to others."""
    return "".join(name(os.path.join(folder, photo.path)) + end for photo in photos)  # noqa: PTH118 - / drops the ./


def as_lines(photos: Sequence[Ranked]) -> str:
    """Tab-separated lines for pipes and logs: score, date, path, reasons."""
    return "".join(f"{photo.score:.1f}\t{_day(photo)}\t{shown(photo.path)}\t{_why(photo)}\n" for photo in photos)


def as_table(photos: Sequence[Ranked], width: int) -> Table:
    """A table that fits the terminal: reasons beside the photo if it is wide, under it if not."""
    wide = width >= WIDE_COLUMNS
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column(justify="right", style="dim", no_wrap=True)
    table.add_column("score", justify="right", style="bold", no_wrap=True)
    table.add_column("photo")
    table.add_column("taken", style="dim", no_wrap=True)
    if wide:
        table.add_column("why")
    name_width = (width - FIXED_COLUMNS) // (2 if wide else 1)
    for rank, photo in enumerate(photos, start=1):
        name = Text(shorten(shown(photo.path), name_width), overflow="fold")
        if not wide:
            name.append(f"\n{_why(photo)}", style="dim")
        table.add_row(str(rank), f"{photo.score:.1f}", name, _day(photo), _why(photo) if wide else None)
    return table


def _day(photo: Ranked) -> str:
    return photo.taken_at[:10] if photo.taken_at else "-"


def _why(photo: Ranked) -> str:
    """The reasons, strongest first; one that speaks against the first comes with a but."""
    text = ""
    for reason in photo.reasons:
        against = (reason.points < 0) != (photo.reasons[0].points < 0)
        text += f"{', but ' if against else '; '}{reason.text}" if text else reason.text
    return text
