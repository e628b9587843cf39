"""What a view holds, as resources."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from winnow.web.schemas import groups, photos
from winnow.workflows.album import readable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from winnow.domain.decision import Mark
    from winnow.web.view import View

    Floats = NDArray[np.float64]

_VERDICTS: dict[bool | None, photos.Verdict | None] = {True: "kept", False: "rejected", None: None}


def mark(given: Mark) -> photos.Mark:
    """What was decided of a photo."""
    return photos.Mark(verdict=_VERDICTS[given.kept], stars=given.stars, label=given.label)


def photo(view: View, place: int, scores: Floats) -> photos.Photo:
    """A photo as lists show it."""
    return photos.Photo(**photo_fields(view, place, scores))


def photo_fields(view: View, place: int, scores: Floats) -> dict[str, Any]:
    """The fields of `winnow.web.schemas.photos.Photo`."""
    desk = view.desk
    album, row = desk.album, desk.album.rows[place]
    folder, _, name = readable(row.path).rpartition("/")
    width, height = album.sizes[place].tolist()
    return {
        "id": row.id,
        "name": name,
        "folder": folder,
        "version": album.version(place),
        "width": width,
        "height": height,
        "format": album.formats.text(place),
        "score": known(scores[place]),
        "confidence": known(album.confidences[place]),
        "taken_at": album.taken.text(place),
        "mark": mark(desk.mark(place)),
        "groups": tuple(membership(view, number, place) for number in desk.groups.of(place)),
        "failure": row.failure_reason and readable(row.failure_reason),
    }


def membership(view: View, number: int, place: int) -> photos.Membership:
    """A group that a photo is in."""
    group = view.desk.groups.groups[number]
    keeper = view.desk.is_keeper(number, place)
    return photos.Membership(group=group.id, kind=group.kind, size=len(group.members), keeper=keeper)


def group(view: View, number: int, scores: Floats, *, waiting: bool) -> groups.Group:
    """A group with its photos, best first."""
    desk = view.desk
    own, said = desk.groups.groups[number], desk.suggestion(number)
    return groups.Group(
        id=own.id,
        kind=own.kind,
        members=tuple(photo(view, desk.album.place_of[member], scores) for member in said.order),
        margin=said.margin,
        sure=said.sure,
        reasons=said.reasons,
        chosen=desk.chosen.get(number, ()),
        keep_all=number in desk.keep_all,
        waiting=waiting,
    )


def known(value: float) -> float | None:
    """A number, or None where there is none."""
    return None if math.isnan(value) else float(value)
