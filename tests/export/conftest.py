"""Photos to export: real files, with what belongs to them."""

from __future__ import annotations

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from winnow.domain.export import Candidate, Item, Part

MakeItem = Callable[..., Item]


def part(folder: Path, path: str, suffix: str) -> Part:
    """A file that lies in `folder`, as an export knows it."""
    source = folder / path
    stat = source.stat()
    return Part(path, suffix, str(source), stat.st_size, stat.st_mtime_ns, sha256(source.read_bytes()).digest())


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """The folder that photos are exported from."""
    folder = tmp_path / "pictures"
    folder.mkdir()
    return folder


@pytest.fixture
def make(pictures: Path) -> MakeItem:
    """Makes a photo with its other parts: each is a path, or a suffix that the photo's stem is given."""

    def make_it(path: str, data: bytes = b"", *suffixes: str, mtime: float = 1_563_000_000.25) -> Item:
        stem, dot, extension = path.rpartition(".")
        ends = (dot + extension, *suffixes)
        for end in ends:
            file = pictures / f"{stem}{end}"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes((data or os.fsencode(path)) + (b"" if end == ends[0] else end.encode()))
            os.utime(file, (mtime, mtime))
        parts = tuple(part(pictures, f"{stem}{end}", end) for end in ends)
        return Item(Candidate(1, path, parts[0].content), parts)

    return make_it


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too, with what is in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
