"""One folder of photos and what winnow knows of it: the verbs of the command line, from Python.

::

    with winnow.open_library("~/Pictures") as lib:
        for event in lib.rate():
            print(event)
        for photo in lib.top(50):
            print(f"{photo.score:.1f}  {photo.path}")
        print(lib.explain(lib.top(1)[0].path).explanation)
        lib.keep([photo.path for photo in lib.top(10)], why="the ten best")
        lib.undo()
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from winnow.domain.decision import Verb
from winnow.domain.errors import ArgumentError, FolderNotFoundError
from winnow.domain.group import Kind
from winnow.domain.picked import Strictness
from winnow.domain.views import Decision
from winnow.workflows import decide, rank, rate
from winnow.workflows.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator, Iterator

    from winnow.catalogue.cache import ContentCache
    from winnow.catalogue.catalogue import Catalogue
    from winnow.domain.additive import AdditiveModel
    from winnow.domain.decision import Mark
    from winnow.domain.events import Event
    from winnow.domain.export import ExportEvent, Selection, Targets
    from winnow.domain.gathering import Gathered, Step
    from winnow.domain.grouped import Grouped
    from winnow.domain.imported import Imported
    from winnow.domain.picked import Pick
    from winnow.domain.profile import Weights
    from winnow.domain.tags import SidecarNaming
    from winnow.domain.views import Done, Entry, Explained, Ranked, Status
    from winnow.engine import Engine
    from winnow.grouping.looks import Bars
    from winnow.ingest.limits import Limits
    from winnow.models.network import Network
    from winnow.workflows.export_plan import Plan

__all__ = ["Library", "Parts", "Tally"]

Photo = str | os.PathLike[str]
Photos = Photo | Iterable[Photo]
"""One path, or several: relative to the folder, or absolute inside it."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a library is wired from; each is made when a verb first needs it."""

    database: Path
    limits: Limits
    thumbnails: Path
    sidecar_naming: SidecarNaming
    profiles: Path
    bars: Callable[[], Bars]
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

    @property
    def parts(self) -> Parts:
        """What it is wired from, for those who serve it."""
        return self._parts

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
        if not os.path.isdir(self.folder):  # noqa: PTH112 - as in `wiring`. Else it would be made, with a new library
            raise FolderNotFoundError(f"{self.folder} is not there any more. Is its disk connected?")
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

    def gather(
        self, *, similarity: float | None = None, is_wanted: Callable[[], bool] = lambda: True
    ) -> Generator[Step | Gathered]:
        """Group what belongs together, yielding how it goes on; only what is different is worked out and written.

        Args:
            similarity: how alike the photos of a group are, in percent, as people think of it; as the settings say, for
                each kind, if None.
            is_wanted: asked again and again; once it says False grouping ends, and the groups are as they were.

        Raises:
            ArgumentError: `similarity` is not between 50 and 99.
            LibraryNotFoundError: the folder has not been rated.
            LibraryBusyError: another run is rating or grouping; the database's and the model's other errors as for
                `rate`.
        """
        from winnow.catalogue.lock import exclusive  # noqa: PLC0415 - importing the library loads no database
        from winnow.workflows import group  # noqa: PLC0415 - likewise, and no NumPy

        bars = self._parts.bars() if similarity is None else group.bars_of(similarity)
        model = self._parts.model()
        with self._catalogue(create=False) as catalogue, exclusive(self._parts.database):
            shelf = group.shelf_of(str(self.folder), self._parts.thumbnails, self._parts.limits)
            yield from group.Run(
                catalogue=catalogue,
                model=model,
                bars=bars,
                shelf=shelf,
                engine=self._parts.engine,
                is_wanted=is_wanted,
            ).steps()

    def groups(self, kinds: Collection[Kind] = tuple(Kind)) -> list[Grouped]:
        """The groups that `gather` made, the narrowest kinds first, each with its keeper, the margin and the reasons.

        Raises:
            LibraryNotFoundError: the folder has not been rated; the database's other errors as for `rate`.
        """
        from winnow.workflows.shown import shown  # noqa: PLC0415 - as above

        model = self._parts.model()
        with self._catalogue(create=False) as catalogue:
            return shown(catalogue, model, kinds)

    def top(
        self,
        n: int | None = 50,
        *,
        min_score: float | None = None,
        since: str | None = None,
        until: str | None = None,
        under: str | os.PathLike[str] | None = None,
        profile: str | None = None,
    ) -> list[Ranked]:
        """The best photos, best first.

        Args:
            n: how many at most; None for all.
            min_score: leave out scores below this.
            since: ISO date (or the front of one: ``2019``, ``2019-07``); only photos taken on it or later.
            until: ISO date likewise; only photos taken on it or earlier, the whole of it included.
            under: only photos in this subfolder, relative to the folder or absolute inside it.
            profile: the name of weights that the person saved; the model's own if None.

        Raises:
            ArgumentError: `n` is less than 1, or a date is not the front of an ISO date.
            ProfileNotFoundError, ProfilesDamagedError: there is no such profile, or the file of profiles is wrong.
            LibraryNotFoundError: the folder has not been rated; the database's other errors as for `rate`.
        """
        wanted = rank.Wanted(n, min_score, since, until, None if under is None else self.relative(under))
        weights = self._weights(profile)
        model = self._parts.model()
        with self._catalogue(create=False) as catalogue:
            return rank.top(catalogue, model, wanted, weights)

    def explain(self, photo: Photo, *, profile: str | None = None) -> Explained:
        """Why a photo has its score: every contribution, adding up to it.

        Args:
            photo: a path relative to the folder, or an absolute one inside it.
            profile: the name of weights that the person saved; the model's own if None.

        Raises:
            PhotoNotFoundError: the library does not know it.
            ProfileNotFoundError, ProfilesDamagedError: as for `top`.
            NotScoredError: it could not be scored, or was not yet; the message says why.
        """
        weights = self._weights(profile)
        model = self._parts.model()
        with self._catalogue(create=False) as catalogue:
            return rank.explain(catalogue, model, self.relative(photo), weights)

    def known(self, photos: Iterable[Path]) -> list[Path]:
        """Those of `photos` that the library has ever met."""
        names = {photo: self.relative(photo) for photo in photos}
        with self._catalogue(create=False) as catalogue:
            met = catalogue.photo_ids(names.values())
        return [photo for photo, name in names.items() if name in met]

    def ids(self, photos: Iterable[Photo]) -> dict[str, int]:
        """The ids of those of `photos` that the library has ever met, by path: what decisions and pages name them by.

        Raises:
            LibraryNotFoundError: the folder has not been rated; the database's other errors as for `rate`.
        """
        names = [self.relative(photo) for photo in photos]
        with self._catalogue(create=False) as catalogue:
            return catalogue.photo_ids(names)

    def keep(self, photos: Photos, *, why: str = "") -> Done:
        """Decide to keep these photos; no file is touched.

        Like every decision: appended to a log, never written over, taken back by `undo`. Another run may be rating
        meanwhile.

        Raises:
            PhotoNotFoundError: the library does not know one of them; then nothing is decided.
            ArgumentError: what is decided makes no sense; likewise.
            LibraryNotFoundError: the folder has not been rated; the database's other errors as for `rate`.
        """
        return self._decide(Verb.KEEP, photos, why=why)

    def reject(self, photos: Photos, *, why: str = "") -> Done:
        """Decide against these photos, as `keep`."""
        return self._decide(Verb.REJECT, photos, why=why)

    def unmark(self, photos: Photos, *, why: str = "") -> Done:
        """Have these photos neither kept nor rejected, as `keep`."""
        return self._decide(Verb.UNMARK, photos, why=why)

    def star(self, stars: int, photos: Photos, *, why: str = "") -> Done:
        """Give these photos 1 to 5 stars, or take theirs with 0, as `keep`."""
        return self._decide(Verb.STAR, photos, value=str(stars), why=why)

    def label(self, colour: str | None, photos: Photos, *, why: str = "") -> Done:
        """Give these photos a colour of `winnow.domain.decision.LABELS`, or take theirs with None, as `keep`."""
        return self._decide(Verb.LABEL, photos, value=colour, why=why)

    def choose_keeper(self, photo: Photo, others: Photos, *, why: str = "") -> Done:
        """Prefer a photo to the others of its group, as `keep`."""
        return self._decide(Verb.KEEPER, photo, others, why=why)

    def keep_all(self, photos: Photos, *, why: str = "") -> Done:
        """Keep all of these photos, and suggest no keeper among them, as `keep`."""
        return self._decide(Verb.KEEP_ALL, photos, why=why)

    def together(self, photos: Photos, *, kind: Kind = Kind.BURST, why: str = "") -> Done:
        """Have these photos belong together, in a group of that kind and any wider, as `keep`."""
        return self._decide(Verb.TOGETHER, photos, value=str(kind), why=why)

    def apart(self, photos: Photos, others: Photos, *, kind: Kind = Kind.BURST, why: str = "") -> Done:
        """Have none of `photos` in a group with any of `others`, of that kind or any narrower, as `keep`."""
        return self._decide(Verb.APART, photos, others, value=str(kind), why=why)

    def undo(self, *, why: str = "") -> Done:
        """Take back what was decided last, by whomever; again and again, back to the beginning.

        Raises:
            NoDecisionToUndoError: everything is taken back.
        """
        with self._catalogue(create=False) as catalogue:
            return decide.undo(catalogue, why=why)

    def redo(self, *, why: str = "") -> Done:
        """Decide again what was undone last.

        Raises:
            NoDecisionToRedoError: nothing was undone, or something was decided since.
        """
        with self._catalogue(create=False) as catalogue:
            return decide.redo(catalogue, why=why)

    def import_decisions(self, *, theirs: bool = False, dry_run: bool = False) -> Imported:
        """Take over ratings, labels, picks and rejects that other programs wrote in sidecars and photos.

        One act in the log, taken back by `undo`. Files are only read. What the person decided in winnow stands.

        Args:
            theirs: take over also what the person decided otherwise in winnow.
            dry_run: only say what would be decided.

        Raises:
            OvertakenError: somebody decided again and again meanwhile; nothing was taken over.
            LibraryNotFoundError: the folder has not been rated; the database's other errors as for `rate`.
        """
        from winnow.workflows import imports  # noqa: PLC0415 - importing the library loads no XML parser

        model = self._parts.model()
        with self._catalogue(create=False) as catalogue:
            return imports.take_over(catalogue, model.scorer, theirs=theirs, dry_run=dry_run)

    def pick(self, *, target: int | None = None, strictness: Strictness | None = None, dry_run: bool = False) -> Pick:
        """Make decisions of what the groups suggest, those that `gather` made: see `winnow.curation.pick`.

        One act in the log, taken back by `undo`. What anybody else decided stands; what an earlier pick decided may
        change. Picking again without anything new decides nothing.

        Args:
            target: how many photos to keep in all, what is kept already included.
            strictness: how much to reject where there is no target; normal if not said.
            dry_run: only say what would be decided.

        Raises:
            ArgumentError: `target` is less than 1, or both were said.
            OvertakenError: somebody decided again and again meanwhile; nothing was decided.
            LibraryNotFoundError: the folder has not been rated; the database's other errors as for `rate`.
        """
        from winnow.workflows.pick import pick  # noqa: PLC0415 - importing the library loads no NumPy

        if target is not None and strictness is not None:
            raise ArgumentError("Say how many to keep, or how strictly to pick, not both.")
        if target is not None and target < 1:
            raise ArgumentError(f"target is {target}; it must be 1 or more.")
        model = self._parts.model()
        with self._catalogue(create=False) as catalogue:
            return pick(catalogue, model, strictness or target or Strictness.NORMAL, dry_run=dry_run)

    def log(self, n: int | None = None) -> list[Entry]:
        """What was decided, undone and redone, newest first; the last `n`, or all of it.

        Raises:
            ArgumentError: `n` is less than 1.
        """
        if n is not None and n < 1:
            raise ArgumentError(f"n is {n}; it must be 1 or more, or None for all.")
        with self._catalogue(create=False) as catalogue:
            return decide.log(catalogue, n)

    def marks(self) -> dict[str, Mark]:
        """What is decided of each photo that is there, of those of which anything is, by path."""
        with self._catalogue(create=False) as catalogue:
            return decide.marks(catalogue)

    def status(self) -> Status:
        """Counts, the spread of the scores, and every failure with its reason.

        Raises:
            LibraryNotFoundError: the folder has not been rated; the database's other errors as for `rate`.
        """
        model = self._parts.model()
        with self._catalogue(create=False) as catalogue:
            return rank.status(catalogue, model)

    def preview(self, photo: Photo, long_side_px: int) -> bytes:
        """An upright sRGB JPEG of the photo for showing, its long side at most `long_side_px`. Nothing is stored.

        Raises:
            UnscoreableError: the photo cannot be read or decoded.
        """
        from winnow.ingest.thumbnail import preview  # noqa: PLC0415 - loads the decoders

        return preview(str(self.folder / self.relative(photo)), long_side_px, self._parts.limits)

    def plan_export(self, selection: Selection, targets: Targets, *, profile: str | None = None) -> Plan:
        """What an export of the chosen photos would do; nothing is written. Groups are those that `gather` made.

        Args:
            selection: which photos.
            targets: where they go.
            profile: the name of weights that the person saved, by which they are ranked; the model's own if None.

        Raises:
            ProfileNotFoundError, ProfilesDamagedError: as for `top`.
            ArgumentError: `selection` says nothing, and nothing was kept that could be meant.
            JournalDamagedError: a journal lies at the target that cannot be read.
            FolderNotFoundError, FolderEmptyError: the photos are not there, with their disk perhaps.
            LibraryNotFoundError: the folder has not been rated; the database's other errors as for `rate`.
        """
        from winnow.workflows import export_places, export_plan  # noqa: PLC0415 - as above

        export_places.check_source(self.folder)
        weights = self._weights(profile)
        model = self._parts.model()
        with self._catalogue(create=False) as catalogue:
            naming = self._parts.sidecar_naming
            return export_plan.plan(catalogue, model, selection, targets.absolute(), naming, weights)

    def export(self, plan: Plan) -> Generator[ExportEvent]:
        """Do what a plan says, yielding what happens. Killed or left early, a new plan of the same goes on.

        Raises:
            FolderNotFoundError, FolderEmptyError: the photos are not there, with their disk perhaps.
            ArgumentError: hard links cannot reach the target.
            TargetBusyError, TargetFullError, TargetUnwritableError: a target cannot be written.
        """
        from winnow.workflows import export  # noqa: PLC0415 - as above

        return export.run(plan, engine=self._parts.engine, limits=self._parts.limits)

    def relative(self, photo: Photo) -> str:
        """The photo's path relative to the folder, as the library names it: links below the folder are kept."""
        path = Path(photo)
        if not path.is_absolute():
            return Path(os.path.normpath(path)).as_posix()
        path = Path(os.path.normpath(path))
        for above in path.parents:
            if os.path.realpath(above) == str(self.folder):
                return path.relative_to(above).as_posix()
        return path.as_posix()

    def _relatives(self, photos: Photos) -> tuple[str, ...]:
        several = [photos] if isinstance(photos, str | os.PathLike) else photos
        return tuple(self.relative(photo) for photo in several)

    def _weights(self, profile: str | None) -> Weights | None:
        if profile is None:
            return None
        from winnow.workflows.profiles import ProfileStore  # noqa: PLC0415 - read when somebody names one

        return ProfileStore(self._parts.profiles).weights(profile)

    def _decide(
        self, verb: Verb, photos: Photos, others: Photos = (), *, value: str | None = None, why: str = ""
    ) -> Done:
        decision = Decision(verb, self._relatives(photos), self._relatives(others), value)
        with self._catalogue(create=False) as catalogue:
            return decide.decide(catalogue, [decision], why=why)

    @contextmanager
    def _catalogue(self, *, create: bool) -> Iterator[Catalogue]:
        from winnow.catalogue.catalogue import Catalogue  # noqa: PLC0415 - importing the library loads no database

        with Catalogue.open(self._parts.database, self.folder, create=create) as catalogue:
            yield catalogue
