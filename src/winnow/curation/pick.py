"""From suggestions to decisions: what ``winnow pick`` keeps, rejects and leaves.

::

    photos, groups, decided → the ground, without what an earlier pick decided
    files, copies, moments  → one of each is kept; the others go, or are left in doubt    curation/contest.py
    scenes                  → a few of their moments are kept
    all photos              → what is kept, rejected, left, and what of it is to be written

The policy is that of somebody who would rather look twice than lose a photo:

- A keeper is kept, of a scene too. A photo that is like no other is left: there was nothing to choose.
- No group is emptied, of whatever kind. So a frame that has copies and loses its burst is left, once; and where single
  photos of a scene are rejected, a burst is left with its keeper.
- Of a bracket or a panorama every frame is kept, and of each frame one of the identical files. Copies of frames are
  kept too: a step of exposure is easily taken for a copy, and without it the bracket is lost.
- The gentle rule leaves copies that are a close call: a careful edit is easily taken for a copy, and was work.
- What somebody marked stands, and wins its groups. What the rule had rather kept is then left, but by the strict rule.
- Nobody wants a photo rejected that they gave stars, or preferred to another. What has no score was not judged.

With a target, single photos are kept too, and photos are rejected only where another of the same moment is kept: the
number says how many to keep, not how many to lose.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from winnow.curation.contest import Contest
from winnow.curation.ground import MOMENT, survey
from winnow.curation.target import best
from winnow.domain.decision import Choice, Mark, Verb
from winnow.domain.group import REACH, WHOLE, Kind
from winnow.domain.picked import Strictness

if TYPE_CHECKING:
    from collections.abc import Iterable

    from winnow.curation.ground import Ground
    from winnow.domain.decided import Decided
    from winnow.domain.grouped import Grouped
    from winnow.domain.picked import Pickable, Picked


def pick_by_rule(
    photos: Iterable[Pickable], groups: Iterable[Grouped], decided: Decided, strictness: Strictness
) -> Picked:
    """What becomes of each of `photos`, which are those that are there."""
    ground = survey(photos, groups, decided)
    contest = Contest(ground, strictness)
    for grouped in ground.groups:
        kind = grouped.group.kind
        if kind in WHOLE:
            contest.settle_whole(grouped)
        elif kind is Kind.SCENE:
            _settle_scene(contest, ground, grouped, strictness)
        else:
            contest.settle(grouped, ground.wanted_of(kind))
    return contest.picked("like no other photo")


def pick_at_target(photos: Iterable[Pickable], groups: Iterable[Grouped], decided: Decided, target: int) -> Picked:
    """What becomes of each of `photos` where `target` of them are to be kept in all, if there are as many."""
    ground = survey(photos, groups, decided)
    taken = best(ground, target)
    wanted = ground.held | taken
    kept = {ground.moment_of(photo) for photo in wanted}
    contest = Contest(ground, Strictness.STRICT)
    for grouped in ground.groups:
        kind, members = grouped.group.kind, grouped.group.members
        if ground.moment_of(members[0]) not in kept or REACH[kind] > MOMENT:
            continue
        if kind in WHOLE:
            contest.settle_whole(grouped, keep=not taken.isdisjoint(members))
        else:
            contest.settle(grouped, wanted if REACH[kind] == MOMENT else ground.wanted_of(kind))
    contest.keep(taken, f"among the best {target:,}")
    return contest.picked(f"not among the best {target:,}")


def choices(picked: Picked, decided: Decided) -> list[Choice]:
    """What is to be decided for the marks to be as `picked` has them; nothing if they are."""
    verdicts = ((Verb.KEEP, True, picked.kept), (Verb.REJECT, False, picked.rejected), (Verb.UNMARK, None, picked.left))
    found = [
        Choice(verb, tuple(one.photo for one in some if decided.marks.get(one.photo, Mark()).kept is not kept))
        for verb, kept, some in verdicts
    ]
    return [choice for choice in found if choice.photos]


def _settle_scene(contest: Contest, ground: Ground, grouped: Grouped, strictness: Strictness) -> None:
    """Keep the best moment of a scene; or strictly the best few, about the square root of how many there are."""
    moments: dict[str | int, list[int]] = {}
    for photo in contest.standing(grouped.suggestion.order):
        moments.setdefault(ground.moment_of(photo), []).append(photo)
    wanted = ground.wanted_of(Kind.SCENE)
    ordered = sorted(moments.values(), key=wanted.isdisjoint)
    few = math.ceil(math.sqrt(len(ordered))) if strictness is Strictness.STRICT else 1
    few = max(few, sum(not wanted.isdisjoint(moment) for moment in ordered))
    stay, others = ([photo for moment in some for photo in moment] for some in (ordered[:few], ordered[few:]))
    best_few = "the best" if few == 1 else f"among the best {few:,}"
    contest.settle_scene(grouped, stay, others, f"{best_few} of {len(ordered):,} moments of a scene")
