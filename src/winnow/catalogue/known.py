"""Everything the library knows of every path, in bulk: what a re-scan compares the walk with.

Told by what is lacking, because that is usually little::

    contents without a measurement, or an impression    a merge of two ordered indexes each
    photos that are gone, files that are no photos, photos that are there    the later one wins a path

For 100,000 photos the merge costs 12 ms, a join that asks the same of each row 135 ms (`benchmarks/catalogue.py`).
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from winnow.catalogue.rows import Known
from winnow.catalogue.tables import impressions, measurements, others, photos
from winnow.domain.failure import FailureKind
from winnow.domain.photo import Companion

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import ColumnElement, Connection, Select


def read_known(connection: Connection, root_id: int, recipe: str, network: str | None) -> dict[str, Known]:
    """By path. Where a photo is gone and another file stands at its path, the file that stands there."""
    unmeasured = _lacking(connection, select(measurements.c.content).where(measurements.c.recipe == recipe))
    if network is not None:
        unmeasured |= _lacking(connection, select(impressions.c.content).where(impressions.c.network == network))
    gone = _photos(root_id, photos.c.missing_since.is_not(None)).order_by(photos.c.id)
    here = _photos(root_id, photos.c.missing_since.is_(None))
    notes = select(others.c.path, others.c.size, others.c.mtime_ns).where(others.c.root_id == root_id)

    known: dict[str, Known] = {}
    _add_photos(known, connection.execute(gone), unmeasured, missing=True)
    for path, size, mtime_ns in connection.execute(notes):
        known[os.fsdecode(path)] = Known(size, mtime_ns, photo=False)
    _add_photos(known, connection.execute(here), unmeasured, missing=False)
    return known


def _lacking(connection: Connection, having: Select[Any]) -> frozenset[bytes]:
    """Contents of photos that `having` does not select."""
    of_photos = select(photos.c.content).where(photos.c.content.is_not(None))
    return frozenset(connection.scalars(of_photos.except_(having).order_by("content")))


def _photos(root_id: int, where: ColumnElement[bool]) -> Select[Any]:
    return select(
        photos.c.path,
        photos.c.size,
        photos.c.mtime_ns,
        photos.c.companion_path,
        photos.c.companion_size,
        photos.c.companion_mtime_ns,
        photos.c.content,
        photos.c.failure_kind,
        photos.c.failure_recipe,
    ).where(photos.c.root_id == root_id, where)


def _add_photos(
    known: dict[str, Known],
    rows: Iterable[Sequence[Any]],
    unmeasured: frozenset[bytes],
    *,
    missing: bool,
) -> None:
    for path, size, mtime_ns, beside, beside_size, beside_mtime_ns, content, kind, recipe in rows:
        known[os.fsdecode(path)] = Known(
            size,
            mtime_ns,
            Companion(os.fsdecode(beside), beside_size, beside_mtime_ns) if beside else None,
            content,
            missing,
            FailureKind(kind) if kind else None,
            recipe,
            content is not None and content not in unmeasured,
            photo=True,
        )
