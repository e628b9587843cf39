from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.catalogue.conftest import Shelf

WRITER = Path(__file__).with_name("writer.py")
PHOTOS_PER_BATCH = 64  # as in writer.py
KILLS = 10


def saved_when_killed(shelf: Shelf, after_seconds: float) -> int:
    """How many photos a writer said were saved before it was killed; it is killed that long after its first batch."""
    writer = subprocess.Popen([sys.executable, WRITER, shelf.database, shelf.folder], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    first = writer.stdout.readline()
    time.sleep(after_seconds)
    writer.kill()
    return int([first, *writer.communicate()[0].splitlines()][-1])


@pytest.mark.slow
def test_a_run_killed_at_any_instant_loses_no_batch_that_was_saved(shelf: Shelf) -> None:
    instants = random.Random(20191114)  # noqa: S311 - moments, not secrets
    for _ in range(KILLS):
        said = saved_when_killed(shelf, instants.uniform(0, 0.1))
        with shelf.open(create=False) as catalogue:
            status = catalogue.status(shelf.recipe, shelf.scorer)
        assert shelf.sql("PRAGMA integrity_check") == [("ok",)]
        assert said <= status.photos <= said + PHOTOS_PER_BATCH
        assert status.photos % PHOTOS_PER_BATCH == 0, "a batch is written whole or not at all"
        assert status.scored == status.photos
        assert shelf.sql("PRAGMA foreign_key_check") == []


def test_a_run_killed_while_it_makes_the_library_leaves_one_that_can_be_made(shelf: Shelf) -> None:
    for after_seconds in (0.15, 0.25, 0.3, 0.35, 0.4):
        writer = subprocess.Popen([sys.executable, WRITER, shelf.database, shelf.folder], stdout=subprocess.DEVNULL)
        time.sleep(after_seconds)
        writer.kill()
        writer.wait()
    shelf.put(shelf.rated("a.jpg", "A", 5.0))
    assert shelf.sql("PRAGMA integrity_check") == [("ok",)]
