"""Lists of a view, in order; what was worked out for one request is kept for the next.

::

    weights              → scores      for an album
    scores, way to sort  → ranks       for an album, or for a view if marks or groups have a part in it
    ranks, filter        → places      for a view
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from winnow.domain.errors import ArgumentError
from winnow.ranking.profile import adjusted
from winnow.web.kept import Kept
from winnow.workflows.sift import Wanted, is_by_decisions, ranks, sifted

if TYPE_CHECKING:
    from collections.abc import Hashable

    from numpy.typing import NDArray

    from winnow.domain.profile import Weights
    from winnow.web.view import View

    Places = NDArray[np.intp]
    Floats = NDArray[np.float64]

_MOST_KEPT = 16  # of each: a person goes to and fro between a few lists


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """Photos in order.

    Attributes:
        places: of those that are listed.
        rank: of every photo of the album.
        scores: that they are shown with.
    """

    places: Places
    rank: Places
    scores: Floats


class Lists:
    """Answers in what order the photos of a view come."""

    def __init__(self) -> None:
        self._scores: Kept[Floats] = Kept(_MOST_KEPT)
        self._ranks: Kept[Places] = Kept(_MOST_KEPT)
        self._lists: Kept[Listed] = Kept(_MOST_KEPT)
        self.cells: Kept[dict[str, NDArray[np.uint8]]] = Kept(_MOST_KEPT)
        """What `winnow.web.columns` has written of an album."""
        self.facts: Kept[dict[str, Any]] = Kept(_MOST_KEPT)
        """What `winnow.web.overview` has counted in an album."""

    def scores(self, view: View, weights: Weights) -> Floats:
        """(n,) the scores by some weights."""
        album = view.desk.album
        if weights.are_the_models:
            return album.scores
        key = (view.reading, _hashable(weights))
        return self._scores.made(key, lambda: adjusted(album.scores, album.points, album.leanings, weights))

    def listed(
        self, view: View, weights: Weights, wanted: Wanted, sort: str = "score", *, descending: bool | None = None
    ) -> Listed:
        """The photos that meet what is wanted, in order; raises `ArgumentError` as `winnow.workflows.sift`."""
        desk, by = view.desk, _hashable(weights)
        scores = self.scores(view, weights)
        ranked = view.revision if is_by_decisions(sort) else view.reading, sort, descending, by

        def make() -> Listed:
            rank = self._ranks.made(
                ranked, lambda: ranks(desk.album, scores, desk.marks, desk.groups, sort, descending=descending)
            )
            return Listed(sifted(rank, desk.meeting(scores, wanted)), rank, scores)

        return self._lists.made((view.revision, wanted, *ranked), make)


def _hashable(weights: Weights) -> Hashable:
    return frozenset(weights.parts.items()), frozenset(weights.styles.items())


def page(order: Places, rank: Places, limit: int, after: tuple[int | None, int] | None) -> tuple[Places, bool]:
    """A page of things that come in order of rank; whether there are more.

    Args:
        order: their places.
        rank: of everything that has a place.
        limit: how many at most.
        after: the place of the last of the page before, None if it is gone, and how many came until then. What was
            taken out of the list meanwhile leaves none out that is still to come, nor does what was moved, but for
            itself; where the last of the page before was moved, so is where this one begins.
    """
    start = 0
    if after is not None:
        place, came = after
        start = came if place is None else int(np.searchsorted(rank[order], rank[place], side="right"))
    return order[start : start + limit], start + limit < len(order)


def cursor(last: int | str, came: int) -> str:
    """What the next page is asked for with."""
    return base64.urlsafe_b64encode(json.dumps([last, came]).encode()).decode().rstrip("=")


def read_cursor(text: str | None, kind: type[Any]) -> tuple[Any, int] | None:
    """The last of the page before, and how many came until then.

    Raises:
        ArgumentError: nobody was given that.
    """
    if text is None:
        return None
    try:
        last, came = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True))
    except (ValueError, TypeError, RecursionError):
        last, came = None, None
    if type(last) is not kind or type(came) is not int or came < 0:
        raise ArgumentError("after is not the `next` of a page.")
    return last, came
