"""winnow: score every photo, find the best ones, say why.

``lib = winnow.open_library("~/Pictures")`` gives a `Library` with the same verbs as the command: ``lib.rate()``,
``lib.top(50)``, ``lib.explain(path)``, ``lib.status()``. Importing this package loads nothing heavy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from os import PathLike

    from winnow.domain.views import Check
    from winnow.library import Library

__version__ = "0.1.0"
__all__ = ["__version__", "examine", "library_of", "open_library"]


def open_library(
    folder: str | PathLike[str],
    *,
    library: str | PathLike[str] | None = None,
    model: str | None = None,
    workers: int | None = None,
) -> Library:
    """Open the library of a folder of photos; nothing is read or written before a verb is called.

    Args:
        folder: the folder of photos.
        library: the database file; by default ``<folder>/.winnow/library.db``, or a per-user place when the folder
            is read-only.
        model: name of a built-in model, or the path of a model card.
        workers: worker processes; by default one per usable core.

    Raises:
        FolderNotFoundError: the folder does not exist.
    """
    from winnow.wiring import open_library as wire  # noqa: PLC0415 - importing winnow loads nothing heavy

    return wire(folder, library=library, model=model, workers=workers)


def library_of(
    photo: str | PathLike[str], *, library: str | PathLike[str] | None = None, model: str | None = None
) -> Library:
    """Open the library that holds a photo: that of the nearest folder above it which knows the photo.

    Args:
        photo: the photo's path.
        library: the database file, if it is not found from the folder.
        model: as for `open_library`.

    Raises:
        PhotoNotFoundError: there is no such file, and no folder above it has been rated.
        LibraryNotFoundError: no folder above the photo has been rated.
    """
    from winnow.wiring import library_of as wire  # noqa: PLC0415 - as above

    return wire(photo, library=library, model=model)


def examine() -> list[Check]:
    """Tell what this machine can decode and run, and what to install for the rest."""
    from winnow.wiring import examine as wire  # noqa: PLC0415 - as above

    return wire()
