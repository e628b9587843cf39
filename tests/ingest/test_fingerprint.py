"""Which files are photos, and which content they are."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from winnow.domain.failure import FailureKind, UnscoreableError
from winnow.domain.photo import Companion, Fingerprint, Found, NotAPhoto
from winnow.ingest.decode import decode
from winnow.ingest.fingerprint import fingerprint
from winnow.ingest.limits import Limits
from winnow.ingest.source import load

Put = Callable[[str, bytes], Found]


@settings(max_examples=25)
@given(content=st.binary(min_size=1, max_size=10_000))
def test_a_fingerprint_is_the_sha256_of_the_content(tmp_path: Path, put: Put, content: bytes) -> None:
    known = fingerprint(str(tmp_path), Limits(), put("a.jpg", content))
    assert isinstance(known, Fingerprint)
    assert known.content == hashlib.sha256(content).digest()


def test_a_video_is_no_photo_and_costs_one_small_read(tmp_path: Path) -> None:
    video = tmp_path / "clip.mp4"
    video.write_bytes(b"\x00\x00\x00\x18ftypisom" + bytes(12))
    with video.open("r+b") as file:
        file.truncate(1 << 40)  # a terabyte of nothing: hashing it would never end
    found = Found("clip.mp4", 1 << 40, 0)
    assert fingerprint(str(tmp_path), Limits(), found) == NotAPhoto(found)


def test_an_empty_file_with_a_picture_name_says_so(tmp_path: Path, put: Put) -> None:
    with pytest.raises(UnscoreableError, match="empty") as failure:
        fingerprint(str(tmp_path), Limits(), put("a.jpg", b""))
    assert failure.value.kind is FailureKind.EMPTY


def test_an_empty_jpeg_counts_by_its_raw(tmp_path: Path, put: Put, photographs: Path) -> None:
    raw = put("a.dng", (photographs / "coffee.png").read_bytes())  # content counts, so a PNG does for a RAW here
    shot = replace(put("a.jpg", b""), companion=Companion(raw.path, raw.size, raw.mtime_ns))
    known = fingerprint(str(tmp_path), Limits(), shot)
    assert isinstance(known, Fingerprint)
    assert known.found == shot
    assert known.content == hashlib.sha256((tmp_path / "a.dng").read_bytes()).digest()
    assert decode(load(str(tmp_path), known, Limits()), Limits()).format == "png"


def test_an_empty_jpeg_with_an_empty_raw_says_so(tmp_path: Path, put: Put) -> None:
    raw = put("a.dng", b"")
    with pytest.raises(UnscoreableError) as failure:
        fingerprint(str(tmp_path), Limits(), replace(put("a.jpg", b""), companion=Companion(raw.path, 0, raw.mtime_ns)))
    assert failure.value.kind is FailureKind.EMPTY


def test_an_empty_file_with_another_name_is_no_photo(tmp_path: Path, put: Put) -> None:
    assert isinstance(fingerprint(str(tmp_path), Limits(), put("a.txt", b"")), NotAPhoto)


def test_a_file_that_cannot_be_opened_gives_the_system_s_reason(tmp_path: Path) -> None:
    with pytest.raises(UnscoreableError, match="no such file") as failure:
        fingerprint(str(tmp_path), Limits(), Found("gone.jpg", 1, 0))
    assert failure.value.kind is FailureKind.UNREADABLE


def test_a_picture_name_on_other_content_fails_later_with_a_clear_reason(tmp_path: Path, put: Put) -> None:
    known = fingerprint(str(tmp_path), Limits(), put("a.jpg", b"<html>404</html>"))
    assert isinstance(known, Fingerprint)
    with pytest.raises(UnscoreableError, match=r"named \.jpg, but the content is HTML") as failure:
        decode(load(str(tmp_path), known, Limits()), Limits())
    assert failure.value.kind is FailureKind.UNSUPPORTED


def test_a_file_that_changed_since_is_given_up(tmp_path: Path, put: Put) -> None:
    known = fingerprint(str(tmp_path), Limits(), put("a.jpg", b"\xff\xd8\xff\xe0 first"))
    assert isinstance(known, Fingerprint)
    put("a.jpg", b"\xff\xd8\xff\xe0 second")
    with pytest.raises(UnscoreableError) as failure:
        load(str(tmp_path), known, Limits())
    assert failure.value.kind is FailureKind.CHANGED


def test_a_file_larger_than_any_picture_within_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    path.write_bytes(b"II*\x00")
    with path.open("r+b") as file:
        file.truncate(1 << 40)
    stat = path.stat()
    known = Fingerprint(Found("a.tif", stat.st_size, stat.st_mtime_ns), bytes(32))
    with pytest.raises(UnscoreableError, match="max_megapixels") as failure:
        load(str(tmp_path), known, Limits())
    assert failure.value.kind is FailureKind.TOO_LARGE


def test_a_file_larger_than_any_picture_is_not_hashed(tmp_path: Path, put: Put) -> None:
    found = put("a.jpg", b"\xff\xd8\xff" + bytes(900))
    with pytest.raises(UnscoreableError, match="max_megapixels") as refused:
        fingerprint(str(tmp_path), Limits(max_pixels=100), found)
    assert refused.value.kind is FailureKind.TOO_LARGE
