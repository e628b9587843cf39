from __future__ import annotations

import os
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from winnow.catalogue.batch import Batch
from winnow.catalogue.catalogue import Catalogue, folders_of
from winnow.domain.errors import LibraryNotFoundError

if TYPE_CHECKING:
    from tests.catalogue.conftest import Shelf


def test_a_library_moved_with_its_folder_still_knows_its_photos(shelf: Shelf, tmp_path: Path) -> None:
    drive, other = tmp_path / "drive", tmp_path / "elsewhere"
    with Catalogue.open(drive / ".winnow" / "library.db", drive, create=True) as catalogue:
        catalogue.write(shelf.rated("a.jpg", "A", 5.0), shelf.recipe, shelf.scorer)
    shutil.move(drive, other)
    with Catalogue.open(other / ".winnow" / "library.db", other, create=False) as catalogue:
        assert set(catalogue.known(shelf.recipe)) == {"a.jpg"}
    assert folders_of(other / ".winnow" / "library.db") == [other]


def test_a_library_kept_elsewhere_knows_folders_by_their_full_path(tmp_path: Path) -> None:
    database = tmp_path / "libraries" / "all.db"
    folders = [tmp_path / "one", tmp_path / os.fsdecode(b"caf\xe9")]
    for folder in folders:
        Catalogue.open(database, folder, create=True).close()
        Catalogue.open(database, folder, create=True).close()
    assert folders_of(database) == folders


def test_a_folder_is_the_same_by_any_of_its_names(shelf: Shelf, tmp_path: Path) -> None:
    shelf.put(shelf.rated("a.jpg", "A", 5.0))
    link = tmp_path / "link"
    link.symlink_to(shelf.folder)
    with Catalogue.open(link / ".winnow" / "library.db", link, create=False) as catalogue:
        assert set(catalogue.known(shelf.recipe)) == {"a.jpg"}


def test_a_folder_that_was_never_rated_has_no_library(shelf: Shelf, tmp_path: Path) -> None:
    with pytest.raises(LibraryNotFoundError, match="winnow rate"):
        shelf.open(create=False)
    assert not shelf.database.parent.exists()
    shelf.put(Batch())
    with pytest.raises(LibraryNotFoundError, match="winnow rate"):
        Catalogue.open(shelf.database, tmp_path / "other", create=False)


def test_what_to_type_can_be_pasted_into_a_shell(tmp_path: Path) -> None:
    database, folder = tmp_path / "Bob's libraries" / "all.db", tmp_path / "a b; echo $HOME"
    Catalogue.open(database, tmp_path, create=True).close()
    with pytest.raises(LibraryNotFoundError) as told:
        Catalogue.open(database, folder, create=False)
    command = str(told.value).partition("Rate it first: ")[2]
    assert shlex.split(command) == ["winnow", "rate", str(folder), "--library", str(database)]


def test_a_library_may_lie_under_any_name(shelf: Shelf, tmp_path: Path) -> None:
    for name in ["%41?mode=memory#x", "caf\udce9", "a b", "🦊"]:
        folder = tmp_path / name
        with Catalogue.open(folder / "library.db", folder, create=True) as catalogue:
            catalogue.write(shelf.rated("a.jpg", "A", 5.0), shelf.recipe, shelf.scorer)
        assert (folder / "library.db").is_file()
        with Catalogue.open(folder / "library.db", folder, create=False) as catalogue:
            assert set(catalogue.known(shelf.recipe)) == {"a.jpg"}
