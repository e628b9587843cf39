"""What a worker looks at when photos are grouped: one thumbnail, or how one lies on others.

The thumbnail is the one in the per-user cache; where that is gone it is made of the file again, and put there.
"""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from winnow.domain.failure import FailureKind, UnscoreableError
from winnow.ingest.source import load_path
from winnow.ingest.thumbnail import THUMBNAIL_LONG_SIDE_PX, pixels_of, preview
from winnow.signals.alignment import View, align
from winnow.signals.look import measure_look

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from winnow.domain.look import Alignment, Look
    from winnow.ingest.limits import Limits
    from winnow.storage import BlobStore

_VIEWS_KEPT = 128  # of 0.2 MB each; a picture is laid on a dozen near it, in as many sittings


@dataclass(frozen=True, slots=True)
class Picture:
    """A content, and a path at which it lies in the folder."""

    content: bytes
    path: str


@dataclass(frozen=True, slots=True)
class Sitting:
    """A picture, and those that it is to be laid on."""

    one: Picture
    others: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where pictures are found: the library's folder, the cache, and how much may be decoded."""

    folder: str
    thumbnails: BlobStore
    limits: Limits


def look_at(picture: Picture, *, shelf: Shelf) -> Look:
    """Return what a picture looks like; raises `UnscoreableError` if there is neither a thumbnail nor the file."""
    return measure_look(_thumbnail(picture, shelf))


def lay(sitting: Sitting, *, shelf: Shelf) -> list[Alignment | None]:
    """Return how a picture lies on each of the others; raises as `look_at`."""
    one = _view(sitting.one, shelf)
    return [align(one, _view(other, shelf)) for other in sitting.others]


@lru_cache(_VIEWS_KEPT)
def _view(picture: Picture, shelf: Shelf) -> View:
    return View.of(_thumbnail(picture, shelf))


def _thumbnail(picture: Picture, shelf: Shelf) -> NDArray[np.uint8]:
    key = picture.content.hex()
    kept = shelf.thumbnails.get(key)
    if kept:  # after a power cut it may be empty, or no JPEG
        with contextlib.suppress(ValueError):
            return pixels_of(kept)
    jpeg = _made_anew(picture, shelf)
    with contextlib.suppress(OSError):  # the cache may be full or read-only
        shelf.thumbnails.put(key, jpeg)
    return pixels_of(jpeg)


def _made_anew(picture: Picture, shelf: Shelf) -> bytes:
    """A thumbnail of the file, if that still holds the content: another's would be taken for it in every library."""
    path = str(Path(shelf.folder, picture.path))
    if hashlib.sha256(load_path(path, shelf.limits).data).digest() != picture.content:
        raise UnscoreableError(FailureKind.CHANGED, "the file is no longer what it was when it was rated")
    return preview(path, THUMBNAIL_LONG_SIDE_PX, shelf.limits)
