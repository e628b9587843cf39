from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from winnow.catalogue.lock import exclusive
from winnow.domain.errors import LibraryBusyError, LibraryReadOnlyError

if TYPE_CHECKING:
    from tests.catalogue.conftest import ReadOnly, Shelf

WRITER = Path(__file__).with_name("writer.py")


def test_a_second_writer_is_told_who_the_first_one_is(shelf: Shelf) -> None:
    writer = subprocess.Popen([sys.executable, WRITER, shelf.database, shelf.folder], stdout=subprocess.PIPE)
    try:
        assert writer.stdout is not None
        writer.stdout.readline()
        with pytest.raises(LibraryBusyError, match=f"Process {writer.pid} holds") as told, exclusive(shelf.database):
            pass
        assert told.value.exit_code == 3
        with shelf.open(create=False) as catalogue:
            assert catalogue.status(shelf.recipe, shelf.scorer).photos > 0, "readers are not kept out"
    finally:
        writer.kill()
        writer.communicate()
    with exclusive(shelf.database):
        pass  # the kernel took the lock from the dead


def test_the_lock_is_given_back_and_names_nobody_then(shelf: Shelf) -> None:
    with pytest.raises(ZeroDivisionError), exclusive(shelf.database):
        raise ZeroDivisionError
    with exclusive(shelf.database):
        assert (shelf.database.parent / "library.db.holder").read_text() == str(os.getpid())
    assert not (shelf.database.parent / "library.db.holder").exists()


def test_a_library_that_cannot_be_written_cannot_be_locked(public_shelf: Shelf, read_only: ReadOnly) -> None:
    with read_only(public_shelf.folder), pytest.raises(LibraryReadOnlyError), exclusive(public_shelf.database):
        pass
