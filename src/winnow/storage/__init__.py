"""Where blobs lie: thumbnails now, whatever is derived from a photo and too big for a row."""

from __future__ import annotations

from typing import Protocol


class BlobStore(Protocol):
    """Bytes under a key; `tests/contracts/test_blob_store.py` holds every store to this.

    A key is at least three lower-case letters, digits and dashes, such as a content hash in hex: it means the same on
    every file system and in a URL. A store may be used by many processes at once, and pickles into a worker.
    """

    def put(self, key: str, data: bytes) -> None:
        """Keep `data` under `key`, instead of what was there; a reader sees the old or the new, never a part.

        Raises:
            OSError: it cannot be kept (full, read-only, unreachable); what was there still is.
            ValueError: this is no key.
        """
        ...

    def get(self, key: str) -> bytes | None:
        """What is kept under `key`; None if nothing is.

        Raises:
            OSError: the store cannot be read.
            ValueError: this is no key.
        """
        ...

    def has(self, key: str) -> bool:
        """Whether something is kept under `key`. Raises as `get` does."""
        ...
