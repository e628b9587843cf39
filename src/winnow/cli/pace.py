"""How fast a run goes, and how long it still takes."""

from __future__ import annotations

from collections import deque

WINDOW_SECONDS = 20.0  # long enough to smooth over one slow RAW, short enough to follow a slower folder
SAMPLE_SECONDS = 0.25
EARLIEST_SECONDS = 1.0  # before that, any figure would jump


class Pace:
    """Files per second over the last seconds. Times are in seconds on any clock that does not go back."""

    def __init__(self) -> None:
        self._samples: deque[tuple[float, int]] = deque()

    def add(self, now: float, done: int) -> None:
        """Note how many files are done now."""
        if self._samples and now - self._samples[-1][0] < SAMPLE_SECONDS:
            return
        self._samples.append((now, done))
        while len(self._samples) > 2 and now - self._samples[1][0] >= WINDOW_SECONDS:  # noqa: PLR2004 - a pace has two ends
            self._samples.popleft()

    def per_second(self, now: float, done: int) -> float | None:
        """Files per second, up to now; None while it is too early to tell."""
        if not self._samples:
            return None
        start, done_then = self._samples[0]
        if now - start < EARLIEST_SECONDS or done == done_then:
            return None
        return (done - done_then) / (now - start)

    def seconds_left(self, now: float, done: int, total: int) -> float | None:
        """Seconds until `total` are done, at this pace."""
        speed = self.per_second(now, done)
        return None if speed is None else (total - done) / speed
