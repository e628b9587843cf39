"""Groups: lists of them, and one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import numpy as np
from fastapi import APIRouter, Query, Request, Response
from starlette.exceptions import HTTPException

from winnow.web.answers import CONDITIONAL, answer
from winnow.web.context import Here
from winnow.web.lists import cursor, page, read_cursor
from winnow.web.present import group as shown
from winnow.web.queries import GroupListing
from winnow.web.schemas.groups import Group, Groups
from winnow.workflows.album_groups import KINDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from winnow.workflows.album import Album
    from winnow.workflows.album_groups import Groups as Columns

    Mask = NDArray[np.bool_]
    Places = NDArray[np.intp]
    Floats = NDArray[np.float64]

router = APIRouter(prefix="/api/v1/groups", tags=["groups"])


@router.get("", operation_id="listGroups", response_model=Groups, responses=CONDITIONAL)
def groups(asked: Annotated[GroupListing, Query()], here: Here, request: Request) -> Response:
    """A page of groups, the strongest first unless told otherwise.

    With `moments=true` and `state=waiting`: what there is to decide, each photo once. `total` counts the list,
    `waiting` those of its kinds in which there is something to choose, whatever `state` was asked for.
    """
    view = here.table.view()

    def make() -> bytes:
        desk, waiting = view.desk, view.desk.waiting()
        scores = here.table.lists.scores(view, here.table.weights())
        of_kind = _of_kind(desk.groups, asked)
        of_state = {"waiting": waiting, "decided": ~waiting}.get(asked.state, of_kind)
        rank = _ranks(desk.groups, desk.album, scores, asked.sort)
        numbers = np.flatnonzero(of_kind & of_state)
        order = numbers[np.argsort(rank[numbers])]
        after = read_cursor(asked.after, str)
        known = None if after is None else (desk.groups.number_of.get(after[0]), after[1])
        some, more = page(order, rank, asked.limit, known)
        came = len(some) + (0 if after is None else after[1])
        return (
            Groups(
                groups=tuple(shown(view, number, scores, waiting=bool(waiting[number])) for number in some.tolist()),
                total=len(order),
                waiting=int((of_kind & waiting).sum()),
                next=cursor(desk.groups.groups[some[-1]].id, came) if more else None,
            )
            .model_dump_json()
            .encode()
        )

    return answer(request, here.table.revision(view), make)


@router.get("/{group}", operation_id="getGroup", response_model=Group, responses=CONDITIONAL)
def one(group: str, here: Here, request: Request) -> Response:
    """A group with its photos, best first. Its id stays the same for the same photos, and is gone when they part."""
    view = here.table.view()
    number = view.desk.groups.number_of.get(group)
    if number is None:
        raise HTTPException(404, "There is no such group now.")
    waiting = bool(view.desk.waiting()[number])

    def make() -> bytes:
        scores = here.table.lists.scores(view, here.table.weights())
        return shown(view, number, scores, waiting=waiting).model_dump_json().encode()

    return answer(request, here.table.revision(view), make)


def _of_kind(groups: Columns, asked: GroupListing) -> Mask:
    mask = np.ones(len(groups), dtype=np.bool_)
    if asked.kind is not None:
        mask &= np.isin(groups.kinds, [KINDS.index(kind) for kind in asked.kind])
    return mask & groups.moments if asked.moments else mask


def _ranks(groups: Columns, album: Album, scores: Floats, sort: str) -> Places:
    """The rank of every group; that of the strongest does not change with decisions, so that no page leaves one out."""
    if sort == "taken_at":
        keys = groups.reduced(np.minimum, album.by_capture)
    elif sort == "largest":
        keys = -groups.sizes
    else:
        keys = -groups.reduced(np.maximum, np.nan_to_num(scores, nan=-1.0))
    found = np.empty(len(groups), dtype=np.intp)
    found[np.lexsort((np.arange(len(groups)), keys))] = np.arange(len(groups))
    return found
