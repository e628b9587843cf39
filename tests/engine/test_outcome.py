"""What became of a task, in words."""

from __future__ import annotations

import pytest

from winnow.domain.failure import Broken, FailureKind, UnscoreableError
from winnow.engine.outcome import Allowance, attempt, died, how_it_ended, overdue

ALLOWANCE = Allowance(timeout_seconds=1.5, memory_bytes=4_096_000_000)


def fail_with(error: BaseException) -> None:
    raise error


def test_what_succeeds_gives_its_result() -> None:
    assert attempt(divmod, 17, 5) == (3, 2)


@pytest.mark.parametrize(
    ("error", "kind", "reason"),
    [
        (UnscoreableError(FailureKind.EMPTY, "no bytes"), FailureKind.EMPTY, "no bytes"),
        (ValueError("a\nb"), FailureKind.BUG, "winnow failed on this photo: ValueError: a b (please report)"),
        (ValueError(), FailureKind.BUG, "winnow failed on this photo: ValueError (please report)"),
    ],
)
def test_an_error_becomes_a_kind_and_a_reason(error: Exception, kind: FailureKind, reason: str) -> None:
    assert attempt(fail_with, error) == Broken(kind, reason)


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(1)])
def test_what_is_no_error_of_the_photo_goes_on_up(error: BaseException) -> None:
    with pytest.raises(type(error)):
        attempt(fail_with, error)


@pytest.mark.parametrize(
    ("exitcode", "how"),
    [(-11, "SIGSEGV"), (-9, "SIGKILL"), (-50, "signal 50"), (0, "exit status 0"), (3, "exit status 3")],
)
def test_a_death_has_a_name(exitcode: int, how: str) -> None:
    assert how_it_ended(exitcode) == how
    assert how in died(exitcode, ALLOWANCE).reason


def test_an_end_that_the_system_does_not_tell_is_a_crash_too() -> None:
    assert died(None, ALLOWANCE) == Broken(FailureKind.CRASH, "its decoder crashed (exit status unknown)")


def test_an_abort_may_be_for_want_of_memory() -> None:
    assert died(-6, ALLOWANCE).reason == "its decoder crashed (SIGABRT), perhaps for want of memory: memory_mb is 4096"


def test_a_time_limit_names_its_setting() -> None:
    assert overdue(ALLOWANCE) == Broken(
        FailureKind.TIMEOUT, "it took longer than 1.5 seconds; raise timeout_seconds to allow more"
    )
