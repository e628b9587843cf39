"""The library as a request sees it, and what an act did to it: values that are never changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from winnow.domain.decision import Act, Mark
    from winnow.workflows.desk import Desk


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """The library at one time.

    Attributes:
        desk: photos, marks and groups.
        reading: names the album: another one where photos or scores are others.
        revision: another one whenever anything is.
        newest: the id of the last act.
        can_undo, can_redo: whether there is anything to.
        rated: whether there is a library at all.
        grouped: whether anybody has looked for groups yet.
        missing: photos that were there once.
    """

    desk: Desk
    reading: int
    revision: str
    newest: int = 0
    can_undo: bool = False
    can_redo: bool = False
    rated: bool = False
    grouped: bool = False
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """A photo whose mark is another."""

    photo: int
    before: Mark
    after: Mark


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What an act did.

    Attributes:
        act: as the log has it.
        about: what it took back or brought back; else itself.
        took_back: whether that is in force no more.
        changes: in order of id.
        view: the library after it.
    """

    act: Act
    about: Act
    took_back: bool
    changes: tuple[Change, ...]
    view: View


@dataclass(frozen=True, slots=True)
class Located:
    """Where a photo's files are, relative to the folder; see `winnow.web.pictures.Located`."""

    path: str
    companion: str | None
    content: bytes | None
    version: str
    format: str | None
