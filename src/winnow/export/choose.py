"""Which photos an export takes.

::

    each photo: kept? rejected? enough stars? a good enough score? the keeper of its moment?    → all that was asked for
    the best so many of them
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from winnow.domain.errors import ArgumentError
from winnow.domain.group import REACH, WHOLE, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from winnow.domain.export import Candidate, Selection

MOMENT_REACH = REACH[Kind.BURST]


def choose(candidates: Iterable[Candidate], selection: Selection) -> list[Candidate]:
    """The photos that meet everything in `selection`, best first, those without a score last, ties by path.

    Raises:
        ArgumentError: `selection` says nothing, and nothing was kept that could be meant.
    """
    everything = list(candidates)
    if selection.says_nothing:
        chosen = [candidate for candidate in everything if candidate.mark.kept]
        if not chosen:
            raise ArgumentError(
                "Nothing is marked as kept yet. Say which photos: --all, --top 50, --min-score 7 or --best-of-groups; "
                "or decide first: winnow keep PHOTO ..., winnow pick FOLDER"
            )
    else:
        chosen = [candidate for candidate in everything if meets(candidate, selection)]
    return best_first(chosen)[: selection.top]


def best_first(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The same photos by rank, those without a score last, ties by path."""
    return sorted(candidates, key=_rank_and_path)


def meets(candidate: Candidate, selection: Selection) -> bool:
    """Whether a photo meets everything in `selection` but being among the best."""
    mark, score = candidate.mark, candidate.score
    named = selection.photos
    return (
        (named is None or candidate.photo in named)
        and (mark.kept is False if selection.rejected else named is not None or mark.kept is not False)
        and (mark.kept is True or not selection.kept)
        and (selection.stars is None or mark.stars >= selection.stars)
        and (selection.min_score is None or (score is not None and score.value >= selection.min_score))
        and (selection.top is None or score is not None)
        and (not selection.best_of_groups or is_best_of_groups(candidate))
    )


def is_best_of_groups(candidate: Candidate) -> bool:
    """Whether no other photo of the same moment is to be kept instead.

    An occasion is no moment: keeping one photo of a whole wedding is nobody's wish.
    """
    moments = [group for group in candidate.groups if REACH[group.kind] <= MOMENT_REACH and group.kind not in WHOLE]
    return all(group.keeper for group in moments)


def _rank_and_path(candidate: Candidate) -> tuple[float, str]:
    return (float("inf") if candidate.rank is None else candidate.rank, candidate.path)
