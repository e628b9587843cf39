"""Placing files in a folder, so that a kill at any instant costs nothing and the same command goes on.

::

    finish what a killed run was doing     (its journal says what; the disk says how far it came)
    for each file to be placed:
        tell the journal
        copy      written beside, verified, named
        hardlink, symlink
        move      named anew; across disks copied and verified first, and only then is the original taken away
    tell the journal that the run is over
"""

from __future__ import annotations

import contextlib
import errno
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from winnow.domain.errors import ArgumentError
from winnow.domain.export import By, Left, Placed
from winnow.export.files import (
    alone_in,
    copy,
    flush_folder,
    give_name,
    hidden_beside,
    same_bytes,
    sha256_of,
    whole_or_gone,
)
from winnow.export.journal import Act, Journal, State, read_history
from winnow.export.layout import Holds
from winnow.export.situations import NotWrittenError, in_words, writing

if TYPE_CHECKING:
    from collections.abc import Generator

    from winnow.domain.export import Part
    from winnow.export.layout import Layout, Placing


class OnDisk:
    """What stands in a folder on the disk: a `winnow.export.layout.Place`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def holds(self, name: str, part: Part) -> Holds:
        """See `Place.holds`."""
        path = self._folder / name
        try:
            if not os.path.lexists(path):
                return Holds.NOTHING
            return Holds.THE_SAME if _is_same(path, part) else Holds.ANOTHER
        except OSError:
            return Holds.ANOTHER


def _is_same(path: Path, part: Part) -> bool:
    source = Path(part.source)
    if part.content is None or not path.is_file():
        return same_bytes(path, source)
    with contextlib.suppress(FileNotFoundError):
        if path.samefile(source):
            return True
    return path.stat().st_size == part.size and sha256_of(path) == part.content


def moved_away(folder: Path) -> dict[Path, Path]:
    """Where files lie that runs into `folder` moved there, by where they were."""
    history = read_history(folder)
    acts = [act for act in history.acts.values() if act.by is By.MOVE and act.state is not State.UNDONE]
    return {act.source: folder / act.to for act in acts if (folder / act.to).is_file() and not act.source.exists()}


def carry_out(layout: Layout, folder: Path, by: By, source: Path) -> Generator[Placed | Left]:
    """Place what `layout` says in `folder`; `source` is the folder that the photos come from.

    Raises:
        ArgumentError: hard links were asked for, and `folder` is on another disk.
        TargetBusyError, TargetFullError, TargetUnwritableError: nothing more can be placed there.
        JournalDamagedError: a journal lies there that cannot be read.
    """
    new = not os.path.exists(folder)  # noqa: PTH110 - what may not be looked at is said when it is written
    if new and not layout.placings:
        return
    with alone_in(folder), Journal(folder) as journal:
        finish(journal)
        run = journal.begin(source, by)
        if new:
            journal.made(run, "")
        for placing in layout.placings:
            yield _placed(placing, journal, run)
        journal.end(run)


def _placed(placing: Placing, journal: Journal, run: int) -> Placed | Left:
    goal = journal.folder / placing.to
    try:
        _make_folder(goal.parent, journal, run)
        act = journal.doing(run, _as_it_is(placing), hidden_beside(goal))
        try:
            _place(act, goal)
        except NotWrittenError:
            journal.undone(act)
            raise
    except NotWrittenError as error:
        return Left(placing.part.path, str(error))
    journal.done(act)
    return Placed(placing.part.path, placing.to)


def _as_it_is(placing: Placing) -> Placing:
    """With the size and the time that the file has now: it may have changed since it was planned."""
    try:
        stat = Path(placing.part.source).stat()
    except OSError as error:
        raise NotWrittenError(f"it cannot be read: {in_words(error)}") from error
    return replace(placing, part=replace(placing.part, size=stat.st_size, mtime_ns=stat.st_mtime_ns))


def _make_folder(folder: Path, journal: Journal, run: int) -> None:
    missing = [path for path in (folder, *folder.parents) if not path.is_dir()]
    for path in reversed(missing):
        journal.made(run, path.relative_to(journal.folder).as_posix())
        with writing(path):
            path.mkdir()


def _place(act: Act, goal: Path) -> None:
    match act.by:
        case By.COPY:
            copy_to(act.source, goal, act.part)
        case By.HARDLINK:
            _hard_link(act.source, goal)
        case By.SYMLINK:
            with writing(goal):
                goal.symlink_to(act.source)
        case By.MOVE:
            move_to(act.source, goal, act.part)


def copy_to(source: Path, goal: Path, part: Path) -> None:
    """Copy a file, verified, by way of `part` beside its goal."""
    copy(source, part)
    with whole_or_gone(part), writing(goal):
        give_name(part, goal)
        flush_folder(goal.parent)


def _hard_link(source: Path, goal: Path) -> None:
    try:
        goal.hardlink_to(source.resolve())
    except OSError as error:
        if error.errno == errno.EXDEV:
            raise out_of_reach(source, goal.parent) from error
        if error.errno in {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP}:
            raise ArgumentError(
                f"{goal.parent} takes no hard link to {source}: {os.strerror(error.errno).lower()}. Type --by copy."
            ) from error
        with writing(goal):
            raise


def out_of_reach(source: Path, folder: Path) -> ArgumentError:
    """The error of a hard link to another disk."""
    return ArgumentError(
        f"A hard link cannot reach from {source} to {folder}, which is another disk. Type --by copy, or --by symlink."
    )


def move_to(source: Path, goal: Path, part: Path) -> None:
    """Move a file; across disks by way of a verified copy at `part`, beside its goal.

    Raises:
        NotWrittenError: it is a link, or cannot be moved.
        TargetFullError, TargetUnwritableError: nothing more can be placed there.
    """
    if source.is_symlink():
        raise NotWrittenError("it is a symbolic link, and moving it could break it")
    if not os.access(source.parent, os.W_OK):
        raise NotWrittenError("nothing can be taken away from its folder, which cannot be written")
    try:
        give_name(source, goal)
    except OSError as error:
        if error.errno != errno.EXDEV:
            with writing(goal):
                raise
        copy_to(source, goal, part)
        _take_away(source)
    else:
        with writing(goal):
            flush_folder(goal.parent)
            flush_folder(source.parent)


def _take_away(source: Path) -> None:
    """Remove an original whose verified copy has its name."""
    try:
        source.unlink()
    except OSError as error:
        raise NotWrittenError(f"it was copied, and the original cannot be taken away: {in_words(error)}") from error


def finish(journal: Journal) -> None:
    """Bring what a killed run was doing to an end, forwards or back, as far as it had come."""
    for act in list(journal.history.acts.values()):
        goal = journal.folder / act.to
        if act.state is State.DOING:
            if settled(act.source, goal, act):
                journal.done(act)
            else:
                journal.undone(act)
        elif act.state is State.UNDOING and settled(goal, act.source, act):
            journal.undone(act)


def settled(origin: Path, goal: Path, act: Act) -> bool:
    """Whether a file that was on its way has arrived; then, if it was moved, it is no longer where it came from."""
    with writing(goal):
        act.part.unlink(missing_ok=True)
        if act.by is not By.MOVE:
            return os.path.lexists(goal)
        if not goal.is_file():
            return False
        if origin.is_file():
            if not same_bytes(origin, goal):
                return False
            origin.unlink()
        return True
