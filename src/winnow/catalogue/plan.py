"""What a batch means for the photos that are known. Pure: rows and batch in, changes out.

What each thing seen does::

    not found any more      -> missing
    moved                   -> leaves its path; whatever stands at the new path is missing; settles there
    seen (or failed)        -> the photo of that path, here or gone, takes what was seen; if there is none: a new photo
    found to be no photo    -> missing, if a photo stands there

Photos that leave do so before any settles (`Changes.leaving` is written first), so two may swap names in one batch.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from winnow.catalogue.batch import Batch
    from winnow.domain.failure import Failed
    from winnow.domain.photo import Found

Columns = dict[str, Any]


class What(StrEnum):
    """What happened to a photo, as its history says it."""

    MOVED = "moved"
    CHANGED = "changed"
    MISSING = "missing"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Row:
    """A known photo: where it is or was, and what it held."""

    id: int
    path: bytes
    content: bytes | None
    missing: bool


@dataclass(slots=True)
class Changes:
    """What to write, in this order.

    Attributes:
        leaving: ids of photos to mark missing.
        settling: columns of known photos by id, to be marked present.
        new: columns of new photos.
        history: columns of history rows, all but their time.
    """

    leaving: list[int] = field(default_factory=list)
    settling: dict[int, Columns] = field(default_factory=dict)
    new: list[Columns] = field(default_factory=list)
    history: list[Columns] = field(default_factory=list)


def plan(batch: Batch, recipe: str, rows: Iterable[Row]) -> Changes:
    """Decide what `batch`, whose failures happened under `recipe`, changes.

    Args:
        batch: what was learned.
        recipe: the recipe that failed where something failed.
        rows: the photos at every path that `paths_of(batch)` names, here and gone, in order of id.
    """
    known = _Known(rows)
    for path in batch.missing:
        known.lose(os.fsencode(path))
    moving = [(known.take(os.fsencode(old_path), photo.content), photo) for old_path, photo in batch.moves]
    for row, photo in moving:
        known.lose(os.fsencode(photo.found.path))
        known.settle(row, _columns(photo.found, photo.content))
    for photo in batch.fingerprints:
        known.see(_columns(photo.found, photo.content))
    for found, content, failed in batch.failures:
        known.see(_columns(found, content, failed, recipe))
    for found in batch.others:
        known.lose(os.fsencode(found.path))
    return known.changes


def photo_paths_of(batch: Batch) -> set[bytes]:
    """The paths at which `batch` saw a photo."""
    photos = [*(photo for _, photo in batch.moves), *batch.fingerprints]
    found = [*(photo.found for photo in photos), *(found for found, _, _ in batch.failures)]
    return {os.fsencode(one.path) for one in found}


def paths_of(batch: Batch) -> set[bytes]:
    """Every path that `batch` speaks of."""
    rest = [*batch.missing, *(old_path for old_path, _ in batch.moves), *(found.path for found in batch.others)]
    return photo_paths_of(batch) | {os.fsencode(path) for path in rest}


class _Known:
    """The known photos by path, as they are while a batch takes effect, and what changed so far."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.changes = Changes()
        self._here: dict[bytes, Row] = {}
        self._gone: dict[bytes, Row] = {}
        for row in rows:  # of several that are gone from one path, the newest counts
            (self._gone if row.missing else self._here)[row.path] = row

    def take(self, path: bytes, content: bytes) -> Row:
        """Take the photo of `path` off its place, to settle it elsewhere.

        Where one stands at `path` and another is gone from it, as when photos exchange names and an earlier batch has
        moved the first of them, it is the one with that content.
        """
        there = [row for row in (self._here.get(path), self._gone.get(path)) if row is not None]
        if not there:
            raise KeyError(path)
        row = next((row for row in there if row.content == content), there[0])
        if row.missing:
            return self._gone.pop(path)
        self.changes.leaving.append(row.id)
        return self._here.pop(path)

    def lose(self, path: bytes) -> None:
        """Whatever photo stands at `path` is missing."""
        row = self._here.pop(path, None)
        if row is not None:
            self.changes.settling.pop(row.id, None)
            self.changes.leaving.append(row.id)
            self._tell(row, What.MISSING)

    def see(self, columns: Columns) -> None:
        """A photo was seen at a path."""
        row = self._here.get(columns["path"]) or self._gone.pop(columns["path"], None)
        if row is None:
            self.changes.new.append(columns)
        else:
            self.settle(row, columns)

    def settle(self, row: Row, columns: Columns) -> None:
        """A known photo is at that path now, with that content."""
        if row.path != columns["path"]:
            self._tell(row, What.MOVED)
        elif row.missing:
            self._tell(row, What.RETURNED)
        if row.content and columns["content"] and row.content != columns["content"]:
            self._tell(row, What.CHANGED)
        self.changes.settling[row.id] = columns
        self._here[columns["path"]] = Row(row.id, columns["path"], columns["content"], missing=False)

    def _tell(self, row: Row, what: What) -> None:
        event = {"photo_id": row.id, "what": what.value, "path": row.path, "content": row.content}
        self.changes.history.append(event)


def _columns(found: Found, content: bytes | None, failed: Failed | None = None, recipe: str | None = None) -> Columns:
    companion = found.companion
    return {
        "path": os.fsencode(found.path),
        "size": found.size,
        "mtime_ns": found.mtime_ns,
        "companion_path": os.fsencode(companion.path) if companion else None,
        "companion_size": companion.size if companion else None,
        "companion_mtime_ns": companion.mtime_ns if companion else None,
        "content": content,
        "failure_kind": failed.kind.value if failed else None,
        "failure_reason": storable(failed.reason) if failed else None,
        "failure_recipe": recipe,
    }


def storable(text: str) -> str:
    """The text with what text columns refuse made visible: it may quote a file name that is not UTF-8, or a NUL."""
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\0")
