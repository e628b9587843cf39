"""One folder of photos and what winnow knows of it: the verbs of the command line, from Python.

::

    with winnow.open_library("~/Pictures") as lib:
        for event in lib.rate():
            print(event)
        for photo in lib.top(50):
            print(f"{photo.score:.1f}  {photo.path}")
        print(lib.explain(lib.top(1)[0].path).explanation)
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from winnow.domain.errors import ArgumentError
from winnow.workflows import rank, rate
from winnow.workflows.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from winnow.catalogue.cache import ContentCache
    from winnow.catalogue.catalogue import Catalogue
    from winnow.domain.additive import AdditiveModel
    from winnow.domain.events import Event
    from winnow.domain.views import Explained, Ranked, Status
    from winnow.engine import Engine
    from winnow.ingest.limits import Limits
    from winnow.models.network import Network

__all__ = ["Library", "Parts", "Tally"]


@dataclass(frozen=True, slots=True)
class Parts:
    """What a library is wired from; each is made when a verb first needs it."""

    database: Path
    limits: Limits
    thumbnails: Path
    model: Callable[[], AdditiveModel]
    network: Callable[[], Network | None]
    cache: Callable[[], ContentCache]
    engine: Callable[[], Engine]


class Library:
    """A folder of photos with its scores. Made by `winnow.open_library`.

    Every verb opens the database and closes it again, so a library may be kept open for as long as you like.
    """

    def __init__(self, folder: Path, parts: Parts) -> None:
        self.folder = folder
        self._parts = parts
        self._run: rate.Run | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End a running `rate`, if any."""
        self.stop()

    def rate(self, *, limit: int | None = None, retry_failed: bool = False) -> Generator[Event]:
        """Score what is new or changed, yielding what happens; everything is saved as it goes.

        Leaving the loop early saves what was measured so far.

        Args:
            limit: look at this many new or changed files at most.
            retry_failed: look again at photos that could not be scored.

        Raises:
            ArgumentError: `limit` is less than 1.
            LibraryBusyError: another run is rating into this library.
            LibraryDamagedError, LibraryTooNewError, LibraryReadOnlyError, LibraryUnavailableError, DiskFullError: the
                database.
            FolderNotFoundError: the folder cannot be read.
            ModelNotFoundError, ModelDamagedError, ModelMismatchError: the model, before the first photo.
            EngineFailedError: workers cannot be kept running; what was measured is kept.
            ModelFailedError: the model failed while it ran, likewise.
        """
        from winnow.catalogue.lock import exclusive  # noqa: PLC0415 - importing the library loads no database

        if limit is not None and limit < 1:
            raise ArgumentError(f"limit is {limit}; it must be 1 or more.")
        model = self._parts.model()
        network = self._parts.network()
        with (
            exclusive(self._parts.database),
            self._catalogue(create=True) as catalogue,
            self._parts.cache() as cache,
        ):
            self._run = rate.Run(
                folder=str(self.folder),
                catalogue=catalogue,
                cache=cache,
                engine=self._parts.engine(),
                model=model,
                network=network,
                limits=self._parts.limits,
                thumbnails=self._parts.thumbnails,
            )
            try:
                yield from self._run.events(limit=limit, retry_failed=retry_failed)
            finally:
                self._run.close()
                self._run = None

    def stop(self) -> None:
        """End a running `rate` early: it saves what is measured and finishes. Safe in a signal handler."""
        if self._run is not None:
            self._run.stop()

    def top(
        self,
        n: int | None = 50,
        *,
        min_score: float | None = None,
        since: str | None = None,
        until: str | None = None,
        under: str | os.PathLike[str] | None = None,
    ) -> list[Ranked]:
        """The best photos, best first.

        Args:
            n: how many at most; None for all.
            min_score: leave out scores below this.
            since: ISO date (or the front of one: ``2019``, ``2019-07``); only photos taken on it or later.
            until: ISO date likewise; only photos taken on it or earlier, the whole of it included.
            under: only photos in this subfolder, relative to the folder or absolute inside it.

        Raises:
            ArgumentError: `n` is less than 1, or a date is not the front of an ISO date.
            LibraryNotFoundError: the folder has not been rated; the database's other errors as for `rate`.
        """
        wanted = rank.Wanted(n, min_score, since, until, None if under is None else self.relative(under))
        model = self._parts.model()
        with self._catalogue(create=False) as catalogue:
            return rank.top(catalogue, model, wanted)

    def explain(self, photo: str | os.PathLike[str]) -> Explained:
        """Why a photo has its score: every contribution, adding up to it.

        Args:
            photo: a path relative to the folder, or an absolute one inside it.

        Raises:
            PhotoNotFoundError: the library does not know it.
            NotScoredError: it could not be scored, or was not yet; the message says why.
        """
        model = self._parts.model()
        with self._catalogue(create=False) as catalogue:
            return rank.explain(catalogue, model, self.relative(photo))

    def knows(self, photo: str | os.PathLike[str]) -> bool:
        """Whether the library has ever met a photo at this path."""
        with self._catalogue(create=False) as catalogue:
            return rank.knows(catalogue, self.relative(photo))

    def status(self) -> Status:
        """Counts, the spread of the scores, and every failure with its reason.

        Raises:
            LibraryNotFoundError: the folder has not been rated; the database's other errors as for `rate`.
        """
        model = self._parts.model()
        with self._catalogue(create=False) as catalogue:
            return rank.status(catalogue, model)

    def preview(self, photo: str | os.PathLike[str], long_side_px: int) -> bytes:
        """An upright sRGB JPEG of the photo for showing, its long side at most `long_side_px`. Nothing is stored.

        Raises:
            UnscoreableError: the photo cannot be read or decoded.
        """
        from winnow.ingest.thumbnail import preview  # noqa: PLC0415 - loads the decoders

        return preview(str(self.folder / self.relative(photo)), long_side_px, self._parts.limits)

    def relative(self, photo: str | os.PathLike[str]) -> str:
        """The photo's path relative to the folder, as the library names it: links below the folder are kept."""
        path = Path(photo)
        if not path.is_absolute():
            return Path(os.path.normpath(path)).as_posix()
        path = Path(os.path.normpath(path))
        for above in path.parents:
            if os.path.realpath(above) == str(self.folder):
                return path.relative_to(above).as_posix()
        return path.as_posix()

    @contextmanager
    def _catalogue(self, *, create: bool) -> Iterator[Catalogue]:
        from winnow.catalogue.catalogue import Catalogue  # noqa: PLC0415 - importing the library loads no database

        with Catalogue.open(self._parts.database, self.folder, create=create) as catalogue:
            yield catalogue
