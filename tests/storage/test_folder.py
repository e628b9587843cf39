"""What is particular to blobs in a folder."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from winnow.storage.folder import FolderStore

if TYPE_CHECKING:
    from pathlib import Path


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_blobs_are_spread_over_subfolders(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    for key in ("abcdef", "abc123", "ffeedd"):
        store.put(key, b"x")
    assert files(tmp_path) == ["ab/abc123", "ab/abcdef", "ff/ffeedd"]


def test_no_folder_is_made_by_looking(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "blobs")
    store.get("abcdef")
    store.has("abcdef")
    assert not (tmp_path / "blobs").exists()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "blobs").write_bytes(b"a file is in the way")
    with pytest.raises(OSError, match="blobs"):
        FolderStore(tmp_path / "blobs").put("abcdef", b"x")


def test_a_put_that_fails_leaves_the_old_blob_and_nothing_else(tmp_path: Path) -> None:
    FolderStore(tmp_path).put("abcdef", b"old")
    # A limit on the size of files stands in for a full disk: the write stops half way with an error, for real.
    code = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from winnow.storage.folder import FolderStore\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: FolderStore(Path(sys.argv[1])).put('abcdef', b'x' * 5000)\n"
        "except OSError as error: print(error.errno)\n"
    )
    told = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == str(errno.EFBIG)
    assert FolderStore(tmp_path).get("abcdef") == b"old"
    assert files(tmp_path) == ["ab/abcdef"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write into a read-only folder")
def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(PermissionError):
            FolderStore(tmp_path).put("abcdef", b"x")
    finally:
        tmp_path.chmod(0o700)
