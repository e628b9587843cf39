"""Files in a folder: whole or not there, over nothing, and after a kill the same again goes on."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.export.conftest import MakeItem, part, tree

from winnow.domain.errors import (
    ArgumentError,
    JournalDamagedError,
    TargetBusyError,
    TargetFullError,
    TargetUnwritableError,
)
from winnow.domain.export import By, Candidate, ExportEvent, Item, Left, Placed
from winnow.export import files, folder
from winnow.export.files import alone_in
from winnow.export.folder import OnDisk, carry_out, moved_away
from winnow.export.journal import JOURNAL_NAME
from winnow.export.layout import Layout, lay_out
from winnow.export.situations import NotWrittenError, writing
from winnow.export.undo import undo


def _planned(items: list[Item], target: Path) -> Layout:
    return lay_out(items, OnDisk(target), flat=False)


def _export(items: list[Item], target: Path, by: By = By.COPY) -> list[ExportEvent]:
    return list(carry_out(_planned(items, target), target, by, Path("/pictures")))


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "target"


@pytest.fixture
def other_disk(tmp_path: Path) -> Iterator[Path]:
    """Another disk, of one megabyte."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    if mount is None or subprocess.run([mount, "-t", "tmpfs", "-o", "size=1m", "none", place], check=False).returncode:
        pytest.skip("no disk can be mounted: it takes root on Linux")
    yield place
    subprocess.run(["umount", place], check=True)


def test_a_copy_has_the_bytes_and_the_time_and_the_original_is_untouched(
    make: MakeItem, pictures: Path, target: Path
) -> None:
    item = make("2019/a.jpg", b"photo", ".NEF", ".xmp")
    before = tree(pictures)
    events = _export([item], target)
    assert tree(target) == tree(pictures) == before
    assert [event.to for event in events if isinstance(event, Placed)] == ["2019/a.jpg", "2019/a.NEF", "2019/a.xmp"]
    assert (target / "2019/a.jpg").stat().st_mtime_ns == (pictures / "2019/a.jpg").stat().st_mtime_ns
    assert not (target / "2019/a.jpg").samefile(pictures / "2019/a.jpg")


def test_doing_it_again_does_nothing(make: MakeItem, target: Path) -> None:
    items = [make("a.jpg"), make("b.jpg")]
    _export(items, target)
    times = {path: path.stat().st_ctime_ns for path in target.iterdir()}
    assert _export(items, target) == []
    assert {path: path.stat().st_ctime_ns for path in target.iterdir()} == times


def test_links_lead_to_the_originals(make: MakeItem, pictures: Path, tmp_path: Path) -> None:
    items = [make("2019/a.jpg", b"photo")]
    _export(items, tmp_path / "hard", By.HARDLINK)
    _export(items, tmp_path / "soft", By.SYMLINK)
    assert (tmp_path / "hard/2019/a.jpg").samefile(pictures / "2019/a.jpg")
    assert (tmp_path / "soft/2019/a.jpg").readlink() == pictures / "2019/a.jpg"
    assert _export(items, tmp_path / "soft", By.SYMLINK) == []


def test_a_hard_link_to_another_disk_says_what_to_type_instead(make: MakeItem, other_disk: Path) -> None:
    with pytest.raises(ArgumentError, match=r"another disk.*--by copy"):
        _export([make("a.jpg")], other_disk / "best", By.HARDLINK)
    assert set(tree(other_disk)) <= {f"best/{JOURNAL_NAME}"}


def test_a_move_takes_the_files_away_even_to_another_disk(
    make: MakeItem, pictures: Path, target: Path, other_disk: Path
) -> None:
    items = [make("a.jpg", b"1", ".xmp"), make("b.jpg", b"2")]
    _export(items[:1], target, By.MOVE)
    _export(items[1:], other_disk / "best", By.MOVE)
    assert tree(pictures) == {}
    moved = {**tree(target), **tree(other_disk / "best")}
    assert moved.pop(JOURNAL_NAME)
    assert moved == {"a.jpg": b"1", "a.xmp": b"1.xmp", "b.jpg": b"2"}
    assert (other_disk / "best/b.jpg").stat().st_mtime == 1_563_000_000.25


def test_a_file_that_appeared_since_it_was_planned_is_not_written_over(
    make: MakeItem, pictures: Path, target: Path
) -> None:
    items = [make("a.jpg", b"mine"), make("b.jpg", b"too")]
    for by in By:
        planned = _planned(items, target / by)
        (target / by).mkdir(parents=True)
        (target / by / "a.jpg").write_bytes(b"another's")
        left, placed = carry_out(planned, target / by, by, pictures)
        assert isinstance(left, Left)
        assert "file exists" in left.reason
        assert isinstance(placed, Placed)
        assert (target / by / "a.jpg").read_bytes() == b"another's"
    assert (pictures / "a.jpg").read_bytes() == b"mine"


def test_a_file_that_cannot_be_read_is_left_and_the_others_go_on(make: MakeItem, pictures: Path, target: Path) -> None:
    items = [make("a.jpg"), make("b.jpg")]
    planned = _planned(items, target)
    (pictures / "a.jpg").unlink()
    left, placed = carry_out(planned, target, By.COPY, pictures)
    assert left == Left("a.jpg", "it cannot be read: no such file or directory")
    assert placed == Placed("b.jpg", "b.jpg")
    assert set(tree(target)) == {"b.jpg"}


def test_a_copy_that_is_not_what_was_written_is_not_kept(
    make: MakeItem, pictures: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned = _planned([make("a.jpg")], target)
    monkeypatch.setattr(files, "sha256_of", lambda _: b"what a failing disk gives")
    (left,) = carry_out(planned, target, By.COPY, pictures)
    assert isinstance(left, Left)
    assert "not what was written" in left.reason
    assert tree(target) == {}


def test_an_original_that_changes_while_it_is_copied_is_left(
    make: MakeItem, pictures: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned = _planned([make("a.jpg")], target)
    whole = files.pour

    def grows(original: object, write: object) -> bytes:
        content = whole(original, write)  # type: ignore[arg-type] # as `pour` takes them
        (pictures / "a.jpg").write_bytes(b"edited meanwhile")
        return content

    monkeypatch.setattr(files, "pour", grows)
    (left,) = carry_out(planned, target, By.COPY, pictures)
    assert left == Left("a.jpg", "it changed while it was read")
    assert tree(target) == {}


def test_a_full_disk_stops_it_whole_and_room_lets_it_go_on(make: MakeItem, other_disk: Path) -> None:
    items = [make("a.jpg", b"a" * 400_000), make("b.jpg", b"b" * 700_000)]
    with pytest.raises(TargetFullError, match=r"no space left.*goes on"):
        _export(items, other_disk / "best")
    assert set(tree(other_disk)) == {"best/a.jpg", f"best/{JOURNAL_NAME}"}
    shutil.rmtree(other_disk / "best")
    assert len(_export(items[1:], other_disk / "best")) == 1


def test_a_file_larger_than_the_file_system_takes_is_left(make: MakeItem, pictures: Path, target: Path) -> None:
    make("big.jpg", b"b" * 20_000)
    make("small.jpg", b"s")
    program = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from tests.export.conftest import part\n"
        "from winnow.domain.export import By, Candidate, Item\n"
        "from winnow.export.folder import OnDisk, carry_out\n"
        "from winnow.export.layout import lay_out\n"
        "pictures, target = map(Path, sys.argv[1:])\n"
        "items = [Item(Candidate(1, n), (part(pictures, n, '.jpg'),)) for n in ('big.jpg', 'small.jpg')]\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))\n"
        "layout = lay_out(items, OnDisk(target), flat=False)\n"
        "print([type(e).__name__ for e in carry_out(layout, target, By.COPY, pictures)])\n"
    )
    run = subprocess.run([sys.executable, "-c", program, pictures, target], capture_output=True, text=True, check=False)
    assert run.stdout == "['Left', 'Placed']\n", run.stderr
    assert set(tree(target)) == {"small.jpg"}


def test_one_export_at_a_time_writes_into_a_folder(make: MakeItem, target: Path) -> None:
    with alone_in(target), pytest.raises(TargetBusyError):
        _export([make("a.jpg")], target)


def test_a_journal_that_is_no_journal_stops_it_before_anything_is_done(make: MakeItem, target: Path) -> None:
    target.mkdir()
    (target / JOURNAL_NAME).write_text("{ no journal\n", encoding="ascii")
    with pytest.raises(JournalDamagedError):
        _export([make("a.jpg")], target)
    assert set(tree(target)) == {JOURNAL_NAME}


def test_a_link_is_not_moved(make: MakeItem, pictures: Path, target: Path) -> None:
    item = make("a.jpg")
    (pictures / "real").mkdir()
    (pictures / "a.jpg").rename(pictures / "real/a.jpg")
    (pictures / "a.jpg").symlink_to("real/a.jpg")
    (left,) = _export([item], target, By.MOVE)
    assert isinstance(left, Left)
    assert "symbolic link" in left.reason


class _Killed(BaseException):
    """The process is gone at this very instant: nothing that is written in Python happens any more."""


def _killed_after(calls: int, monkeypatch: pytest.MonkeyPatch, export: Iterator[object]) -> bool:
    """Run an export whose process is killed before its so-manieth act on the disk; False if it came to its end."""
    left = calls

    def dying(act: object) -> object:
        def call(*args: object, **options: object) -> object:
            nonlocal left
            left -= 1
            if left < 0:
                raise _Killed
            return act(*args, **options)  # type: ignore[operator] # a function of the system

        return call

    with monkeypatch.context() as patch:
        for name in ("unlink", "rename", "hardlink_to", "mkdir"):
            patch.setattr(Path, name, dying(getattr(Path, name)))
        patch.setattr(os, "fsync", dying(os.fsync))
        try:
            for _ in export:
                pass
        except _Killed:
            return True
    return False


@pytest.mark.slow
@settings(max_examples=60)
@given(st.integers(0, 45), st.sampled_from([By.COPY, By.MOVE]), st.booleans())
def test_a_kill_at_any_instant_loses_nothing_and_the_same_again_goes_on(
    tmp_path_factory: pytest.TempPathFactory, calls: int, by: By, across_disks: bool
) -> None:
    root = tmp_path_factory.mktemp("killed")
    pictures, target = root / "pictures", root / "target"
    items = [_written(pictures, name) for name in ("a.jpg", "x/b.jpg", "x/c.jpg")]
    before = tree(pictures)
    with pytest.MonkeyPatch.context() as patch:
        if across_disks:
            patch.setattr(folder, "give_name", _give_name_within(root))
        _killed_after(calls, patch, carry_out(_planned(items, target), target, by, pictures))
        assert {*_whole(pictures).values(), *_whole(target).values()} == set(before.values())

        moved = moved_away(target)
        again = [_relocated(item, moved) for item in items]
        assert all(isinstance(event, Placed) for event in carry_out(_planned(again, target), target, by, pictures))
        assert _whole(target) == before
        assert tree(pictures) == ({} if by is By.MOVE else before)
        assert not [name for name in tree(target) if name.endswith(".part")]

        if by is By.MOVE:
            _killed_after(calls, patch, undo(target))
            assert {*_whole(pictures).values(), *_whole(target).values()} == set(before.values())
            if (target / JOURNAL_NAME).exists():
                assert all(isinstance(event, Placed) for event in undo(target))
            assert tree(pictures) == before
            assert not _whole(target)


def _written(pictures: Path, name: str) -> Item:
    path = pictures / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(name.encode())
    return Item(Candidate(1, name), (part(pictures, name, ".jpg"),))


def _whole(place: Path) -> dict[str, bytes]:
    return {name: data for name, data in tree(place).items() if not Path(name).name.startswith(".")}


def _relocated(item: Item, moved: dict[Path, Path]) -> Item:
    parts = tuple(replace(one, source=str(moved.get(Path(one.source), one.source))) for one in item.parts)
    return replace(item, parts=parts)


def _give_name_within(root: Path) -> object:
    """`give_name` as it is where the pictures and the target lie on two disks."""

    def give_name(written: Path, name: Path) -> None:
        if written.relative_to(root).parts[0] != name.relative_to(root).parts[0]:
            raise OSError(18, "Invalid cross-device link")
        files.give_name(written, name)

    return give_name


def test_not_written_is_no_bug(target: Path) -> None:
    with pytest.raises(NotWrittenError, match="cannot be read"):
        files.copy(target / "nothing", target / "copy")


def test_where_no_folder_can_be_made_it_is_said_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    for place in (tmp_path / "file", tmp_path / "file" / "below", tmp_path / ("long" * 100)):
        with pytest.raises(TargetUnwritableError, match=r"[Cc]hoose a"), alone_in(place):
            pass


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO, errno.ENODEV])
def test_whatever_the_system_says_it_is_said_what_to_do(tmp_path: Path, number: int) -> None:
    with pytest.raises(TargetUnwritableError, match=r"([Cc]hoose a|disk).*[.?]$"), writing(tmp_path):
        raise OSError(number, os.strerror(number))
