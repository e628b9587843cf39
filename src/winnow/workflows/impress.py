"""The stage at which the network sees what the workers decoded, a batch of frames of one shape at a time.

::

    from the workers → has a frame: wait with others of its shape, until they are a batch,
                                    or too many wait in all, or the first of all has waited long
                     → else: pass on
    at the end       → what still waits
    the network failed → all who wait, unseen: what was measured of them is not lost

The network runs here, in the parent, while the workers go on with what they have in hand: they are niced, it is not.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from winnow.domain.errors import ModelFailedError
from winnow.workflows.content import Decoded, Lacking, Learned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy as np
    from numpy.typing import NDArray

    from winnow.domain.measurement import Measurement
    from winnow.domain.photo import Fingerprint
    from winnow.models.network import Network

BATCH_SIZE = 8

MOST_WAITING = 32
"""Frames that wait in all, 0.2 MB each: a folder of every shape still fills batches, and memory stays flat."""

LONGEST_WAIT_SECONDS = 2.0
"""Slow photos (RAW, a network drive) would keep a batch open for minutes; what is decoded should be told and saved."""


@dataclass(frozen=True, slots=True, eq=False)
class Sitter:
    """A photo that waits to be seen, with what was measured of it meanwhile."""

    photo: Fingerprint
    measurement: Measurement | None
    frame: NDArray[np.uint8]


def impressed(stream: Iterable[tuple[Any, Any]], network: Network | None) -> Iterator[tuple[Any, Any]]:
    """Turn each `(Lacking, Decoded)` into `(Fingerprint, Learned)`; pass the rest on, a `Lacking` as its photo.

    Args:
        stream: what `Engine.map` yields for `measure`.
        network: what the frames are shown to; None if there are none.

    Raises:
        ModelFailedError: the network failed. What it saw before was passed on, and with what was measured of them alone
            those who waited for it.
    """
    room = WaitingRoom()
    for item, result in stream:
        if not isinstance(item, Lacking):
            yield item, result
        elif not isinstance(result, Decoded):
            yield item.photo, result
        elif result.frame is None or network is None:
            yield item.photo, Learned(result.measurement)
        else:
            room.enter(Sitter(item.photo, result.measurement, result.frame), time.monotonic())
        if network is not None:
            yield from _seen(room.due(time.monotonic()), network, room)
    if network is not None:
        yield from _seen(room.everyone(), network, room)


def _seen(batches: list[list[Sitter]], network: Network, room: WaitingRoom) -> Iterator[tuple[Fingerprint, Learned]]:
    for number, batch in enumerate(batches):
        try:
            impressions = network.impressions([sitter.frame for sitter in batch])
        except ModelFailedError:
            for sitter in chain(*batches[number:], *room.everyone()):
                yield sitter.photo, Learned(sitter.measurement)
            raise
        for sitter, impression in zip(batch, impressions, strict=True):
            yield sitter.photo, Learned(sitter.measurement, impression)


class WaitingRoom:
    """Those who wait to be seen, by the shape of their frames. Its clock is the caller's."""

    def __init__(self) -> None:
        self._waiting: dict[tuple[int, ...], list[Sitter]] = {}
        self._since = 0.0

    def __len__(self) -> int:
        return sum(map(len, self._waiting.values()))

    def enter(self, sitter: Sitter, now: float) -> None:
        """Wait with the others of that shape."""
        if not self._waiting:
            self._since = now
        self._waiting.setdefault(sitter.frame.shape, []).append(sitter)

    def due(self, now: float) -> list[list[Sitter]]:
        """The batches whose turn it is: a full one, the largest if too many wait, all if the first has waited long."""
        if self._waiting and now - self._since >= LONGEST_WAIT_SECONDS:
            return self.everyone()
        largest = max(self._waiting.values(), key=len, default=[])
        if len(largest) >= BATCH_SIZE or len(self) > MOST_WAITING:
            return [self._waiting.pop(largest[0].frame.shape)]
        return []

    def everyone(self) -> list[list[Sitter]]:
        """All who wait, in batches."""
        batches = list(self._waiting.values())
        self._waiting = {}
        return batches
