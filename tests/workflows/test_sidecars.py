"""Which sidecars are a photo's, and what the library says in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from winnow.domain.export import Left, Membership, Placed
from winnow.domain.group import Kind
from winnow.domain.photo import Companion, Found
from winnow.domain.tags import Flag, Tags
from winnow.export.sidecar import Shot
from winnow.export.xmp import read
from winnow.workflows.sidecars import carry_out, plan, shots, with_groups

FOLDER = Path("/pictures")


def found(path: str, raw: str | None = None) -> Found:
    return Found(path, 1, 1, None if raw is None else Companion(raw, 1, 1))


def test_a_raw_and_its_jpeg_are_one_shot_named_after_the_raw() -> None:
    (shot,) = shots(FOLDER, [found("a/IMG_1.jpg", "a/IMG_1.NEF")]).values()
    assert shot == Shot(FOLDER / "a/IMG_1.NEF", FOLDER / "a/IMG_1.jpg", owns_stem=True)


@pytest.mark.parametrize(
    ("names", "owner"),
    [
        (["IMG_1.jpg"], "IMG_1.jpg"),
        (["IMG_1.NEF", "IMG_1.tif"], "IMG_1.NEF"),
        (["img_1.tif", "IMG_1.nef"], "IMG_1.nef"),
        (["IMG_1.dng", "IMG_1.NEF", "IMG_1.psd"], "IMG_1.NEF"),
        (["IMG_1.png", "IMG_1.tif"], None),
    ],
)
def test_of_photos_with_one_stem_the_raw_owns_it(names: list[str], owner: str | None) -> None:
    owners = [path for path, shot in shots(FOLDER, map(found, names)).items() if shot.owns_stem]
    assert owners == ([owner] if owner else [])


def test_photos_of_other_folders_do_not_matter() -> None:
    assert all(shot.owns_stem for shot in shots(FOLDER, map(found, ["a/IMG_1.png", "b/IMG_1.tif"])).values())


@pytest.mark.parametrize(
    ("groups", "keeper"),
    [
        ([(Kind.BURST, True)], True),
        ([(Kind.BURST, True), (Kind.COPY, False)], False),
        ([(Kind.BURST, True), (Kind.SCENE, False)], True),
        ([(Kind.SCENE, True)], False),
        ([], False),
    ],
)
def test_a_keeper_is_one_of_its_moment(groups: list[tuple[Kind, bool]], keeper: bool) -> None:
    memberships = [Membership(f"{kind}-1", kind, 2, keeps) for kind, keeps in groups]
    tags = with_groups(Tags(stars=3), memberships)
    assert (tags.stars, tags.keeper) == (3, keeper)
    assert set(tags.groups) == {f"{kind}-1" for kind, _ in groups}


def test_one_sidecar_that_is_not_understood_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.xmp").write_bytes(b"<html/>")
    all_of_them = shots(tmp_path, map(found, ["a.NEF", "b.NEF"])).values()
    left, change = plan([(shot, Tags(Flag.PICKED), Tags()) for shot in all_of_them], "stem")
    assert isinstance(left, Left)
    assert "a.xmp" in left.reason
    assert not isinstance(change, Left)
    (tmp_path / "b.xmp").mkdir()
    assert isinstance(next(carry_out([change])), Left)
    (tmp_path / "b.xmp").rmdir()
    assert list(carry_out([change])) == [Placed(str(tmp_path / "b.xmp"), str(tmp_path / "b.xmp"))]
    assert read((tmp_path / "b.xmp").read_bytes()).flag is Flag.PICKED
    assert (tmp_path / "a.xmp").read_bytes() == b"<html/>"
