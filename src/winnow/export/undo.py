"""Undoing the last move into a folder: every file back to where it came from, the last one first.

::

    finish what a killed run was doing
    for each file of the last run that moved any:
        changed since, or its old place taken     → left, and why
        else                                      → back, by the same care as there
    take away the folders that the run made, where they are empty
    take away the journal when nothing in it is left to undo
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from winnow.domain.errors import NothingToUndoError
from winnow.domain.export import By, Left, Placed
from winnow.export.files import alone_in, hidden_beside
from winnow.export.folder import finish, move_to
from winnow.export.journal import JOURNAL_NAME, Journal, State, read_history
from winnow.export.situations import NotWrittenError, writing

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from winnow.export.journal import Act


def undo(place: Path) -> Generator[Placed | Left]:
    """Undo the last move into a folder; `place` is that folder, or the journal in it.

    What cannot go back stays, and may be tried again.

    Raises:
        NothingToUndoError: there is no journal, or it tells of no move.
        TargetBusyError, TargetFullError, TargetUnwritableError: nothing more can be moved.
        JournalDamagedError: the journal cannot be read.
    """
    folder = place.parent if place.name == JOURNAL_NAME else place
    if not any(act.by is By.MOVE for act in read_history(folder).acts.values()):
        raise NothingToUndoError(f"{folder} holds no journal of a move.")
    with alone_in(folder), Journal(folder) as journal:
        run = _last_run(journal)
        finish(journal)
        for act in reversed([act for act in journal.history.moves() if act.run == run]):
            yield _back(act, journal)
        made = journal.history.made.get(run, [])
        over = journal.forget_if_over()
        _take_empty_away(folder, [name for name in made if name])
    if over and "" in made:
        with contextlib.suppress(OSError):  # something else lies there
            folder.rmdir()


def _last_run(journal: Journal) -> int:
    """The last run of which a move is not undone; if a kill came right after the last was, that run."""
    moves = [act for act in journal.history.acts.values() if act.by is By.MOVE]
    return max([act.run for act in moves if act.state is not State.UNDONE] or [act.run for act in moves])


def _back(act: Act, journal: Journal) -> Placed | Left:
    lies = journal.folder / act.to
    try:
        _check(act, lies)
        with writing(act.source.parent):
            act.source.parent.mkdir(parents=True, exist_ok=True)
        undoing = journal.undoing(act, hidden_beside(act.source))
        try:
            move_to(lies, act.source, undoing.part)
        except NotWrittenError:
            journal.done(act)
            raise
    except NotWrittenError as error:
        return Left(str(lies), str(error))
    journal.undone(act)
    return Placed(str(lies), str(act.source))


def _check(act: Act, lies: Path) -> None:
    """See that the file is the one that was moved.

    Raises:
        NotWrittenError: it is gone, or another.
    """
    try:
        stat = lies.lstat()
    except OSError as error:
        raise NotWrittenError("it is no longer there") from error
    if (stat.st_size, stat.st_mtime_ns) != (act.size, act.mtime_ns):
        raise NotWrittenError(f"it has been changed since it was moved; its old place was {act.source}")


def _take_empty_away(folder: Path, made: list[str]) -> None:
    for name in reversed(made):
        with contextlib.suppress(OSError):  # something else lies there
            (folder / name).rmdir()
