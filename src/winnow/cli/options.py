"""Arguments and options that several commands share, and how a date is read."""

import datetime as dt
import re
from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder that has been rated.", show_default=False)]
LibraryFile = Annotated[
    Path | None,
    typer.Option(
        "--library",
        metavar="PATH",
        help="The library's database, if not FOLDER/.winnow/library.db.",
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
Count = Annotated[int, typer.Option("-n", "--number", min=1, metavar="N", help="How many photos.")]
MinScore = Annotated[
    float | None, typer.Option(min=0, max=10, metavar="SCORE", help="Leave out lower scores.", show_default=False)
]

PARTIAL_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)


def partial_date(text: str | None) -> str | None:
    """Check a date or the front of one: ``2019``, ``2019-07``, ``2019-07-14``.

    Raises:
        typer.BadParameter: it is none.
    """
    if text is None:
        return None
    whole = text + "-01-01"[len(text) - 4 :] if PARTIAL_DATE.fullmatch(text) else ""
    try:
        dt.date.fromisoformat(whole)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD") from error
    return text
