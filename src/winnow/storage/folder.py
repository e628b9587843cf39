"""Blobs as files of a folder, spread over subfolders by the first two letters of their keys: ``<folder>/ab/abcd12``."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

KEY = re.compile(r"[0-9a-z-]{3,200}")


@dataclass(frozen=True, slots=True)
class FolderStore:
    """A `winnow.storage.BlobStore` in a folder, which is made when something is first put there."""

    folder: Path

    def put(self, key: str, data: bytes) -> None:
        """See `BlobStore.put`. Not flushed to the disk: after a power cut, the last blobs may be gone or empty."""
        path = self._path(key)
        beside = path.with_name(f".{key}.{secrets.token_hex(4)}")  # its own for each writer, and no key
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            beside.write_bytes(data)
            beside.replace(path)
        except BaseException:  # Ctrl-C too: what is half written must not stay
            beside.unlink(missing_ok=True)
            raise

    def get(self, key: str) -> bytes | None:
        """See `BlobStore.get`."""
        try:
            return self._path(key).read_bytes()
        except FileNotFoundError:
            return None

    def has(self, key: str) -> bool:
        """See `BlobStore.has`."""
        try:
            self._path(key).stat()
        except FileNotFoundError:
            return False
        return True

    def _path(self, key: str) -> Path:
        if not KEY.fullmatch(key):
            raise ValueError(f"not the key of a blob: {key!r}")
        return self.folder / key[:2] / key
