"""Gathering what a run learns and writing it in batches, each in one transaction."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Self

from winnow.catalogue.batch import Batch
from winnow.domain.failure import Failed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from winnow.catalogue.cache import ContentCache
    from winnow.catalogue.catalogue import Catalogue
    from winnow.domain.failure import Broken
    from winnow.domain.impression import Impression
    from winnow.domain.measurement import Measurement
    from winnow.domain.photo import Fingerprint, Found
    from winnow.domain.score import Score
    from winnow.workflows.content import Learned

BATCH_SIZE = 256
FLUSH_SECONDS = 3.0
"""Slow photos (RAW, a network drive) fill a batch in minutes: a power cut should not cost that much, and who watches in
the browser sees photos as they are scored. A batch takes milliseconds to write."""


class Saver:
    """Batches writes to the catalogue and the per-user cache; leaving the `with` block writes the rest."""

    def __init__(self, catalogue: Catalogue, cache: ContentCache, *, recipe: str, scorer: str) -> None:
        self._catalogue = catalogue
        self._cache = cache
        self._recipe = recipe
        self._scorer = scorer
        self._measurements: dict[bytes, Measurement] = {}
        self._impressions: dict[bytes, Impression] = {}
        self._scores: dict[bytes, Score] = {}
        self._photos: list[Fingerprint] = []
        self._moves: list[tuple[str, Fingerprint]] = []
        self._failures: list[tuple[Found, bytes | None, Failed]] = []
        self._others: list[Found] = []
        self._missing: list[str] = []
        self._flushed_at = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.flush()

    def unsaved(self, contents: Iterable[bytes]) -> tuple[dict[bytes, Measurement], dict[bytes, Impression]]:
        """Those measurements and impressions of these contents that wait in the batch."""
        asked = list(contents)
        return (
            {content: self._measurements[content] for content in asked if content in self._measurements},
            {content: self._impressions[content] for content in asked if content in self._impressions},
        )

    def scored(self, photo: Fingerprint, learned: Learned, score: Score, *, old_path: str | None) -> None:
        """A photo with what is known of its content, and its score; it was at `old_path` before, if that is given."""
        if learned.measurement is not None:
            self._measurements[photo.content] = learned.measurement
        if learned.impression is not None:
            self._impressions[photo.content] = learned.impression
        self._scores[photo.content] = score
        if old_path is None:
            self._photos.append(photo)
        else:
            self._moves.append((old_path, photo))
        self._flush_when_due()

    def measured(self, measurement: Measurement) -> None:
        """What was measured of a content that has no score yet."""
        self._measurements[measurement.content] = measurement

    def score(self, content: bytes, score: Score) -> None:
        """A new score of a content that was measured before."""
        self._scores[content] = score

    def failed(self, found: Found, content: bytes | None, broken: Broken) -> Failed:
        """A photo that could not be scored, with its content if that could be read."""
        failed = Failed(found.path, broken.kind, broken.reason)
        self._failures.append((found, content, failed))
        self._flush_when_due()
        return failed

    def other(self, found: Found) -> None:
        """A file that is no photo."""
        self._others.append(found)
        self._flush_when_due()

    def missing(self, path: str) -> None:
        """A file that is no longer there."""
        self._missing.append(path)
        self._flush_when_due()

    def flush(self) -> None:
        """Write the batch: one transaction in the library, then the cache."""
        batch = Batch(
            moves=tuple(self._moves),
            fingerprints=tuple(self._photos),
            failures=tuple(self._failures),
            measurements=tuple(self._measurements.values()),
            impressions=tuple(self._impressions.items()),
            scores=tuple(self._scores.items()),
            others=tuple(self._others),
            missing=tuple(self._missing),
        )
        for gathered in (self._moves, self._photos, self._failures, self._others, self._missing):
            gathered.clear()
        self._measurements, self._impressions, self._scores = {}, {}, {}
        self._flushed_at = time.monotonic()
        if batch != Batch():
            self._catalogue.write(batch, self._recipe, self._scorer)
            self._cache.add(batch.measurements, batch.impressions)

    def _flush_when_due(self) -> None:
        gathered = len(self._photos) + len(self._moves) + len(self._failures) + len(self._others) + len(self._missing)
        if gathered >= BATCH_SIZE or time.monotonic() - self._flushed_at >= FLUSH_SECONDS:
            self.flush()
