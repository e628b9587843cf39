"""What an export does in a folder, line by line, written down before it is done.

::

    {"what": "run", "run": 1, "by": "move", "from": "/home/me/Pictures", "at": "2025-07-14T18:03:22+00:00"}
    {"what": "made", "run": 1, "folder": "2019"}
    {"what": "doing", "id": 1, "run": 1, "from": "/home/me/Pictures/2019/a.jpg", "to": "2019/a.jpg", "part": ...}
    {"what": "done", "id": 1}
    {"what": "ended", "run": 1}
    {"what": "undoing", "id": 1, "part": ...}
    {"what": "undone", "id": 1}

A line is on the disk before the act that it announces, so whatever is found half done after a kill is named here. A
last line without an end was being written when the kill came: nothing of it has happened.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from winnow.domain.errors import JournalDamagedError
from winnow.domain.export import By
from winnow.export.situations import writing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from winnow.export.layout import Placing

JOURNAL_NAME: Final = ".winnow-export.jsonl"


class State(Enum):
    """How far an act has come."""

    DOING = "doing"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"  # or never done


@dataclass(frozen=True, slots=True)
class Act:
    """One file that was to go from `source`, absolute, to `to`, relative to the journal's folder.

    Attributes:
        part: the hidden name under which a copy is being written, if it is one; absolute.
    """

    id: int
    run: int
    by: By
    source: Path
    to: str
    size: int
    mtime_ns: int
    part: Path
    state: State = State.DOING


@dataclass(slots=True)
class History:
    """Everything that a journal tells.

    Attributes:
        acts: by id, in the order in which they were begun.
        made: folders that runs made, by run, outer ones first; ``""`` is the journal's own.
        ended: runs that came to their end.
        runs: how each run was to place files.
    """

    acts: dict[int, Act] = field(default_factory=dict)
    made: dict[int, list[str]] = field(default_factory=dict)
    ended: set[int] = field(default_factory=set)
    runs: dict[int, By] = field(default_factory=dict)

    def add(self, line: dict[str, Any], folder: Path) -> None:
        """Learn what one line tells."""
        match line["what"]:
            case "run":
                self.runs[line["run"]] = By(line["by"])
            case "made":
                self.made.setdefault(line["run"], []).append(line["folder"])
            case "doing":
                self.acts[line["id"]] = _act(line, self.runs[line["run"]], folder)
            case "undoing":
                act = self.acts[line["id"]]
                self.acts[act.id] = replace(act, state=State.UNDOING, part=Path(line["part"]))
            case "done" | "undone" as word:
                self.acts[line["id"]] = replace(self.acts[line["id"]], state=State(word))
            case "ended":
                self.ended.add(line["run"])

    def moves(self) -> list[Act]:
        """Moves that were done and not undone, in order."""
        return [act for act in self.acts.values() if act.by is By.MOVE and act.state in {State.DONE, State.UNDOING}]


def read_history(folder: Path) -> History:
    """What the journal in a folder tells; nothing if there is none."""
    try:
        text = (folder / JOURNAL_NAME).read_text(encoding="ascii", errors="replace")
    except OSError:
        return History()
    return told(text.split("\n")[:-1], folder)


def told(lines: Iterable[str], folder: Path) -> History:
    """What the lines of a journal in `folder` tell.

    Raises:
        JournalDamagedError: they are not what winnow writes.
    """
    history = History()
    try:
        for line in lines:
            history.add(json.loads(line), folder)
    except (ValueError, LookupError, TypeError) as error:
        raise JournalDamagedError(f"{folder / JOURNAL_NAME}: it was left as it is, and so is every file.") from error
    return history


def _act(line: dict[str, Any], by: By, folder: Path) -> Act:
    return Act(
        id=line["id"],
        run=line["run"],
        by=by,
        source=Path(line["from"]),
        to=line["to"],
        size=line["size"],
        mtime_ns=line["mtime_ns"],
        part=folder / line["part"],
    )


class Journal:
    """The journal of one folder, open to be written; `winnow.export.files.alone_in` keeps others away."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.history = read_history(folder)
        self._path = folder / JOURNAL_NAME
        with writing(folder):
            self._file = self._path.open("a+b")
            self._drop_torn_line()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def begin(self, source: Path, by: By) -> int:
        """Begin a run, or go on with the one that did not end, and return its number."""
        last = max(self.history.runs, default=0)
        if last and last not in self.history.ended and self.history.runs[last] is by:
            return last
        at = datetime.now(UTC).isoformat(timespec="seconds")
        self._write({"what": "run", "run": last + 1, "by": by, "from": os.fspath(source), "at": at})
        return last + 1

    def made(self, run: int, folder: str) -> None:
        """A folder is about to be made."""
        self._write({"what": "made", "run": run, "folder": folder})

    def doing(self, run: int, placing: Placing, part: Path) -> Act:
        """A file is about to be placed."""
        number = next(reversed(self.history.acts), 0) + 1
        file = placing.part
        self._write(
            {
                "what": "doing",
                "id": number,
                "run": run,
                "from": file.source,
                "to": placing.to,
                "size": file.size,
                "mtime_ns": file.mtime_ns,
                "part": os.fspath(part.relative_to(self.folder)),
            }
        )
        return self.history.acts[number]

    def done(self, act: Act) -> None:
        """It is placed."""
        self._write({"what": "done", "id": act.id}, flush=False)

    def undoing(self, act: Act, part: Path) -> Act:
        """A move is about to be undone; `part` is where the file is written if it must be copied."""
        self._write({"what": "undoing", "id": act.id, "part": os.fspath(part)})
        return self.history.acts[act.id]

    def undone(self, act: Act) -> None:
        """It lies where it came from, or never left it."""
        self._write({"what": "undone", "id": act.id}, flush=False)

    def end(self, run: int) -> None:
        """A run came to its end. A journal in which nothing can be undone goes."""
        self._write({"what": "ended", "run": run})
        self.forget_if_over()

    def forget_if_over(self) -> bool:
        """Take the journal away if there is nothing in it that could be undone, and say so."""
        if self.history.moves():
            return False
        self._file.close()  # Windows removes no file that is open
        with writing(self.folder):
            self._path.unlink()
        return True

    def _write(self, line: dict[str, Any], *, flush: bool = True) -> None:
        """Add a line; what is not flushed is no loss: the disk tells whether a file was placed."""
        self.history.add(line, self.folder)
        with writing(self._path):
            self._file.write(json.dumps(line).encode() + b"\n")
            self._file.flush()
            if flush:
                os.fsync(self._file.fileno())

    def _drop_torn_line(self) -> None:
        self._file.seek(0)
        whole = self._file.read().rpartition(b"\n")
        self._file.truncate(len(whole[0]) + len(whole[1]))
