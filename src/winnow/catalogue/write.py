"""One batch, one transaction: read what is there, decide (`plan.py`), write."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, insert, select, update

from winnow.catalogue.impressions import add_impressions
from winnow.catalogue.measurements import add_measurements, in_chunks
from winnow.catalogue.plan import Changes, Row, paths_of, photo_paths_of, plan
from winnow.catalogue.tables import history, others, photos, scores
from winnow.catalogue.upsert import upsert

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

    from winnow.catalogue.batch import Batch
    from winnow.domain.photo import Found
    from winnow.domain.score import Score

_PHOTO = update(photos).where(photos.c.id == bindparam("photo_id"))
_SEEN = ("path", "size", "mtime_ns", "companion_path", "companion_size", "companion_mtime_ns", "content")
_FAILURE = ("failure_kind", "failure_reason", "failure_recipe")
_SETTLE = _PHOTO.values({name: bindparam(name) for name in (*_SEEN, *_FAILURE)} | {"missing_since": None})


def write_batch(connection: Connection, root_id: int, batch: Batch, recipe: str, scorer: str) -> None:
    """Write all of `batch`, made under `recipe` by `scorer`, on `connection`, which is in a transaction."""
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    changes = plan(batch, recipe, _rows(connection, root_id, paths_of(batch)))
    _write_photos(connection, root_id, changes, at)
    _write_others(connection, root_id, batch)
    add_measurements(connection, batch.measurements)
    add_impressions(connection, batch.impressions)
    upsert(connection, scores, [_score_row(content, scorer, score) for content, score in batch.scores])


def _rows(connection: Connection, root_id: int, paths: Collection[bytes]) -> list[Row]:
    """The photos at `paths`, here or gone, in order of id."""
    missing = photos.c.missing_since.is_not(None)
    rows: list[Row] = []
    for some in in_chunks(paths):
        # One question per index: a condition on `missing_since` is what lets a partial index answer.
        for where in (missing, ~missing):
            query = select(photos.c.id, photos.c.path, photos.c.content, missing)
            found = connection.execute(query.where(photos.c.root_id == root_id, photos.c.path.in_(some), where))
            rows += [Row(*row) for row in found]
    return sorted(rows, key=lambda row: row.id)


def _write_photos(connection: Connection, root_id: int, changes: Changes, at: str) -> None:
    if changes.leaving:
        connection.execute(_PHOTO.values(missing_since=at), [{"photo_id": photo_id} for photo_id in changes.leaving])
    if changes.settling:
        settling = [{"photo_id": photo_id, **columns} for photo_id, columns in changes.settling.items()]
        connection.execute(_SETTLE, settling)
    if changes.new:
        connection.execute(insert(photos), [{**new, "root_id": root_id, "first_seen_at": at} for new in changes.new])
    if changes.history:
        connection.execute(insert(history), [{**event, "at": at} for event in changes.history])


def _write_others(connection: Connection, root_id: int, batch: Batch) -> None:
    """A path is a photo or a note in `others`; a file that is gone needs no note."""
    for some in in_chunks(photo_paths_of(batch) | {os.fsencode(path) for path in batch.missing}):
        connection.execute(delete(others).where(others.c.root_id == root_id, others.c.path.in_(some)))
    upsert(connection, others, [_other_row(root_id, found) for found in batch.others])


def _other_row(root_id: int, found: Found) -> dict[str, Any]:
    return {"root_id": root_id, "path": os.fsencode(found.path), "size": found.size, "mtime_ns": found.mtime_ns}


def _score_row(content: bytes, scorer: str, score: Score) -> dict[str, Any]:
    return {"content": content, "scorer": scorer, "value": score.value, "confidence": score.confidence}
