"""What the worker processes cost, and the figures behind the constants of `winnow.engine.local`.

python benchmarks/engine.py
"""

from __future__ import annotations

import os
import statistics
import time
from itertools import repeat

from winnow.engine import local
from winnow.engine.local import LocalEngine

TASKS = 20_000
NAPS, NAP_SECONDS = 200, 0.030  # about what measuring a 12 MP photo takes
RESTARTS = 30


def main() -> None:
    """Print every figure."""
    engine = LocalEngine(2, timeout_seconds=60, memory_bytes=4_000_000_000)
    list(engine.map(abs, range(100)))  # both workers have started
    cost(engine)
    restart(engine)
    engine.close()
    for ahead in (1, 2, 3):
        busy(ahead)


def cost(engine: LocalEngine) -> None:
    """Print the parent's CPU time for a task that does nothing, alone and fed by another map."""
    started = time.process_time()
    for _ in engine.map(abs, range(TASKS)):
        pass
    alone = time.process_time() - started
    started = time.process_time()
    for _ in engine.map(abs, (result for _, result in engine.map(abs, range(TASKS)))):
        pass
    nested = time.process_time() - started
    print(
        f"parent's CPU time: {alone / TASKS * 1e3:.3f} ms a task, {nested / TASKS * 1e3:.3f} ms for two, one on other"
    )


def restart(engine: LocalEngine) -> None:
    """Print how long it takes until a worker that died is replaced and has done the next task."""
    times = []
    for _ in range(RESTARTS):
        started = time.perf_counter()
        list(engine.map(os._exit, [1, 1]))
        list(engine.map(abs, [1]))
        times.append(time.perf_counter() - started)
    print(f"two deaths and what comes next: {statistics.median(times) * 1e3:.0f} ms")


def busy(ahead: int) -> None:
    """Print how much of its time a worker works, for a caller that has work too: 3 ms a result, 50 ms every hundred."""
    local.AHEAD = ahead
    engine = LocalEngine(1, timeout_seconds=60, memory_bytes=4_000_000_000)
    list(engine.map(abs, range(10)))
    started = time.perf_counter()
    for number, _ in enumerate(engine.map(time.sleep, repeat(NAP_SECONDS, NAPS))):
        time.sleep(0.003 if number % 100 else 0.050)
    share = NAPS * NAP_SECONDS / (time.perf_counter() - started)
    print(f"{ahead} in hand: a worker works {share:.1%} of its time")
    engine.close()


if __name__ == "__main__":
    main()
