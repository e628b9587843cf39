"""Before the first byte it is said whether an export can be, and what to do where it cannot."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from winnow.domain.errors import ArgumentError, FolderEmptyError, FolderNotFoundError, TargetUnwritableError
from winnow.domain.export import Targets
from winnow.workflows.export_places import check_names, check_source, check_writable, is_walked


def test_a_folder_whose_disk_was_taken_away_is_no_folder_without_photos(tmp_path: Path) -> None:
    with pytest.raises(FolderNotFoundError, match="disk connected"):
        check_source(tmp_path / "gone")
    (tmp_path / ".winnow").mkdir()
    with pytest.raises(FolderEmptyError, match="disk connected"):
        check_source(tmp_path)
    (tmp_path / "day").mkdir()
    check_source(tmp_path)


@pytest.mark.parametrize("place", [".winnow", ".winnow/best", ".Winnow/library.db", "day/.winnow/a.csv"])
def test_nothing_is_put_into_winnows_own_folder(tmp_path: Path, place: str) -> None:
    for targets in (Targets(to=tmp_path / place), Targets(csv=tmp_path / place), Targets(gallery=tmp_path / place)):
        with pytest.raises(ArgumentError, match="winnow's own folder"):
            check_names(targets)
    check_names(Targets(to=tmp_path / "winnow", zip=tmp_path / ".winnow.zip"))


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody make links without being told to")
def test_nor_through_a_link(tmp_path: Path) -> None:
    (tmp_path / ".winnow").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / ".winnow")
    with pytest.raises(ArgumentError, match="winnow's own folder"):
        check_names(Targets(to=tmp_path / "link" / "best"))


def test_a_file_in_the_place_of_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    below = tmp_path / "file" / "a"
    for targets in (Targets(to=tmp_path / "file"), Targets(to=below), Targets(csv=below), Targets(gallery=below)):
        with pytest.raises(TargetUnwritableError, match="file is a file: choose another folder"):
            check_writable(targets)
    check_writable(Targets(csv=tmp_path / "file"))  # gets a number


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="whoever runs this may write everywhere, or it cannot be said who may"
)
def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir(mode=0o555)
    for targets in (Targets(to=tmp_path / "theirs" / "a" / "b"), Targets(zip=tmp_path / "theirs" / "a.zip")):
        with pytest.raises(TargetUnwritableError, match=r"You may not write in .*theirs: choose another"):
            check_writable(targets)


@pytest.mark.parametrize(
    ("place", "walked"),
    [("best", True), ("a/b", True), (".best", False), ("a/.b/c", False), ("../best", False), ("@eaDir/best", False)],
)
def test_what_is_put_where_the_walk_goes_is_known(tmp_path: Path, place: str, walked: bool) -> None:
    assert is_walked(Path(os.path.normpath(tmp_path / "photos" / place)), tmp_path / "photos") is walked
