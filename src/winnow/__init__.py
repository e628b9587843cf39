"""winnow: score every photo, find the best ones, say why.

``lib = winnow.open_library("~/Pictures")`` gives a `Library` with the same verbs as the command: ``lib.rate()``,
``lib.top(50)``, ``lib.explain(path)``, ``lib.status()``. Importing this package loads nothing heavy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from os import PathLike

    from winnow.library import Library

__version__ = "0.1.0"
__all__ = ["__version__", "open_library"]


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
