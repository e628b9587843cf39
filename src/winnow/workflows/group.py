"""Group what belongs together in a folder.

::

    contents that are there, and what their files say of the shot          (catalogue)
    what is different since groups were last made: photos, decisions       (pure)       nothing: done
    look at thumbnails that nobody has looked at                           (workers)    → looks
    propose what may belong together, and which pairs to compare           (pure)
    compare those that nobody has compared                                 (workers)    → verdicts
    gather                                                                 (pure)       → clusters
    write what is different                                                (one transaction)
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from winnow.catalogue.groups import Gathering
from winnow.curation.fold import fold
from winnow.domain.errors import ArgumentError
from winnow.domain.failure import Broken
from winnow.domain.gathering import Gathered, Stage, Step
from winnow.grouping.capture import camera_name, exposure_ev, taken_ns
from winnow.grouping.changes import changes
from winnow.grouping.gather import gather
from winnow.grouping.hashes import LIKENESS
from winnow.grouping.looks import UNDATED, UNKNOWN_CAMERA, Bars, Facts, Looks
from winnow.grouping.propose import Changed, propose
from winnow.signals.recipe import RECIPE
from winnow.storage.folder import FolderStore
from winnow.workflows.closer import Picture, Shelf, Sitting, lay, look_at

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
    from pathlib import Path

    from winnow.catalogue.catalogue import Catalogue
    from winnow.catalogue.shots import Shot
    from winnow.domain.additive import AdditiveModel
    from winnow.domain.decided import Decided
    from winnow.domain.decision import Act
    from winnow.domain.group import Cluster
    from winnow.domain.look import Alignment, Look
    from winnow.engine import Engine
    from winnow.grouping.looks import Rows
    from winnow.ingest.limits import Limits

LOOKS = "look 1"
ALIGNMENTS = "alignment 1"
GROUPS = "groups 1"
"""Recipes of what is stored: another formula, another name, and exactly what it made is made again."""

_SAVED_AT_ONCE = 256
_LEAST_SIMILARITY, _MOST_SIMILARITY = 50, 99  # percent


def bars_of(similarity: float) -> Bars:
    """Return what asks for one similarity, in percent, of all kinds; raises `ArgumentError` if it is none."""
    if not _LEAST_SIMILARITY <= similarity <= _MOST_SIMILARITY:
        raise ArgumentError(f"similarity is {similarity}; it is between {_LEAST_SIMILARITY} and {_MOST_SIMILARITY}.")
    return Bars(copy=similarity / 100, burst=similarity / 100, scene=similarity / 100)


def shelf_of(folder: str, thumbnails: Path, limits: Limits) -> Shelf:
    """Return where the pictures of a folder are found."""
    return Shelf(folder, FolderStore(thumbnails), limits)


@dataclass(frozen=True, slots=True, eq=False)
class _Now:
    """The folder as it is: shots by content, in rising order, and the log of decisions."""

    shots: Mapping[bytes, Shot]
    acts: Sequence[Act]
    how: str

    @property
    def gathering(self) -> Gathering:
        taken = {content: taken_ns(shot.metadata) for content, shot in self.shots.items()}
        return Gathering(self.how, self.acts[-1].id if self.acts else 0, taken)


class Run:
    """One run of grouping over one folder."""

    def __init__(
        self, *, catalogue: Catalogue, model: AdditiveModel, bars: Bars, shelf: Shelf, engine: Callable[[], Engine]
    ) -> None:
        self._catalogue = catalogue
        self._model = model
        self._bars = bars
        self._shelf = shelf
        self._make_engine = engine
        self._engine: Engine | None = None
        self._network = model.network if model.likeness is not None else None

    def steps(self) -> Iterator[Step | Gathered]:
        """The run, as it goes on; groups are written at its end, in one transaction."""
        try:
            yield from self._flow()
        finally:
            if self._engine is not None:
                self._engine.close()

    def _flow(self) -> Iterator[Step | Gathered]:
        now, before = self._now(), self._catalogue.gathering()
        gathering = now.gathering
        if before is not None and before == gathering:
            yield Gathered(len(now.shots), gone=0, new=0)
            return
        found = yield from self._looks(now)
        there = {content: shot for content, shot in now.shots.items() if content in found}
        looks = self._arrays(there, found)
        facts = _facts(fold(now.acts), there, looks.keys)
        stored = self._catalogue.clusters()
        changed = None
        if before is not None and before.how == now.how:
            heard = [act for act in now.acts if act.id <= before.act]
            changed = _changed(looks, before, stored, facts, _facts(fold(heard), there, looks.keys))
        proposals = propose(looks, self._bars, facts, changed)
        verdicts = yield from self._verdicts(there, looks, proposals.checks)
        clusters = gather(looks, self._bars, facts, proposals, verdicts)
        again = {looks.keys[row] for row in np.flatnonzero(proposals.rows).tolist()}
        touched = [one for one in stored if any(member in again or member not in there for member in one.members)]
        different = changes(touched, clusters)
        looked_at = {content: taken for content, taken in gathering.taken_ns.items() if content in there}
        self._catalogue.write_groups(
            different.gone, different.new, before, Gathering(now.how, gathering.act, looked_at)
        )
        yield Gathered(len(there), len(different.gone), len(different.new))

    def _now(self) -> _Now:
        shots = self._catalogue.shots(RECIPE, self._network)
        how = " | ".join((GROUPS, LOOKS, ALIGNMENTS, RECIPE, self._network or "no network", str(self._bars)))
        return _Now(shots, self._catalogue.acts(), how)

    def _workers(self) -> Engine:
        if self._engine is None:
            self._engine = self._make_engine()
        return self._engine

    def _looks(self, now: _Now) -> Generator[Step, None, dict[bytes, Look]]:
        """Look at what nobody has looked at; return the looks of all that could be."""
        found = self._catalogue.find_looks(now.shots, LOOKS)
        lacking = [Picture(content, shot.path) for content, shot in now.shots.items() if content not in found]
        fresh: dict[bytes, Look] = {}
        if lacking:
            answers = self._workers().map(partial(look_at, shelf=self._shelf), lacking)
            for done, (picture, look) in enumerate(answers, start=1):
                if not isinstance(look, Broken):
                    fresh[picture.content] = look
                if len(fresh) >= _SAVED_AT_ONCE:
                    self._catalogue.add_looks(fresh, LOOKS)
                    found |= fresh
                    fresh = {}
                yield Step(Stage.LOOKING, done, len(lacking))
            self._catalogue.add_looks(fresh, LOOKS)
        return found | fresh

    def _verdicts(
        self, there: Mapping[bytes, Shot], looks: Looks, checks: Rows
    ) -> Generator[Step, None, dict[tuple[int, int], Alignment | None]]:
        """Compare the pairs that nobody has compared; return how all of them lie on one another."""
        row_of = {content: row for row, content in enumerate(looks.keys)}
        pairs = [(looks.keys[one], looks.keys[other]) for one, other in checks.tolist()]
        found = self._catalogue.find_alignments(pairs, ALIGNMENTS)
        others: dict[bytes, list[bytes]] = defaultdict(list)
        for one, other in pairs:
            if (one, other) not in found:
                others[one].append(other)
        sittings = [
            Sitting(Picture(one, there[one].path), tuple(Picture(other, there[other].path) for other in against))
            for one, against in others.items()
        ]
        fresh: dict[tuple[bytes, bytes], Alignment | None] = {}
        if sittings:
            for done, (sitting, answer) in enumerate(
                self._workers().map(partial(lay, shelf=self._shelf), sittings), start=1
            ):
                if not isinstance(answer, Broken):  # what could not be compared now may be the next time
                    against = [picture.content for picture in sitting.others]
                    fresh |= {(sitting.one.content, other): each for other, each in zip(against, answer, strict=True)}
                yield Step(Stage.COMPARING, done, len(sittings))
            self._catalogue.add_alignments(fresh, ALIGNMENTS)
        found |= fresh
        return {(row_of[one], row_of[other]): found.get((one, other)) for one, other in pairs}

    def _arrays(self, there: Mapping[bytes, Shot], found: Mapping[bytes, Look]) -> Looks:
        keys = tuple(sorted(there))
        metadata = [there[content].metadata for content in keys]
        names = [camera_name(each) for each in metadata]
        numbers = {name: number for number, name in enumerate(sorted({name for name in names if name is not None}))}
        seen = [found[content] for content in keys]
        vectors = None if self._network is None else self._catalogue.embeddings(keys, self._network)[1]
        return Looks(
            keys=keys,
            taken_ns=np.array([taken_ns(each) for each in metadata], dtype=np.int64),
            camera=np.array([UNKNOWN_CAMERA if name is None else numbers[name] for name in names], dtype=np.int64),
            exposure_ev=np.array([exposure_ev(each) for each in metadata], dtype=np.float64),
            hashes=np.array([look.hash for look in seen], dtype=np.uint64),
            entropy_bits=np.array([look.entropy_bits for look in seen], dtype=np.float64),
            light_ev=np.array([look.light_ev for look in seen], dtype=np.float64),
            vectors=vectors,
            likeness=self._model.likeness or LIKENESS,
        )


def _facts(decided: Decided, there: Mapping[bytes, Shot], keys: Sequence[bytes]) -> Facts:
    """What the person said of photos, as said of the rows of their contents."""
    row_of = {content: row for row, content in enumerate(keys)}
    rows = {photo: row_of[content] for content, shot in there.items() for photo in shot.photos}
    apart = {
        (min(rows[one], rows[other]), max(rows[one], rows[other]), kind)
        for (one, other), kind in decided.apart.items()
        if one in rows and other in rows and rows[one] != rows[other]
    }
    together = (
        (tuple(sorted({rows[photo] for photo in said.photos if photo in rows})), said.kind) for said in decided.together
    )
    return Facts(tuple(sorted(apart)), tuple(one for one in together if len(one[0]) > 1))


def _changed(looks: Looks, before: Gathering, stored: Sequence[Cluster], now: Facts, then: Facts) -> Changed:
    """What is not as it was when groups were last made."""
    row_of = {content: row for row, content in enumerate(looks.keys)}
    taken = dict(zip(looks.keys, looks.taken_ns.tolist(), strict=True))
    rows = {row for content, row in row_of.items() if before.taken_ns.get(content) != taken[content]}
    left = {content: at for content, at in before.taken_ns.items() if taken.get(content) != at}
    for cluster in stored:
        if any(member not in row_of for member in cluster.members):
            rows |= {row_of[member] for member in cluster.members if member in row_of}
    rows |= {row for one, other, _ in set(now.apart) ^ set(then.apart) for row in (one, other)}
    rows |= {row for together, _ in set(now.together) ^ set(then.together) for row in together}
    vacated = tuple(sorted({at for at in left.values() if at != UNDATED}))
    return Changed(tuple(sorted(rows)), vacated, len(before.taken_ns))
