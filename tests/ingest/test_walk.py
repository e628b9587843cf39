"""What the walk finds, in which order, and what it passes by."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from winnow.domain.failure import Failed, FailureKind
from winnow.domain.photo import Found
from winnow.ingest.walk import walk

_ANY_NAME = (
    st.binary(min_size=1, max_size=255)
    .map(lambda name: name.replace(b"/", b"_").replace(b"\x00", b"_"))
    .filter(lambda name: not name.startswith(b"."))
)


def _paths(folder: Path) -> list[str]:
    return [found.path for found in walk(str(folder)) if isinstance(found, Found)]


def _write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


@settings(max_examples=60)
@given(names=st.sets(_ANY_NAME, min_size=1, max_size=8))
def test_any_name_that_a_filesystem_holds_comes_back_byte_for_byte(
    tmp_path_factory: pytest.TempPathFactory, names: set[bytes]
) -> None:
    folder = tmp_path_factory.mktemp("names")
    for name in names:
        descriptor = os.open(os.path.join(os.fsencode(folder), name), os.O_CREAT | os.O_WRONLY)  # noqa: PTH118 - bytes
        os.close(descriptor)
    assert [os.fsencode(path) for path in _paths(folder)] == sorted(names)


def test_names_that_break_naive_programs_are_found(tmp_path: Path) -> None:
    names = [
        "new\nline.jpg",
        "quo\"te's.jpg",
        "-rf.jpg",
        " space .jpg",
        "émoji 📷.jpg",
        "b\udcffd.jpg",
        "x" * 251 + ".jpg",
    ]
    _write(tmp_path, *names)
    assert sorted(_paths(tmp_path)) == sorted(names)


def test_a_file_is_told_with_its_size_and_time(tmp_path: Path) -> None:
    _write(tmp_path, "a.jpg")
    stat = (tmp_path / "a.jpg").stat()
    assert list(walk(str(tmp_path))) == [Found("a.jpg", 1, stat.st_mtime_ns)]


def test_files_of_a_folder_come_before_its_subfolders_both_in_byte_order(tmp_path: Path) -> None:
    _write(tmp_path, "b/2.jpg", "b/1.jpg", "a/z.jpg", "a/é.jpg", "z.jpg", "B.jpg")
    assert _paths(tmp_path) == ["B.jpg", "z.jpg", "a/z.jpg", "a/é.jpg", "b/1.jpg", "b/2.jpg"]


@pytest.mark.parametrize(
    "name",
    [
        ".winnow/library.db",
        "._IMG_1.JPG",
        ".hidden.jpg",
        ".Trash-1000/a.jpg",
        "$RECYCLE.BIN/a.jpg",
        "System Volume Information/a.jpg",
        "@eaDir/a.jpg",
        "__MACOSX/a.jpg",
        "Thumbs.db",
        "desktop.ini",
    ],
)
def test_hidden_and_system_names_are_passed_by(tmp_path: Path, name: str) -> None:
    _write(tmp_path, name, "seen.jpg")
    assert _paths(tmp_path) == ["seen.jpg"]


def test_a_fifo_is_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    assert list(walk(str(tmp_path))) == []


def test_a_link_to_a_folder_above_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "photos" / "sub").mkdir(parents=True)
    (tmp_path / "photos" / "a.jpg").touch()
    (tmp_path / "outside.jpg").touch()
    (tmp_path / "photos" / "sub" / "up").symlink_to(tmp_path)
    assert [entry.path for entry in walk(str(tmp_path / "photos"))] == ["a.jpg"]


def test_links_are_followed_and_loops_end(tmp_path: Path) -> None:
    _write(tmp_path, "real/a.jpg")
    (tmp_path / "real" / "up").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    (tmp_path / "dangling.jpg").symlink_to(tmp_path / "gone.jpg")
    (tmp_path / "linked.jpg").symlink_to(tmp_path / "real" / "a.jpg")
    assert _paths(tmp_path) == ["linked.jpg", "real/a.jpg"]


def test_a_photo_goes_by_its_real_path_when_a_linked_folder_also_leads_to_it(tmp_path: Path) -> None:
    _write(tmp_path, "z/a.jpg")
    (tmp_path / "a-link").symlink_to(tmp_path / "z", target_is_directory=True)
    assert _paths(tmp_path) == ["z/a.jpg"]


def test_a_linked_folder_elsewhere_is_walked(tmp_path: Path) -> None:
    _write(tmp_path, "elsewhere/b.jpg")
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "link").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    assert _paths(tmp_path / "library") == ["link/b.jpg"]


def test_a_folder_that_cannot_be_opened_is_told_and_the_walk_goes_on(tmp_path: Path) -> None:
    _write(tmp_path, "z/seen.jpg")
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(20):  # deeper than a path may be long
        os.mkdir("d" * 250, dir_fd=here)
        deeper = os.open("d" * 250, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = deeper
    os.close(here)
    found = list(walk(str(tmp_path)))
    failures = [entry for entry in found if isinstance(entry, Failed)]
    assert len(failures) == 1
    assert failures[0].kind is FailureKind.UNREADABLE
    assert failures[0].reason == "the folder cannot be read: file name too long"
    assert [entry.path for entry in found if isinstance(entry, Found)] == ["z/seen.jpg"]


def test_raw_and_jpeg_of_one_shot_are_one_photo_with_two_files(tmp_path: Path) -> None:
    _write(tmp_path, "IMG_1.CR3", "img_1.JPG", "IMG_2.jpg", "IMG_3.NEF", "other/IMG_1.CR3")
    found = [entry for entry in walk(str(tmp_path)) if isinstance(entry, Found)]
    assert [(entry.path, entry.companion.path if entry.companion else None) for entry in found] == [
        ("IMG_2.jpg", None),
        ("IMG_3.NEF", None),
        ("img_1.JPG", "IMG_1.CR3"),
        ("other/IMG_1.CR3", None),
    ]


def test_a_raw_is_the_companion_of_one_file_only(tmp_path: Path) -> None:
    _write(tmp_path, "a.dng", "a.heic", "a.jpg", "a.png")
    found = [entry for entry in walk(str(tmp_path)) if isinstance(entry, Found)]
    assert [(entry.path, bool(entry.companion)) for entry in found] == [
        ("a.heic", True),
        ("a.jpg", False),
        ("a.png", False),
    ]
