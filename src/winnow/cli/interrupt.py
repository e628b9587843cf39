"""Ctrl-C and SIGTERM as a request to stop, not as an exception in the middle of something."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interruption:
    """While open, the first signal calls `stop`, the second ends the command at once, the third kills it.

    `exit_code` is None until a signal came: then it is 130 or 143, what shells expect.
    """

    def __init__(self, stop: Callable[[], None]) -> None:
        self._stop = stop
        self.exit_code: int | None = None

    def __enter__(self) -> Self:
        self._before = {number: signal.signal(number, self._receive) for number in SIGNALS}
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _receive(self, number: int, _frame: FrameType | None) -> None:
        if self.exit_code is None:
            self.exit_code = 128 + number
            self._stop()
            return
        for each in SIGNALS:
            signal.signal(each, signal.SIG_DFL)
        raise KeyboardInterrupt
