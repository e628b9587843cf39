"""``winnow review``: look through a folder and decide, in the browser, served by this machine to itself."""

import os
import stat
import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import winnow
from winnow.cli.interrupt import Interruption
from winnow.cli.options import Folder, LibraryFile, Model, Workers
from winnow.cli.terminal import typed

if TYPE_CHECKING:
    from winnow.web.review import Place, Review

SHORTEST_PASSWORD = 8

NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Only print the address.")]
Port = Annotated[int, typer.Option(min=0, max=65535, metavar="PORT", help="The port; a free one if not said.")]
Host = Annotated[
    str, typer.Option(metavar="ADDRESS", help="Listen at this address of the machine; 0.0.0.0 for all of them.")
]
Certificate = Annotated[
    Path | None,
    typer.Option(
        "--tls-cert",
        metavar="PEM",
        exists=True,
        dir_okay=False,
        show_default=False,
        help="Serve https with this certificate.",
    ),
]
Key = Annotated[
    Path | None,
    typer.Option(
        "--tls-key",
        metavar="PEM",
        exists=True,
        dir_okay=False,
        show_default=False,
        help="The certificate's key, if that does not hold it.",
    ),
]
PasswordFile = Annotated[
    Path | None,
    typer.Option(
        metavar="PATH",
        exists=True,
        dir_okay=False,
        show_default=False,
        help="Its first line lets in too, without the token; or WINNOW_PASSWORD in the environment.",
    ),
]


def review(  # noqa: PLR0913 - a keyword for each option
    folder: Folder,
    *,
    port: Port = 0,
    host: Host = "127.0.0.1",
    no_browser: NoBrowser = False,
    password_file: PasswordFile = None,
    tls_cert: Certificate = None,
    tls_key: Key = None,
    model: Model = None,
    workers: Workers = None,
    library: LibraryFile = None,
) -> None:
    """Look through a folder and decide, in the browser.

    The folder need not have been rated: the page offers to. Nothing leaves this machine, and nobody else on it can
    open the page. With --host other machines can, with the address that is printed, or with a password.

    \b
    Examples:
      winnow review ~/Pictures
      winnow review ~/Pictures --host 0.0.0.0 --port 8080 --password-file ~/.winnow-password
    """  # noqa: D301 - \b is Click's mark for "do not wrap this paragraph"
    from winnow.web.review import Place, Review  # noqa: PLC0415 - winnow --help loads no web server

    place = Place(host, port, _password(password_file), tls_cert, tls_key)
    lib = winnow.open_library(folder, library=library, model=model, workers=workers)
    serve(Review(lib, place), place, browse=not no_browser)


def serve(review: "Review", place: "Place", *, browse: bool) -> None:
    """Serve a review until Ctrl-C, and open it in the browser."""
    if place.is_beyond_loopback and place.certificate is None:
        typer.echo("winnow: photos and passwords go to other machines unencrypted; see --tls-cert.", err=True)
    for address in review.addresses:
        typer.echo(f"Open {address}")
    typer.echo("Ctrl-C ends it.")
    if browse:  # a browser in a terminal does not come back before it is left
        threading.Thread(target=webbrowser.open, args=(review.opens,), daemon=True).start()
    with Interruption(review.stop):
        review.run()


def _password(file: Path | None) -> str | None:
    """The password that was given, if any.

    Raises:
        typer.BadParameter: it is too short to be one.
    """
    given = os.environ.get("WINNOW_PASSWORD")
    if file is not None:
        given = next(iter(file.read_text(encoding="utf-8", errors="replace").splitlines()), "")
        if os.name != "nt" and file.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
            typer.echo(f"winnow: others of this machine can read the password; type: chmod 600 {typed(file)}", err=True)
    if given is not None and len(given) < SHORTEST_PASSWORD:
        raise typer.BadParameter(f"a password has {SHORTEST_PASSWORD} characters or more")
    return given
