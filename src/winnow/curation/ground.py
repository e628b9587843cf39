"""What a pick starts from: the photos that are there, their groups, and the person's word on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from winnow.domain.decision import PERSON, Mark
from winnow.domain.group import REACH, WHOLE, Kind
from winnow.domain.picked import PICK

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from winnow.domain.decided import Decided
    from winnow.domain.grouped import Grouped
    from winnow.domain.picked import Pickable

MOMENT = REACH[Kind.BURST]
_WIDEST = max(REACH.values())


@dataclass(frozen=True, slots=True)
class Ground:
    """What the rule's own earlier marks have no part in: so a second pick finds what the first found.

    Attributes:
        photos: those that are there, by id.
        groups: narrower kinds first; none of copies where they are frames of a bracket or a panorama.
        held: photos that somebody else kept, or that belong to a set of which all are kept.
        out: photos that somebody else rejected.
        deciders: who marked a photo.
        wanted: for each reach, `held` and the keepers that the person chose in groups of that reach or a wider one.
        spared: why some photos are never rejected.
        apart: pairs that are not the same, the smaller id first, and the widest reach at which they are not.
        identical: photos of the same bytes, of each that has any.
        moments: the id of the widest group up to a moment that each photo is in; see `moment_of`.
    """

    photos: Mapping[int, Pickable]
    groups: tuple[Grouped, ...]
    held: frozenset[int]
    out: frozenset[int]
    deciders: Mapping[int, str]
    wanted: tuple[frozenset[int], ...]
    spared: Mapping[int, str]
    apart: Mapping[tuple[int, int], int]
    identical: Mapping[int, tuple[int, ...]]
    moments: Mapping[int, str]

    def moment_of(self, photo: int) -> str | int:
        """What all photos of one moment share: the id of a group, or the photo itself if it is alone."""
        return self.moments.get(photo, photo)

    def is_moment(self, grouped: Grouped) -> bool:
        """Whether no group up to a moment is wider."""
        return self.moments.get(grouped.group.members[0]) == grouped.group.id

    def wanted_of(self, kind: Kind) -> frozenset[int]:
        """`wanted` at the reach of a kind."""
        return self.wanted[REACH[kind]]

    def are_apart(self, photo: int, other: int, kind: Kind) -> bool:
        """Whether the person said that two are not the same at a kind's reach."""
        return self.apart.get((min(photo, other), max(photo, other)), -1) >= REACH[kind]


def survey(photos: Iterable[Pickable], groups: Iterable[Grouped], decided: Decided) -> Ground:
    """What there is to pick from; `groups` may come in any order, and may name photos that are gone."""
    here = {one.photo: one for one in photos}
    marks = {photo: mark.kept for photo, mark in decided.marks.items() if _is_others(photo, mark, decided)}
    out = frozenset(photo for photo, kept in marks.items() if kept is False)
    kept_all = frozenset[int]().union(*decided.keep_all)
    held = (kept_all | {photo for photo, kept in marks.items() if kept}) - out
    ordered = _without_copied_frames(sorted(groups, key=lambda one: (REACH[one.group.kind], one.group.id)))
    return Ground(
        photos=here,
        groups=tuple(ordered),
        held=held & here.keys(),
        out=out & here.keys(),
        deciders=decided.deciders,
        wanted=tuple(held | _chosen(ordered, reach) for reach in range(_WIDEST + 1)),
        spared=_spared(decided),
        apart={pair: REACH[kind] for pair, kind in decided.apart.items()},
        identical=_of_members(one for one in ordered if one.group.kind is Kind.EXACT),
        moments={
            photo: one.group.id for one in ordered if REACH[one.group.kind] <= MOMENT for photo in one.group.members
        },
    )


def _is_others(photo: int, mark: Mark, decided: Decided) -> bool:
    """Whether somebody but the rule itself kept or rejected a photo."""
    return mark.kept is not None and decided.deciders.get(photo, PERSON) != PICK


def _without_copied_frames(groups: Collection[Grouped]) -> list[Grouped]:
    """`groups` without those of copies in a bracket or panorama.

    Steps of exposure are what is most easily taken for copies, so of these frames only the very same bytes are spare.
    """
    frames = {photo for one in groups if one.group.kind in WHOLE for photo in one.group.members}
    return [one for one in groups if one.group.kind is not Kind.COPY or frames.isdisjoint(one.group.members)]


def _chosen(groups: Iterable[Grouped], reach: int) -> frozenset[int]:
    return frozenset(photo for one in groups if REACH[one.group.kind] >= reach for photo in one.chosen)


def _spared(decided: Decided) -> dict[int, str]:
    stars = {photo: "it has stars" for photo, mark in decided.marks.items() if mark.stars}
    return stars | dict.fromkeys(decided.chosen, "you preferred it to another")


def _of_members(groups: Iterable[Grouped]) -> dict[int, tuple[int, ...]]:
    return {photo: one.group.members for one in groups for photo in one.group.members}
