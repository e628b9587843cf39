"""Real SQLite files, and short words for what goes into them."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Protocol

import numpy as np
import pytest

from winnow.catalogue.batch import Batch
from winnow.catalogue.catalogue import Catalogue
from winnow.domain.failure import Failed, FailureKind
from winnow.domain.impression import EMBEDDING, LEVELS, Impression
from winnow.domain.measurement import Measurement
from winnow.domain.metadata import Metadata
from winnow.domain.photo import Companion, Fingerprint, Found
from winnow.domain.score import Score

NOBODY = 65534


class Shelf:
    """One folder with its library: `put` says in one line what a run would have learned."""

    recipe = "signals-1"
    scorer = "model-1"
    network = "net@00000001"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / ".winnow" / "library.db"

    def open(self, *, create: bool = True) -> Catalogue:
        return Catalogue.open(self.database, self.folder, create=create)

    def content(self, name: str) -> bytes:
        return hashlib.sha256(name.encode()).digest()

    def photo(self, path: str, content: str, *, size: int = 1, companion: Companion | None = None) -> Fingerprint:
        return Fingerprint(Found(path, size, 1_700_000_000_123_456_789, companion), self.content(content))

    def failure(self, path: str, content: str | None = None) -> tuple[Found, bytes | None, Failed]:
        read = None if content is None else self.content(content)
        return Found(path, 1, 1), read, Failed(path, FailureKind.DAMAGED, "truncated")

    def measurement(self, content: str, taken_at: str | None = None) -> Measurement:
        metadata = Metadata(taken_at=taken_at, camera_make="FUJIFILM", iso=200, flash_fired=False)
        signals = {"sharpness": 1.25, "noise": None}
        return Measurement(self.content(content), self.recipe, "jpeg", 6000, 4000, signals, metadata)

    def impression(self, content: str, network: str | None = None) -> tuple[bytes, Impression]:
        """A distribution and an embedding of its own for each content, as a network would give them: float32."""
        random = np.random.default_rng(list(self.content(content)))
        shares = random.dirichlet(np.ones(LEVELS)).astype(np.float32)
        look = random.normal(size=EMBEDDING)
        embedding = (look / np.linalg.norm(look)).astype(np.float32)
        return self.content(content), Impression(network or self.network, tuple(shares.tolist()), embedding)

    def rated(self, path: str, content: str, score: float, taken_at: str | None = None) -> Batch:
        """A photo with its measurement and score."""
        return Batch(
            fingerprints=(self.photo(path, content),),
            measurements=(self.measurement(content, taken_at),),
            scores=((self.content(content), Score(score, 0.5)),),
        )

    def put(self, *batches: Batch) -> None:
        with self.open() as catalogue:
            for batch in batches:
                catalogue.write(batch, self.recipe, self.scorer)

    def sql(self, query: str) -> list[tuple[object, ...]]:
        """Ask the file itself, past winnow."""
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(query).fetchall()

    def photo_id(self, path: str) -> object:
        with closing(sqlite3.connect(self.database)) as connection:
            query = "SELECT id FROM photos WHERE path = ? AND missing_since IS NULL"
            found = connection.execute(query, (os.fsencode(path),)).fetchall()
        assert len(found) == 1, found
        return found[0][0]

    def history(self, path: str) -> list[tuple[object, ...]]:
        photo_id = self.photo_id(path)
        return self.sql(f"SELECT what, path, content FROM history WHERE photo_id = {photo_id} ORDER BY id")  # noqa: S608 - a number


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


@pytest.fixture
def public_shelf() -> Iterator[Shelf]:
    """A shelf that any user can reach; pytest's own folders are closed to others."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Shelf(Path(name))


class ReadOnly(Protocol):
    def __call__(self, folder: Path, *, folder_too: bool = True) -> AbstractContextManager[None]: ...


@pytest.fixture
def read_only() -> ReadOnly:
    """Make the files of a folder, and maybe the folder, read-only for this process.

    Permissions do not hold root back, so root steps down meanwhile.
    """

    @contextmanager
    def guarded(folder: Path, *, folder_too: bool = True) -> Iterator[None]:
        is_root = os.geteuid() == 0
        for file in folder.iterdir():
            file.chmod(0o444)
        folder.chmod(0o555 if folder_too else 0o777)
        if is_root:
            os.setresuid(NOBODY, NOBODY, 0)
        try:
            yield
        finally:
            if is_root:
                os.setresuid(0, 0, 0)
            folder.chmod(0o755)
            for file in folder.iterdir():
                file.chmod(0o644)

    return guarded
