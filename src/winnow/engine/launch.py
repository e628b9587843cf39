"""What a worker inherits: put in place around its start, and taken back at once."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import types
from multiprocessing import resource_tracker
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.context import BaseContext

ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OPENCV_FOR_THREADS_NUM"),  # NumPy, OpenCV
    "1",
)


def start_context(preload: tuple[str, ...]) -> BaseContext:
    """Fork workers off a small server, which knows no threads of ours, where the system can; else start them afresh."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(preload))
    return context


@contextlib.contextmanager
def launching() -> Iterator[None]:
    """What a worker inherits, put in place while one is started."""
    with pinned_libraries(), blocked_signals(), hidden_main():
        yield


@contextlib.contextmanager
def pinned_libraries() -> Iterator[None]:
    """One thread per library: as many workers as cores already fill the machine."""
    before = {name: os.environ.get(name) for name in ONE_THREAD}
    os.environ.update(ONE_THREAD)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextlib.contextmanager
def blocked_signals() -> Iterator[None]:
    """Ctrl-C and a service manager signal the whole group; only the parent may act on it, or photos would be blamed."""
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # it would unblock them again if it were first started within
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextlib.contextmanager
def hidden_main() -> Iterator[None]:
    """Keep `multiprocessing` from importing the caller's script again in every worker.

    No task lives there, and a script without a ``__main__`` guard would run itself again. It also makes the restart
    after a crash cheap: 11 ms against 79 ms with the command line's own main module.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
