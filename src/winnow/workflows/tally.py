"""Counting a run's events as they come."""

from __future__ import annotations

from dataclasses import dataclass, field

from winnow.domain.events import Copied, Event, Finished, Ignored, Missing, Moved, Scored, Walked
from winnow.domain.failure import Failed
from winnow.ranking.median import RunningMedian


@dataclass(slots=True)
class Tally:
    """Counts of one run so far, and the running median of the scores it has told."""

    to_look_at: int = 0
    unchanged: int = 0
    scored: int = 0
    copied: int = 0
    failed: int = 0
    moved: int = 0
    missing: int = 0
    ignored: int = 0
    scores: RunningMedian = field(default_factory=RunningMedian)

    @property
    def done(self) -> int:
        """Photos looked at so far, of `to_do`."""
        return self.scored + self.copied + self.failed

    @property
    def to_do(self) -> int:
        """Photos to look at: a file counts as one until it is opened and found to be none."""
        return self.to_look_at - self.ignored

    @property
    def median(self) -> float | None:
        """Median of the scores told so far; None before the first."""
        return self.scores.median

    def add(self, event: Event) -> None:
        """Count one event."""
        match event:
            case Walked():
                self.to_look_at = event.to_do + self.failed  # folders that cannot be read
                self.unchanged = event.unchanged
            case Scored():
                self.scored += 1
                self.scores.push(event.score)
            case Copied():
                self.copied += 1
                self.scores.push(event.score)
            case Failed():
                self.failed += 1
            case Moved():
                self.moved += 1
            case Missing():
                self.missing += 1
            case Ignored():
                self.ignored += 1
            case _:
                pass

    def finished(self, *, seconds: float, interrupted: bool) -> Finished:
        """The run's last event."""
        return Finished(
            scored=self.scored,
            copied=self.copied,
            unchanged=self.unchanged,
            failed=self.failed,
            moved=self.moved,
            missing=self.missing,
            ignored=self.ignored,
            median=self.median,
            seconds=seconds,
            interrupted=interrupted,
        )
