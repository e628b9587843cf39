"""Photos: lists of them, all of a list in columns, one with everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query, Request, Response

from winnow.web import detail
from winnow.web.answers import CONDITIONAL, answer
from winnow.web.columns import columns
from winnow.web.context import Context, Here
from winnow.web.lists import cursor, page, read_cursor
from winnow.web.present import photo as shown
from winnow.web.queries import Filter, Listing, read_weights
from winnow.web.schemas.base import PhotoId
from winnow.web.schemas.detail import PhotoDetail
from winnow.web.schemas.photos import Columns, Photos

if TYPE_CHECKING:
    from winnow.web.lists import Listed
    from winnow.web.view import View

router = APIRouter(prefix="/api/v1", tags=["photos"])


@router.get("/photos", operation_id="listPhotos", response_model=Photos, responses=CONDITIONAL)
def photos(asked: Annotated[Listing, Query()], here: Here, request: Request) -> Response:
    """A page of the photos that meet the filter, the best first unless told otherwise.

    A photo that is decided on meanwhile may leave the list; none that is still to come is left out for that. Only in an
    order that decisions make, by decision, stars or group, a photo may move from page to page: ask for columns there.
    """
    view = here.table.view()

    def make() -> bytes:
        album, listed = view.desk.album, _listed(here, view, asked)
        after = read_cursor(asked.after, int)
        known = None if after is None else (album.place_of.get(after[0]), after[1])
        places, more = page(listed.places, listed.rank, asked.limit, known)
        came = len(places) + (0 if after is None else after[1])
        return (
            Photos(
                photos=tuple(shown(view, place, listed.scores) for place in places.tolist()),
                total=len(listed.places),
                next=cursor(int(album.ids[places[-1]]), came) if more else None,
            )
            .model_dump_json()
            .encode()
        )

    return answer(request, here.table.revision(view), make)


@router.get("/columns", operation_id="getColumns", response_model=Columns, responses=CONDITIONAL)
def all_columns(asked: Annotated[Filter, Query()], here: Here, request: Request) -> Response:
    """All photos that meet the filter at once, in order, a column for each fact: to lay out a grid of any size."""
    view = here.table.view()
    revision = here.table.revision(view)
    return answer(
        request, revision, lambda: columns(view, _listed(here, view, asked), revision, here.table.lists.cells)
    )


@router.get("/photos/{photo}", operation_id="getPhoto", response_model=PhotoDetail, responses=CONDITIONAL)
def one(photo: PhotoId, here: Here, request: Request) -> Response:
    """A photo with everything that is known of it, and why it has its score."""
    view = here.table.view()
    place = here.table.place(view.desk.album, photo)
    return answer(
        request, here.table.revision(view), lambda: detail.photo(here, view, place).model_dump_json().encode()
    )


def _listed(here: Context, view: View, asked: Filter) -> Listed:
    weights = read_weights(asked.weights)
    if weights is None:
        weights = here.table.weights()
    return here.table.lists.listed(view, weights, asked.wanted(), asked.sort, descending=asked.descending)
