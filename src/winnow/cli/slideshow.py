"""``winnow slideshow``: the best photos full-screen in the browser, served by this machine to itself."""

import webbrowser
from typing import Annotated

import typer

import winnow
from winnow.cli.interrupt import Interruption
from winnow.cli.options import Count, Folder, LibraryFile, MinScore, Model
from winnow.cli.terminal import plural, typed
from winnow.cli.top import why_nothing


def slideshow(
    folder: Folder,
    *,
    number: Count = 50,
    min_score: MinScore = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Only print the address.")] = False,
    model: Model = None,
    library: LibraryFile = None,
) -> None:
    """Show the best photos full-screen in the browser.

    Arrow keys go on and back, space pauses, i shows score, date and reasons, f is full screen, Esc leaves.
    The page is served to this machine alone, to the first browser that opens its address; nobody can guess it.

    \b
    Example:
      winnow slideshow ~/Pictures -n 100 --min-score 7
    """  # noqa: D301 - \b is Click's mark for "do not wrap this paragraph"
    from winnow.web.slideshow import Slideshow  # noqa: PLC0415 - winnow --help loads no HTTP server

    lib = winnow.open_library(folder, library=library, model=model)
    photos = lib.top(number, min_score=min_score)
    if not photos:
        typer.echo(why_nothing(lib.status(), typed(folder, library, model)), err=True)
        return
    with Slideshow(lib, photos) as show, Interruption(show.stop):
        typer.echo(f"Slideshow of {plural(len(photos), 'photo')} at {show.url}")
        typer.echo("Esc in the page ends it, or Ctrl-C here.")
        if not no_browser:
            webbrowser.open(show.url)
        show.wait()
