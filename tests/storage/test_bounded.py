"""A store that lets go of what was used longest ago."""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from winnow.storage.bounded import BoundedStore


def _held(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def test_what_was_used_longest_ago_is_let_go_first(tmp_path: Path) -> None:
    store = BoundedStore(tmp_path, most_bytes=100)
    for age, key in enumerate(("newest", "middle", "oldest")):
        store.put(key, b"x" * 30)
        os.utime(tmp_path / key[:2] / key, ns=(0, 10**9 * (10 - age)))
    store.get("oldest")
    store.put("one-more", b"x" * 30)
    assert {key for key in ("newest", "middle", "oldest", "one-more") if store.has(key)} == {"oldest", "one-more"}


def test_what_lay_there_before_counts(tmp_path: Path) -> None:
    BoundedStore(tmp_path, most_bytes=1000).put("before", b"x" * 90)
    BoundedStore(tmp_path, most_bytes=100).put("after", b"x" * 90)
    assert _held(tmp_path) == 90


def test_what_was_put_last_stays_though_it_is_larger_than_all_that_may_be_kept(tmp_path: Path) -> None:
    store = BoundedStore(tmp_path, most_bytes=10)
    store.put("small", b"x")
    store.put("large", b"x" * 50)
    assert store.get("large") == b"x" * 50
    assert not store.has("small")


def test_files_that_are_no_blobs_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "ab").mkdir()
    (tmp_path / "ab" / "README.txt").write_bytes(b"x" * 500)
    store = BoundedStore(tmp_path, most_bytes=100)
    for number in range(9):
        store.put(f"key-{number}", b"x" * 30)
    assert (tmp_path / "ab" / "README.txt").exists()


@given(sizes=st.lists(st.integers(0, 100), max_size=40))
def test_it_never_holds_more_than_it_may(tmp_path_factory: object, sizes: list[int]) -> None:
    folder = tmp_path_factory.mktemp("blobs")  # type: ignore[attr-defined] # a folder for each example
    store = BoundedStore(folder, most_bytes=100)
    for number, size in enumerate(sizes):
        store.put(f"key-{number % 7}", b"x" * size)
        assert _held(folder) <= 100
