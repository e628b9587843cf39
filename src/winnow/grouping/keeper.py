"""One rule for which photo of a group to keep, wherever the question is asked.

traits    <- of every photo, those that count for this kind of group
chances   <- of every pair: logistic of the weighted differences, in what is known of both (Bradley & Terry, 1952)
order     <- by the chance against all others together; of equals the lower SHA-256, then the better placed file
margin    <- the keeper's chance against the next, from a coin toss (0) to certainty (1)
reasons   <- the traits that the keeper has visibly more of than the middle of the others, in words

A bracket or a panorama is not judged: it is kept whole, and its keeper is what stands for it. Nor are the same bytes:
the file that lies best is kept.
"""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from winnow.domain.group import WHOLE, Kind, Suggestion
from winnow.grouping.among import among_copies
from winnow.grouping.placement import better_placed, placement
from winnow.grouping.traits import TRAITS, taste_of
from winnow.grouping.weights import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from winnow.grouping.candidate import Candidate
    from winnow.grouping.traits import Trait

    Floats = NDArray[np.float64]

# Of rated scenes that it has not seen, the keeper is rated above the next in .86 of those where the rule is as sure as
# this, and in .61 of the others; rated within .05 of the best frame in .98 and .76: python -m benchmarks.keeper.
SURE_MARGIN = 0.5
_MOST_REASONS = 3
_PAIR = 2


def suggest(
    candidates: Sequence[Candidate],
    kind: Kind,
    taste: Mapping[int, float] | None = None,
    weights: Mapping[str, float] = WEIGHTS,
) -> Suggestion:
    """Return which of two or more photos to keep, the same for any order of `candidates`.

    Of photos that are kept whole, and of identical files, any would do, so the margin is 0; yet it is no close call,
    because nothing is lost.

    Args:
        candidates: the photos of one group. Those without a score come last.
        kind: how they belong together.
        taste: points 0-10 by photo id, as the person's own taste has them; photos may be missing. It is for frames, not
            for copies, which show the same.
        weights: of the fitted traits, in logits per unit; a trait without one does not count.
    """
    if kind in WHOLE:
        return _whole(candidates, kind)
    if kind is Kind.EXACT:
        return _identical(candidates)
    if kind is Kind.COPY:
        candidates = among_copies(candidates)
    liked = () if taste is None or kind is Kind.COPY else (taste_of(taste),)
    return _best(candidates, (*TRAITS[kind], *liked), weights)


def trait_values(candidates: Sequence[Candidate], traits: Sequence[Trait]) -> Floats:
    """Return (candidates, traits), NaN where nobody knows."""
    return np.array(
        [[np.nan if (value := trait.value(one)) is None else value for trait in traits] for one in candidates]
    )


def _best(candidates: Sequence[Candidate], traits: Sequence[Trait], weights: Mapping[str, float]) -> Suggestion:
    """Judge photos by their traits."""
    candidates = sorted(candidates, key=_among_equals)
    values = trait_values(candidates, traits)
    chances = _chances(values, np.array([_weight(trait, weights) for trait in traits]))
    overall = [float(row.mean()) for row in chances]
    order = sorted(range(len(candidates)), key=lambda at: (candidates[at].score is None, -overall[at], at))
    keeper, *rest = order
    # A file of the same bytes is no rival: with it beside, every keeper would be a close call.
    following = next((at for at in rest if candidates[at].content != candidates[keeper].content), rest[0])
    margin = max(0.0, 2 * float(chances[keeper][following]) - 1)
    return Suggestion(
        keeper=candidates[keeper].photo,
        order=tuple(candidates[at].photo for at in order),
        margin=margin,
        sure=margin >= SURE_MARGIN,
        reasons=_reasons(traits, values[keeper], np.delete(values, keeper, axis=0)),
    )


def _among_equals(one: Candidate) -> tuple[object, ...]:
    return one.content, placement(one), one.path, one.photo


def _weight(trait: Trait, weights: Mapping[str, float]) -> float:
    return weights.get(trait.name, 0.0) if trait.weight is None else trait.weight


def _chances(values: Floats, weights: Floats) -> list[Floats]:
    """Return, for each photo, the chance that it is preferred to each: 0.5 to itself.

    A difference counts where both sides are known, so the sum over traits is a product with the other's known ones. One
    row at a time: equal photos then have equal chances to the last digit, and a large scene needs no square of it.
    """
    known = (~np.isnan(values)).astype(np.float64)
    worth = np.nan_to_num(values) * weights
    return [
        (1 + np.tanh((known @ own_worth - worth @ own_known) / 2)) / 2
        for own_worth, own_known in zip(worth, known, strict=True)
    ]


def _reasons(traits: Sequence[Trait], own: Floats, others: Floats) -> tuple[str, ...]:
    """Return words for what the keeper has more of, in how many visible steps, most first."""
    found = []
    for trait, mine, theirs in zip(traits, own.tolist(), others.T, strict=True):
        known = theirs[~np.isnan(theirs)].tolist()
        steps = (mine - median(known)) / trait.visible if known else np.nan
        if steps >= 1:
            found.append((steps, trait.say(mine, median(known))))
    found.sort(key=lambda one: -one[0])
    return tuple(words for _, words in found[:_MOST_REASONS]) or ("hardly different from the others",)


def _identical(candidates: Sequence[Candidate]) -> Suggestion:
    first, second, *_ = ordered = sorted(candidates, key=_among_equals)
    placed = better_placed(first, second)
    identical = f"identical: {len(ordered)} files of the same bytes"
    return Suggestion(
        keeper=first.photo,
        order=tuple(one.photo for one in ordered),
        margin=0.0,
        sure=True,
        reasons=(identical,) if placed is None else (identical, placed),
    )


def _whole(candidates: Sequence[Candidate], kind: Kind) -> Suggestion:
    """Stand a frame before the others, which stay in order of capture."""
    frames = sorted(candidates, key=lambda one: (one.taken_at or "", *_among_equals(one)[2:]))
    if kind is Kind.BRACKET:
        keeper, why = _middle_exposure(frames)
        reasons = (f"kept whole: {len(frames)} exposures of one frame", why)
    else:
        keeper = frames[0]
        reasons = (f"kept whole: {len(frames)} frames of one panorama", "the first frame")
    order = (keeper, *(one for one in frames if one is not keeper))
    return Suggestion(keeper.photo, tuple(one.photo for one in order), margin=0.0, sure=True, reasons=reasons)


def _middle_exposure(frames: list[Candidate]) -> tuple[Candidate, str]:
    """Return the frame in the middle, and its place in words.

    By brightness, the darker of two; by capture, the earlier of two, where brightness is not known.
    """
    lit = [(light, at) for at, one in enumerate(frames) if (light := one.signals.get("brightness")) is not None]
    is_lit = len(lit) == len(frames)
    ordered = [frames[at] for _, at in sorted(lit)] if is_lit else frames
    middle = ordered[(len(ordered) - 1) // 2]
    if len(ordered) % 2:
        return middle, "the middle exposure" if is_lit else "the frame in the middle"
    which = "darker" if is_lit else "earlier"
    return middle, f"the {which} exposure" if len(ordered) == _PAIR else f"the {which} of the two in the middle"
