"""A move undone: every file where it came from, over nothing, and no trace at the target."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.export.conftest import MakeItem, tree

from winnow.domain.errors import NothingToUndoError
from winnow.domain.export import By, ExportEvent, Item, Left, Placed
from winnow.export.folder import OnDisk, carry_out
from winnow.export.journal import JOURNAL_NAME
from winnow.export.layout import lay_out
from winnow.export.undo import undo


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "target"


def _move(items: list[Item], target: Path, by: By = By.MOVE) -> list[ExportEvent]:
    return list(carry_out(lay_out(items, OnDisk(target), flat=False), target, by, Path("/pictures")))


def _times(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_everything_is_as_it_was(make: MakeItem, pictures: Path, target: Path) -> None:
    items = [make("2019/trip/a.jpg", b"1", ".NEF", ".xmp"), make("b.jpg")]
    before, times = tree(pictures), _times(pictures)
    _move(items, target)
    assert tree(pictures) == {}
    events = list(undo(target))
    assert [type(event) for event in events] == [Placed] * 4
    assert (tree(pictures), _times(pictures)) == (before, times)
    assert not target.exists()


def test_the_journal_may_be_named_instead_of_the_folder(make: MakeItem, pictures: Path, target: Path) -> None:
    _move([make("a.jpg")], target)
    assert len(list(undo(target / JOURNAL_NAME))) == 1
    assert set(tree(pictures)) == {"a.jpg"}


def test_the_last_move_is_undone_then_the_one_before(make: MakeItem, pictures: Path, target: Path) -> None:
    a, b = make("x/a.jpg"), make("b.jpg")
    _move([a], target)
    _move([b], target)
    list(undo(target))
    assert set(tree(pictures)) == {"b.jpg"}
    list(undo(target))
    assert set(tree(pictures)) == {"b.jpg", "x/a.jpg"}
    assert not target.exists()
    with pytest.raises(NothingToUndoError):
        list(undo(target))


def test_what_was_copied_there_stays(make: MakeItem, pictures: Path, target: Path) -> None:
    _move([make("a.jpg")], target, By.COPY)
    with pytest.raises(NothingToUndoError):
        list(undo(target))
    _move([make("b.jpg")], target)
    list(undo(target))
    assert set(tree(target)) == {"a.jpg"}
    assert set(tree(pictures)) == {"a.jpg", "b.jpg"}


def test_a_file_whose_old_place_is_taken_stays_and_may_go_back_later(
    make: MakeItem, pictures: Path, target: Path
) -> None:
    _move([make("a.jpg", b"mine"), make("b.jpg")], target)
    (pictures / "a.jpg").write_bytes(b"a new one")
    placed, left = undo(target)
    assert isinstance(placed, Placed)
    assert isinstance(left, Left)
    assert "file exists" in left.reason
    assert (pictures / "a.jpg").read_bytes() == b"a new one"
    assert (target / "a.jpg").read_bytes() == b"mine"

    (pictures / "a.jpg").unlink()
    list(undo(target))
    assert (pictures / "a.jpg").read_bytes() == b"mine"


def test_a_copy_that_somebody_put_back_by_hand_is_not_mixed_up_with_the_moved_file(
    make: MakeItem, pictures: Path, target: Path
) -> None:
    _move([make("a.jpg", b"mine")], target)
    (pictures / "a.jpg").write_bytes(b"mine")
    for _ in range(2):
        (left,) = undo(target)
        assert isinstance(left, Left)
        assert (target / "a.jpg").read_bytes() == (pictures / "a.jpg").read_bytes() == b"mine"


def test_a_file_that_was_changed_since_stays(make: MakeItem, pictures: Path, target: Path) -> None:
    _move([make("a.jpg", b"mine")], target)
    (target / "a.jpg").write_bytes(b"edit")
    (left,) = undo(target)
    assert isinstance(left, Left)
    assert "changed since" in left.reason
    assert (target / "a.jpg").read_bytes() == b"edit"
    assert tree(pictures) == {}


def test_a_folder_that_was_emptied_and_removed_is_made_again(make: MakeItem, pictures: Path, target: Path) -> None:
    _move([make("2019/a.jpg")], target)
    (pictures / "2019").rmdir()
    list(undo(target))
    assert set(tree(pictures)) == {"2019/a.jpg"}


def test_folders_that_were_there_before_stay(make: MakeItem, target: Path) -> None:
    (target / "2019").mkdir(parents=True)
    _move([make("2019/a.jpg"), make("2020/b.jpg")], target)
    list(undo(target))
    assert sorted(path.name for path in target.rglob("*")) == ["2019"]


def test_a_name_may_hold_any_byte(make: MakeItem, pictures: Path, target: Path) -> None:
    name = os.fsdecode(b"caf\xe9 \n two.jpg")
    _move([make(name, b"odd")], target)
    assert (target / name).read_bytes() == b"odd"
    list(undo(target))
    assert (pictures / name).read_bytes() == b"odd"
