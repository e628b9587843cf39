"""Between the paths that people name photos by and the ids that follow them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sqlalchemy import select

from winnow.catalogue.measurements import in_chunks
from winnow.catalogue.tables import photos

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Column, ColumnElement, Connection

_HERE = photos.c.missing_since.is_(None)


def read_ids(connection: Connection, root_id: int, paths: Collection[str]) -> dict[str, int]:
    """The ids of the photos at `paths`, of those where the library ever saw one.

    A path is that of the photo there, or of the shot whose other file is there, or else of the photo that was there
    last.
    """
    found: dict[bytes, int] = {}
    # Few paths are of the other file, for which there is no index, so only those are looked for that are no photo's.
    for column, where in ((photos.c.path, _HERE), (photos.c.companion_path, _HERE), (photos.c.path, ~_HERE)):
        left = [path for path in map(os.fsencode, paths) if path not in found]
        found |= _ids(connection, root_id, left, column, where)
    return {path: found[name] for path in paths if (name := os.fsencode(path)) in found}


def _ids(
    connection: Connection, root_id: int, paths: Collection[bytes], column: Column[bytes], where: ColumnElement[bool]
) -> dict[bytes, int]:
    found: dict[bytes, int] = {}
    query = select(column, photos.c.id).where(photos.c.root_id == root_id, where).order_by(photos.c.id)
    for some in in_chunks(paths):
        found.update((path, photo_id) for path, photo_id in connection.execute(query.where(column.in_(some))))
    return found


def read_paths(connection: Connection, photo_ids: Collection[int]) -> dict[int, str]:
    """Where these photos are, or were last."""
    found: dict[int, str] = {}
    for some in in_chunks(photo_ids):
        rows = connection.execute(select(photos.c.id, photos.c.path).where(photos.c.id.in_(some)))
        found |= {photo_id: os.fsdecode(path) for photo_id, path in rows}
    return found


def read_paths_here(connection: Connection, root_id: int) -> dict[int, str]:
    """Where the photos of a folder are that are there."""
    rows = connection.execute(select(photos.c.id, photos.c.path).where(photos.c.root_id == root_id, _HERE))
    return {photo_id: os.fsdecode(path) for photo_id, path in rows}
