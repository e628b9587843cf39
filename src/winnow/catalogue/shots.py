"""What grouping reads of every content in a folder: where it lies, and what its file says of the shot."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, select

from winnow.catalogue.measurements import to_metadata
from winnow.catalogue.tables import embeddings, measurements, photos

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from winnow.domain.metadata import Metadata


@dataclass(frozen=True, slots=True)
class Shot:
    """One content of a folder.

    Attributes:
        path: where it lies, or the first place of several.
        photos: ids of all photos that have it, in order of path.
    """

    path: str
    photos: tuple[int, ...]
    metadata: Metadata


def count_readable(connection: Connection, root_id: int) -> int:
    """How many photos are there of which nobody found that they cannot be read."""
    here = and_(photos.c.root_id == root_id, photos.c.missing_since.is_(None), photos.c.failure_kind.is_(None))
    return connection.scalar(select(func.count()).select_from(photos).where(here)) or 0


def read_shots(connection: Connection, root_id: int, recipe: str, network: str | None) -> dict[bytes, Shot]:
    """The contents that are there and measured, and shown to `network` if one is asked for, in rising order."""
    seen = and_(embeddings.c.content == photos.c.content, embeddings.c.network == network)
    query = (
        select(photos.c.content, photos.c.path, photos.c.id, measurements.c.metadata)
        .join(measurements, and_(measurements.c.content == photos.c.content, measurements.c.recipe == recipe))
        .where(photos.c.root_id == root_id, photos.c.missing_since.is_(None), photos.c.failure_kind.is_(None))
        .order_by(photos.c.content, photos.c.path)
    )
    if network is not None:
        query = query.join(embeddings, seen)
    found: dict[bytes, Shot] = {}
    for content, path, photo, metadata in connection.execute(query):
        first = found.get(content)
        found[content] = (
            Shot(os.fsdecode(path), (photo,), to_metadata(metadata))
            if first is None
            else Shot(first.path, (*first.photos, photo), first.metadata)
        )
    return found
