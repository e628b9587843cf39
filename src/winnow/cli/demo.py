"""``winnow demo``: the main job on a small messy archive, or on a folder of your own."""

from pathlib import Path
from typing import Annotated

import typer

import winnow
from winnow.cli.demo_archive import make_archive
from winnow.cli.options import existing_folder_if_given
from winnow.cli.rate import follow
from winnow.cli.reporter import reporter_for
from winnow.cli.status import print_status
from winnow.cli.terminal import console, typed
from winnow.cli.top import print_top

DEMO_FOLDER = Path("winnow-demo")
BEST = 10


def demo(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="FOLDER",
            help="Your own folder; without it an archive is made.",
            callback=existing_folder_if_given,
            show_default=False,
        ),
    ] = None,
) -> None:
    """Try winnow on a small messy archive.

    Makes one in ./winnow-demo, rates it, shows the best and how things stand.
    It is made once; run the demo again and nothing is measured twice.

    \b
    Examples:
      winnow demo
      winnow demo ~/Pictures/2019
    """  # noqa: D301 - \b is Click's mark for "do not wrap this paragraph"
    screen = console()
    if folder is None:
        folder = DEMO_FOLDER
        if not folder.exists():
            make_archive(folder)
            screen.print(f"Made a small messy archive in {typed(folder)}", soft_wrap=True)
    lib = winnow.open_library(folder)
    with reporter_for(json=False) as reporter:
        reporter.begin(folder)
        follow(lib, lib.rate(), reporter)
    best = lib.top(BEST)
    screen.rule("The best", style="dim")
    print_top(best)
    screen.rule("How things stand", style="dim")
    print_status(lib.status(), typed(folder))
    screen.rule("Try next", style="dim")
    for line in suggestions(folder, best[0].path if best else None):
        screen.print(line, soft_wrap=True)


def suggestions(folder: Path, best: str | None) -> list[str]:
    """Commands worth typing now."""
    lines = [f"winnow rate {typed(folder)}        again: nothing is measured twice"]
    if best is not None:
        lines.append(f"winnow explain {typed(folder / best)}")
        lines.append(f"winnow slideshow {typed(folder)}")
    return lines
