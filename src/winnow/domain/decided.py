"""What follows from the log of decisions: marks, and facts that groups obey."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from winnow.domain.decision import Mark
from winnow.domain.group import Kind


@dataclass(frozen=True, slots=True)
class Together:
    """Photos that belong together at one reach, because somebody said so.

    Attributes:
        kind: EXACT, COPY, BURST or SCENE; BRACKET or PANORAMA where that is what was said last.
    """

    kind: Kind
    photos: frozenset[int]


@dataclass(frozen=True, slots=True)
class Decided:
    """How things stand. Equal logs, and logs that differ in the order of unrelated acts, stand equally.

    Attributes:
        marks: of photos that have any.
        deciders: who kept or rejected a photo, of photos that are kept or rejected: `PERSON`, or a rule.
        apart: pairs that are not the same, the smaller id first, and the widest of EXACT, COPY, BURST and SCENE at
            which they are not; they are not at the narrower ones either.
        together: sets that belong together, for each of the four reaches from the narrowest on. Sets of one reach are
            disjoint and each lies in one of the next; no pair that is apart at that reach is in one.
        keep_all: sets of photos that are all worth keeping; they may overlap.
        chosen: photos that were made the keeper, each with those it was preferred to.
    """

    marks: Mapping[int, Mark] = field(default_factory=dict)
    deciders: Mapping[int, str] = field(default_factory=dict)
    apart: Mapping[tuple[int, int], Kind] = field(default_factory=dict)
    together: tuple[Together, ...] = ()
    keep_all: frozenset[frozenset[int]] = frozenset()
    chosen: Mapping[int, frozenset[int]] = field(default_factory=dict)

    def among(self, photos: Collection[int]) -> Decided:
        """The same of these photos alone, without the sets that belong together, which others may have bound."""
        few = frozenset(photos)
        chosen = {photo: self.chosen[photo] & few for photo in few & self.chosen.keys()}
        sets = {whole & few for whole in self.keep_all}
        return Decided(
            marks={photo: mark for photo, mark in self.marks.items() if photo in few},
            deciders={photo: who for photo, who in self.deciders.items() if photo in few},
            apart={pair: kind for pair, kind in self.apart.items() if few.issuperset(pair)},
            keep_all=frozenset(whole for whole in sets if len(whole) > 1),
            chosen={photo: others for photo, others in chosen.items() if others},
        )

    def keepers(self, members: Collection[int]) -> tuple[int, ...]:
        """Which of a group's `members` were made the keeper, in order of id; usually none or one.

        A photo that another member was preferred to is none. Several remain where groups grew into one.
        """
        among = frozenset(members)
        preferred = {photo: among & self.chosen[photo] for photo in among & self.chosen.keys()}
        passed_over = frozenset[int]().union(*preferred.values())
        return tuple(sorted(photo for photo, others in preferred.items() if others and photo not in passed_over))
