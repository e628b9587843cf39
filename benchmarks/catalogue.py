"""What the catalogue costs, beside bare `sqlite3` doing the same work on the same tables.

``python benchmarks/catalogue.py [PHOTOS]`` (100,000 if not told) makes libraries in a temporary folder and prints CPU
milliseconds and ratios. Readings are the best of five, because a busy machine only ever adds.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from winnow.catalogue.batch import Batch
from winnow.catalogue.catalogue import Catalogue
from winnow.domain.impression import EMBEDDING, LEVELS, Impression
from winnow.domain.measurement import Measurement
from winnow.domain.metadata import Metadata
from winnow.domain.photo import Fingerprint, Found
from winnow.domain.score import Score

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BATCH_SIZE = 256
REPEATS = 5
RECIPE, SCORER, NETWORK = "signals-1", "model-1", "net@00000001"

ROWS = """SELECT path, size, mtime_ns, companion_path, companion_size, companion_mtime_ns, photos.content,
          failure_kind, failure_recipe FROM photos WHERE root_id = 1 AND missing_since IS NULL"""
JOINED = """SELECT path, size, mtime_ns, companion_path, companion_size, companion_mtime_ns, photos.content,
            failure_kind, failure_recipe, measurements.recipe IS NOT NULL FROM photos
            LEFT JOIN measurements ON measurements.content = photos.content AND recipe = 'signals-1'
            WHERE root_id = 1 AND missing_since IS NULL"""
MERGED = """SELECT content FROM photos WHERE content IS NOT NULL
            EXCEPT SELECT content FROM measurements WHERE recipe = 'signals-1' ORDER BY content"""
BEST_FROM_PHOTOS = """SELECT path, value, signals FROM photos
            JOIN scores ON scores.content = photos.content AND scorer = 'model-1'
            JOIN measurements ON measurements.content = photos.content AND recipe = 'signals-1'
            WHERE root_id = 1 AND missing_since IS NULL AND failure_kind IS NULL
            ORDER BY value DESC, path LIMIT 50"""
PUT_PHOTO = "INSERT INTO photos (root_id, path, size, mtime_ns, content, first_seen_at) VALUES (1, ?, ?, ?, ?, '')"
PUT_MEASUREMENT = """INSERT INTO measurements VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (content, recipe) DO UPDATE SET signals = excluded.signals, metadata = excluded.metadata"""
PUT_SCORE = """INSERT INTO scores VALUES (?, ?, ?, ?)
            ON CONFLICT (content, scorer) DO UPDATE SET value = excluded.value, confidence = excluded.confidence"""


def main(photos: int) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as name:
        library, bare = Path(name, "library.db"), Path(name, "bare.db")
        for database in (library, bare):
            Catalogue.open(database, Path(name), create=True).close()
        batches = list(make_batches(photos))
        started = time.perf_counter()
        report("write", milliseconds(lambda: write(library, batches)), milliseconds(lambda: write_bare(bare, batches)))
        print(f"  {(time.perf_counter() - started) * 500 / len(batches):.0f} ms of wall time a batch, mean of both")
        print(f"  {library.stat().st_size / photos:.0f} bytes a photo")
        with (
            Catalogue.open(library, Path(name), create=False) as catalogue,
            closing(sqlite3.connect(bare)) as connection,
        ):
            read(catalogue, connection)
            add_network(catalogue, batches)


def read(catalogue: Catalogue, connection: sqlite3.Connection) -> None:
    """Print what reading costs."""
    rows = best_of(lambda: connection.execute(ROWS).fetchall())
    report("known, beside fetching its rows", best_of(lambda: catalogue.known(RECIPE)), rows)
    merged, joined = (best_of(lambda query=query: connection.execute(query).fetchall()) for query in (MERGED, JOINED))  # type: ignore[misc] # mypy cannot type a lambda's default
    print(f"  telling measured by a merge {merged:.0f} ms, by a join {joined - rows:.0f} ms")
    top = best_of(lambda: connection.execute(BEST_FROM_PHOTOS).fetchall())
    report(
        "best 50, beside a plan that starts at the photos", best_of(lambda: catalogue.best(SCORER, RECIPE, n=50)), top
    )
    print(f"status: {best_of(lambda: catalogue.status(RECIPE, SCORER)):.0f} ms")


def add_network(catalogue: Catalogue, batches: list[Batch]) -> None:
    """Print what the same photos cost more once a network has seen them."""
    embedding = np.random.default_rng(0).normal(size=EMBEDDING).astype(np.float32)
    impression = Impression(NETWORK, (1 / LEVELS,) * LEVELS, embedding)
    known = best_of(lambda: catalogue.known(RECIPE))
    seen = [Batch(impressions=tuple((content, impression) for content, _ in batch.scores)) for batch in batches]
    started = time.process_time()
    for batch in seen:
        catalogue.write(batch, RECIPE, SCORER)
    print(f"impressions: written in {(time.process_time() - started) * 1000 / len(batches):.1f} ms a batch")
    print(f"  known with a network {best_of(lambda: catalogue.known(RECIPE, NETWORK)) - known:.0f} ms more")
    print(f"  best 50 with a network {best_of(lambda: catalogue.best(SCORER, RECIPE, NETWORK, n=50)):.1f} ms")
    contents = [content for batch in batches for content, _ in batch.scores]
    print(f"  all embeddings {best_of(lambda: catalogue.embeddings(contents, NETWORK)):.0f} ms")


def make_batches(photos: int) -> Iterator[Batch]:
    """A library's worth of photos with 22 signals and the usual metadata each."""
    for start in range(0, photos, BATCH_SIZE):
        numbers = range(start, min(start + BATCH_SIZE, photos))
        contents = [hashlib.sha256(b"%d" % number).digest() for number in numbers]
        yield Batch(
            fingerprints=tuple(fingerprint(*pair) for pair in zip(numbers, contents, strict=True)),
            measurements=tuple(measurement(*pair) for pair in zip(numbers, contents, strict=True)),
            scores=tuple((key, Score(number % 1000 / 100, 0.5)) for number, key in zip(numbers, contents, strict=True)),
        )


def fingerprint(number: int, content: bytes) -> Fingerprint:
    """A photo in one of 180 folders."""
    return Fingerprint(
        Found(f"{2005 + number % 15}/{number % 12:02}/IMG_{number:06}.jpg", 3_000_000 + number, 10**18 + number),
        content,
    )


def measurement(number: int, content: bytes) -> Measurement:
    """Values with as many digits as real ones."""
    signals = {f"signal_{index}": number / (index + 7) for index in range(22)}
    metadata = Metadata(f"{2005 + number % 15}-07-14T10:00:00.123", "FUJIFILM", "X-T3", iso=200, shutter_seconds=0.004)
    return Measurement(content, RECIPE, "jpeg", 6000, 4000, signals, metadata)


def write(database: Path, batches: list[Batch]) -> None:
    """Write as `rate` does."""
    with Catalogue.open(database, database.parent, create=False) as catalogue:
        for batch in batches:
            catalogue.write(batch, RECIPE, SCORER)


def write_bare(database: Path, batches: list[Batch]) -> None:
    """Insert the same rows by hand, looking up nothing and keeping no history."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        for batch in batches:
            found = [(photo.found, photo.content) for photo in batch.fingerprints]
            rows = [(os.fsencode(one.path), one.size, one.mtime_ns, content) for one, content in found]
            with connection:
                connection.executemany(PUT_PHOTO, rows)
                connection.executemany(PUT_MEASUREMENT, [bare_row(one) for one in batch.measurements])
                scores = [(content, SCORER, score.value, score.confidence) for content, score in batch.scores]
                connection.executemany(PUT_SCORE, scores)


def bare_row(one: Measurement) -> tuple[object, ...]:
    """The columns of `measurements`."""
    metadata = {"taken_at": one.metadata.taken_at, "camera_make": one.metadata.camera_make, "iso": one.metadata.iso}
    texts = json.dumps(one.signals), json.dumps(metadata), one.metadata.taken_at
    return one.content, one.recipe, one.format, one.width, one.height, *texts


def milliseconds(work: Callable[[], object]) -> float:
    """CPU time of `work`."""
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000


def best_of(work: Callable[[], object]) -> float:
    """The least CPU time of several runs."""
    return min(milliseconds(work) for _ in range(REPEATS))


def report(what: str, ours: float, bare: float) -> None:
    """One line: both figures and how they relate."""
    print(f"{what}: {ours:.0f} ms, bare {bare:.0f} ms, ratio {ours / bare:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
