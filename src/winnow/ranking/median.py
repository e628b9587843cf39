"""The median of what has been seen so far, in O(log n) per value: two heaps that meet in the middle."""

from __future__ import annotations

import heapq


class RunningMedian:
    """The median of the values pushed so far.

    The lower half lies in a max-heap (negated), the upper half in a min-heap; the lower one holds the odd value out.
    """

    def __init__(self) -> None:
        self._lower: list[float] = []
        self._upper: list[float] = []

    def __len__(self) -> int:
        return len(self._lower) + len(self._upper)

    def push(self, value: float) -> None:
        """Take one more value."""
        heapq.heappush(self._upper, -heapq.heappushpop(self._lower, -value))
        if len(self._upper) > len(self._lower):
            heapq.heappush(self._lower, -heapq.heappop(self._upper))

    @property
    def median(self) -> float | None:
        """The median; the mean of the middle two where their number is even; None before the first value."""
        if not self._lower:
            return None
        if len(self._lower) > len(self._upper):
            return -self._lower[0]
        return (self._upper[0] - self._lower[0]) / 2
