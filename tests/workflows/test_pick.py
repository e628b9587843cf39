"""Picking in a real library: what is decided, by whom, and what it leaves alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image
from tests.workflows.conftest import save_jpeg

import winnow
from winnow.catalogue.catalogue import Catalogue
from winnow.domain.additive import AdditiveModel
from winnow.domain.decision import Mark
from winnow.domain.errors import ArgumentError, OvertakenError
from winnow.domain.group import Kind
from winnow.domain.grouped import Grouped
from winnow.domain.picked import Pick, Strictness
from winnow.library import Library
from winnow.workflows.shown import shown

KEPT, REJECTED = Mark(kept=True), Mark(kept=False)
AGAIN, SMALL = "backup/astronaut again.jpg", "astronaut small.jpg"
MOMENT = {"chelsea.jpg", "coffee.jpg", "rocket.jpg"}


@pytest.fixture(scope="module")
def gathered_once(tmp_path_factory: pytest.TempPathFactory, photographs: Path) -> Path:
    """Four photographs, of one the same bytes again and a small copy; the others, by the person's word, of a moment."""
    root = tmp_path_factory.mktemp("once") / "photos"
    for name in ("astronaut.png", "chelsea.png", "coffee.png", "rocket.jpg"):
        save_jpeg(photographs, name, root / f"{Path(name).stem}.jpg")
    (root / "backup").mkdir()
    shutil.copy(root / "astronaut.jpg", root / AGAIN)
    with Image.open(root / "astronaut.jpg") as picture:
        picture.resize((300, 300)).save(root / SMALL, quality=70)
    (root / "astronaut small.raf").write_bytes(b"no RAW, but it lies beside")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("CACHE_DIR", "DATA_DIR"):
            patch.setenv(f"WINNOW_{name}", str(root.parent / name))
        library = opened(root)
        list(library.rate())
        library.together(MOMENT)
        list(library.gather())
    return root


def opened(folder: Path) -> Library:
    return winnow.open_library(folder, model="classical", workers=0)


@pytest.fixture
def folder(tmp_path: Path, gathered_once: Path) -> Path:
    """A grouped folder of one's own."""
    return Path(shutil.copytree(gathered_once, tmp_path / "photos"))


@pytest.fixture
def lib(folder: Path) -> Library:
    """Its library."""
    return opened(folder)


def moment(lib: Library) -> Grouped:
    (found,) = (one for one in lib.groups([Kind.BURST, Kind.BRACKET]) if {each.path for each in one.members} == MOMENT)
    return found


def paths(found: Pick) -> tuple[set[str], set[str], set[str], set[str]]:
    picked = found.picked
    kept, rejected, left, marked = (
        {one.path for one in some} for some in (picked.kept, picked.rejected, picked.left, picked.marked)
    )
    return kept, rejected, left, marked


def test_what_groups_suggest_is_decided_in_one_act_that_can_be_taken_back(lib: Library) -> None:
    keeper = moment(lib).keeper.path
    found = lib.pick(strictness=Strictness.STRICT)
    worse = {AGAIN, SMALL, *MOMENT - {keeper}}
    assert paths(found) == ({"astronaut.jpg", keeper}, worse, set(), set())
    assert lib.marks() == dict.fromkeys(("astronaut.jpg", keeper), KEPT) | dict.fromkeys(worse, REJECTED)
    (entry, *_) = lib.log()
    assert found.done is not None
    assert (entry, entry.who, entry.why) == (found.done.entry, "pick", "--strictness strict")
    lib.undo()
    assert lib.marks() == {}


def test_asked_what_it_would_do_it_decides_nothing(lib: Library) -> None:
    before = lib.log()
    asked = lib.pick(strictness=Strictness.STRICT, dry_run=True)
    assert asked.done is None
    assert (lib.marks(), lib.log()) == ({}, before)
    assert lib.pick(strictness=Strictness.STRICT).picked == asked.picked


def test_picking_again_decides_nothing_and_another_way_only_what_is_different(lib: Library) -> None:
    strictly = lib.pick(strictness=Strictness.STRICT)
    again = lib.pick(strictness=Strictness.STRICT)
    assert (again.done, again.picked) == (None, strictly.picked)
    gently = lib.pick(strictness=Strictness.GENTLE)
    unlike = {path: mark for path, mark in lib.marks().items() if mark != REJECTED}
    assert set(unlike) == paths(gently)[0]
    assert gently.done is None or all(change.before == REJECTED for change in gently.done.changes)


def test_what_the_person_decided_stands(lib: Library) -> None:
    *others, keeper = (member.path for member in reversed(moment(lib).members))
    lib.reject(keeper)
    lib.keep(SMALL)
    found = lib.pick(strictness=Strictness.STRICT)
    # The keeper of the two identical files is left: both would be gone, for a copy that the person preferred.
    assert paths(found) == ({others[-1]}, {*others[:-1], AGAIN}, {"astronaut.jpg"}, {keeper, SMALL})
    assert (lib.marks()[keeper], lib.marks()[SMALL]) == (REJECTED, KEPT)


def test_a_bracket_is_kept_whole(lib: Library) -> None:
    lib.together(MOMENT, kind=Kind.BRACKET)
    list(lib.gather())
    kept, rejected, *_ = paths(lib.pick(strictness=Strictness.STRICT))
    assert kept >= MOMENT
    assert rejected.isdisjoint(MOMENT)


@pytest.mark.parametrize(("target", "keeps"), [(1, 1), (2, 2), (4, 4), (5, 4)])
def test_a_target_says_how_many_are_kept(lib: Library, target: int, keeps: int) -> None:
    found = lib.pick(target=target)
    assert sorted(lib.marks().values(), key=repr).count(KEPT) == found.picked.keeps == keeps
    assert lib.log(1)[0].why == f"--target {target}"
    assert lib.pick(target=target).done is None


def test_the_room_that_rejected_files_take_is_told_with_what_lies_beside_them(lib: Library, folder: Path) -> None:
    found = lib.pick(strictness=Strictness.STRICT)
    files = [folder / path for path in paths(found)[1]]
    beside = [folder / "astronaut small.raf"]
    assert found.rejected_bytes == sum(file.stat().st_size for file in (*files, *beside))


def test_no_file_is_touched(lib: Library, folder: Path) -> None:
    def seen() -> dict[Path, tuple[bytes, int]]:
        files = [file for file in folder.rglob("*") if file.is_file() and ".winnow" not in file.parts]
        return {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in files}

    before = seen()
    lib.pick(strictness=Strictness.STRICT)
    assert seen() == before


def test_a_target_and_a_strictness_are_not_asked_for_at_once(lib: Library) -> None:
    with pytest.raises(ArgumentError, match="not both"):
        lib.pick(target=3, strictness=Strictness.NORMAL)
    with pytest.raises(ArgumentError, match="1 or more"):
        lib.pick(target=0)
    assert lib.marks() == {}


def test_a_folder_that_was_never_grouped_may_still_have_a_target(tmp_path: Path, photographs: Path) -> None:
    save_jpeg(photographs, "coffee.png", tmp_path / "photos" / "coffee.jpg")
    library = opened(tmp_path / "photos")
    list(library.rate())
    assert paths(library.pick()) == (set(), set(), {"coffee.jpg"}, set())
    assert paths(library.pick(target=1)) == ({"coffee.jpg"}, set(), set(), set())


def test_what_the_person_decides_while_a_pick_thinks_is_not_overridden(
    folder: Path, lib: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    undecided = lib.pick(strictness=Strictness.STRICT, dry_run=True)
    (keeper,) = paths(undecided)[0] - {"astronaut.jpg"}
    meanwhile = iter([keeper])

    def shown_while_the_person_decides(catalogue: Catalogue, model: AdditiveModel) -> list[Grouped]:
        groups = shown(catalogue, model)
        for photo in meanwhile:
            opened(folder).reject(photo)
        return groups

    monkeypatch.setattr("winnow.workflows.pick.shown", shown_while_the_person_decides)
    found = lib.pick(strictness=Strictness.STRICT)
    assert paths(found)[3] == {keeper}
    assert keeper not in paths(found)[0]
    assert lib.marks()[keeper] == REJECTED
    assert [entry.who for entry in lib.log(2)] == ["pick", "person"]


def test_a_pick_gives_up_where_somebody_decides_again_and_again(
    folder: Path, lib: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shown_while_the_person_decides(catalogue: Catalogue, model: AdditiveModel) -> list[Grouped]:
        opened(folder).star(3, "coffee.jpg")
        return shown(catalogue, model)

    monkeypatch.setattr("winnow.workflows.pick.shown", shown_while_the_person_decides)
    with pytest.raises(OvertakenError, match="try again"):
        lib.pick(strictness=Strictness.STRICT)
    assert {entry.who for entry in lib.log()} == {"person"}
