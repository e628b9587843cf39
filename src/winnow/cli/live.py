"""The live display of `rate` on a terminal: how far, how fast, how long still, and where the scores lie.

::

    event → tally → frame (a value) → drawn some times a second by Rich's own thread

The drawing thread only ever sees whole frames, so nothing is locked and a burst of events costs nothing.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from rich.console import Group
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from winnow.cli.pace import Pace
from winnow.cli.reporter import STOPPING, said, summary
from winnow.cli.terminal import console, duration, shorten, shown, typed
from winnow.domain.events import Copied, Event, Finished, Noticed, Rescored, Scored, Walked
from winnow.domain.failure import Failed

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import RenderableType

FRAMES_PER_SECOND = 8


@dataclass(frozen=True, slots=True)
class Frame:
    """What the display shows at one moment."""

    folder: str
    to_do: int | None = None
    done: int = 0
    new: int = 0
    copied: int = 0
    failed: int = 0
    unchanged: int = 0
    median: float | None = None
    last: str = ""
    last_score: float | None = None


class LiveDisplay:
    """Draws frames on the terminal while a run goes on, and leaves the summary behind."""

    def __init__(self) -> None:
        self._console = console()
        self._stopping = False
        self._spinner = Spinner("dots")
        self._frame = Frame("")
        self._live: Live | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def begin(self, folder: Path, library: Path | None = None) -> None:
        """Start drawing."""
        from winnow.library import Tally  # noqa: PLC0415 - the library is heavy; by now it is loaded

        self._where = typed(folder, library)
        self._tally = Tally()
        self._pace = Pace()
        self._frame = Frame(typed(folder))
        self._live = Live(
            console=self._console,
            get_renderable=self._draw,
            refresh_per_second=FRAMES_PER_SECOND,
            transient=True,
        )
        self._live.start()

    def tell(self, event: Event) -> None:
        """Take the event into the next frame; after the last, leave the summary."""
        self._tally.add(event)
        self._pace.add(time.monotonic(), self._tally.done)
        match event:
            case Noticed() | Rescored() | Walked():
                self._console.print(said(event), soft_wrap=True)
            case Finished():
                self._end()
                for line in summary(event, self._where):
                    self._console.print(line, soft_wrap=True)
        self._frame = self._next_frame(event)

    def stopping(self) -> None:
        """Say so in the next frame."""
        self._stopping = True

    def _end(self) -> None:
        if self._live is not None:
            self._live.stop()
            self._live = None

    def _next_frame(self, event: Event) -> Frame:
        tally, before = self._tally, self._frame
        last, last_score = before.last, before.last_score
        is_walked = isinstance(event, Walked) or before.to_do is not None
        if isinstance(event, Scored | Copied):
            last, last_score = event.path, event.score
        elif isinstance(event, Failed):
            last, last_score = event.path, None
        return Frame(
            folder=before.folder,
            to_do=tally.to_do if is_walked else None,
            done=tally.done,
            new=tally.scored,
            copied=tally.copied,
            failed=tally.failed,
            unchanged=tally.unchanged,
            median=tally.median,
            last=last,
            last_score=last_score,
        )

    def _draw(self) -> RenderableType:
        frame = self._frame
        if frame.to_do is None:
            self._spinner.update(text=STOPPING if self._stopping else f"Looking through {frame.folder}")
            return self._spinner
        now = time.monotonic()
        speed = self._pace.per_second(now, frame.done)
        left = self._pace.seconds_left(now, frame.done, frame.to_do)
        return Group(
            progress_row(frame.done, frame.to_do),
            Text(STOPPING, style="yellow") if self._stopping else pace_row(speed, left, frame.median),
            counts_row(frame),
            last_row(frame, self._console.width),
        )


def progress_row(done: int, to_do: int) -> Table:
    """A bar over the width of the terminal, and the numbers."""
    row = Table.grid(expand=True, padding=(0, 1))
    row.add_column(ratio=1)
    row.add_column(justify="right", no_wrap=True)
    share = done / to_do if to_do else 1.0
    row.add_row(ProgressBar(total=max(to_do, 1), completed=done), f"{done:,} of {to_do:,}  {share:4.0%}")
    return row


def pace_row(speed: float | None, seconds_left: float | None, median: float | None) -> Text:
    """Speed, time left, running median."""
    parts = ["measuring the pace ..." if speed is None else f"{speed:.1f} photos/s"]
    if seconds_left is not None:
        parts.append(f"{duration(seconds_left)} left")
    row = Text(" · ".join(parts))
    if median is not None:
        row.append(" · median score ").append(f"{median:.1f}", style="bold")
    return row


def counts_row(frame: Frame) -> Text:
    """New, copied, failed, unchanged."""
    row = Text(f"{frame.new:,} new · {frame.copied:,} copied score · ")
    row.append(f"{frame.failed:,} failed", style="red" if frame.failed else "")
    return row.append(f" · {frame.unchanged:,} unchanged")


def last_row(frame: Frame, width: int) -> Text:
    """The photo just looked at."""
    if not frame.last:
        return Text("")
    verdict = "failed" if frame.last_score is None else f"{frame.last_score:6.1f}"
    return Text(f"{verdict}  {shorten(shown(frame.last), width - 9)}", style="dim", no_wrap=True, overflow="crop")
