"""What lies at a photo's place is opened as the walk would open it, and lets nothing out that is no picture."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from winnow.domain.failure import FailureKind, UnscoreableError
from winnow.ingest.inside import open_inside

JPEG = b"\xff\xd8\xff\xe0" + bytes(1000)
SECRET = b"-----BEGIN OPENSSH PRIVATE KEY-----"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, data in {"album/day/1.jpg": JPEG, "out/1.jpg": JPEG, "out/day/1.jpg": SECRET, "out/key": SECRET}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    return tmp_path / "album"


def _read(folder: Path, path: str) -> tuple[bytes, str | None]:
    opened = open_inside(folder, path)
    with opened.file as file, open(opened.again, "rb") as again:  # noqa: PTH123 - a string
        data = file.read()
        assert again.read() == data
    return data, opened.format


def test_a_file_in_the_folder_is_opened_whatever_it_is_by_now(folder: Path) -> None:
    assert _read(folder, "day/1.jpg") == (JPEG, "jpeg")
    (folder / "day" / "1.jpg").write_bytes(SECRET)
    assert _read(folder, "day/1.jpg") == (SECRET, None)


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody make links without being told to")
@pytest.mark.parametrize(("link", "to"), [("day/1.jpg", "out/key"), ("day", "out/day")])
def test_a_link_to_what_is_no_picture_is_refused(folder: Path, link: str, to: str) -> None:
    (folder / link).rename(folder / "away")
    (folder / link).symlink_to(folder.parent / to)
    with pytest.raises(UnscoreableError, match="symbolic link") as refused:
        open_inside(folder, "day/1.jpg")
    assert refused.value.kind is FailureKind.CHANGED


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody make links without being told to")
@pytest.mark.parametrize(("link", "to"), [("day/1.jpg", "out/1.jpg"), ("day", "out")])
def test_a_link_to_a_picture_is_followed_as_the_walk_follows_it(folder: Path, link: str, to: str) -> None:
    (folder / link).rename(folder / "away")
    (folder / link).symlink_to(folder.parent / to)
    assert _read(folder, "day/1.jpg") == (JPEG, "jpeg")


@pytest.mark.skipif(os.name == "nt", reason="paths are written otherwise there")
def test_a_path_that_leads_upwards_comes_from_no_walk_and_lets_pictures_out_at_most(folder: Path) -> None:
    for path in ("../out/key", "day/../../out/key", str(folder.parent / "out" / "key")):
        with pytest.raises(UnscoreableError):
            open_inside(folder, path)


def test_a_file_that_is_gone_or_became_a_folder_is_not_opened(folder: Path) -> None:
    for path in ("day/2.jpg", "night/1.jpg", "day/1.jpg/2.jpg", "day"):
        with pytest.raises(UnscoreableError) as refused:
            open_inside(folder, path)
        assert refused.value.kind is FailureKind.UNREADABLE
