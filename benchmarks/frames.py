"""What a network costs a photo beside its own work: CPU milliseconds from the decoded picture to the impression.

``python benchmarks/frames.py`` from the checkout. Each figure is the least of several runs, because a busy machine only
ever adds. What the network itself costs is printed by `benchmarks/quality`.
"""

from __future__ import annotations

import pickle
import time
from typing import TYPE_CHECKING

import numpy as np

from winnow.domain.photo import Fingerprint, Found
from winnow.models.frame import frame
from winnow.workflows.content import Decoded, Lacking
from winnow.workflows.impress import BATCH_SIZE, Sitter, WaitingRoom

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS, PER_ROUND = 20, 8


def main() -> None:
    """Print the figures."""
    colour = np.random.default_rng(0).integers(0, 256, (277, 370, 3), np.uint8)  # a 4:3 photo as winnow decodes it
    seen = frame(colour)
    photo = Fingerprint(Found("a.jpg", 1, 1), bytes(32))
    decoded = Decoded(None, seen)
    sitters = [Sitter(photo, None, seen) for _ in range(BATCH_SIZE)]
    row("frame, in a worker", lambda: frame(colour))
    row("frame to the parent: pickled and read", lambda: pickle.loads(pickle.dumps(decoded)))  # noqa: S301 - our own
    row("task to the worker", lambda: pickle.loads(pickle.dumps(Lacking(photo, signals=True, frame=True))))  # noqa: S301 - our own
    row("waiting and stacking", lambda: gathered(sitters), per=BATCH_SIZE)
    print(f"a frame has {seen.nbytes / 1e3:.0f} kB; {BATCH_SIZE} make a batch")


def gathered(sitters: list[Sitter]) -> None:
    """One batch through the waiting room, and into one array."""
    room = WaitingRoom()
    for sitter in sitters:
        room.enter(sitter, 0.0)
        for batch in room.due(0.0):
            np.stack([one.frame for one in batch])


def row(what: str, work: Callable[[], object], *, per: int = 1) -> None:
    """Print the CPU milliseconds of `work`, by so many photos."""
    least = min(seconds(work) for _ in range(ROUNDS)) / PER_ROUND
    print(f"{what:40} {least * 1e3 / per:6.3f} ms")


def seconds(work: Callable[[], object]) -> float:
    """CPU time of some repeats."""
    started = time.process_time()
    for _ in range(PER_ROUND):
        work()
    return time.process_time() - started


if __name__ == "__main__":
    main()
