"""What is to be decided, what an act did, and the log of all acts."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from winnow.domain.decision import Verb
from winnow.web.schemas.base import MOST_PHOTOS, PhotoId, Resource
from winnow.web.schemas.groups import Group
from winnow.web.schemas.photos import Mark


class NewDecision(Resource):
    """What is to be decided. `key` is the client's own name for it: sent again, it is not decided again.

    `others` and `value` mean with each verb what `winnow.domain.decision.Verb` says.
    """

    verb: Verb
    photos: tuple[PhotoId, ...] = Field(min_length=1, max_length=MOST_PHOTOS)
    others: tuple[PhotoId, ...] = Field(default=(), max_length=MOST_PHOTOS)
    value: str | None = Field(default=None, max_length=80)
    why: str = Field(default="", max_length=2000)


class NewDecisions(Resource):
    """Decisions that are made at once, and undone at once."""

    key: Annotated[str, Field(min_length=8, max_length=80)]
    decisions: tuple[NewDecision, ...] = Field(min_length=1, max_length=100)


class NewStep(Resource):
    """One step back or forward in the log; `key` as for `NewDecisions`."""

    key: Annotated[str, Field(min_length=8, max_length=80)]


class Change(Resource):
    """What a photo's mark was, and is now."""

    photo: int
    before: Mark
    after: Mark


class Done(Resource):
    """What an act did, in words too: for a message with an undo. `revision` is the library's after it.

    `verbs` are of what was decided, or taken back, or decided again. `groups` are those that the act touches, as they
    are now.
    """

    act: int
    text: str
    verbs: tuple[Verb, ...]
    changes: tuple[Change, ...]
    groups: tuple[Group, ...]
    can_undo: bool
    can_redo: bool
    revision: str


class Act(Resource):
    """An entry of the log, as `winnow log` tells it."""

    id: int
    at: str
    who: str
    why: str
    text: str
    undone: bool


class Acts(Resource):
    """A page of the log, newest first."""

    acts: tuple[Act, ...]
    can_undo: bool
    can_redo: bool
    next: str | None = None
