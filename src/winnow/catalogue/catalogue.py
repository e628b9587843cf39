"""The catalogue of one folder: every question and every write of the other rooms goes through here.

How a run uses it::

    with Catalogue.open(database, folder, create=True) as catalogue:
        known = catalogue.known(recipe, network)                 what is there, to compare with a walk
        catalogue.write(Batch(...), recipe, scorer)     one transaction
        catalogue.best(scorer, recipe, n=50)            views
        catalogue.append_act(choices, who=, why=)       one transaction, beside a run that writes
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Self

from sqlalchemy import and_, select

from winnow.catalogue import acts, columns, groups, looks, names, views
from winnow.catalogue.database import Database
from winnow.catalogue.faults import explained
from winnow.catalogue.impressions import find_impressions, read_embeddings, to_distribution
from winnow.catalogue.known import read_known
from winnow.catalogue.listing import read_listing
from winnow.catalogue.measurements import ASK_AT_ONCE, find_measurements, read_tags
from winnow.catalogue.migrate import migrate
from winnow.catalogue.roots import add_root, find_root, root_folder, stored_root
from winnow.catalogue.rows import Unscored
from winnow.catalogue.shots import count_readable, read_shots
from winnow.catalogue.stamp import Stamp, Watch, read_stamp
from winnow.catalogue.tables import impressions, measurements, roots, scores
from winnow.catalogue.write import write_batch
from winnow.domain.errors import LibraryNotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from winnow.catalogue.batch import Batch
    from winnow.catalogue.columns import ContentFacts, PhotoRow
    from winnow.catalogue.groups import Gathering
    from winnow.catalogue.rows import Best, Detail, Known, Listed
    from winnow.catalogue.shots import Shot
    from winnow.domain.decision import Act, Choice, Verb
    from winnow.domain.group import Cluster
    from winnow.domain.impression import Impression
    from winnow.domain.look import Alignment, Look
    from winnow.domain.measurement import Measurement
    from winnow.domain.tags import Tags
    from winnow.domain.views import Status


class Catalogue:
    """One folder of a library. Paths are relative to that folder, as in `winnow.domain.photo`.

    Every method raises `LibraryDamagedError`, `LibraryBusyError` or `LibraryUnavailableError` where the database cannot
    be read, and those that write `LibraryReadOnlyError` or `DiskFullError` besides.
    """

    def __init__(self, database: Database, folder: Path, root_id: int) -> None:
        self.folder = folder
        self._database = database
        self._root_id = root_id

    @classmethod
    def open(cls, database: Path, folder: Path, *, create: bool) -> Self:
        """Open the library at `database` for `folder`. With `create`, make what is not there yet.

        Raises:
            LibraryNotFoundError: there is no library, or it does not hold `folder`, and not `create`.
            LibraryTooNewError: a newer winnow wrote it.
        """
        opened = _open(database, create=create)
        try:
            return cls(opened, folder, _root_id(opened, folder, create=create))
        except BaseException:  # Ctrl-C too: nobody has the database yet who could close it
            opened.close()
            raise

    def close(self) -> None:
        """Close the database. May be called twice."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def known(self, recipe: str, network: str | None = None) -> dict[str, Known]:
        """What the library knows of every path of the folder, photos and others."""
        with self._database.reading() as connection:
            return read_known(connection, self._root_id, recipe, network)

    def find(self, contents: Collection[bytes], recipe: str) -> dict[bytes, Measurement]:
        """The measurements of those of `contents` that have one under `recipe`."""
        with self._database.reading() as connection:
            return find_measurements(connection, contents, recipe)

    def find_impressions(self, contents: Collection[bytes], network: str) -> dict[bytes, Impression]:
        """What `network` made of those of `contents` that it was shown."""
        with self._database.reading() as connection:
            return find_impressions(connection, contents, network)

    def embeddings(self, contents: Collection[bytes], network: str) -> tuple[list[bytes], NDArray[np.float32]]:
        """Those of `contents` that `network` was shown, in their order, and an (n, 256) float32 row of each."""
        with self._database.reading() as connection:
            return read_embeddings(connection, contents, network)

    def unscored(self, recipe: str, scorer: str, network: str | None = None) -> Iterator[Unscored]:
        """Contents measured under `recipe`, and shown to `network`, without a score by `scorer`; in order of content.

        Read a page at a time, so that what it yields may be written while it is read.
        """
        of_scorer = and_(scores.c.content == measurements.c.content, scores.c.scorer == scorer)
        by_network = and_(impressions.c.content == measurements.c.content, impressions.c.network == network)
        query = (
            select(measurements.c.content, measurements.c.signals, impressions.c.distribution)
            .outerjoin(scores, of_scorer)
            .join(impressions, by_network, isouter=network is None)
            .where(measurements.c.recipe == recipe, scores.c.scorer.is_(None))
            .order_by(measurements.c.content)
            .limit(ASK_AT_ONCE)
        )
        last = b""
        while True:
            with self._database.reading() as connection:
                page = connection.execute(query.where(measurements.c.content > last)).all()
            if not page:
                return
            for content, signals, shares in page:
                yield Unscored(content, signals, None if shares is None else to_distribution(shares))
            last = page[-1][0]

    def write(self, batch: Batch, recipe: str, scorer: str) -> None:
        """Write `batch`, made under `recipe` by `scorer`, in one transaction.

        When this returns all of it is on the disk; if it raises, nothing of it is.
        """
        with self._database.writing() as connection:
            write_batch(connection, self._root_id, batch, recipe, scorer)

    def best(  # noqa: PLR0913 - whose ranking, and a keyword for each way to narrow it
        self,
        scorer: str,
        recipe: str,
        network: str | None = None,
        *,
        n: int | None = None,
        min_score: float | None = None,
        since: str | None = None,
        until: str | None = None,
        under: str | None = None,
    ) -> list[Best]:
        """The best `n` photos (all for None), best first, ties by path.

        `since` and `until` are beginnings of ISO dates, both inclusive (``until="2019-07"`` takes all of July); a
        photo without a date meets neither. `under` is a folder.
        """
        folder = "" if under is None else under.strip("/")
        wanted = [
            None if min_score is None else views.scored_at_least(min_score),
            None if since is None else views.taken_since(since),
            None if until is None else views.taken_until(until),
            views.lying_under(self._root_id, folder) if folder not in {"", "."} else None,
        ]
        conditions = [condition for condition in wanted if condition is not None]
        with self._database.reading() as connection:
            return views.read_best(connection, self._root_id, recipe, network, scorer, conditions, n)

    def listing(self, scorer: str) -> list[Listed]:
        """Every photo that is there, in order of path, with its score by `scorer` if it has one."""
        with self._database.reading() as connection:
            return read_listing(connection, self._root_id, scorer)

    def photo_rows(self, scorer: str) -> list[PhotoRow]:
        """Every photo that is there, in order of path, as lists show it."""
        with self._database.reading() as connection:
            return columns.read_photo_rows(connection, self._root_id, scorer)

    def facts(self, contents: Collection[bytes], recipe: str, network: str | None = None) -> dict[bytes, ContentFacts]:
        """What is known of contents that photos of the folder have."""
        with self._database.reading() as connection:
            return columns.read_facts(connection, self._root_id, contents, recipe, network)

    def missing(self) -> int:
        """How many photos were there once and are gone."""
        with self._database.reading() as connection:
            return columns.count_missing(connection, self._root_id)

    def watch(self) -> Watch:
        """Tell from now on whether anybody wrote; to be closed before the catalogue is."""
        return Watch(self._database)

    def stamp(self, scorer: str) -> Stamp:
        """What changes with whatever a list depends on."""
        with self._database.reading() as connection:
            return read_stamp(connection, self._root_id, scorer)

    def tags(self, recipe: str) -> dict[bytes, Tags]:
        """The flags, stars and labels that cameras and other programs wrote inside files, by content."""
        with self._database.reading() as connection:
            return read_tags(connection, recipe)

    def shots(self, recipe: str, network: str | None = None) -> dict[bytes, Shot]:
        """The contents that are there, measured under `recipe` and shown to `network`, in rising order."""
        with self._database.reading() as connection:
            return read_shots(connection, self._root_id, recipe, network)

    def count_readable(self) -> int:
        """How many photos are there of which nobody found that they cannot be read."""
        with self._database.reading() as connection:
            return count_readable(connection, self._root_id)

    def find_looks(self, contents: Collection[bytes], recipe: str) -> dict[bytes, Look]:
        """What those of `contents` look like whose thumbnails were looked at."""
        with self._database.reading() as connection:
            return looks.find_looks(connection, contents, recipe)

    def add_looks(self, found: Mapping[bytes, Look], recipe: str) -> None:
        """Write what contents look like."""
        with self._database.writing() as connection:
            looks.add_looks(connection, found, recipe)

    def find_alignments(self, pairs: Collection[looks.Pair], recipe: str) -> dict[looks.Pair, Alignment | None]:
        """How those of `pairs` that were compared lie on one another."""
        with self._database.reading() as connection:
            return looks.find_alignments(connection, pairs, recipe)

    def add_alignments(self, found: Mapping[looks.Pair, Alignment | None], recipe: str) -> None:
        """Write how pairs lie on one another, the lower content first."""
        with self._database.writing() as connection:
            looks.add_alignments(connection, found, recipe)

    def gathering(self) -> Gathering | None:
        """Of what the folder's groups were made; None if it was never grouped."""
        with self._database.reading() as connection:
            return groups.read_gathering(connection, self._root_id)

    def is_any_ungrouped(self, scorer: str) -> bool:
        """Whether a photo with a score was not there when the folder's groups were made."""
        with self._database.reading() as connection:
            return groups.is_any_new(connection, self._root_id, scorer)

    def clusters(self) -> list[Cluster]:
        """The folder's groups, in order of id."""
        with self._database.reading() as connection:
            return groups.read_clusters(connection, self._root_id)

    def write_groups(
        self, gone: Collection[str], new: Collection[Cluster], before: Gathering | None, now: Gathering
    ) -> None:
        """Forget the groups with the ids `gone`, write `new` ones and of what they were made, in one transaction."""
        with self._database.writing() as connection:
            groups.write_clusters(connection, self._root_id, gone, new)
            groups.write_gathering(connection, self._root_id, before, now)

    def photo(self, path: str, recipe: str, network: str | None = None) -> Detail | None:
        """Everything about one photo; None if the library never saw one at `path`."""
        with self._database.reading() as connection:
            return views.read_detail(connection, self._root_id, path, recipe, network)

    def status(self, recipe: str, scorer: str) -> Status:
        """How the folder stands, by that recipe and scorer."""
        with self._database.reading() as connection:
            return views.read_status(connection, self._root_id, recipe, scorer)

    def photo_ids(self, paths: Collection[str]) -> dict[str, int]:
        """The ids of the photos at those of `paths` that the library ever saw one at; see `names.read_ids`."""
        with self._database.reading() as connection:
            return names.read_ids(connection, self._root_id, paths)

    def photo_paths(self, photo_ids: Collection[int] | None = None) -> dict[int, str]:
        """Where photos are, or were last; for None, where all are that are there."""
        with self._database.reading() as connection:
            if photo_ids is None:
                return names.read_paths_here(connection, self._root_id)
            return names.read_paths(connection, photo_ids)

    def acts(self) -> list[Act]:
        """Everything decided in the folder, oldest first."""
        with self._database.reading() as connection:
            return acts.read_acts(connection, self._root_id)

    def acts_since(self, act_id: int) -> list[Act]:
        """What was decided after an act, oldest first."""
        with self._database.reading() as connection:
            return acts.read_acts_since(connection, self._root_id, act_id)

    def act_heads(self) -> list[Act]:
        """Everything decided in the folder, oldest first, without the choices: enough to undo and redo."""
        with self._database.reading() as connection:
            return acts.read_heads(connection, self._root_id)

    def undos(self) -> list[Act]:
        """Every act in the folder that takes back another, oldest first: they alone tell what is in force."""
        with self._database.reading() as connection:
            return acts.read_undos(connection, self._root_id)

    def acts_named(self, act_ids: Collection[int]) -> list[Act]:
        """The acts with these ids, oldest first."""
        with self._database.reading() as connection:
            return acts.read_acts_named(connection, act_ids)

    def words(self, verbs: Collection[Verb]) -> list[tuple[int, Verb, int]]:
        """What was said by these verbs of photos that are there: photo, verb and act, newest first, also if undone."""
        with self._database.reading() as connection:
            return acts.read_words(connection, self._root_id, verbs)

    def acts_about(self, photo_ids: Collection[int]) -> list[Act]:
        """What was decided of these photos, of them alone, and every undo, oldest first: enough for their marks."""
        with self._database.reading() as connection:
            return acts.read_acts_about(connection, self._root_id, photo_ids)

    def newest_act(self) -> int:
        """The id of the newest act in the folder; 0 if there is none."""
        with self._database.reading() as connection:
            return acts.newest_act(connection, self._root_id)

    def append_act_after(self, newest: int, choices: Sequence[Choice], *, who: str, why: str) -> Act | None:
        """As `append_act`; None, and nothing is written, if `newest` is no longer the newest act in the folder."""
        with self._database.writing() as connection:
            if acts.newest_act(connection, self._root_id) != newest:
                return None
            return acts.append_act(connection, self._root_id, who=who, why=why, decided=choices)

    def append_undo_after(self, newest: int, undoes: int, *, who: str, why: str, key: str | None = None) -> Act | None:
        """Take back an act; None, and nothing is written, if `newest` is no longer the newest act in the folder."""
        with self._database.writing() as connection:
            if acts.newest_act(connection, self._root_id) != newest:
                return None
            return acts.append_act(connection, self._root_id, who=who, why=why, undoes=undoes, key=key)

    def append_act(self, choices: Sequence[Choice], *, who: str, why: str, key: str | None = None) -> Act:
        """Decide `choices`, in one transaction, also while a run is writing; when this returns they are on the disk.

        Args:
            choices: what is decided at once.
            who: `PERSON`, or the name of a rule.
            why: in words, for the log.
            key: what the client calls it, by which `act_keyed` finds it; no other act of the folder may have it.
        """
        with self._database.writing() as connection:
            return acts.append_act(connection, self._root_id, who=who, why=why, decided=choices, key=key)

    def act_keyed(self, key: str) -> int | None:
        """The id of the act that was written with this key; None if there is none."""
        with self._database.reading() as connection:
            return acts.find_keyed(connection, self._root_id, key)

    def append_undo(self, which: Callable[[list[Act]], int | None], *, who: str, why: str) -> list[Act]:
        """Take back the act that `which` names, given all of them without choices, in one transaction.

        Returns:
            The log with the new act at its end, without choices; empty if `which` names none.
        """
        with self._database.writing() as connection:
            log = acts.read_heads(connection, self._root_id)
            undoes = which(log)
            if undoes is None:
                return []
            return [*log, acts.append_act(connection, self._root_id, who=who, why=why, undoes=undoes)]


def folders_of(database: Path) -> list[Path]:
    """The folders that the library at `database` holds, as absolute paths.

    Raises:
        LibraryNotFoundError: there is no library.
    """
    opened = _open(database, create=False)
    try:
        with opened.reading() as connection:
            return [root_folder(database, name) for name in connection.scalars(select(roots.c.path))]
    finally:
        opened.close()


def _open(database: Path, *, create: bool) -> Database:
    """The database with the tables of this winnow."""
    if create:
        with explained(database):
            database.parent.mkdir(parents=True, exist_ok=True)
    elif not database.is_file():
        raise LibraryNotFoundError(f"Rate it first: winnow rate FOLDER (looked for {database}).")
    opened = Database(database, create=create)
    try:
        migrate(opened, create=create)
        if create:
            opened.set_journal()
    except BaseException:  # Ctrl-C too: nobody has the database yet who could close it
        opened.close()
        raise
    return opened


def _root_id(database: Database, folder: Path, *, create: bool) -> int:
    """The id of `folder` among the library's roots."""
    name = stored_root(database.path, folder)
    with database.reading() as connection:
        root_id = find_root(connection, name)
    if root_id is not None:
        return root_id
    if not create:
        command = f"winnow rate {shlex.quote(str(folder))} --library {shlex.quote(str(database.path))}"
        raise LibraryNotFoundError(f"Rate it first: {command}")
    with database.writing() as connection:
        return find_root(connection, name) or add_root(connection, name)
