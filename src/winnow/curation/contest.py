"""Who wins each group, and what becomes of the others.

::

    every photo stands for itself
    each group, narrower kinds first:
        who stands, best first → those that somebody wants, or else the first, win     kept, and stand for the group
                               → the others lose, with all that they stand for         rejected, or left

No group is ever emptied: who won one, however narrow, may lose a wider one, but is then left, not rejected. Left is
also what is doubtful, what has no score, what the person gave stars or preferred to another, and what was told apart
from the winner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from winnow.domain.decision import PERSON
from winnow.domain.group import Kind
from winnow.domain.picked import Picked, Strictness, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from winnow.curation.ground import Ground
    from winnow.domain.grouped import Grouped
    from winnow.domain.picked import Pickable

_OF = {Kind.COPY: "copies of one picture", Kind.BURST: "photos of one moment"}
_LAST = {Kind.EXACT: "the last of its identical files", Kind.COPY: "the last of its copies"}
_LOST = {
    Kind.EXACT: "identical to {}",
    Kind.COPY: "a copy of {}",
    Kind.BURST: "of the same moment as {}",
    Kind.SCENE: "a weaker moment than {}",
}


class Contest:
    """Settles groups, which must come narrower kinds first, and remembers what becomes of every photo."""

    def __init__(self, ground: Ground, strictness: Strictness) -> None:
        self._ground = ground
        self._strictness = strictness
        self._stands_for = {photo: [photo] for photo in ground.photos if photo not in ground.out}
        self._won: dict[int, str] = {}  # and why who did must not go
        self._verdicts: dict[int, tuple[bool | None, str]] = {}

    def standing(self, photos: Iterable[int]) -> list[int]:
        """Those that lost no group so far, in their order."""
        return [photo for photo in photos if photo in self._stands_for]

    def settle(self, grouped: Grouped, wanted: frozenset[int]) -> None:
        """Settle a group of which one is to stay: identical files, copies, a burst."""
        standing = self.standing(grouped.suggestion.order)
        winners = [photo for photo in standing if photo in wanted] or standing[:1]
        losers = [photo for photo in standing if photo not in winners]
        doubtful = self._doubtful(grouped, winners, losers)
        for winner in winners:
            if losers or winner not in self._won:  # else the group holds no more than a narrower one did
                self._verdicts[winner] = True, _as_keeper(grouped, winner)
        for loser in losers:
            for photo in self._stands_for[loser]:
                self._lose(photo, grouped, winners[0], doubtful=loser in doubtful)
            self._stands_for[winners[0]] += self._stands_for.pop(loser)
        self._won.update(dict.fromkeys(winners, _LAST.get(grouped.group.kind, "the last of its moment")))

    def settle_whole(self, grouped: Grouped, *, keep: bool = True) -> None:
        """Settle a bracket or a panorama, of which every frame stays: kept, or left if it is not to `keep`."""
        frames = self.standing(grouped.suggestion.order)
        name = f"one of {len(frames)} frames of a {grouped.group.kind}"
        verdict = (True, f"{name}, kept whole") if keep else (None, name)
        if self.is_broken(grouped):
            verdict = None, f"{name} of which others are rejected"
        self._verdicts.update(dict.fromkeys(frames, verdict))
        self._won.update(dict.fromkeys(frames, f"its {grouped.group.kind} stays whole"))

    def is_broken(self, grouped: Grouped) -> bool:
        """Whether somebody rejected a frame, with all identical files."""
        rejected = self._ground.out.intersection(grouped.group.members)
        return any(not self.standing(self._ground.identical.get(photo, ())) for photo in rejected)

    def settle_scene(self, grouped: Grouped, best: Iterable[int], others: Iterable[int], why: str) -> None:
        """Settle a scene: what stands of its `best` moments is kept; the `others` lose, by the strict rule alone."""
        stay = list(best)
        for photo in stay:
            self._verdicts.setdefault(photo, (True, why))
        for photo in others:
            if self._strictness is Strictness.STRICT:
                self._lose(photo, grouped, stay[0], doubtful=False)
            else:
                self._verdicts.setdefault(photo, (None, "the only one of its moment"))

    def keep(self, photos: Iterable[int], why: str) -> None:
        """Keep photos, whatever was said of them."""
        self._verdicts.update(dict.fromkeys(photos, (True, why)))

    def picked(self, unsaid: str) -> Picked:
        """What becomes of every photo that is there; `unsaid` is why those are left of which nothing was said."""
        photos = sorted(self._ground.photos.values(), key=lambda one: one.path)
        marked = self._ground.held | self._ground.out
        verdicts = [self._verdict(one, unsaid) for one in photos if one.photo not in marked]
        return Picked(
            kept=tuple(one for one in verdicts if one.kept),
            rejected=tuple(one for one in verdicts if one.kept is False),
            left=tuple(one for one in verdicts if one.kept is None),
            marked=tuple(self._mark(one) for one in photos if one.photo in marked),
        )

    def _doubtful(self, grouped: Grouped, winners: Sequence[int], losers: Sequence[int]) -> frozenset[int]:
        """Which of the losers are left to the person, because the rule is not sure that they lose.

        It is not where its keeper and the next are a close call, and where the person prefers another to its keeper
        without having chosen between them.
        """
        suggestion = grouped.suggestion
        sure = suggestion.sure and suggestion.keeper in winners
        if sure or not losers or grouped.group.kind is Kind.EXACT or self._strictness is Strictness.STRICT:
            return frozenset()
        if self._strictness is Strictness.GENTLE:
            return frozenset(losers)
        before = suggestion.order[: suggestion.order.index(winners[0])]
        return frozenset(losers).intersection((*before, *_close(grouped, winners, losers, self._ground.out)))

    def _lose(self, photo: int, grouped: Grouped, winner: int, *, doubtful: bool) -> None:
        """Reject a photo, or leave it; what was rejected stays so, and what was left may be rejected now."""
        kept, _ = self._verdicts.get(photo, (None, ""))
        if kept is False:
            return
        kind = grouped.group.kind
        lost = _LOST[kind].format(self._path(winner)) + _because(grouped, winner)
        mercy = self._mercy(photo, winner, kind) or (_doubt(photo, grouped, winner) if doubtful else None)
        self._verdicts[photo] = (False, lost) if mercy is None else (None, f"{lost}, but {mercy}")

    def _mercy(self, photo: int, winner: int, kind: Kind) -> str | None:
        """Why a photo that lost is never rejected, if so."""
        ground = self._ground
        if ground.are_apart(photo, winner, kind):
            return "you told them apart"
        if photo in self._won:
            return self._won[photo]
        if kind is not Kind.EXACT and ground.photos[photo].score is None:
            return "it has no score"
        return ground.spared.get(photo)

    def _verdict(self, one: Pickable, unsaid: str) -> Verdict:
        kept, why = self._verdicts.get(one.photo, (None, "it has no score" if one.score is None else unsaid))
        return Verdict(one.photo, one.path, kept, why)

    def _mark(self, one: Pickable) -> Verdict:
        kept = one.photo in self._ground.held
        who = self._ground.deciders.get(one.photo, PERSON)
        why = f"{'kept' if kept else 'rejected'} by {'you' if who == PERSON else who}"
        return Verdict(one.photo, one.path, kept, why)

    def _path(self, photo: int) -> str:
        return self._ground.photos[photo].path


def _close(grouped: Grouped, winners: Sequence[int], losers: Sequence[int], out: frozenset[int]) -> Sequence[int]:
    """The loser of a burst that comes close to the keeper: none where the person rejected it."""
    suggestion = grouped.suggestion
    settled = suggestion.keeper in winners and suggestion.order[1] in out
    return () if settled or grouped.group.kind is not Kind.BURST else losers[:1]


def _as_keeper(grouped: Grouped, winner: int) -> str:
    suggestion, kind = grouped.suggestion, grouped.group.kind
    if kind is Kind.EXACT:
        return "; ".join(suggestion.reasons)
    reasons = "; ".join(suggestion.reasons) if winner == suggestion.keeper else "the best that stands"
    return f"of {len(grouped.group.members)} {_OF[kind]}: {reasons}"


def _because(grouped: Grouped, winner: int) -> str:
    """The reasons that speak for a winner, if it is the one that they speak for; identical files differ in nothing."""
    suggestion = grouped.suggestion
    speak = grouped.group.kind in _OF and winner == suggestion.keeper and suggestion.reasons
    return f" ({'; '.join(suggestion.reasons)})" if speak else ""


def _doubt(photo: int, grouped: Grouped, winner: int) -> str:
    order = grouped.suggestion.order
    return "a close call" if order.index(winner) < order.index(photo) else "winnow would rather keep it"
