"""One worker process: what runs inside it, and the handle by which the engine holds it.

::

    inside:   settle in: the person's work goes first, memory has a limit, signals are the parent's business
              say "ready"
              for each task that comes down the pipe: say "begun", attempt it, send the answer back
              when the pipe closes, the parent is gone: end at once, even in the middle of a task

The two ends of one pipe are all that worker and parent share: no lock that a dying worker could keep.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import sys
import threading
import time
from collections import deque
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from winnow.domain.failure import Broken
from winnow.engine.outcome import Allowance, attempt

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext

    from winnow.engine.job import Job

SIGN = b""
"""What a worker sends when it is ready, and again whenever it begins a task; an answer, a pickle, is never empty."""

NICENESS = 10  # a long run in the background must not make the desktop stutter; alone on the machine it costs nothing

PR_SET_PDEATHSIG = 1  # prctl(2)

EXIT_SECONDS = 1.0  # a process that has closed its pipe is gone within milliseconds; after this it is killed


class Worker:
    """The parent's handle of one worker process, and the jobs it has been given, oldest first."""

    def __init__(self, context: BaseContext, allowance: Allowance) -> None:
        self.connection, theirs = context.Pipe()
        self.process = context.Process(  # type: ignore[attr-defined] # typeshed leaves it out of the base class
            target=serve, args=(theirs, allowance), name="winnow-worker", daemon=True
        )
        self.process.start()
        theirs.close()  # so that the pipe ends when the worker does
        self.jobs: deque[Job] = deque()
        self.ready = False
        self.begun = False
        """Whether it has begun its oldest job. If it dies before, the job is not to blame."""
        self.since = time.monotonic()
        """When it last gave a sign of life, or was given something to do."""

    def give(self, job: Job) -> bool:
        """Hand over a job; False if the worker is gone, which its closed pipe will tell in its turn."""
        try:
            self.connection.send_bytes(job.payload)
        except OSError:
            return False
        if not self.jobs:
            self.since = time.monotonic()
        self.jobs.append(job)
        return True

    def hear(self) -> tuple[Job, bytes] | None:
        """Take its next message: a job with its answer, or a sign, which is noted.

        Raises:
            OSError, EOFError: it is gone.
        """
        message = self.connection.recv_bytes()
        self.since = time.monotonic()
        if message != SIGN:
            self.begun = False
            return self.jobs.popleft(), message
        self.begun = self.ready
        self.ready = True
        return None

    def kill(self) -> None:
        """End it now. Safe in a signal handler, and more than once."""
        with contextlib.suppress(OSError):
            self.process.kill()

    def bury(self) -> int | None:
        """Wait for the end of a process that closed its pipe or was killed; its exit code, None if it takes long."""
        self.process.join(EXIT_SECONDS)
        exitcode: int | None = self.process.exitcode
        if exitcode is None:  # what is killed now ended for another reason than this
            self.kill()
            self.process.join(EXIT_SECONDS)
        self.connection.close()
        return exitcode


def serve(connection: Connection, allowance: Allowance) -> None:
    """Answer tasks until the pipe closes. Runs in the worker process."""
    _settle_in(allowance)
    tasks: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_receive, args=(connection, tasks), daemon=True).start()
    connection.send_bytes(SIGN)
    _be_silent()
    while True:
        task = tasks.get()
        connection.send_bytes(SIGN)
        answer = attempt(pickle.dumps, attempt(_perform, task))
        connection.send_bytes(pickle.dumps(answer) if isinstance(answer, Broken) else answer)


def _perform(payload: bytes) -> Any:  # noqa: ANN401 - whatever the task returns
    task, item = pickle.loads(payload)  # noqa: S301 - written by our own parent
    return task(item)


def _receive(connection: Connection, tasks: SimpleQueue[bytes]) -> None:
    """Keep the pipe empty, so that neither side ever waits for the other to read; end when the parent does.

    A task that has taken the last of the memory ends its process here too: better than to lose the next one in line.
    """
    try:
        while True:
            tasks.put(connection.recv_bytes())
    except (EOFError, OSError, MemoryError):
        os._exit(1)


def _settle_in(allowance: Allowance) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - Windows has none

        os.nice(NICENESS)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash must not write a dump of the photo
        with contextlib.suppress(ValueError, OSError):  # macOS refuses; the time limit still holds there
            # DATA, not AS: libraries reserve address space that they never touch (243 MB against 62 MB of data here).
            _, hard = resource.getrlimit(resource.RLIMIT_DATA)
            unlimited = hard == resource.RLIM_INFINITY
            soft = allowance.memory_bytes if unlimited else min(allowance.memory_bytes, hard)
            resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
    if sys.platform == "linux":
        _die_with_the_server()


def _die_with_the_server() -> None:
    """Have the kernel end this process when the server that forked it ends, which it does when winnow does.

    `_receive` sees winnow's end too, but not while a decoder that hangs holds the interpreter. The server waits until
    nobody holds its "alive" pipe any more, and hands that pipe to everyone it forks, so it has to be let go of first.
    """
    import ctypes  # noqa: PLC0415 - only Linux can ask for this
    from multiprocessing import forkserver  # noqa: PLC0415 - as above

    os.close(forkserver._forkserver._forkserver_alive_fd)  # type: ignore[attr-defined] # noqa: SLF001 - no public way
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _be_silent() -> None:
    """Drop what decoders print: it would break into the progress display, or into JSON on standard output."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)
