"""Score what is new or changed in a folder.

::

    rescore what another model left              (pure, from what is stored)
    walk the folder, compare with the catalogue  → unchanged | to look at | missing
    fingerprint what is to be looked at          (workers)  → content | no photo | broken
    recognise known content                      (catalogue, cache) → copied, moved
    measure the rest                             (workers)  → measurement, frame: what is lacking | broken
    show frames to the network, if there is one  (here, in batches) → impression
    score, tell, save in batches
    mark what is missing

The stages are generators pulled by one thread: of pixels and measurements nothing is held but what is in flight, what
waits for the network and one batch; of every path, its name and what the catalogue knows of it.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING

from winnow.domain.errors import FolderNotFoundError
from winnow.domain.events import Copied, Event, Ignored, Missing, Moved, Noticed, Rescored, Scored, Walked
from winnow.domain.failure import OF_THE_FILE, Broken, Failed
from winnow.domain.photo import Fingerprint, Found, NotAPhoto
from winnow.engine import Ready
from winnow.ingest.fingerprint import fingerprint
from winnow.ingest.walk import walk
from winnow.ranking.additive import score
from winnow.signals.recipe import RECIPE
from winnow.storage.folder import FolderStore
from winnow.workflows.content import Lacking, Learned
from winnow.workflows.impress import impressed
from winnow.workflows.plan import Moves, Plan, plan
from winnow.workflows.saver import BATCH_SIZE, Saver
from winnow.workflows.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from winnow.catalogue.cache import ContentCache
    from winnow.catalogue.catalogue import Catalogue
    from winnow.domain.additive import AdditiveModel
    from winnow.engine import Engine
    from winnow.ingest.limits import Limits
    from winnow.models.network import Network


ASK_AT_ONCE = 16
"""Contents looked up in one question to the catalogue and the cache: one by one they cost 2 ms a photo."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was learned before, of the same content."""

    learned: Learned


@dataclass(slots=True)
class InFlight:
    """A content that is being measured: what was known of it before, and other photos that turned out to have it."""

    known: Learned
    copies: list[Fingerprint] = field(default_factory=list)


Looked = tuple[Found | Fingerprint, Fingerprint | NotAPhoto | Broken]
Result = Learned | Recognised | NotAPhoto | Broken


class Run:
    """One run of `rate` over one folder."""

    def __init__(  # noqa: PLR0913 - the parts that it works with, each by name
        self,
        *,
        folder: str,
        catalogue: Catalogue,
        cache: ContentCache,
        engine: Engine,
        model: AdditiveModel,
        network: Network | None,
        limits: Limits,
        thumbnails: Path,
    ) -> None:
        self._folder = folder
        self._catalogue = catalogue
        self._cache = cache
        self._engine = engine
        self._model = model
        self._network = network
        self._limits = limits
        self._thumbnails = FolderStore(thumbnails)
        self._saver = Saver(catalogue, cache, recipe=RECIPE, scorer=model.scorer)
        self._in_flight: dict[bytes, InFlight] = {}
        self._stopped = False

    def events(self, *, limit: int | None, retry_failed: bool) -> Iterator[Event]:
        """The run, as it happens; whatever ends it, what was measured is saved."""
        started = time.monotonic()
        tally = Tally()
        with self._saver:
            for event in self._flow(limit=limit, retry_failed=retry_failed):
                tally.add(event)
                yield event
        yield tally.finished(seconds=time.monotonic() - started, interrupted=self._stopped)

    def stop(self) -> None:
        """End early. Safe in a signal handler."""
        self._stopped = True
        self._engine.close()

    def close(self) -> None:
        """End the workers."""
        self._engine.close()

    def _flow(self, *, limit: int | None, retry_failed: bool) -> Iterator[Event]:
        yield from self._rescore()
        found, unreadable = self._walk()
        yield from unreadable
        known = self._catalogue.known(RECIPE, self._model.network)
        hidden = [failed.path for failed in unreadable]
        whole = plan(found, known, recipe=RECIPE, retry_failed=retry_failed, unreadable=hidden)
        work = whole.limited_to(limit)
        yield Walked(self._folder, len(found), work.unchanged, work.to_do)
        moves = Moves(work, found, known)
        del known
        yield from self._work(work, moves)
        if not self._stopped:
            yield from self._mark_missing(work, moves)
        if self._cache.warning:
            yield Noticed(self._cache.warning)

    def _rescore(self) -> Iterator[Event]:
        unscored = self._catalogue.unscored(RECIPE, self._model.scorer, self._model.network)
        contents = 0
        while not self._stopped and (chunk := list(islice(unscored, BATCH_SIZE))):
            for content, signals, distribution in chunk:
                self._saver.score(content, score(self._model, signals, distribution))
            self._saver.flush()
            contents += len(chunk)
        if contents:
            yield Rescored(contents)

    def _walk(self) -> tuple[list[Found], list[Failed]]:
        found: list[Found] = []
        unreadable: list[Failed] = []
        for entry in walk(self._folder):
            if isinstance(entry, Found):
                found.append(entry)
            else:
                unreadable.append(entry)
        if any(not failed.path for failed in unreadable):
            raise FolderNotFoundError(f"{self._folder} cannot be read: {unreadable[0].reason}")
        return found, unreadable

    def _work(self, work: Plan, moves: Moves) -> Iterator[Event]:
        if not work.to_do or self._stopped:
            return
        from winnow.workflows.measure import measure  # noqa: PLC0415 - an unchanged folder needs no decoder

        measure_it = partial(measure, folder=self._folder, limits=self._limits, thumbnails=self._thumbnails)
        known = ((photo, photo) for photo in work.recognise)
        looked: Iterable[Looked] = chain(
            known, self._engine.map(partial(fingerprint, self._folder, self._limits), work.look)
        )
        while looked:
            again: list[Looked] = []
            for item, result in impressed(self._engine.map(measure_it, self._recognise(looked)), self._network):
                if isinstance(item, Found):
                    yield self._settle_unhashed(item, result)
                elif isinstance(result, Recognised):
                    yield from self._settle(item, result.learned, moves, copied=True)
                else:
                    yield from self._settle_measured(item, result, moves, again)
            looked = again

    def _settle_measured(
        self, photo: Fingerprint, result: Learned | Broken, moves: Moves, again: list[Looked]
    ) -> Iterator[Event]:
        """Settle a photo that was measured, and the others of the same content, unless only its file was to blame."""
        in_flight = self._in_flight.pop(photo.content)
        if isinstance(result, Learned):
            result = result.completed_by(in_flight.known)
        yield from self._settle(photo, result, moves, copied=False)
        if isinstance(result, Broken) and result.kind in OF_THE_FILE:
            again += [(copy, copy) for copy in in_flight.copies]
        else:
            for copy in in_flight.copies:
                yield from self._settle(copy, result, moves, copied=True)

    def _recognise(self, looked: Iterable[Looked]) -> Iterator[Lacking | Ready[Found | Fingerprint, Result]]:
        """Pass content that is not wholly known on to be measured; answer the rest."""
        looked = iter(looked)
        while chunk := list(islice(looked, ASK_AT_ONCE)):
            known = self._known([result.content for _, result in chunk if isinstance(result, Fingerprint)])
            answers: list[Lacking | Ready[Found | Fingerprint, Result]] = []
            for item, result in chunk:  # all before the first is passed on: what is in flight changes when it is
                if not isinstance(result, Fingerprint):
                    answers.append(Ready(item, result))
                elif not (lacking := self._lacking(result, known[result.content])):
                    answers.append(Ready(result, Recognised(known[result.content])))
                elif result.content in self._in_flight:
                    self._in_flight[result.content].copies.append(result)  # settled with the one being measured
                else:
                    self._in_flight[result.content] = InFlight(known[result.content])
                    answers.append(lacking)
            yield from answers

    def _lacking(self, photo: Fingerprint, known: Learned) -> Lacking | None:
        """What has to be made of a photo; None if nothing."""
        signals = known.measurement is None
        frame = self._network is not None and known.impression is None
        if self._network is not None and frame:
            self._network.begin()  # a network that cannot run says so before the first photo is decoded
        return Lacking(photo, signals, frame) if signals or frame else None

    def _known(self, contents: list[bytes]) -> dict[bytes, Learned]:
        measured, seen = self._saver.unsaved(contents)
        for remembered in (self._catalogue, self._cache):
            measured |= remembered.find([content for content in contents if content not in measured], RECIPE)
            if self._network is not None:
                unseen = [content for content in contents if content not in seen]
                seen |= remembered.find_impressions(unseen, self._network.key)
        return {content: Learned(measured.get(content), seen.get(content)) for content in contents}

    def _settle_unhashed(self, found: Found, result: Result) -> Event:
        if isinstance(result, Broken):
            return self._saver.failed(found, None, result)
        self._saver.other(found)
        return Ignored(found.path)

    def _settle(self, photo: Fingerprint, result: Learned | Broken, moves: Moves, *, copied: bool) -> Iterator[Event]:
        if isinstance(result, Broken):
            yield self._saver.failed(photo.found, photo.content, result)
        elif result.measurement is not None and result.impression is None and self._network is not None:
            self._saver.measured(result.measurement)  # the network failed: the next run shows it the photo
        elif result.measurement is not None:
            old_path = moves.claim(photo)
            if old_path is not None:
                yield Moved(photo.found.path, old_path)
            distribution = None if result.impression is None else result.impression.distribution
            given = score(self._model, result.measurement.signals, distribution)
            self._saver.scored(photo, result, given, old_path=old_path)
            event = Copied if copied else Scored
            yield event(photo.found.path, given.value, given.confidence)

    def _mark_missing(self, work: Plan, moves: Moves) -> Iterator[Event]:
        for path in work.vanished:
            self._saver.missing(path)
        for path in work.missing:
            if path not in moves.taken:
                self._saver.missing(path)
                yield Missing(path)
