"""What every engine promises, and what only one with processes of its own can.

The task is `eval` throughout: an item is an expression, so each test shows what its workers do.
"""

from __future__ import annotations

import itertools
import os
import signal
import threading
import time
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any

import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from winnow.domain.failure import Broken, FailureKind
from winnow.engine import Ready
from winnow.engine.inline import InlineEngine
from winnow.engine.local import LocalEngine

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

    from winnow.engine import Engine

MEMORY_MB = 600

RAISE_TYPE_ERROR = "len(3)"
RAISE_UNSCOREABLE = """
(_ for _ in ()).throw(__import__("winnow.domain.failure").domain.failure.UnscoreableError("damaged", "cut short"))
"""
RAISE_MEMORY_ERROR = "(_ for _ in ()).throw(MemoryError)"

SEGFAULT = "__import__('ctypes').string_at(0)"
ABORT = "__import__('os').abort()"
KILLED = "__import__('os').kill(__import__('os').getpid(), 9)"
EXIT = "__import__('os')._exit(7)"
RAISE_SYSTEM_EXIT = "__import__('sys').exit(3)"
SLEEP = "__import__('time').sleep(1000)"
HOLD_THE_INTERPRETER = "__import__('ctypes').PyDLL(None).sleep(1000)"
ASK_FOR_TOO_MUCH = f"len(bytearray({MEMORY_MB} * 1_000_000))"
TAKE_ALL_BIT_BY_BIT = "[bytearray(200_000) for _ in __import__('itertools').count()]"
NO_PICKLE = "lambda: 0"
PICKLES_ONE_WAY = "__import__('urllib.error').error.HTTPError('', 404, '', None, None)"

PID = "__import__('os').getpid()"


def local(workers: int = 2, timeout_seconds: float = 60.0) -> LocalEngine:
    return LocalEngine(workers, timeout_seconds=timeout_seconds, memory_bytes=MEMORY_MB * 1_000_000)


@pytest.fixture(params=["inline", "local, 1 worker", "local, 3 workers"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    engines: dict[str, Callable[[], Engine]] = {
        "inline": InlineEngine,
        "local, 1 worker": partial(local, 1),
        "local, 3 workers": partial(local, 3),
    }
    engine = engines[request.param]()
    yield engine
    engine.close()


@pytest.fixture
def isolating() -> Iterator[LocalEngine]:
    engine = local()
    yield engine
    engine.close()


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine is, an ended process is waited for until the system tells of its end."""
    for module in ("local", "worker"):
        monkeypatch.setattr(f"winnow.engine.{module}.EXIT_SECONDS", 60.0)


class Clock:
    """The clock of an engine. It stands until the only task left is one that hangs: none else is too slow for it."""

    def __init__(self, *hanging: str) -> None:
        self.now = 0.0
        self._hanging = hanging
        self._engine: LocalEngine | None = None

    def monotonic(self) -> float:
        """What `time.monotonic` says."""
        if self._engine is not None and not self._engine._queue:
            busy = [worker for worker in self._engine._workers if worker.jobs or not worker.ready]
            if len(busy) == 1 and busy[0].begun and busy[0].jobs[0].item in self._hanging:
                self.now += 1000
        return self.now

    def of(self, engine: LocalEngine) -> LocalEngine:
        """The engine whose clock this is."""
        self._engine = engine
        return engine


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock(SLEEP, HOLD_THE_INTERPRETER)
    for module in ("local", "worker"):
        monkeypatch.setattr(f"winnow.engine.{module}.time", clock)
    return clock


@pytest.fixture
def impatient(clock: Clock) -> Iterator[LocalEngine]:
    """An engine that gives tasks half a second, on that clock."""
    engine = clock.of(local(timeout_seconds=0.5))
    yield engine
    engine.close()


def evaluate(engine: Engine, items: Iterable[Any]) -> Generator[tuple[Any, Any], None, None]:
    """A map of `eval`: an item is an expression."""
    return engine.map(eval, items)  # type: ignore[return-value] # a generator, as every map is


def numbers(count: int) -> list[str]:
    return [f"{n} * 2" for n in range(count)]


def doubled(count: int) -> dict[str, int]:
    return {f"{n} * 2": n * 2 for n in range(count)}


# -- every engine -----------------------------------------------------------------------------------------------------


def test_every_item_comes_back_once_with_its_own_result(engine: Engine) -> None:
    results = list(evaluate(engine, numbers(3000)))
    assert len(results) == 3000
    assert dict(results) == doubled(3000)


def test_nothing_in_nothing_out(engine: Engine) -> None:
    assert list(evaluate(engine, [])) == []


def test_an_endless_supply_is_pulled_only_a_little_ahead(engine: Engine) -> None:
    supply = itertools.count()
    results = evaluate(engine, (f"{n} + 0" for n in supply))
    taken = [next(results) for _ in range(500)]
    assert len(taken) == 500
    assert next(supply) < 500 + 50


def test_a_ready_item_passes_without_a_task(engine: Engine) -> None:
    mixed = [Ready(RAISE_TYPE_ERROR, 42), "1 + 1", Ready("1 / 0", Broken(FailureKind.EMPTY, "no bytes"))]
    assert dict(evaluate(engine, mixed)) == {
        RAISE_TYPE_ERROR: 42,
        "1 + 1": 2,
        "1 / 0": Broken(FailureKind.EMPTY, "no bytes"),
    }


def test_only_ready_items_are_told_at_once(engine: Engine) -> None:
    supply = itertools.count()
    results = evaluate(engine, (Ready(str(n), n) for n in supply))
    assert [next(results) for _ in range(3)] == [("0", 0), ("1", 1), ("2", 2)]
    assert next(supply) == 3


def test_an_unscoreable_photo_keeps_its_reason(engine: Engine) -> None:
    [(_, result)] = evaluate(engine, [RAISE_UNSCOREABLE.strip()])
    assert result == Broken(FailureKind.DAMAGED, "cut short")


def test_a_bug_is_told_in_words(engine: Engine) -> None:
    [(_, result)] = evaluate(engine, [RAISE_TYPE_ERROR])
    assert result == Broken(
        FailureKind.BUG,
        "winnow failed on this photo: TypeError: object of type 'int' has no len() (please report)",
    )


def test_memory_that_is_not_granted_is_told(engine: Engine) -> None:
    [(_, result)] = evaluate(engine, [RAISE_MEMORY_ERROR])
    assert result.kind is FailureKind.MEMORY
    assert "memory_mb" in result.reason


def test_an_error_of_the_supply_goes_to_the_caller(engine: Engine) -> None:
    def supply() -> Iterator[str]:
        yield "1"
        raise OSError("the walk failed")

    with pytest.raises(OSError, match="the walk failed"):
        list(evaluate(engine, supply()))
    assert list(evaluate(engine, ["2"])) == [("2", 2)]


def test_a_map_may_feed_a_map_that_feeds_a_map(engine: Engine) -> None:
    first = evaluate(engine, (f"'{n} + 1'" for n in range(300)))
    second = evaluate(engine, (result for _, result in first))
    third = evaluate(engine, (f"{result} * 10" for _, result in second))
    assert sorted(result for _, result in third) == [10 * n for n in range(1, 301)]


def test_a_map_that_feeds_another_may_drop_items(engine: Engine) -> None:
    first = evaluate(engine, numbers(400))
    second = evaluate(engine, (f"{result} + 1" for _, result in first if result % 100 == 0))
    assert sorted(result for _, result in second) == [1, 101, 201, 301, 401, 501, 601, 701]


def test_maps_may_be_open_side_by_side(engine: Engine) -> None:
    one, other = evaluate(engine, numbers(200)), evaluate(engine, (f"{n} * 3" for n in range(200)))
    pairs = list(zip(one, other, strict=True))
    assert {item: result for (item, result), _ in pairs} == doubled(200)
    assert {item: result for _, (item, result) in pairs} == {f"{n} * 3": n * 3 for n in range(200)}


def test_a_map_that_is_left_early_is_not_in_the_way(engine: Engine) -> None:
    left = evaluate(engine, numbers(100))
    next(left)
    left.close()
    assert dict(evaluate(engine, numbers(100))) == doubled(100)


def test_a_map_that_is_paused_is_not_in_the_way(engine: Engine) -> None:
    paused = evaluate(engine, numbers(100))
    first = next(paused)
    assert dict(evaluate(engine, numbers(100))) == doubled(100)
    assert dict([first, *paused]) == doubled(100)


def test_big_items_and_big_results_pass_each_other(engine: Engine) -> None:
    items = [f"'{n}' * 3_000_000 + '{'x' * 3_000_000}'" for n in range(10)]
    assert sorted(result[0] for _, result in evaluate(engine, items)) == [str(n) for n in range(10)]


def test_a_closed_engine_maps_nothing(engine: Engine) -> None:
    assert len(list(evaluate(engine, numbers(10)))) == 10
    engine.close()
    engine.close()
    assert list(evaluate(engine, numbers(10))) == []


def test_closing_ends_open_maps_and_what_they_gave_stands(engine: Engine) -> None:
    results = evaluate(engine, (f"{n} + 0" for n in itertools.count()))
    nested = evaluate(engine, (f"{result} + 0" for _, result in results))
    taken = [next(nested) for _ in range(100)]
    engine.close()
    taken += nested
    assert all(item == f"{result} + 0" for item, result in taken)
    assert len(taken) == len(dict(taken)) >= 100


OUTCOMES: dict[str, Any] = {
    "'fine'": "fine",
    RAISE_TYPE_ERROR: FailureKind.BUG,
    RAISE_UNSCOREABLE.strip(): FailureKind.DAMAGED,
    RAISE_MEMORY_ERROR: FailureKind.MEMORY,
}
DEADLY = {SEGFAULT: FailureKind.CRASH, EXIT: FailureKind.CRASH, ASK_FOR_TOO_MUCH: FailureKind.MEMORY}

SHARED_FIXTURE = settings(max_examples=30)


def counted(results: Iterator[tuple[str, Any]]) -> Counter[tuple[str, Any]]:
    return Counter((item, result.kind if isinstance(result, Broken) else result) for item, result in results)


@SHARED_FIXTURE
@given(st.lists(st.sampled_from(list(OUTCOMES)), max_size=60))
def test_whatever_fails_each_item_has_its_own_outcome(engine: Engine, items: list[str]) -> None:
    assert counted(evaluate(engine, items)) == Counter((item, OUTCOMES[item]) for item in items)


# -- an engine with processes of its own ------------------------------------------------------------------------------


@SHARED_FIXTURE
@given(st.lists(st.sampled_from(list(OUTCOMES | DEADLY)), max_size=30))
def test_whatever_dies_each_item_has_its_own_outcome(isolating: LocalEngine, items: list[str]) -> None:
    assert counted(evaluate(isolating, items)) == Counter((item, (OUTCOMES | DEADLY)[item]) for item in items)


@pytest.mark.parametrize(
    ("poison", "kind", "words"),
    [
        (SEGFAULT, FailureKind.CRASH, ["SIGSEGV"]),
        (ABORT, FailureKind.CRASH, ["SIGABRT", "memory_mb is 600"]),
        (KILLED, FailureKind.CRASH, ["SIGKILL", "ran out of memory", "fewer workers"]),
        (EXIT, FailureKind.CRASH, ["exit status 7"]),
        (RAISE_SYSTEM_EXIT, FailureKind.CRASH, ["exit status 3"]),
        (ASK_FOR_TOO_MUCH, FailureKind.MEMORY, ["memory_mb"]),
        (NO_PICKLE, FailureKind.BUG, ["pickle"]),
        (PICKLES_ONE_WAY, FailureKind.BUG, ["TypeError"]),
    ],
)
def test_a_photo_that_breaks_its_worker_is_alone_in_that(
    isolating: LocalEngine, poison: str, kind: FailureKind, words: list[str]
) -> None:
    results = dict(evaluate(isolating, [*numbers(20), poison, *numbers(60)[20:]]))
    broken = results.pop(poison)
    assert broken.kind is kind
    assert all(word in broken.reason for word in words), broken.reason
    assert results == doubled(60)


def test_memory_taken_bit_by_bit_is_no_neighbours_loss(isolating: LocalEngine) -> None:
    results = dict(evaluate(isolating, [*numbers(20), TAKE_ALL_BIT_BY_BIT, *numbers(60)[20:]]))
    assert results.pop(TAKE_ALL_BIT_BY_BIT).kind in {FailureKind.MEMORY, FailureKind.CRASH}
    assert results == doubled(60)


@pytest.mark.parametrize("hang", [SLEEP, HOLD_THE_INTERPRETER])
def test_a_photo_that_hangs_is_given_up(impatient: LocalEngine, hang: str) -> None:
    results = dict(evaluate(impatient, [*numbers(20), hang, *numbers(60)[20:]]))
    assert results.pop(hang) == Broken(
        FailureKind.TIMEOUT, "it took longer than 0.5 seconds; raise timeout_seconds to allow more"
    )
    assert results == doubled(60)


def test_a_photo_that_hangs_in_a_map_that_feeds_another_is_given_up(impatient: LocalEngine) -> None:
    first = evaluate(impatient, ["'1'", SLEEP, "'2'"])
    fed = (result if isinstance(result, str) else Ready("hung", result.kind) for _, result in first)
    assert dict(evaluate(impatient, fed)) == {"1": 1, "2": 2, "hung": FailureKind.TIMEOUT}


def test_time_spent_by_the_caller_is_not_the_photos(impatient: LocalEngine, clock: Clock) -> None:
    results = {}
    for item, result in evaluate(impatient, numbers(40)):
        results[item] = result
        if len(results) == 3:
            assert all(worker.connection.poll(60) for worker in impatient._workers if worker.jobs)
            clock.now += 1000
    assert results == doubled(40)


def test_workers_killed_from_outside_at_random_cost_only_what_they_held(isolating: LocalEngine) -> None:
    killed: list[int | None] = []

    def kill_workers() -> None:
        while len(killed) < 20:
            time.sleep(0.02)
            for worker in isolating._workers[:1]:
                if worker.ready:
                    killed.append(worker.process.pid)
                    worker.kill()

    killer = threading.Thread(target=kill_workers)
    killer.start()
    as_long_as_it_kills = itertools.takewhile(lambda _: killer.is_alive(), itertools.count())
    results = list(evaluate(isolating, (f"{n} * 2" for n in as_long_as_it_kills)))
    killer.join()
    broken = {item for item, result in results if isinstance(result, Broken)}
    assert len(broken) <= len(set(killed))
    assert Counter(item for item, _ in results) == Counter(numbers(len(results)))
    assert {item: result for item, result in results if item not in broken} == {
        item: result for item, result in doubled(len(results)).items() if item not in broken
    }


def test_a_worker_killed_while_idle_costs_nothing(isolating: LocalEngine) -> None:
    for _ in range(5):
        pids = {pid for _, pid in evaluate(isolating, [PID] * 50)}
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        assert dict(evaluate(isolating, numbers(50))) == doubled(50)


@pytest.mark.parametrize("signal_name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_to_the_whole_group_is_the_parents_business(isolating: LocalEngine, signal_name: str) -> None:
    item = f"__import__('os').kill(__import__('os').getpid(), __import__('signal').{signal_name}) or 'alive'"
    assert dict(evaluate(isolating, [item])) == {item: "alive"}


def close_by_thread(engine: LocalEngine) -> None:
    threading.Timer(0.5, engine.close).start()


def close_by_signal(engine: LocalEngine) -> None:
    signal.signal(signal.SIGALRM, lambda *_: engine.close())
    signal.setitimer(signal.ITIMER_REAL, 0.5)


@pytest.mark.parametrize("close", [close_by_thread, close_by_signal])
@pytest.mark.parametrize("hang", [SLEEP, HOLD_THE_INTERPRETER])
def test_closing_ends_a_map_that_waits_and_leaves_no_process(close: Any, hang: str) -> None:  # noqa: ANN401
    engine = local(timeout_seconds=2000)
    pids = {pid for _, pid in evaluate(engine, [PID] * 100)}
    waiting = evaluate(engine, [*numbers(5), hang, hang, *numbers(5)])
    nested = evaluate(engine, (str(result) for _, result in waiting))
    close(engine)
    assert {result for _, result in nested} <= {0, 2, 4, 6, 8}
    engine.close()  # returns when the first call has done its work
    assert not any(psutil.pid_exists(pid) for pid in pids)
