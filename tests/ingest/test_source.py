"""A photo's bytes: read from a file, and from nothing else that may lie in its place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from winnow.domain.failure import FailureKind, UnscoreableError
from winnow.ingest.limits import Limits
from winnow.ingest.source import load_path


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "1.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0" + bytes(100_000))
    source = load_path(str(path), Limits())
    assert (source.format, source.data) == ("jpeg", path.read_bytes())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes in folders")
def test_nobody_waits_for_a_pipe_in_the_place_of_a_photo(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "1.jpg")
    with pytest.raises(UnscoreableError, match="no file any more") as refused:
        load_path(str(tmp_path / "1.jpg"), Limits())
    assert refused.value.kind is FailureKind.UNREADABLE
