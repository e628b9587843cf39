"""Sidecars on disk: the right one is found, and no word of another program's is lost."""

from __future__ import annotations

import os
import re
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from winnow.domain.errors import SidecarDamagedError, SidecarUnwritableError
from winnow.domain.tags import Flag, SidecarNaming, Tags
from winnow.export import sidecar
from winnow.export.sidecar import Shot, plan_sidecars, sidecars_of, write_sidecar
from winnow.export.xmp import merged, read

NOW = "2026-11-21T10:00:00+01:00"
KEPT = Tags(Flag.PICKED, 4, "blue", ("burst-5f0c2a91d3",), keeper=True)
NOBODY = 65534


def says(**words: object) -> bytes:
    """A sidecar of another program: without winnow's note that the words are its own."""
    packet = merged(b"", Tags(**words), at="2020-01-01T00:00:00Z")  # type: ignore[arg-type]
    return re.sub(rb' winnow:\w+="[^"]*"', b"", packet)


def export(shot: Shot, wanted: Tags = KEPT, naming: SidecarNaming = "stem") -> list[str]:
    """Plan and write; the names of the sidecars that were written."""
    changes = plan_sidecars(shot, wanted, naming, at=NOW)
    for change in changes:
        assert write_sidecar(change, at=NOW)
    return [change.path.name for change in changes]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def nef(tmp_path: Path) -> Path:
    path = tmp_path / "IMG_1.NEF"
    path.write_bytes(b"raw")
    return path


@pytest.fixture
def jpg(tmp_path: Path) -> Path:
    path = tmp_path / "IMG_1.JPG"
    path.write_bytes(b"jpeg")
    return path


@pytest.mark.parametrize(("naming", "name"), [("stem", "IMG_1.xmp"), ("full", "IMG_1.NEF.xmp")])
def test_a_new_sidecar_is_named_as_it_is_set(nef: Path, naming: SidecarNaming, name: str) -> None:
    assert export(Shot(nef), naming=naming) == [name]
    assert read((nef.parent / name).read_bytes()) == KEPT


@pytest.mark.parametrize("naming", ["stem", "full"])
@pytest.mark.parametrize("name", ["IMG_1.xmp", "IMG_1.XMP", "IMG_1.NEF.xmp", "IMG_1.NEF.XMP"])
def test_the_one_that_is_there_is_changed_whatever_is_set(nef: Path, naming: SidecarNaming, name: str) -> None:
    (nef.parent / name).write_bytes(says(stars=2))
    assert export(Shot(nef), naming=naming) == [name]
    assert names(nef.parent) == sorted(["IMG_1.NEF", name])


def test_where_both_are_there_both_are_changed(nef: Path) -> None:
    (nef.parent / "IMG_1.xmp").write_bytes(says(stars=2))
    (nef.parent / "IMG_1.NEF.xmp").write_bytes(says(stars=3))
    assert export(Shot(nef)) == ["IMG_1.NEF.xmp", "IMG_1.xmp"]


def test_nothing_is_planned_where_all_is_said(nef: Path) -> None:
    assert export(Shot(nef)) != []
    assert export(Shot(nef)) == []


@pytest.mark.parametrize("nothing", [Tags(), Tags(Flag.NEITHER, 0, "")])
def test_no_sidecar_is_made_to_say_nothing(nef: Path, nothing: Tags) -> None:
    assert export(Shot(nef), nothing) == []
    assert names(nef.parent) == ["IMG_1.NEF"]


@pytest.mark.parametrize(
    ("wanted", "inside"),
    [
        (Tags(stars=0), Tags(stars=3)),
        (Tags(label=""), Tags(label="red")),
        (Tags(Flag.NEITHER), Tags(Flag.PICKED)),
        (Tags(Flag.NEITHER), Tags(Flag.REJECTED)),
    ],
)
def test_a_sidecar_is_made_to_take_away_what_is_said_inside_the_photo(nef: Path, wanted: Tags, inside: Tags) -> None:
    (change,) = plan_sidecars(Shot(nef), wanted, "stem", at=NOW, inside=inside)
    assert write_sidecar(change, at=NOW)
    said = read(change.path.read_bytes())
    assert (said.flag or Flag.NEITHER, said.stars or 0, said.label) == (Flag.NEITHER, 0, None)
    assert plan_sidecars(Shot(nef), wanted, "stem", at=NOW, inside=inside) == []
    (change,) = plan_sidecars(Shot(nef), Tags(), "stem", at=NOW, inside=inside)
    assert write_sidecar(change, at=NOW)
    back = read(change.path.read_bytes())
    assert (back.flag, back.stars or None, back.label) == (inside.flag, inside.stars, inside.label)


@pytest.mark.parametrize(("naming", "name"), [("stem", "IMG_1.xmp"), ("full", "IMG_1.NEF.xmp")])
def test_a_raw_and_its_jpeg_share_one(nef: Path, jpg: Path, naming: SidecarNaming, name: str) -> None:
    assert export(Shot(nef, jpg), naming=naming) == [name]


def test_the_sidecars_of_a_raw_and_of_its_jpeg_say_the_same(nef: Path, jpg: Path) -> None:
    for name in ("IMG_1.NEF.xmp", "IMG_1.JPG.xmp"):
        (nef.parent / name).write_bytes(says(stars=1))
    assert export(Shot(nef, jpg)) == ["IMG_1.NEF.xmp", "IMG_1.JPG.xmp"]


def test_a_sidecar_that_says_it_is_another_files_is_left_to_it(nef: Path, tmp_path: Path) -> None:
    of_raw = merged(b"", Tags(stars=1), at=NOW, extension="NEF")
    (tmp_path / "IMG_1.xmp").write_bytes(of_raw)
    tif = Shot(tmp_path / "IMG_1.tif", owns_stem=False)
    assert list(sidecars_of(tif)) == []
    assert export(tif) == ["IMG_1.tif.xmp"]
    assert (tmp_path / "IMG_1.xmp").read_bytes() == of_raw
    assert export(Shot(nef)) == ["IMG_1.xmp"]


def test_of_two_photos_with_one_stem_each_has_its_own(tmp_path: Path) -> None:
    (tmp_path / "IMG_1.xmp").write_bytes(says(stars=1))
    for name in ("IMG_1.png", "IMG_1.tif"):
        assert export(Shot(tmp_path / name, owns_stem=False)) == [f"{name}.xmp"]


def test_an_empty_sidecar_is_filled(nef: Path) -> None:
    (nef.parent / "IMG_1.xmp").write_bytes(b"")
    assert export(Shot(nef)) == ["IMG_1.xmp"]
    assert read((nef.parent / "IMG_1.xmp").read_bytes()) == KEPT


@pytest.mark.skipif(sys.platform == "win32", reason="names are Unicode there")
def test_names_may_be_of_any_bytes(tmp_path: Path) -> None:
    photo = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9 [1]\n.NEF"))
    assert export(Shot(photo)) == [os.fsdecode(b"caf\xe9 [1]\n.xmp")]


# -- writing


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_permissions_stay_and_the_time_does_not(nef: Path) -> None:
    path = nef.with_suffix(".xmp")
    path.write_bytes(says(stars=1))
    path.chmod(0o640)
    os.utime(path, (1, 1))
    export(Shot(nef))
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert path.stat().st_mtime > 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for a privilege to link")
def test_a_link_stays_a_link_and_what_it_points_to_is_changed(nef: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "sidecars"
    elsewhere.mkdir()
    (elsewhere / "one.xmp").write_bytes(says(stars=1))
    nef.with_suffix(".xmp").symlink_to(elsewhere / "one.xmp")
    export(Shot(nef))
    assert nef.with_suffix(".xmp").is_symlink()
    assert read((elsewhere / "one.xmp").read_bytes()) == KEPT


def test_what_was_written_since_the_plan_is_merged_with(nef: Path) -> None:
    path = nef.with_suffix(".xmp")
    path.write_bytes(says(stars=1))
    (change,) = plan_sidecars(Shot(nef), Tags(stars=5), "stem", at=NOW)
    path.write_bytes(says(stars=1, label="red"))
    assert not write_sidecar(change, at=NOW)
    assert read(path.read_bytes()) == Tags(None, 5, "red")


def test_a_sidecar_that_appeared_since_the_plan_is_merged_with(nef: Path) -> None:
    (change,) = plan_sidecars(Shot(nef), Tags(stars=5), "stem", at=NOW)
    nef.with_suffix(".xmp").write_bytes(says(label="red"))
    assert not write_sidecar(change, at=NOW)
    assert read(nef.with_suffix(".xmp").read_bytes()) == Tags(None, 5, "red")


def meanwhile(monkeypatch: pytest.MonkeyPatch, path: Path, words: list[bytes]) -> None:
    """Another program writes each of `words` just before winnow puts its file in place."""

    def write(name: str) -> None:
        original = getattr(sidecar, name)

        def racing(*arguments: object) -> object:
            if words:
                path.write_bytes(words.pop(0))
            return original(*arguments)

        monkeypatch.setattr(sidecar, name, racing)

    write("_give_name")
    write("_take_place")


@pytest.mark.parametrize("there", [True, False])
def test_what_another_program_writes_in_mid_write_is_merged_with(
    nef: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    path = nef.with_suffix(".xmp")
    if there:
        path.write_bytes(says(stars=1))
    meanwhile(monkeypatch, path, [says(label="red"), says(label="green")])
    (change,) = plan_sidecars(Shot(nef), Tags(stars=5), "stem", at=NOW)
    assert not write_sidecar(change, at=NOW)
    assert read(path.read_bytes()) == Tags(None, 5, "green")
    assert names(nef.parent) == ["IMG_1.NEF", "IMG_1.xmp"]


def test_a_program_that_never_stops_writing_has_the_last_word(nef: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = nef.with_suffix(".xmp")
    path.write_bytes(says(stars=1))
    words = [says(groups=(f"burst-{number}",)) for number in range(20)]
    meanwhile(monkeypatch, path, list(words))
    (change,) = plan_sidecars(Shot(nef), Tags(stars=5), "stem", at=NOW)
    with pytest.raises(SidecarUnwritableError, match="again and again"):
        write_sidecar(change, at=NOW)
    assert path.read_bytes() in words
    assert names(nef.parent) == ["IMG_1.NEF", "IMG_1.xmp"]


@contextmanager
def somebody_else() -> Iterator[None]:
    """Permissions do not hold root back, so root steps down meanwhile."""
    is_root = os.geteuid() == 0
    if is_root:
        os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        if is_root:
            os.setresuid(0, 0, 0)


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that any user can reach; pytest's own are closed to others."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
@pytest.mark.parametrize("there", [True, False])
def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_lost(public: Path, there: bool) -> None:
    before = says(stars=1)
    if there:
        (public / "IMG_1.xmp").write_bytes(before)
    public.chmod(0o555)
    with somebody_else():
        (change,) = plan_sidecars(Shot(public / "IMG_1.NEF"), KEPT, "stem", at=NOW)
        with pytest.raises(SidecarUnwritableError, match=r"IMG_1\.xmp: permission denied"):
            write_sidecar(change, at=NOW)
    public.chmod(0o755)
    assert {path.name: path.read_bytes() for path in public.iterdir()} == ({"IMG_1.xmp": before} if there else {})


def test_a_sidecar_that_is_marked_read_only_stays_as_it_is(nef: Path) -> None:
    path = nef.with_suffix(".xmp")
    path.write_bytes(says(stars=1))
    path.chmod(0o444)
    (change,) = plan_sidecars(Shot(nef), KEPT, "stem", at=NOW)
    with pytest.raises(SidecarUnwritableError, match="marked read-only"):
        write_sidecar(change, at=NOW)
    assert path.read_bytes() == says(stars=1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a file that is always full")
def test_a_full_disk_leaves_the_sidecar_whole(nef: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = nef.with_suffix(".xmp")
    path.write_bytes(says(stars=1))
    (change,) = plan_sidecars(Shot(nef), KEPT, "stem", at=NOW)

    def full(_: int) -> None:
        with Path("/dev/full").open("wb", buffering=0) as file:
            file.write(b"x")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SidecarUnwritableError, match="no space left"):
        write_sidecar(change, at=NOW)
    assert path.read_bytes() == says(stars=1)
    assert names(nef.parent) == ["IMG_1.NEF", "IMG_1.xmp"]


def test_a_sidecar_that_is_not_understood_is_named_and_left(nef: Path) -> None:
    path = nef.with_suffix(".xmp")
    path.write_bytes(b"<x:xmpmeta")
    with pytest.raises(SidecarDamagedError, match=r"IMG_1\.xmp: It is no XML"):
        plan_sidecars(Shot(nef), KEPT, "stem", at=NOW)
    assert path.read_bytes() == b"<x:xmpmeta"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir] if sys.platform != "win32" else [])
def test_what_is_no_file_is_never_waited_for(nef: Path, make: object) -> None:
    make(nef.with_suffix(".xmp"))  # type: ignore[operator]
    with pytest.raises(SidecarDamagedError, match="no file"):
        plan_sidecars(Shot(nef), KEPT, "stem", at=NOW)


def test_a_huge_file_is_not_read(nef: Path) -> None:
    with nef.with_suffix(".xmp").open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(SidecarDamagedError, match="larger than any sidecar"):
        plan_sidecars(Shot(nef), KEPT, "stem", at=NOW)
