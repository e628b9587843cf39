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
from dataclasses import dataclass, replace
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
from winnow.grouping.looks import UNDATED, UNKNOWN_CAMERA, Bars, Looks
from winnow.grouping.propose import Changed, propose
from winnow.grouping.wanted import GivenUpError, as_long_as
from winnow.signals.recipe import RECIPE
from winnow.storage.folder import FolderStore
from winnow.workflows.closer import Picture, Shelf, Sitting, lay, look_at
from winnow.workflows.told import told

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
    from pathlib import Path

    from winnow.catalogue.catalogue import Catalogue
    from winnow.catalogue.shots import Shot
    from winnow.domain.additive import AdditiveModel
    from winnow.domain.decision import Act
    from winnow.domain.group import Cluster
    from winnow.domain.look import Alignment, Look
    from winnow.engine import Engine
    from winnow.grouping.looks import Facts, Rows
    from winnow.ingest.limits import Limits
    from winnow.workflows.told import Told

LOOKS = "look 1"
ALIGNMENTS = "alignment 1"
GROUPS = "groups 2"
"""Recipes of what is stored: another formula, another name, and exactly what it made is made again."""

_SAVED_AT_ONCE = 256
_AGAINST_AT_ONCE = 16  # pictures that one is laid on in one task: what breaks it costs no more of them
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
    """The folder as it is: shots by content, in rising order, the log of decisions, how many photos can be read."""

    shots: Mapping[bytes, Shot]
    acts: Sequence[Act]
    how: str
    readable: int

    def told(self, until: int | None = None) -> Told:
        """What the person had said by an act, or by now, of the photos that are there now."""
        return told(fold([act for act in self.acts if until is None or act.id <= until]), self.shots)

    @property
    def waiting(self) -> int:
        """How many photos wait to be rated."""
        return max(self.readable - sum(len(shot.photos) for shot in self.shots.values()), 0)

    @property
    def gathering(self) -> Gathering:
        """Of what groups would be made."""
        taken = {content: taken_ns(shot.metadata) for content, shot in self.shots.items()}
        return Gathering(self.how, self.acts[-1].id if self.acts else 0, self.told().digest, taken)


class Run:
    """One run of grouping over one folder."""

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        model: AdditiveModel,
        bars: Bars,
        shelf: Shelf,
        engine: Callable[[], Engine],
        is_wanted: Callable[[], bool] = lambda: True,
    ) -> None:
        self._catalogue = catalogue
        self._model = model
        self._bars = bars
        self._shelf = shelf
        self._make_engine = engine
        self._is_wanted = is_wanted
        self._engine: Engine | None = None
        self._network = model.network if model.likeness is not None else None

    def steps(self) -> Iterator[Step | Gathered]:
        """The run, as it goes on; groups are written at its end, in one transaction.

        It ends early, and writes none, once it is wanted no more.
        """
        try:
            yield from self._flow()
        except GivenUpError:
            return
        finally:
            if self._engine is not None:
                self._engine.close()

    def _flow(self) -> Iterator[Step | Gathered]:
        now, before = self._now(), self._catalogue.gathering()
        gathering = now.gathering
        if before is not None and before == gathering:
            yield Gathered(len(now.shots), gone=0, new=0, left_out=0, waiting=now.waiting)
            return
        found = yield from self._looks(now)
        self._go_on()
        there = {content: shot for content, shot in now.shots.items() if content in found}
        looks = self._arrays(there, found)
        row_of = {content: row for row, content in enumerate(looks.keys)}
        facts = now.told().facts(row_of)
        self._go_on()
        stored = self._catalogue.clusters()
        changed = None
        if before is not None and before.how == now.how:
            then = now.told(before.act)
            if then.digest == before.facts:  # else what was said then means other contents now
                changed = _changed(looks, before, stored, facts, then.facts(row_of))
        with as_long_as(self._is_wanted):
            proposals = propose(looks, self._bars, facts, changed)
        verdicts, in_doubt = yield from self._verdicts(there, looks, proposals.checks)
        with as_long_as(self._is_wanted):
            clusters = gather(looks, self._bars, facts, proposals, verdicts)
        self._go_on()
        again = {looks.keys[row] for row in np.flatnonzero(proposals.rows).tolist()}
        touched = [one for one in stored if any(member in again or member not in there for member in one.members)]
        different = changes(touched, clusters)
        settled = {
            content: taken
            for content, taken in gathering.taken_ns.items()
            if content in there and content not in in_doubt
        }
        now_made = replace(gathering, taken_ns=settled)  # what could not be looked at or compared is new the next time
        self._catalogue.write_groups(different.gone, different.new, before, now_made)
        left_out = len(now.shots) - len(settled)
        yield Gathered(len(there), len(different.gone), len(different.new), left_out, now.waiting)

    def _go_on(self) -> None:
        if not self._is_wanted():
            raise GivenUpError

    def _now(self) -> _Now:
        shots = self._catalogue.shots(RECIPE, self._network)
        likeness = str(self._model.likeness)
        how = " | ".join((GROUPS, LOOKS, ALIGNMENTS, RECIPE, self._network or "no network", likeness, str(self._bars)))
        return _Now(shots, self._catalogue.acts(), how, self._catalogue.count_readable())

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
                self._go_on()
            self._catalogue.add_looks(fresh, LOOKS)
        return found | fresh

    def _verdicts(
        self, there: Mapping[bytes, Shot], looks: Looks, checks: Rows
    ) -> Generator[Step, None, tuple[dict[tuple[int, int], Alignment | None], set[bytes]]]:
        """Compare the pairs that nobody has compared; return how they lie on one another, and who could not be."""
        row_of = {content: row for row, content in enumerate(looks.keys)}
        pairs = [(looks.keys[one], looks.keys[other]) for one, other in checks.tolist()]
        found = self._catalogue.find_alignments(pairs, ALIGNMENTS)
        sittings = list(_sittings([pair for pair in pairs if pair not in found], there))
        fresh: dict[tuple[bytes, bytes], Alignment | None] = {}
        answers = self._workers().map(partial(lay, shelf=self._shelf), sittings) if sittings else iter(())
        for done, (sitting, answer) in enumerate(answers, start=1):
            if not isinstance(answer, Broken):
                against = (picture.content for picture in sitting.others)
                fresh |= {(sitting.one.content, other): each for other, each in zip(against, answer, strict=True)}
            if len(fresh) >= _SAVED_AT_ONCE:
                self._catalogue.add_alignments(fresh, ALIGNMENTS)
                found |= fresh
                fresh = {}
            yield Step(Stage.COMPARING, done, len(sittings))
            self._go_on()
        self._catalogue.add_alignments(fresh, ALIGNMENTS)
        found |= fresh
        in_doubt = {content for pair in pairs if pair not in found for content in pair}
        return {(row_of[one], row_of[other]): found.get((one, other)) for one, other in pairs}, in_doubt

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


def _sittings(pairs: Sequence[tuple[bytes, bytes]], there: Mapping[bytes, Shot]) -> Iterator[Sitting]:
    """The pairs, those of one picture together, a bounded number at a time; what was taken together comes together."""
    others: dict[bytes, list[Picture]] = defaultdict(list)
    for one, other in pairs:
        others[one].append(Picture(other, there[other].path))
    for one in sorted(others, key=lambda content: (taken_ns(there[content].metadata), there[content].path)):
        against = others[one]
        for start in range(0, len(against), _AGAINST_AT_ONCE):
            some = tuple(against[start : start + _AGAINST_AT_ONCE])
            yield Sitting(Picture(one, there[one].path), some)


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
