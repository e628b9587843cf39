"""One archive, as independent programs see it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from tests.export.conftest import MakeItem, tree

from winnow.domain.errors import TargetUnwritableError
from winnow.domain.export import ExportEvent, Item, Left, Made, Progress
from winnow.export.archive import archive
from winnow.export.layout import Empty, lay_out
from winnow.export.names import portable


def _zip(items: list[Item], wanted: Path) -> list[ExportEvent]:
    layout = lay_out(items, Empty(), flat=False, as_written=portable)
    return list(archive(layout.placings, wanted, len(items)))


def test_it_holds_every_file_with_its_bytes(make: MakeItem, tmp_path: Path) -> None:
    events = _zip([make("2019/a.jpg", b"1", ".xmp"), make("b.jpg")], tmp_path / "best.zip")
    assert events[-1] == Made(str(tmp_path / "best.zip"), 2, fresh=True)
    assert [event for event in events if isinstance(event, Progress)][-1] == Progress("best.zip", 3, 3)
    with ZipFile(tmp_path / "best.zip") as packed:
        assert packed.testzip() is None
        assert {entry.filename: packed.read(entry) for entry in packed.infolist()} == {
            "2019/a.jpg": b"1",
            "2019/a.xmp": b"1.xmp",
            "b.jpg": b"b.jpg",
        }
        assert {entry.compress_type for entry in packed.infolist()} == {ZIP_STORED}


def test_unzip_restores_names_and_times(make: MakeItem, pictures: Path, tmp_path: Path) -> None:
    if shutil.which("unzip") is None:
        pytest.skip("no unzip to read it with: apt-get install unzip")
    _zip([make("été/猫 🐈.jpg", b"cat"), make("caf\udce9.jpg", b"odd", mtime=1_700_000_001.0)], tmp_path / "best.zip")
    subprocess.run(["unzip", "-q", tmp_path / "best.zip", "-d", tmp_path / "out"], check=True)
    assert tree(tmp_path / "out") == {"été/猫 🐈.jpg": b"cat", "caf_.jpg": b"odd"}
    assert (tmp_path / "out/été/猫 🐈.jpg").stat().st_mtime == 1_563_000_000
    assert (tmp_path / "out/caf_.jpg").stat().st_mtime == 1_700_000_001
    assert (pictures / "caf\udce9.jpg").exists()


def test_an_archive_of_that_name_is_not_written_over_and_the_very_same_not_twice(
    make: MakeItem, tmp_path: Path
) -> None:
    (tmp_path / "best.zip").write_bytes(b"somebody's")
    assert _zip([make("a.jpg")], tmp_path / "best.zip")[-1] == Made(str(tmp_path / "best (2).zip"), 1, fresh=True)
    assert _zip([make("a.jpg")], tmp_path / "best.zip")[-1] == Made(str(tmp_path / "best (2).zip"), 1, fresh=False)
    assert (tmp_path / "best.zip").read_bytes() == b"somebody's"
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["best (2).zip", "best.zip"]


def test_a_file_that_cannot_be_read_is_left_out_and_said(make: MakeItem, pictures: Path, tmp_path: Path) -> None:
    items = [make("a.jpg"), make("b.jpg")]
    (pictures / "a.jpg").unlink()
    events = _zip(items, tmp_path / "best.zip")
    assert [event.path for event in events if isinstance(event, Left)] == ["a.jpg"]
    with ZipFile(tmp_path / "best.zip") as packed:
        assert packed.namelist() == ["b.jpg"]


def test_what_a_killed_run_left_is_taken_away_and_one_that_is_left_early_leaves_nothing(
    make: MakeItem, tmp_path: Path
) -> None:
    place = tmp_path / "out"
    place.mkdir()
    (place / ".winnow-0123456789ab.part").write_bytes(b"half of an archive")
    layout = lay_out([make("a.jpg"), make("b.jpg")], Empty(), flat=False)
    run = archive(layout.placings, place / "best.zip", 2)
    next(run)
    run.close()
    assert tree(place) == {}


def test_where_nothing_can_be_written_it_says_so(make: MakeItem, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(TargetUnwritableError, match="file"):
        _zip([make("a.jpg")], tmp_path / "file" / "best.zip")
