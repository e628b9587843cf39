"""Folders of photos in groups that nest: written out in tests, and drawn by Hypothesis."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from hypothesis import strategies as st
from tests.curation.logs import Log, choices

from winnow.curation.fold import fold
from winnow.domain.decided import Decided
from winnow.domain.decision import PERSON, Act, Choice, Mark, Verb
from winnow.domain.group import WHOLE, Group, Kind, Suggestion
from winnow.domain.grouped import Grouped, Member
from winnow.domain.picked import PICK, Pickable

PHOTOS = tuple(range(1, 13))
GONE = (13, 14)
"""In groups, but not there any more."""


@dataclass(frozen=True)
class Folder:
    """Photos, groups without the person's word on them, and a log."""

    photos: tuple[Pickable, ...]
    groups: tuple[Grouped, ...]
    log: Log = ()

    @property
    def decided(self) -> Decided:
        return fold(self.log)

    @property
    def grouped(self) -> list[Grouped]:
        """The groups as they are shown: the person's own keepers first."""
        return [_with_chosen(one, self.decided) for one in self.groups]

    def then(self, *decided: Choice, who: str = PERSON) -> Folder:
        """The folder after an act."""
        act = Act(len(self.log) + 1, "2026-03-01T09:30:00.000+00:00", who, "", decided)
        return replace(self, log=(*self.log, act))

    def of_kinds(self, *kinds: Kind) -> list[frozenset[int]]:
        return [frozenset(one.group.members) for one in self.groups if one.group.kind in kinds]


def group(
    kind: Kind, *order: int, sure: bool = True, reasons: Sequence[str] = ("sharper",), name: str | None = None
) -> Grouped:
    """A group whose members are given best first."""
    members = tuple(Member(photo, path(photo), 5.0, Mark()) for photo in order)
    suggestion = Suggestion(order[0], order, 0.9 if sure else 0.1, sure, tuple(reasons))
    return Grouped(Group(name or f"{kind}-{min(order)}", kind, tuple(sorted(order))), suggestion, members)


def path(photo: int) -> str:
    return f"{photo:02}.jpg"


def folder(*groups: Grouped, photos: Collection[int] = PHOTOS, scores: dict[int, float | None] | None = None) -> Folder:
    """A folder whose photos have the score 5 where nothing else is said."""
    given = scores or {}
    return Folder(tuple(Pickable(photo, path(photo), given.get(photo, 5.0)) for photo in photos), groups)


def _with_chosen(one: Grouped, decided: Decided) -> Grouped:
    chosen = decided.keepers(one.group.members)
    order = tuple(sorted(one.suggestion.order, key=lambda photo: photo not in chosen))
    by_id = {member.photo: member for member in one.members}
    return replace(
        one,
        suggestion=replace(one.suggestion, keeper=order[0], order=order, sure=True) if chosen else one.suggestion,
        members=tuple(by_id[photo] for photo in order),
        chosen=chosen,
        keep_all=any(set(one.group.members) <= whole for whole in decided.keep_all),
    )


def _acts() -> st.SearchStrategy[Log]:
    marks = [Verb.KEEP, Verb.REJECT, Verb.UNMARK, Verb.STAR, Verb.KEEP_ALL, Verb.KEEPER, Verb.APART]
    of_people = st.tuples(st.sampled_from([PERSON, PERSON, "import"]), choices(PHOTOS, marks))
    of_pick = st.tuples(st.just(PICK), choices(PHOTOS, [Verb.KEEP, Verb.REJECT, Verb.UNMARK]))
    few = st.lists(of_people | of_pick, max_size=5)

    def made(said: list[tuple[str, Choice]]) -> Log:
        return tuple(Act(number, "", who, "", (_short(choice),)) for number, (who, choice) in enumerate(said, 1))

    return few.map(made)


def _short(choice: Choice) -> Choice:
    """The choice of fewer photos: laws about what nobody marked say little where everything is marked."""
    return replace(choice, photos=choice.photos[:3], others=choice.others[:3])


@st.composite
def folders(draw: st.DrawFn, *, logs: st.SearchStrategy[Log] | None = None) -> Folder:
    """Folders with groups of all kinds, that nest as groups do, and a log of what people and the rule decided."""
    everything = (*PHOTOS, *GONE)
    labels: dict[int, tuple[int, ...]] = {
        photo: tuple(draw(st.lists(st.integers(0, 2), min_size=4, max_size=4))) for photo in everything
    }
    contents = _parts(everything, labels, 4)
    groups = [_drawn(draw, Kind.EXACT, part) for part in contents if len(part) > 1]
    for depth, kinds in ((3, (Kind.COPY,)), (2, (Kind.BURST, Kind.BURST, *sorted(WHOLE))), (1, (Kind.SCENE,))):
        several = [part for part in _parts(everything, labels, depth) if len({labels[photo] for photo in part}) > 1]
        groups += [_drawn(draw, draw(st.sampled_from(kinds)), part) for part in several]
    scores = draw(st.lists(st.none() | st.integers(0, 10), min_size=len(PHOTOS), max_size=len(PHOTOS)))
    photos = tuple(
        Pickable(photo, path(photo), None if score is None else float(score))
        for photo, score in zip(PHOTOS, scores, strict=True)
    )
    return Folder(photos, tuple(groups), draw(_acts() if logs is None else logs))


def _parts(photos: Iterable[int], labels: dict[int, tuple[int, ...]], depth: int) -> list[list[int]]:
    found: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for photo in photos:
        found[labels[photo][:depth]].append(photo)
    return list(found.values())


def _drawn(draw: st.DrawFn, kind: Kind, members: Sequence[int]) -> Grouped:
    sure = kind is Kind.EXACT or kind in WHOLE or draw(st.booleans())
    return group(kind, *draw(st.permutations(members)), sure=sure)
