"""Every photo of a folder that is there, with its score: what an export chooses from."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sqlalchemy import and_, select

from winnow.catalogue.rows import Listed
from winnow.catalogue.tables import photos, scores
from winnow.domain.photo import Companion, Found
from winnow.domain.score import Score

if TYPE_CHECKING:
    from sqlalchemy import Connection, RowMapping


def read_listing(connection: Connection, root_id: int, scorer: str) -> list[Listed]:
    """In order of path. A photo that failed when it was last looked at has no score, whatever it had before."""
    query = (
        select(
            photos.c.id,
            photos.c.path,
            photos.c.size,
            photos.c.mtime_ns,
            photos.c.companion_path,
            photos.c.companion_size,
            photos.c.companion_mtime_ns,
            photos.c.content,
            scores.c.value,
            scores.c.confidence,
        )
        .outerjoin(
            scores,
            and_(scores.c.content == photos.c.content, scores.c.scorer == scorer, photos.c.failure_kind.is_(None)),
        )
        .where(photos.c.root_id == root_id, photos.c.missing_since.is_(None))
        .order_by(photos.c.path)
    )
    return [_listed(row) for row in connection.execute(query).mappings()]


def _listed(row: RowMapping) -> Listed:
    beside = row[photos.c.companion_path]
    return Listed(
        photo=row[photos.c.id],
        found=Found(
            os.fsdecode(row[photos.c.path]),
            row[photos.c.size],
            row[photos.c.mtime_ns],
            Companion(os.fsdecode(beside), row[photos.c.companion_size], row[photos.c.companion_mtime_ns])
            if beside
            else None,
        ),
        content=row[photos.c.content],
        score=None if row[scores.c.value] is None else Score(row[scores.c.value], row[scores.c.confidence]),
    )
