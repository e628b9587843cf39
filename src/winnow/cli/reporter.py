"""What `rate` says while it runs: JSON for programs, plain lines for logs and pipes, a live display on a terminal."""

from __future__ import annotations

import dataclasses
import json as json_format
import os
import sys
import time
from typing import TYPE_CHECKING, Protocol, Self

from winnow.cli.pace import Pace
from winnow.cli.terminal import console, duration, live, plural, shown, typed
from winnow.domain.events import Event, Finished, Noticed, Rescored, Walked

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

STOPPING = "Stopping: saving what is measured ... (Ctrl-C again ends at once)"
LINE_EVERY_SECONDS = 10.0


class Reporter(Protocol):
    """Told what happens; shows it."""

    def __enter__(self) -> Self: ...
    def __exit__(self, *_: object) -> None: ...

    def begin(self, folder: Path, library: Path | None = None) -> None:
        """Show that the rating of this folder begins."""
        ...

    def tell(self, event: Event) -> None:
        """Show one event."""
        ...

    def stopping(self) -> None:
        """Show that a stop was asked for. Called in a signal handler."""
        ...


def reporter_for(*, json: bool) -> Reporter:
    """The reporter that suits standard output."""
    if json:
        return JsonLines()
    if live():
        from winnow.cli.live import LiveDisplay  # noqa: PLC0415 - Rich's live display is loaded where it is shown

        return LiveDisplay()
    return PlainLines()


def event_json(event: Event) -> str:
    r"""One event as one line of JSON; a byte of a name that is not UTF-8 is ``\udcXX``, as `os.fsdecode` has it."""
    return json_format.dumps({"event": type(event).__name__.lower()} | dataclasses.asdict(event))


class JsonLines:
    """One JSON object per event and line on standard output, and nothing else."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def begin(self, folder: Path, library: Path | None = None) -> None:
        """Nothing: `Walked` names the folder."""

    def tell(self, event: Event) -> None:
        """Print the event."""
        sys.stdout.write(event_json(event) + "\n")
        sys.stdout.flush()

    def stopping(self) -> None:
        """Say so on standard error."""
        _warn(STOPPING)


class PlainLines:
    """A line when it begins, one now and then, and the summary; no escape codes."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._console = console()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def begin(self, folder: Path, library: Path | None = None) -> None:
        """Say which folder it is."""
        from winnow.library import Tally  # noqa: PLC0415 - the library is heavy; by now it is loaded

        self._where = typed(folder, library)
        self._tally = Tally()
        self._pace = Pace()
        self._next_line = self._clock() + LINE_EVERY_SECONDS
        self._print(f"Looking through {typed(folder)}")

    def tell(self, event: Event) -> None:
        """Count the event; print a line if it is time for one."""
        self._tally.add(event)
        now = self._clock()
        self._pace.add(now, self._tally.done)
        match event:
            case Noticed() | Rescored() | Walked():
                self._print(said(event))
            case Finished():
                for line in summary(event, self._where):
                    self._print(line)
            case _ if now >= self._next_line:
                self._next_line = now + LINE_EVERY_SECONDS
                self._print(self._progress(now))

    def stopping(self) -> None:
        """Say so on standard error."""
        _warn(STOPPING)

    def _progress(self, now: float) -> str:
        tally = self._tally
        parts = [f"{tally.done:,} of {tally.to_do:,}"]
        speed = self._pace.per_second(now, tally.done)
        left = self._pace.seconds_left(now, tally.done, tally.to_do)
        if speed is not None and left is not None:
            parts += [f"{speed:.1f} photos/s", f"{duration(left)} left"]
        parts += [f"{tally.scored:,} new, {tally.copied:,} copied, {tally.failed:,} failed"]
        if tally.median is not None:
            parts.append(f"median {tally.median:.1f}")
        return "; ".join(parts)

    def _print(self, line: str) -> None:
        self._console.print(line, soft_wrap=True)
        sys.stdout.flush()


def _warn(line: str) -> None:
    os.write(2, f"{line}\n".encode())  # straight to the descriptor: a signal may come in the middle of a print


def said(event: Noticed | Rescored | Walked) -> str:
    """An event that a person is told of as it happens, in a sentence."""
    match event:
        case Noticed():
            return shown(event.message)
        case Rescored():
            return f"{plural(event.contents, 'photo')} scored by this model from stored measurements"
        case Walked():
            return f"{plural(event.found, 'file')} found: {event.unchanged:,} unchanged, {event.to_do:,} to look at"


def summary(event: Finished, where: str) -> list[str]:
    """The last words: what was done, and what to type next for the folder at `where`."""
    rated = event.scored + event.copied
    median = "" if event.median is None else f", median score {event.median:.1f}"
    speed = f" ({rated / event.seconds:,.0f} a second)" if rated and event.seconds >= 1 else ""
    counts = [
        (event.copied, "known already, score copied"),
        (event.failed, "could not be scored"),
        (event.moved, "moved"),
        (event.missing, "missing"),
        (event.ignored, "no photo"),
        (event.unchanged, "unchanged"),
    ]
    details = "; ".join(f"{count:,} {words}" for count, words in counts if count)
    if not rated and not event.interrupted:
        lines = [f"Nothing new to score: {details}." if details else "There are no photos here."]
    else:
        lines = [f"Rated {plural(rated, 'photo')} in {duration(event.seconds)}{speed}{median}."]
        lines += [f"  {details}"] if details else []
    if event.interrupted:
        lines.append(f"Stopped, and everything so far is saved. To go on: winnow rate {where}")
    else:
        lines += [f"Next: winnow top {where}"] if details or rated else []
        if event.failed:
            lines.append(f"Why some failed: winnow status {where}")
    return lines
