"""Worker processes on this machine, each at the end of its own pipe; the thread that pulls a map looks after them all.

::

    map:    yield a result that is here
            pull one item while the window has room; if its result is known already, it goes straight out
            else wait until a worker
                answers  → its oldest job has a result
                dies     → the job it had begun is broken; what else it had goes back to the head of the queue
                is late  → killed, likewise
            after each of these: replace the dead, hand the queue out to who is free

There are no threads and no locks: a worker that dies, wherever it dies, can hold nothing that others need, and which
job it died of is known, not guessed. Nested maps share the queue; whichever waits, keeps all of them moving.
"""

from __future__ import annotations

import atexit
import math
import pickle
import time
from collections import deque
from multiprocessing import connection
from typing import TYPE_CHECKING, Any, TypeVar

from winnow.domain.errors import EngineFailedError
from winnow.engine import Ready
from winnow.engine.job import Job, Lane
from winnow.engine.launch import launching, start_context
from winnow.engine.outcome import Allowance, attempt, died, how_it_ended, in_words, overdue
from winnow.engine.worker import EXIT_SECONDS, Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from winnow.domain.failure import Broken

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 4
"""Jobs that a worker has in hand: the one it does, and the next few, so that it need not wait for the parent.

With one it works 97.6% of its time, with two 99.0%, with three 99.1% (benchmarks/engine.py), while the parent does
nothing else. While it runs a network it answers nobody, for as long as a worker takes for two or three photos.
"""

WINDOW_PER_WORKER = 8
"""Items that a map is ahead of its caller: enough that the others flow while a few take long."""

FALSE_STARTS = 3
"""Workers in a row that end before they are ready: then it is not chance."""

START_SECONDS = 60.0
"""Longest that a worker may take to be ready, or to begin the job it was given: a slow disk, a machine that swaps."""

LONGEST_WAIT_SECONDS = 3600.0  # the system's timers count milliseconds in 31 bits

END: Any = object()


class LocalEngine:
    """Worker processes that survive what decoders do. None is started before the first item of the first map.

    Tasks must pickle: module-level functions, or `functools.partial` of them. All maps of one engine are pulled by one
    thread; `close` may come from any, or from a signal handler.
    """

    def __init__(
        self, workers: int, *, timeout_seconds: float, memory_bytes: int, preload: tuple[str, ...] = ()
    ) -> None:
        """Prepare an engine.

        Args:
            workers: how many processes.
            timeout_seconds: longest that one task may take.
            memory_bytes: most data that one worker may hold.
            preload: modules to load once, before workers are forked off; a worker then starts in milliseconds.
        """
        self._size = workers
        self._allowance = Allowance(timeout_seconds, memory_bytes)
        self._preload = preload
        self._workers: list[Worker] = []
        self._queue: deque[Job] = deque()
        self._false_starts = 0
        self._closed = False

    def map(self, task: Callable[[T], R], items: Iterable[T | Ready[Any, Any]]) -> Iterator[tuple[Any, Any]]:
        """See `Engine.map`, and its types: mypy cannot match a union of type variables with itself."""
        lane = Lane()
        source = iter(items)
        more = True
        try:
            while not self._closed and (more or lane.load):
                if lane.settled:
                    yield lane.settled.popleft()
                if more and lane.load < self._size * WINDOW_PER_WORKER:
                    item = next(source, END)
                    if item is END:
                        more = False
                    elif isinstance(item, Ready):
                        yield item.item, item.result
                    else:
                        self._submit(Job(lane, item, pickle.dumps((task, item))))
                elif not lane.settled and lane.unanswered:
                    self._attend()
            yield from lane.settled
        finally:
            self._queue = deque(job for job in self._queue if job.lane is not lane)

    def close(self) -> None:
        """See `Engine.close`. Open maps yield what has come back and end; later ones are empty."""
        self._closed = True
        atexit.unregister(self.close)
        workers = tuple(self._workers)
        for worker in workers:
            worker.kill()
        for worker in workers:
            worker.process.join(EXIT_SECONDS)

    def _submit(self, job: Job) -> None:
        job.lane.unanswered += 1
        self._queue.append(job)
        self._dispatch()

    def _dispatch(self) -> None:
        """Give the queue out, the least burdened first; start a worker if one is missing."""
        if self._closed:
            return
        outstanding = len(self._queue) + sum(len(worker.jobs) for worker in self._workers)
        if self._queue and len(self._workers) < min(self._size, outstanding):
            self._start_worker()
        while self._queue:
            free = [worker for worker in self._workers if worker.ready and len(worker.jobs) < AHEAD]
            if not free:
                return
            worker = min(free, key=lambda worker: len(worker.jobs))
            if not worker.give(self._queue[0]):
                return
            self._queue.popleft()

    def _start_worker(self) -> None:
        try:
            with launching():
                worker = Worker(start_context(self._preload), self._allowance)
        except (OSError, EOFError) as error:
            raise EngineFailedError(f"A worker cannot be started: {in_words(error)}") from error
        if not self._workers:
            atexit.register(self.close)
        self._workers.append(worker)
        if self._closed:  # by a signal or a thread, after it was started and before it was in the list
            worker.kill()

    def _attend(self) -> None:
        """Wait for one thing to happen, and see to all that has."""
        heard = connection.wait([worker.connection for worker in self._workers], self._patience_seconds())
        for worker in tuple(self._workers):
            if worker.connection in heard:
                self._hear(worker)
            elif self._deadline(worker) <= time.monotonic():
                worker.kill()
                self._lose(worker, overdue(self._allowance))
        self._dispatch()

    def _patience_seconds(self) -> float:
        soonest = min(map(self._deadline, self._workers), default=0.0) - time.monotonic()
        return min(max(0.0, soonest), LONGEST_WAIT_SECONDS)

    def _deadline(self, worker: Worker) -> float:
        """When to give a worker up, on the monotonic clock. One that waits for a job has all the time in the world."""
        if worker.begun:
            return worker.since + self._allowance.timeout_seconds
        return math.inf if worker.ready and not worker.jobs else worker.since + START_SECONDS

    def _hear(self, worker: Worker) -> None:
        try:
            told = worker.hear()
        except (EOFError, OSError):
            self._lose(worker, None)
            return
        self._false_starts = 0
        if told:
            job, answer = told
            job.lane.settle(job.item, attempt(pickle.loads, answer))

    def _lose(self, worker: Worker, verdict: Broken | None) -> None:
        """Part with a worker that is dead or was killed; blame the job that it had begun, save the others."""
        if self._closed:  # then it was `close` that ended it
            return
        self._workers.remove(worker)
        exitcode = worker.bury()
        if worker.begun:
            job = worker.jobs.popleft()
            job.lane.settle(job.item, verdict or died(exitcode, self._allowance))
        self._queue.extendleft(reversed(worker.jobs))
        if not worker.ready:
            self._false_starts += 1
            if self._false_starts == FALSE_STARTS:
                raise EngineFailedError(f"{FALSE_STARTS} in a row ended while they started ({how_it_ended(exitcode)}).")
