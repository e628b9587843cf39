"""What every blob store promises."""

from __future__ import annotations

import pickle
import threading
from typing import TYPE_CHECKING

import pytest

from winnow.storage.bounded import BoundedStore
from winnow.storage.folder import FolderStore

if TYPE_CHECKING:
    from pathlib import Path

    from winnow.storage import BlobStore


@pytest.fixture(params=["folder", "bounded"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> BlobStore:
    folder = tmp_path / "blobs"
    return FolderStore(folder) if request.param == "folder" else BoundedStore(folder, most_bytes=10_000_000)


KEY = "5e884898da28047151d0e56f8dc62927"


def test_what_was_put_is_got(store: BlobStore) -> None:
    store.put(KEY, b"\x00\xffpicture")
    assert store.get(KEY) == b"\x00\xffpicture"
    assert store.has(KEY)


def test_nothing_was_put_nothing_is_got(store: BlobStore) -> None:
    assert store.get(KEY) is None
    assert not store.has(KEY)


def test_empty_is_not_nothing(store: BlobStore) -> None:
    store.put(KEY, b"")
    assert store.get(KEY) == b""
    assert store.has(KEY)


def test_the_last_put_counts(store: BlobStore) -> None:
    store.put(KEY, b"old")
    store.put(KEY, b"new")
    assert store.get(KEY) == b"new"


def test_keys_are_kept_apart(store: BlobStore) -> None:
    for key in ("abc", "abd", "abcd", "ab-c"):
        store.put(key, key.encode())
    assert [store.get(key) for key in ("abc", "abd", "abcd", "ab-c")] == [b"abc", b"abd", b"abcd", b"ab-c"]


def test_a_copy_in_another_process_sees_the_same_blobs(store: BlobStore) -> None:
    store.put(KEY, b"picture")
    copy = pickle.loads(pickle.dumps(store))  # noqa: S301 - our own
    assert copy.get(KEY) == b"picture"


@pytest.mark.parametrize("key", ["", "ab", "../../etc/passwd", "a/b/c", "abc\n", "ABC", "abc.tmp", "...", "a" * 201])
def test_what_is_no_key_is_refused(store: BlobStore, key: str) -> None:
    for act in (lambda: store.put(key, b""), lambda: store.get(key), lambda: store.has(key)):
        with pytest.raises(ValueError, match="not the key"):
            act()


def test_a_reader_never_sees_a_part(store: BlobStore) -> None:
    versions = [bytes([n]) * 300_000 for n in range(2)]
    store.put(KEY, versions[0])
    seen = {store.get(KEY)}

    def write() -> None:
        for n in range(200):
            store.put(KEY, versions[n % 2])

    writers = [threading.Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        seen.add(store.get(KEY))
    assert seen <= set(versions)
