"""Everything the library knows of every path, in one bulk read: what a re-scan compares the walk with."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, select

from winnow.catalogue.rows import Known
from winnow.catalogue.tables import measurements, others, photos, scores
from winnow.domain.failure import FailureKind
from winnow.domain.photo import Companion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection


def read_known(connection: Connection, root_id: int, recipe: str, scorer: str) -> dict[str, Known]:
    """By path. Where a photo is gone and another file stands at its path, the file that stands there."""
    query = (
        select(
            photos.c.path,
            photos.c.size,
            photos.c.mtime_ns,
            photos.c.companion_path,
            photos.c.companion_size,
            photos.c.companion_mtime_ns,
            photos.c.content,
            photos.c.failure_kind,
            photos.c.failure_recipe,
            measurements.c.recipe.is_not(None),
            scores.c.scorer.is_not(None),
        )
        .select_from(photos)
        .outerjoin(measurements, and_(measurements.c.content == photos.c.content, measurements.c.recipe == recipe))
        .outerjoin(scores, and_(scores.c.content == photos.c.content, scores.c.scorer == scorer))
        .where(photos.c.root_id == root_id)
    )
    gone = query.where(photos.c.missing_since.is_not(None)).order_by(photos.c.id)
    here = query.where(photos.c.missing_since.is_(None))
    notes = select(others.c.path, others.c.size, others.c.mtime_ns).where(others.c.root_id == root_id)
    known = {os.fsdecode(row[0]): _photo(row, missing=True) for row in connection.execute(gone)}
    known |= {os.fsdecode(path): _other(size, mtime_ns) for path, size, mtime_ns in connection.execute(notes)}
    known |= {os.fsdecode(row[0]): _photo(row, missing=False) for row in connection.execute(here)}
    return known


def _photo(row: Sequence[Any], *, missing: bool) -> Known:
    _, size, mtime_ns, companion_path, companion_size, companion_mtime_ns, content, kind, recipe, measured, scored = row
    companion = Companion(os.fsdecode(companion_path), companion_size, companion_mtime_ns) if companion_path else None
    failed = FailureKind(kind) if kind else None
    return Known(size, mtime_ns, companion, content, missing, failed, recipe, measured, scored, photo=True)


def _other(size: int, mtime_ns: int) -> Known:
    return Known(size, mtime_ns, photo=False)
