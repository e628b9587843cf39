"""``winnow together``, ``apart``, ``keep-all``: what a person says of how photos belong together.

All photos of one command must be of one library: nothing is grouped across libraries.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import winnow
from winnow.cli.decisions import Photos, Why, announce
from winnow.cli.options import LibraryFile
from winnow.cli.terminal import shown
from winnow.domain.group import Kind

if TYPE_CHECKING:
    from winnow.library import Library

OfKind = Annotated[Kind, typer.Option(help="Which kind of group is meant.")]


def together(photos: Photos, *, kind: OfKind = Kind.BURST, why: Why = "", library: LibraryFile = None) -> None:
    """Have photos belong together, whatever they look like.

    They are one group of that kind, and lie together in every wider one: a burst, so a scene too.

    \b
    Example:
      winnow together ~/Pictures/2019/IMG_2031.jpg ~/Pictures/2019/IMG_2040.jpg --kind scene
    """  # noqa: D301 - \b is Click's mark for "do not wrap this paragraph"
    lib, some = the_library_of(photos, library)
    announce(lib.together(some, kind=kind, why=why), lib, library)


def apart(photos: Photos, *, kind: OfKind = Kind.BURST, why: Why = "", library: LibraryFile = None) -> None:
    """Tell the first photo apart from the others: it is not the same.

    It is in no group of that kind with any of them, nor of any narrower one: not the same burst, so no copy either.

    \b
    Example:
      winnow apart ~/Pictures/2019/IMG_2031.jpg ~/Pictures/2019/IMG_2032.jpg
    """  # noqa: D301 - as above
    lib, (first, *others) = the_library_of(photos, library)
    announce(lib.apart(first, others, kind=kind, why=why), lib, library)


def keep_all(photos: Photos, *, why: Why = "", library: LibraryFile = None) -> None:
    """Keep all of some photos, however alike: no keeper is suggested among them.

    \b
    Example:
      winnow keep-all ~/Pictures/2019/birthday/*.jpg
    """  # noqa: D301 - as above
    lib, some = the_library_of(photos, library)
    announce(lib.keep_all(some, why=why), lib, library)


def the_library_of(photos: list[Path], library: Path | None) -> tuple["Library", list[Path]]:
    """The one library that holds all of the photos.

    Raises:
        typer.BadParameter: they are of several.
    """
    held, *others = winnow.libraries_of(photos, library=library)
    if others:
        folders = ", ".join(shown(str(lib.folder)) for lib, _ in (held, *others))
        raise typer.BadParameter(f"these photos are of several libraries: {folders}")
    return held
