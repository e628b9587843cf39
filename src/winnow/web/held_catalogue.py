"""The library's database, open for as long as the review runs, and whether it still is the one that was opened."""

from __future__ import annotations

import os
from threading import RLock
from typing import TYPE_CHECKING

from winnow.domain.errors import LibraryReplacedError

if TYPE_CHECKING:
    from pathlib import Path

    from winnow.catalogue.catalogue import Catalogue
    from winnow.catalogue.stamp import Watch


class HeldCatalogue:
    """A library's database, opened when it is first asked for, then held. Its methods may be called from any thread."""

    def __init__(self, database: Path, folder: Path) -> None:
        self._database = database
        self._folder = folder
        self._lock = RLock()
        self._found: tuple[Catalogue, Watch] | None = None
        self._version = -1

    def __bool__(self) -> bool:
        """Whether it is open."""
        return self._found is not None

    def is_there(self) -> bool:
        """Whether there is anything to open."""
        return self._database.is_file()

    def is_away(self) -> bool:
        """Whether the folder, or the file that was opened, is not there now, as where its disk was taken away."""
        is_there = os.path.isfile(self._database) or not self  # noqa: PTH113 - raises where a disk fails
        return not (is_there and os.path.isdir(self._folder))  # noqa: PTH112 - as above

    def is_on_another_device(self) -> bool:
        """Whether what lies in its place is, as where its disk was taken away and put back.

        Raises:
            LibraryUnavailableError: it is not there now.
        """
        with self._lock:
            return self._found is not None and self._found[1].is_on_another_device()

    def anew(self) -> HeldCatalogue:
        """What lies in its place now, to be opened."""
        return HeldCatalogue(self._database, self._folder)

    def close(self) -> None:
        """Give the database back."""
        with self._lock:
            if self._found is not None:
                catalogue, watch = self._found
                watch.close()
                catalogue.close()
                self._found = None

    def to_read(self) -> Catalogue:
        """The database.

        Raises:
            LibraryNotFoundError: the folder has not been rated.
        """
        return self._open()[0]

    def to_write(self) -> Catalogue:
        """The database, as long as what is written to it can be found again.

        Raises:
            LibraryUnavailableError: it is not there now; once it is, it can be written.
            LibraryReplacedError: another was put in its place since it was opened, as from a backup.
        """
        catalogue, watch = self._open()
        if not watch.is_in_place():
            raise LibraryReplacedError("Nothing was decided. Once the folder is as it should be, start winnow again.")
        return catalogue

    def is_written(self) -> bool:
        """Whether anybody wrote since this was asked last."""
        version = self._open()[1].version()
        was, self._version = self._version, version
        return version != was

    def _open(self) -> tuple[Catalogue, Watch]:
        with self._lock:
            if self._found is None:
                from winnow.catalogue.catalogue import Catalogue  # noqa: PLC0415 - loads SQLAlchemy

                catalogue = Catalogue.open(self._database, self._folder, create=False)
                self._found = catalogue, catalogue.watch()
            return self._found
