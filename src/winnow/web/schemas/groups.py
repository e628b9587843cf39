"""A group with its photos, and the lists of groups."""

from __future__ import annotations

from winnow.domain.group import Kind
from winnow.web.schemas.base import Resource
from winnow.web.schemas.photos import Photo


class Group(Resource):
    """Photos that belong together, best first: the first is the one to keep, for these reasons.

    `margin` is 0 (any would do) to 1; `sure` false for a close call. `chosen` are the person's own keepers. `waiting`
    tells that there is something to choose: not all of it is to be kept, none of it is, two or more are not rejected.
    """

    id: str
    kind: Kind
    members: tuple[Photo, ...]
    margin: float
    sure: bool
    reasons: tuple[str, ...]
    chosen: tuple[int, ...]
    keep_all: bool
    waiting: bool


class Groups(Resource):
    """A page of groups, as `Photos`. `waiting` counts those of the list in which there is something to choose."""

    groups: tuple[Group, ...]
    total: int
    waiting: int
    next: str | None = None
