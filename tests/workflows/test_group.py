"""Grouping a folder: what belongs together, what is remembered, and whose word counts."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageEnhance

import winnow
from winnow.domain.errors import ArgumentError, LibraryNotFoundError
from winnow.domain.failure import FailureKind, UnscoreableError
from winnow.domain.gathering import Gathered, Stage, Step
from winnow.domain.group import Kind
from winnow.library import Library
from winnow.signals.alignment import View

NAMES = ("astronaut.png", "coffee.png", "chelsea.png", "rocket.jpg")


def opened(folder: Path) -> Library:
    return winnow.open_library(folder, model="classical", workers=0)


def rated(folder: Path) -> Library:
    library = opened(folder)
    list(library.rate())
    return library


def gathered(library: Library, similarity: float | None = None) -> Gathered:
    *steps, last = library.gather(similarity=similarity)
    assert all(isinstance(step, Step) for step in steps)
    assert isinstance(last, Gathered)
    return last


def regrouped(folder: Path) -> dict[str, set[str]]:
    """The members of every group, by id."""
    library = rated(folder)
    gathered(library)
    return {one.group.id: {member.path for member in one.members} for one in library.groups()}


def together(folder: Path, kind: Kind) -> list[set[str]]:
    return [{member.path for member in one.members} for one in opened(folder).groups([kind])]


@pytest.fixture
def folder(tmp_path: Path, photographs: Path) -> Path:
    """Four photographs; of the first a smaller copy, a brighter one and the same bytes under another name."""
    root = tmp_path / "photos"
    root.mkdir()
    for name in NAMES:
        with Image.open(photographs / name) as picture:
            picture.convert("RGB").save(root / f"{Path(name).stem}.jpg", quality=92)
    with Image.open(root / "astronaut.jpg") as picture:
        picture.resize((300, 300)).save(root / "astronaut small.jpg", quality=70)
        ImageEnhance.Brightness(picture).enhance(1.1).save(root / "astronaut bright.jpg", quality=90)
    shutil.copy(root / "astronaut.jpg", root / "astronaut again.jpg")
    return root


ASTRONAUTS = {"astronaut.jpg", "astronaut small.jpg", "astronaut bright.jpg", "astronaut again.jpg"}


def test_copies_of_a_picture_are_found_and_strangers_are_not(folder: Path) -> None:
    library = rated(folder)
    *steps, last = library.gather()
    assert {step.stage for step in steps if isinstance(step, Step)} >= {Stage.LOOKING}
    assert isinstance(last, Gathered)
    assert together(folder, Kind.EXACT) == [{"astronaut.jpg", "astronaut again.jpg"}]
    assert together(folder, Kind.COPY) == [ASTRONAUTS]


def test_a_smaller_copy_is_no_keeper(folder: Path) -> None:
    library = rated(folder)
    gathered(library)
    (copies,) = library.groups([Kind.COPY])
    assert copies.members[-1].path == "astronaut small.jpg"
    assert copies.suggestion.reasons
    assert [member.photo for member in copies.members] == list(copies.suggestion.order)


def test_grouping_again_writes_nothing(folder: Path) -> None:
    library = rated(folder)
    assert gathered(library).new > 0
    again = gathered(library)
    assert (again.gone, again.new) == (0, 0)


def test_a_new_photo_touches_only_its_own_group(folder: Path) -> None:
    with Image.open(folder / "coffee.jpg") as picture:
        picture.resize((300, 200)).save(folder / "coffee small.jpg")
    before = regrouped(folder)
    with Image.open(folder / "coffee.jpg") as picture:
        picture.save(folder / "coffee worse.jpg", quality=40)
    library = rated(folder)
    changed = gathered(library)
    after = {one.group.id: {member.path for member in one.members} for one in library.groups()}
    astronauts = {name: group for name, group in before.items() if group <= ASTRONAUTS}
    assert astronauts.items() <= after.items()
    assert {"coffee.jpg", "coffee small.jpg", "coffee worse.jpg"} in after.values()
    assert changed.new <= len(after) - len(astronauts)


def test_groups_made_bit_by_bit_are_those_made_at_once(folder: Path, tmp_path: Path) -> None:
    slowly, at_once = tmp_path / "slowly", tmp_path / "at once"
    slowly.mkdir()
    for photo in sorted(folder.iterdir(), reverse=True):
        if photo.is_file():
            shutil.copy2(photo, slowly)
            regrouped(slowly)
    shutil.copytree(slowly, at_once, ignore=shutil.ignore_patterns(".winnow"))
    assert regrouped(slowly) == regrouped(at_once)


def test_a_photo_that_is_gone_leaves_its_groups(folder: Path) -> None:
    regrouped(folder)
    (folder / "astronaut small.jpg").unlink()
    (folder / "astronaut again.jpg").unlink()
    regrouped(folder)
    assert together(folder, Kind.EXACT) == []
    assert together(folder, Kind.COPY) == [{"astronaut.jpg", "astronaut bright.jpg"}]


def test_a_renamed_photo_stays_in_its_group(folder: Path) -> None:
    before = regrouped(folder)
    (folder / "astronaut small.jpg").rename(folder / "moved.jpg")
    assert regrouped(folder).keys() == before.keys()
    assert together(folder, Kind.COPY) == [ASTRONAUTS - {"astronaut small.jpg"} | {"moved.jpg"}]


def test_not_the_same_always_holds(folder: Path) -> None:
    library = rated(folder)
    gathered(library)
    library.apart("astronaut small.jpg", ["astronaut.jpg", "astronaut again.jpg"])
    gathered(library)
    for one in library.groups([Kind.EXACT, Kind.COPY, Kind.BURST]):
        paths = {member.path for member in one.members}
        assert not ("astronaut small.jpg" in paths and paths & {"astronaut.jpg", "astronaut again.jpg"})
    library.undo()
    gathered(library)
    assert together(folder, Kind.COPY) == [ASTRONAUTS]


def test_identical_files_that_are_not_the_same_to_the_person_are_no_group(folder: Path) -> None:
    library = rated(folder)
    library.apart("astronaut.jpg", ["astronaut again.jpg"])
    assert library.groups([Kind.EXACT]) == []


def test_what_belongs_together_by_the_persons_word_does(folder: Path) -> None:
    library = rated(folder)
    library.together(["coffee.jpg", "rocket.jpg"], kind=Kind.BURST)
    gathered(library)
    assert {"coffee.jpg", "rocket.jpg"} in together(folder, Kind.BURST)
    list(library.rate())
    gathered(library, similarity=95)
    assert {"coffee.jpg", "rocket.jpg"} in together(folder, Kind.BURST)


def test_the_persons_own_keeper_comes_first(folder: Path) -> None:
    library = rated(folder)
    gathered(library)
    library.choose_keeper("astronaut small.jpg", sorted(ASTRONAUTS - {"astronaut small.jpg"}))
    (copies,) = library.groups([Kind.COPY])
    assert copies.keeper.path == "astronaut small.jpg"
    assert copies.suggestion.reasons == ("your choice",)


def test_a_thumbnail_that_is_gone_is_made_again(folder: Path, own_user_folders: Path) -> None:
    library = rated(folder)
    shutil.rmtree(own_user_folders / "cache" / "thumbnails")
    gathered(library)
    assert together(folder, Kind.COPY) == [ASTRONAUTS]
    assert any((own_user_folders / "cache" / "thumbnails").rglob("*"))


def test_photos_that_wait_to_be_rated_are_counted_and_those_that_cannot_be_are_not(folder: Path) -> None:
    (folder / "broken.jpg").write_bytes(b"\xff\xd8\xff no picture")
    library = rated(folder)
    assert gathered(library).waiting == 0
    with_network = winnow.open_library(folder, model="winnow", workers=0)
    assert gathered(with_network).waiting == 7
    list(with_network.rate())
    assert gathered(with_network).waiting == 0
    assert gathered(with_network).waiting == 0


def test_a_similarity_that_is_none_is_refused(folder: Path) -> None:
    with pytest.raises(ArgumentError, match="between 50 and 99"):
        list(rated(folder).gather(similarity=120))


def test_a_folder_that_was_never_rated_says_what_to_type(tmp_path: Path) -> None:
    with pytest.raises(LibraryNotFoundError, match="winnow rate"):
        list(opened(tmp_path).gather())


def test_a_file_that_was_replaced_lends_its_looks_to_nobody(folder: Path, own_user_folders: Path) -> None:
    library = rated(folder)
    shutil.rmtree(own_user_folders / "cache" / "thumbnails")
    original = (folder / "rocket.jpg").read_bytes()
    shutil.copyfile(folder / "coffee.jpg", folder / "rocket.jpg")
    assert gathered(library).left_out == 1
    (folder / "rocket.jpg").write_bytes(original)
    assert gathered(rated(folder)).left_out == 0
    assert together(folder, Kind.COPY) == [ASTRONAUTS]


def test_a_thumbnail_that_a_power_cut_emptied_is_made_again(folder: Path, own_user_folders: Path) -> None:
    library = rated(folder)
    for thumbnail in (own_user_folders / "cache" / "thumbnails").rglob("*"):
        if thumbnail.is_file():
            thumbnail.write_bytes(b"")
    assert gathered(library).left_out == 0
    assert together(folder, Kind.COPY) == [ASTRONAUTS]


def test_a_picture_is_looked_at_once_for_all_that_it_is_compared_with(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, of, seen = rated(folder), View.of, []

    def noted(thumbnail: NDArray[np.uint8]) -> View:
        seen.append(thumbnail.tobytes())
        return of(thumbnail)

    monkeypatch.setattr(View, "of", noted)
    gathered(library)
    assert len(seen) == len(set(seen)) >= len(ASTRONAUTS - {"astronaut again.jpg"})


def test_what_could_not_be_compared_is_compared_the_next_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = rated(folder)

    def fails(*_: object, **__: object) -> None:
        raise UnscoreableError(FailureKind.UNREADABLE, "the share is gone")

    with monkeypatch.context() as broken:
        broken.setattr("winnow.workflows.group.lay", fails)
        assert gathered(library).left_out > 0
    assert gathered(library).left_out == 0
    assert together(folder, Kind.COPY) == [ASTRONAUTS]


def test_identical_files_that_are_not_the_same_are_apart_in_wider_groups_too(folder: Path) -> None:
    library = rated(folder)
    gathered(library)
    library.apart("astronaut.jpg", ["astronaut again.jpg"], kind=Kind.SCENE)
    gathered(library)
    for one in library.groups():
        assert not {"astronaut.jpg", "astronaut again.jpg"} <= {member.path for member in one.members}


def test_a_word_on_a_photo_counts_again_when_the_photo_returns(folder: Path) -> None:
    library = rated(folder)
    library.apart("astronaut bright.jpg", ["astronaut again.jpg"])
    gathered(library)
    content = (folder / "astronaut again.jpg").read_bytes()
    (folder / "astronaut again.jpg").unlink()
    gathered(rated(folder))
    assert any({"astronaut.jpg", "astronaut bright.jpg"} <= group for group in together(folder, Kind.COPY))
    (folder / "astronaut again.jpg").write_bytes(content)
    gathered(rated(folder))
    assert not any({"astronaut again.jpg", "astronaut bright.jpg"} <= group for group in together(folder, Kind.COPY))


def test_grouping_that_nobody_wants_any_more_ends_and_loses_nothing(folder: Path) -> None:
    library = rated(folder)
    asked: list[None] = []
    for times in (0, 2, 5, 8):
        asked.clear()

        def is_wanted(times: int = times) -> bool:
            asked.append(None)
            return len(asked) <= times

        assert not any(isinstance(each, Gathered) for each in library.gather(is_wanted=is_wanted))
        assert together(folder, Kind.COPY) == []
    gathered(library)
    assert together(folder, Kind.COPY) == [ASTRONAUTS]
