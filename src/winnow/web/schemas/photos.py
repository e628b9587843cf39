"""A photo in a list, what has been decided of it, and the lists."""

from __future__ import annotations

from typing import Literal

from winnow.domain.group import Kind
from winnow.web.schemas.base import Resource

Verdict = Literal["kept", "rejected"]


class Mark(Resource):
    """What has been decided of one photo."""

    verdict: Verdict | None = None
    stars: int = 0
    label: str | None = None


class Membership(Resource):
    """A group that a photo belongs to; `keeper` is true of what is suggested, or chosen, to be kept of it."""

    group: str
    kind: Kind
    size: int
    keeper: bool


class Photo(Resource):
    """A photo in a list. `width` and `height` are upright, 0 where it could not be measured.

    `version` changes when the file's content does: part of the address of its pictures, so that they can be cached.
    """

    id: int
    name: str
    folder: str
    version: str
    width: int
    height: int
    format: str | None
    score: float | None
    confidence: float | None
    taken_at: str | None
    mark: Mark
    groups: tuple[Membership, ...] = ()
    failure: str | None = None


class Photos(Resource):
    """A page of photos. `next` asks for the one after it: pass it as `after`; null at the end."""

    photos: tuple[Photo, ...]
    total: int
    next: str | None = None


class Columns(Resource):
    """All photos of a list at once, a column for each fact, in one order: what a grid of 100,000 is laid out from.

    `aspect` is width by height, 1 where unknown, 0 where there is no picture, as the photo could not be rated;
    `verdict` 1 kept, -1 rejected, 0 neither. `revision` changes with whatever the list depends on.
    """

    revision: str
    id: tuple[int, ...]
    version: tuple[str, ...]
    aspect: tuple[float, ...]
    score: tuple[float | None, ...]
    verdict: tuple[int, ...]
    stars: tuple[int, ...]
    label: tuple[str | None, ...]
