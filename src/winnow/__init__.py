"""winnow: score every photo, find the best ones, say why.

``lib = winnow.open_library("~/Pictures")`` gives a `Library` with the same verbs as the command: ``lib.rate()``,
``lib.top(50)``, ``lib.explain(path)``, ``lib.status()``. Importing this package loads nothing heavy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from os import PathLike
    from pathlib import Path

    from winnow.domain.export import Left, Placed
    from winnow.domain.views import Check
    from winnow.library import Library

__version__ = "0.1.0"
__all__ = [
    "__version__",
    "examine",
    "libraries_of",
    "library_of",
    "nearest_library",
    "open_library",
    "undo_export",
]


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


def undo_export(place: str | PathLike[str]) -> Iterator[Placed | Left]:
    """Undo the last move of an export, yielding what happens.

    Args:
        place: the folder that photos were moved to, or the journal in it.

    Raises:
        NothingToUndoError: no move into it is known that was not undone.
        TargetBusyError, TargetFullError, TargetUnwritableError: nothing can be moved.
    """
    from pathlib import Path  # noqa: PLC0415 - as above

    from winnow.export.undo import undo  # noqa: PLC0415 - as above

    return undo(Path(place).absolute())


def libraries_of(
    photos: Iterable[str | PathLike[str]], *, library: str | PathLike[str] | None = None
) -> list[tuple[Library, list[Path]]]:
    """Open the libraries that hold some photos, each once, with its photos in the order given; see `library_of`.

    Raises:
        PhotoNotFoundError: no folder above one of them knows it.
        LibraryNotFoundError: no folder above one of them has been rated.
    """
    from winnow.wiring import libraries_of as wire  # noqa: PLC0415 - as above

    return wire(photos, library=library)


def nearest_library(folder: str | PathLike[str], *, library: str | PathLike[str] | None = None) -> Library:
    """Open the library of a folder, or of the nearest folder above it that has been rated.

    Raises:
        LibraryNotFoundError: neither it nor any folder above it has been rated.
    """
    from winnow.wiring import nearest_library as wire  # noqa: PLC0415 - as above

    return wire(folder, library=library)


def examine() -> list[Check]:
    """Tell what this machine can decode and run, and what to install for the rest."""
    from winnow.wiring import examine as wire  # noqa: PLC0415 - as above

    return wire()
