"""Arguments and options of the commands, and how a folder and a date are checked."""

import datetime as dt
import os
import re
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer

from winnow.cli.terminal import shown, typed


def existing_folder(folder: Path) -> Path:
    """Check that a folder is there.

    Raises:
        typer.BadParameter: it is not; the message says what may have been meant.
    """
    folder = Path(os.path.expanduser(folder))  # noqa: PTH111 - pathlib's raises for a user that there is not
    if os.path.isdir(folder):  # noqa: PTH112 - pathlib's raises below a folder that may not be entered
        return folder
    if os.path.exists(folder):  # noqa: PTH110 - as above
        raise typer.BadParameter(
            f"{shown(str(folder))} is a file; give the folder that holds it: {typed(folder.parent)}"
        )
    raise typer.BadParameter(f"there is no folder {shown(str(folder))}; {_likely_reason(folder)}")


def _likely_reason(folder: Path) -> str:
    try:
        beside = [path.name for path in folder.parent.iterdir()]
    except PermissionError:
        return f"or you may not look into {typed(folder.parent)}"
    except OSError:
        beside = []
    near = get_close_matches(folder.name, beside, n=1)
    return f"did you mean {typed(folder.with_name(near[0]))}?" if near else "is its disk connected?"


def existing_folder_if_given(folder: Path | None) -> Path | None:
    """Check a folder that may be left out as `existing_folder` does."""
    return None if folder is None else existing_folder(folder)


def existing_folders(folders: list[Path]) -> list[Path]:
    """Check several folders as `existing_folder` does."""
    return [existing_folder(folder) for folder in folders]


Folder = Annotated[
    Path,
    typer.Argument(
        metavar="FOLDER", help="A folder that has been rated.", callback=existing_folder, show_default=False
    ),
]
Folders = Annotated[
    list[Path],
    typer.Argument(metavar="FOLDER", help="Folders of photos.", callback=existing_folders, show_default=False),
]
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
Model = Annotated[
    str | None,
    typer.Option(metavar="NAME|CARD", help="A built-in model, or the path of a model card.", show_default=False),
]
Workers = Annotated[
    int | None,
    typer.Option(metavar="N", min=0, max=256, help="Worker processes; one per core if not said.", show_default=False),
]
Limit = Annotated[
    int | None,
    typer.Option(
        metavar="N", min=1, help="Look at this many new or changed files per folder, then stop.", show_default=False
    ),
]
Count = Annotated[int, typer.Option("-n", "--number", min=1, metavar="N", help="How many photos.")]
MinScore = Annotated[
    float | None, typer.Option(min=0, max=10, metavar="SCORE", help="Leave out lower scores.", show_default=False)
]
Profile = Annotated[
    str | None,
    typer.Option("--profile", metavar="NAME", help="By weights saved in winnow review.", show_default=False),
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
