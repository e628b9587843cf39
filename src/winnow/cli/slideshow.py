"""``winnow slideshow``: the best photos full-screen in the browser, a view of the review."""

from urllib.parse import urlencode

import typer

import winnow
from winnow.cli.options import Count, Folder, LibraryFile, MinScore, Model
from winnow.cli.review import NoBrowser, serve
from winnow.cli.terminal import plural, typed
from winnow.cli.top import why_nothing


def slideshow(
    folder: Folder,
    *,
    number: Count = 50,
    min_score: MinScore = None,
    no_browser: NoBrowser = False,
    model: Model = None,
    library: LibraryFile = None,
) -> None:
    """Show the best photos full-screen in the browser.

    Arrow keys go on and back, space pauses, i shows score, date and reasons, f is full screen, Esc leaves.
    The page is a view of `winnow review`: served to this machine alone; nobody can guess its address.

    \b
    Example:
      winnow slideshow ~/Pictures -n 100 --min-score 7
    """  # noqa: D301 - \b is Click's mark for "do not wrap this paragraph"
    from winnow.web.review import Place, Review  # noqa: PLC0415 - winnow --help loads no web server

    lib = winnow.open_library(folder, library=library, model=model)
    photos = lib.top(number, min_score=min_score)
    if not photos:
        typer.echo(why_nothing(lib.status(), typed(folder, library, model)), err=True)
        return
    asked = {"n": number} | ({} if min_score is None else {"min_score": f"{min_score:g}"})
    typer.echo(f"Slideshow of {plural(len(photos), 'photo')}.")
    place = Place()
    serve(Review(lib, place, f"/slideshow?{urlencode(asked)}"), place, browse=not no_browser)
