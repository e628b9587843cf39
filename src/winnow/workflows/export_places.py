"""Where exports come from and go to, looked at before the first byte.

::

    the library's folder    is it there, with anything in it?         a disk that was taken away leaves an empty folder
    each target             is it a name for something new? is it in winnow's own folder? may it be written?
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from winnow.domain.errors import ArgumentError, FolderEmptyError, FolderNotFoundError, TargetUnwritableError
from winnow.domain.folder import OWN_FOLDER
from winnow.ingest.walk import is_passed_over

if TYPE_CHECKING:
    from winnow.domain.export import Targets


def check_source(folder: Path) -> None:
    """See whether photos can be there at all.

    Raises:
        FolderNotFoundError: the folder is gone.
        FolderEmptyError: nothing is in it.
    """
    try:
        with os.scandir(folder) as entries:
            is_empty = all(is_passed_over(entry.name) for entry in entries)
    except (FileNotFoundError, NotADirectoryError):
        raise FolderNotFoundError(f"{folder} is not there any more. Is its disk connected?") from None
    except OSError:
        return  # what cannot be read of it is said photo by photo
    if is_empty:
        raise FolderEmptyError(f"No photo is in {folder}. Is its disk connected?")


def check_names(targets: Targets) -> None:
    """See whether each target is the name of something that an export may make.

    Raises:
        ArgumentError: one is not.
    """
    for named in (targets.zip, targets.csv, targets.json, targets.gallery):
        if named is not None and named.name in {"", ".."}:
            raise ArgumentError(f"{named} is a folder: say what is to be called how in it.")
    for place in places(targets):
        if OWN_FOLDER in map(str.casefold, (*place.parts, *Path(os.path.realpath(place)).parts)):
            raise ArgumentError(f"{place} is in winnow's own folder, {OWN_FOLDER}: choose a place outside.")


def check_writable(targets: Targets) -> None:
    """See whether each target can be written, as far as can be seen from outside.

    Raises:
        TargetUnwritableError: one cannot.
    """
    for place in places(targets):
        above = nearest(place if place == targets.to else place.parent)
        if not above.is_dir():
            raise TargetUnwritableError(f"{above} is a file: choose another folder.")
        if not os.access(above, os.W_OK | os.X_OK):
            if hasattr(os, "statvfs") and os.statvfs(above).f_flag & os.ST_RDONLY:
                raise TargetUnwritableError(f"The disk of {above} is read-only: choose a place on another.")
            raise TargetUnwritableError(f"You may not write in {above}: choose another folder.")


def is_walked(place: Path, source: Path) -> bool:
    """Whether what is put at a place is met when the library's folder is walked."""
    return place.is_relative_to(source) and not any(map(is_passed_over, place.relative_to(source).parts))


def nearest(path: Path) -> Path:
    """The nearest place above that is there and may be seen, or `path` itself."""
    return next(place for place in (path, *path.parents) if os.path.exists(place))  # noqa: PTH110 - never raises


def places(targets: Targets) -> list[Path]:
    """All that are named."""
    named = (targets.to, targets.zip, targets.csv, targets.json, targets.gallery)
    return [place for place in named if place is not None]
