"""Every photo of a folder with all that lists show, sort and narrow by: two plain reads, made for 100,000 rows.

::

    photos that are there, in order of path, with their scores       each time
    what is known of their contents                                  of those that the reader does not have yet
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Text, and_, func, select, type_coerce

from winnow.catalogue.impressions import to_distribution
from winnow.catalogue.measurements import in_chunks
from winnow.catalogue.tables import impressions, measurements, photos, scores

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Select

    from winnow.domain.impression import Distribution
    from winnow.domain.measurement import Signals

_DECODED_AT_ONCE = 2000  # rows whose JSON is read as one text: half the time, and little memory
_MOST_ASKED_FOR = 2000  # contents; for more of them it is quicker to read those of every photo


class PhotoRow(NamedTuple):
    """A photo that is there. `score` and `confidence` are None where it has none, or failed when last looked at."""

    id: int
    path: str
    size: int
    mtime_ns: int
    companion: str | None
    companion_size: int
    content: bytes | None
    failure_kind: str | None
    failure_reason: str | None
    score: float | None
    confidence: float | None


class ContentFacts(NamedTuple):
    """What was measured of a content; `metadata` as it is stored, without what the file does not say."""

    format: str
    width: int
    height: int
    signals: Signals
    metadata: Mapping[str, Any]
    distribution: Distribution | None


def read_photo_rows(connection: Connection, root_id: int, scorer: str) -> list[PhotoRow]:
    """Every photo that is there, in order of path."""
    scored = and_(scores.c.content == photos.c.content, scores.c.scorer == scorer, photos.c.failure_kind.is_(None))
    query = (
        select(
            photos.c.id,
            photos.c.path,
            photos.c.size,
            photos.c.mtime_ns,
            photos.c.companion_path,
            photos.c.companion_size,
            photos.c.content,
            photos.c.failure_kind,
            photos.c.failure_reason,
            scores.c.value,
            scores.c.confidence,
        )
        .outerjoin(scores, scored)
        .where(photos.c.root_id == root_id, photos.c.missing_since.is_(None))
        .order_by(photos.c.path)
    )
    return [
        PhotoRow(key, os.fsdecode(path), size, mtime_ns, beside and os.fsdecode(beside), beside_size or 0, *rest)
        for key, path, size, mtime_ns, beside, beside_size, *rest in connection.execute(query)
    ]


def count_missing(connection: Connection, root_id: int) -> int:
    """How many photos were there once and are gone."""
    gone = select(func.count()).where(photos.c.root_id == root_id, photos.c.missing_since.is_not(None))
    return connection.execute(gone).scalar_one()


def read_facts(
    connection: Connection, root_id: int, contents: Collection[bytes], recipe: str, network: str | None
) -> dict[bytes, ContentFacts]:
    """What is known of those of `contents`, which photos of the folder have, that were measured under `recipe`."""
    query = (
        select(
            measurements.c.content,
            measurements.c.format,
            measurements.c.width,
            measurements.c.height,
            type_coerce(measurements.c.signals, Text),
            type_coerce(measurements.c.metadata, Text),
            impressions.c.distribution,
        )
        .outerjoin(impressions, and_(impressions.c.content == measurements.c.content, impressions.c.network == network))
        .where(measurements.c.recipe == recipe)
    )
    found: dict[bytes, ContentFacts] = {}
    for rows in _pages(connection, query, root_id, contents):
        signals, metadata = (json.loads(f"[{','.join(row[at] for row in rows)}]") for at in (4, 5))
        for row, values, notes in zip(rows, signals, metadata, strict=True):
            content, format_, width, height, _, _, shares = row
            distribution = None if shares is None else to_distribution(shares)
            found[content] = ContentFacts(format_, width, height, values, notes, distribution)
    return found


def _pages(
    connection: Connection, query: Select[Any], root_id: int, contents: Collection[bytes]
) -> Iterator[Sequence[Any]]:
    """The rows of a query about measurements, for a few contents or for every photo's."""
    if len(contents) > _MOST_ASKED_FOR:
        here = select(photos.c.content).where(photos.c.root_id == root_id, photos.c.missing_since.is_(None))
        yield from connection.execute(query.where(measurements.c.content.in_(here))).partitions(_DECODED_AT_ONCE)
        return
    for some in in_chunks(contents):
        if rows := connection.execute(query.where(measurements.c.content.in_(some))).all():
            yield rows
