"""Blobs in a folder that holds no more than so many bytes: the least recently used are let go."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from winnow.storage.folder import KEY, FolderStore

if TYPE_CHECKING:
    from pathlib import Path

FILLED_AGAIN = 3 / 4
"""Of what may be kept is kept when something is let go: it takes a look at every file, so seldom."""


class BoundedStore:
    """A `winnow.storage.BlobStore` in a folder that is kept below `most_bytes`, but for what was put last.

    How much there is, is counted at the first `put` and whenever it seems too much; other processes may put there too.
    """

    def __init__(self, folder: Path, most_bytes: int) -> None:
        self._store = FolderStore(folder)
        self._most_bytes = most_bytes
        self._bytes: int | None = None

    def put(self, key: str, data: bytes) -> None:
        """See `BlobStore.put`."""
        self._store.put(key, data)
        held = self._letting_go(keep=key) if self._bytes is None else self._bytes + len(data)
        self._bytes = self._letting_go(keep=key) if held > self._most_bytes else held

    def get(self, key: str) -> bytes | None:
        """See `BlobStore.get`."""
        data = self._store.get(key)
        if data is not None:
            with contextlib.suppress(OSError):  # read-only, or let go meanwhile
                os.utime(self._store.folder / key[:2] / key)
        return data

    def has(self, key: str) -> bool:
        """See `BlobStore.has`."""
        return self._store.has(key)

    def _letting_go(self, *, keep: str) -> int:
        """Return how much there is, once the least recently used are gone where it was too much."""
        found = sorted(self._blobs(), reverse=True)
        held = sum(size for _, size, _ in found)
        if held <= self._most_bytes:
            return held
        while found and held > self._most_bytes * FILLED_AGAIN:
            _, size, path = found.pop()
            if path.name != keep:
                path.unlink(missing_ok=True)
                held -= size
        return held

    def _blobs(self) -> list[tuple[int, int, Path]]:
        """When each was used last, its size, and where it is."""
        blobs = []
        for path in self._store.folder.glob("??/*"):
            with contextlib.suppress(FileNotFoundError):  # another process let it go
                stat = path.stat()
                if KEY.fullmatch(path.name):
                    blobs.append((stat.st_mtime_ns, stat.st_size, path))
        return blobs
