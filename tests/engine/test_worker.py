"""The parent's handle of one worker process."""

from __future__ import annotations

import multiprocessing
from typing import TYPE_CHECKING

from winnow.engine.outcome import Allowance
from winnow.engine.worker import Worker

if TYPE_CHECKING:
    import pytest


def test_who_takes_long_to_end_is_ended_and_that_is_not_told_as_what_it_died_of(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    worker = Worker(multiprocessing.get_context("spawn"), Allowance(timeout_seconds=60, memory_bytes=600_000_000))
    monkeypatch.setattr("winnow.engine.worker.EXIT_SECONDS", 0.0)
    assert worker.bury() is None
    worker.process.join()
    assert not worker.process.is_alive()
