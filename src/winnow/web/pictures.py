"""Pictures of photos: out of the per-user cache, or made of the file and put there.

::

    thumbnail  320 px   the cache of thumbnails, filled while rating
    preview   2048 px   a cache of its own, bounded, filled here
    full                the last few, in memory: whoever asks for one part after another has it made once
    → JPEG, or WebP for a client that takes no JPEG: that takes ten times as long, and loopback is no slow line

What is made of a file is kept under its content only if the file still is that content. One that was edited is shown as
it is now; what a symbolic link in its place leads to, only if it is a picture (`winnow.ingest.inside`). Decoded in this
process is only what a worker has measured before: a file that kills its decoder has no format in the library.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from winnow.domain.failure import FailureKind, UnscoreableError
from winnow.settings import usable_cores
from winnow.web.kept import Kept

if TYPE_CHECKING:
    from pathlib import Path

    from winnow.ingest.inside import Opened
    from winnow.ingest.limits import Limits
    from winnow.ingest.source import Source

PREVIEW_LONG_SIDE_PX = 2048
MOST_PREVIEW_BYTES = 2_000_000_000
"""Of the cache of previews: some 4,000, half a megabyte each."""

MOST_FULL = 3
"""In memory: two that are compared and one that is leafed to, some 10 MB each."""

DECODES_AT_ONCE = max(2, min(4, usable_cores()))
"""More are no faster, and each holds a photo's pixels."""


class Store(Protocol):
    """Where pictures are kept, by what they were made of: a `winnow.storage.BlobStore` is one."""

    def get(self, key: str) -> bytes | None:
        """What is kept; None if nothing is."""

    def put(self, key: str, data: bytes) -> None:
        """Keep it; raises `OSError` if it cannot be kept."""


class Located(Protocol):
    """A photo as its files are found; paths are relative to the folder."""

    @property
    def path(self) -> str:
        """Where it is."""

    @property
    def companion(self) -> str | None:
        """Where the RAW of the same shot is."""

    @property
    def content(self) -> bytes | None:
        """Its SHA-256, as far as it is known."""

    @property
    def version(self) -> str:
        """Changes when the content does."""

    @property
    def format(self) -> str | None:
        """What it was measured as; None if it could not be."""


class Size(StrEnum):
    """How large a picture is."""

    THUMBNAIL = "thumbnail"
    PREVIEW = "preview"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG; `is_current` tells whether it is of the content that the library knows."""

    jpeg: bytes
    is_current: bool = True


class Pictures:
    """Pictures of one folder's photos. Its methods may be called from many threads.

    `made` decodes: to be called by no more than enter `decoding`.
    """

    def __init__(self, folder: Path, limits: Limits, thumbnails: Store, previews: Store) -> None:
        self._folder = folder
        self._limits = limits
        self.decoding = asyncio.Semaphore(DECODES_AT_ONCE)
        self._stores: dict[Size, Store] = {
            Size.THUMBNAIL: thumbnails,
            Size.PREVIEW: previews,
            Size.FULL: Kept(MOST_FULL),
        }

    def kept(self, photo: Located, size: Size) -> Picture | None:
        """The picture, if it need not be made."""
        key = self._key(photo, size)
        jpeg = None
        with contextlib.suppress(OSError):  # a cache that cannot be read is an empty one
            jpeg = self._stores[size].get(key) if key else None
        return Picture(jpeg) if jpeg else None  # after a power cut it may be empty

    def made(self, photo: Located, size: Size) -> Picture:
        """The picture, made of the photo's file, or of the RAW beside it if that cannot be decoded.

        Raises:
            UnscoreableError: neither can be, or it could not be measured either.
        """
        if photo.format is None:
            raise UnscoreableError(FailureKind.UNSUPPORTED, "it has not been measured, or could not be")
        failure: UnscoreableError | None = None
        key = self._key(photo, size)
        is_current = False
        for path in (photo.path, photo.companion):
            if path is not None:
                try:
                    source = self._read(path)
                    is_current = is_current or hashlib.sha256(source.data).digest() == photo.content
                    return self._keep(key, size, Picture(self._made_of(source, size), is_current))
                except UnscoreableError as error:
                    failure = failure or error
        raise failure or UnscoreableError(FailureKind.UNREADABLE, "the file is gone")

    def original(self, photo: Located) -> Opened:
        """The photo's own file, open, as it is now; to be closed.

        Raises:
            UnscoreableError: it is gone, or what lies there now is no picture.
        """
        opened = self._open(photo.path)
        if opened.format is None and photo.format is not None:
            opened.file.close()
            raise UnscoreableError(FailureKind.CHANGED, "what lies in its place now is no picture")
        return opened

    def _open(self, path: str) -> Opened:
        from winnow.ingest.inside import open_inside  # noqa: PLC0415 - the overview of a library reads no photo

        return open_inside(self._folder, path)

    def _read(self, path: str) -> Source:
        from winnow.ingest.source import load_open  # noqa: PLC0415 - as above

        with self._open(path).file as file:
            return load_open(file, path, self._limits)

    def _made_of(self, source: Source, size: Size) -> bytes:
        from winnow.ingest.thumbnail import THUMBNAIL_LONG_SIDE_PX, nearly, whole  # noqa: PLC0415 - as above

        if size is Size.FULL:
            return whole(source, self._limits)
        return nearly(source, THUMBNAIL_LONG_SIDE_PX if size is Size.THUMBNAIL else PREVIEW_LONG_SIDE_PX, self._limits)

    def _keep(self, key: str | None, size: Size, picture: Picture) -> Picture:
        if key and picture.is_current:
            with contextlib.suppress(OSError):  # the cache may be full or read-only
                self._stores[size].put(key, picture.jpeg)
        return picture

    def _key(self, photo: Located, size: Size) -> str | None:
        """What a picture is kept by, if it can be; who looks at every pixel is shown the file as it is, also edited."""
        if photo.content is None:
            return None
        if size is not Size.FULL:
            return photo.content.hex()
        try:
            stat = (self._folder / photo.path).stat()
        except OSError:
            return None
        return f"{photo.content.hex()}-{stat.st_size}-{stat.st_mtime_ns}"


def takes_jpeg(accept: str) -> bool | None:
    """Whether a client that accepts this is given JPEG (True) or WebP (False); None if it takes neither."""
    jpeg, webp = (_quality(accept, kind) for kind in ("image/jpeg", "image/webp"))
    return jpeg > 0 or (False if webp > 0 else None)


def _quality(accept: str, kind: str) -> float:
    """How gladly a kind is taken, 0 to 1 (RFC 9110, section 12.5.1): what names it most closely counts."""
    found: dict[str, float] = {}
    for part in accept.lower().split(","):
        name, *parameters = (each.strip() for each in part.split(";"))
        weights = [each[2:] for each in parameters if each.startswith("q=")]
        with contextlib.suppress(ValueError):
            found[name] = float(weights[0]) if weights else 1.0
    ranges = (kind, "image/*", "*/*")
    return next((found[name] for name in ranges if name in found), 0.0 if accept.strip() else 1.0)
