"""What is particular to worker processes: how they start, what they inherit, and that they never outlive winnow."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import psutil
import pytest

from winnow.domain.errors import EngineFailedError
from winnow.engine.local import LocalEngine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PID = "__import__('os').getpid()"

# The process waits until another one has come to the same folder.
MEET = """
(lambda os, here: (
    open(os.path.join(here, str(os.getpid())), "w").close(),
    next(None for _ in iter(object, None) if len(os.listdir(here)) == 2 or __import__("time").sleep(0.01)),
    os.getpid(),
)[-1])(__import__("os"), {here!r})
"""

SCRIPT = """
import sys
from winnow.engine.local import LocalEngine
engine = LocalEngine(2, timeout_seconds=1000, memory_bytes=600_000_000)
pids = {pid for _, pid in engine.map(eval, ["__import__('os').getpid()"] * 200)}
print(*pids, flush=True)
for item in engine.map(eval, sys.argv[1:]):
    print(item)
"""


@pytest.fixture
def engine() -> Iterator[LocalEngine]:
    engine = LocalEngine(2, timeout_seconds=60, memory_bytes=600_000_000)
    yield engine
    engine.close()


def has_gone(pid: int) -> bool:
    """Wait for a process to end; False if it does not."""
    for _ in range(6000):
        with contextlib.suppress(psutil.NoSuchProcess):
            if psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
                time.sleep(0.01)
                continue
        return True
    return False


def run_script(*items: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", SCRIPT, *items], stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize(
    "busy_with", ["__import__('time').sleep(1000)", "__import__('ctypes').PyDLL(None).sleep(1000)"]
)
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_no_process_outlives_a_killed_parent(busy_with: str, end: signal.Signals) -> None:
    with run_script(busy_with, busy_with) as parent:
        assert parent.stdout
        workers = {int(pid) for pid in parent.stdout.readline().split()}
        family = workers | {process.pid for process in psutil.Process(parent.pid).children(recursive=True)}
        assert len(family) > len(workers) >= 1  # the server that forks them is of the family too
        parent.send_signal(end)
        assert parent.wait() == -end
    assert all(has_gone(pid) for pid in family)


def test_no_process_outlives_a_parent_that_ends_without_closing() -> None:
    with run_script("1 + 1") as parent:
        assert parent.stdout
        workers = {int(pid) for pid in parent.stdout.readline().split()}
        assert parent.stdout.read() == "('1 + 1', 2)\n"
        assert parent.wait() == 0
    assert all(has_gone(pid) for pid in workers)


def test_a_script_without_a_main_guard_is_not_run_again_by_its_workers(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    told = subprocess.run([sys.executable, script, "1 + 1"], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[1:] == ["('1 + 1', 2)"]
    assert told.stderr == ""


def test_nothing_starts_before_the_first_item() -> None:
    code = (
        "import psutil\n"
        "from winnow.engine import Ready\n"
        "from winnow.engine.local import LocalEngine\n"
        "engine = LocalEngine(2, timeout_seconds=60, memory_bytes=600_000_000)\n"
        "assert list(engine.map(eval, [])) == []\n"
        "assert list(engine.map(eval, [Ready('1', 1)])) == [('1', 1)]\n"
        "print(len(psutil.Process().children(recursive=True)))\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "0\n"


def test_no_more_workers_start_than_there_are_items(engine: LocalEngine) -> None:
    assert len(list(engine.map(eval, [PID]))) == 1
    assert len(engine._workers) == 1


def test_both_workers_work(engine: LocalEngine, tmp_path: Path) -> None:
    pids = {pid for _, pid in engine.map(eval, [MEET.strip().format(here=str(tmp_path))] * 10)}
    assert pids == {int(path.name) for path in tmp_path.iterdir()}
    assert len(pids) == 2


def test_libraries_in_a_worker_use_one_thread_and_the_parents_environment_stays(engine: LocalEngine) -> None:
    before = dict(os.environ)
    [(_, threads)] = engine.map(eval, ["__import__('cv2').getNumThreads()"])
    assert threads == 1
    assert dict(os.environ) == before


def test_a_worker_gives_way_to_the_persons_programs(engine: LocalEngine) -> None:
    [(_, niceness)] = engine.map(eval, ["__import__('os').getpriority(0, 0)"])
    assert niceness == min(os.getpriority(os.PRIO_PROCESS, 0) + 10, 19)


def test_what_a_decoder_prints_is_not_seen(engine: LocalEngine, capfd: pytest.CaptureFixture[str]) -> None:
    loud = "__import__('os').system('echo damaged; echo damaged >&2')"
    assert list(engine.map(eval, [loud])) == [(loud, 0)]
    assert capfd.readouterr() == ("", "")


def test_a_crash_leaves_no_dump_behind(engine: LocalEngine) -> None:
    [(_, limit)] = engine.map(eval, ["__import__('resource').getrlimit(__import__('resource').RLIMIT_CORE)"])
    assert limit == (0, 0)


def test_modules_to_preload_are_there_before_the_first_task() -> None:
    code = (
        "from winnow.engine.local import LocalEngine\n"
        "engine = LocalEngine(1, timeout_seconds=60, memory_bytes=600_000_000, preload=('colorsys',))\n"
        "print(*engine.map(eval, [\"'colorsys' in __import__('sys').modules\"]))\n"
        "engine.close()\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip().endswith("True)")


def test_workers_that_cannot_live_end_the_run() -> None:
    engine = LocalEngine(2, timeout_seconds=60, memory_bytes=1_000_000)  # no process fits into 1 MB
    with pytest.raises(EngineFailedError, match="3 in a row ended while they started") as failed:
        list(engine.map(eval, ["1"]))
    assert failed.value.exit_code == 5
    engine.close()


def test_workers_that_cannot_be_started_end_the_run() -> None:
    code = (
        "import multiprocessing\n"
        "from winnow.domain.errors import EngineFailedError\n"
        "from winnow.engine.local import LocalEngine\n"
        "multiprocessing.set_executable('/nonexistent/python')\n"
        "try: list(LocalEngine(2, timeout_seconds=60, memory_bytes=600_000_000).map(eval, ['1']))\n"
        "except EngineFailedError as error: print(error)\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.startswith("The worker processes cannot be kept running.")
