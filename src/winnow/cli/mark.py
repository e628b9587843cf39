"""``winnow keep``, ``reject``, ``unmark``, ``star``, ``label``: one decision on each of some photos.

::

    the library of each photo, as `explain` finds it; an unknown photo stops us before anything is decided
    for each library: one act, announced
"""

from typing import Annotated

import typer

import winnow
from winnow.cli.decisions import Photos, Why, announce
from winnow.cli.options import LibraryFile

NO_LABEL = "none"


def keep(photos: Photos, *, why: Why = "", library: LibraryFile = None) -> None:
    """Decide to keep photos.

    Decisions are written to a log; no file is touched. `winnow undo` takes the last one back.

    \b
    Examples:
      winnow keep ~/Pictures/2019/italy/IMG_2031.jpg
      winnow top ~/Pictures -n 20 --paths -0 | xargs -0 winnow keep --why "the twenty best"
    """  # noqa: D301 - \b is Click's mark for "do not wrap this paragraph"
    for lib, some in winnow.libraries_of(photos, library=library):
        announce(lib.keep(some, why=why), lib, library)


def reject(photos: Photos, *, why: Why = "", library: LibraryFile = None) -> None:
    """Decide against photos. They stay where they are.

    \b
    Example:
      winnow reject ~/Pictures/2019/italy/IMG_2032.jpg --why "eyes closed"
    """  # noqa: D301 - as above
    for lib, some in winnow.libraries_of(photos, library=library):
        announce(lib.reject(some, why=why), lib, library)


def unmark(photos: Photos, *, why: Why = "", library: LibraryFile = None) -> None:
    """Have photos neither kept nor rejected. Stars and label stay."""
    for lib, some in winnow.libraries_of(photos, library=library):
        announce(lib.unmark(some, why=why), lib, library)


def star(
    stars: Annotated[
        int, typer.Argument(metavar="N", min=0, max=5, help="1 to 5 stars; 0 takes them away.", show_default=False)
    ],
    photos: Photos,
    *,
    why: Why = "",
    library: LibraryFile = None,
) -> None:
    """Give photos stars, or take them away.

    \b
    Example:
      winnow star 4 ~/Pictures/2019/italy/IMG_20*.jpg
    """  # noqa: D301 - as above
    for lib, some in winnow.libraries_of(photos, library=library):
        announce(lib.star(stars, some, why=why), lib, library)


def label(
    colour: Annotated[
        str,
        typer.Argument(
            metavar="COLOUR|none", help="red, yellow, green, blue or purple; none takes it away.", show_default=False
        ),
    ],
    photos: Photos,
    *,
    why: Why = "",
    library: LibraryFile = None,
) -> None:
    """Give photos a colour, or take it away.

    \b
    Example:
      winnow label red ~/Pictures/2019/italy/IMG_2031.jpg
    """  # noqa: D301 - as above
    for lib, some in winnow.libraries_of(photos, library=library):
        announce(lib.label(None if colour == NO_LABEL else colour, some, why=why), lib, library)
