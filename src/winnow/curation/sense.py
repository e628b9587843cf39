"""Whether a choice makes sense, before it is written down for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from winnow.domain.decision import LABELS, Verb
from winnow.domain.errors import ArgumentError
from winnow.domain.group import Kind

if TYPE_CHECKING:
    from winnow.domain.decision import Choice

MOST_STARS = 5

_STARS = frozenset(map(str, range(MOST_STARS + 1)))
_FEWEST = {Verb.TOGETHER: 2, Verb.KEEP_ALL: 2}
_OF_TWO_SIDES = {Verb.KEEPER, Verb.APART}


def check(choice: Choice) -> None:
    """Refuse a choice that says nothing, or of a photo two things at once.

    Raises:
        ArgumentError: it is one; the message says what is wanted.
    """
    _check_photos(choice)
    value = choice.value
    if choice.verb is Verb.STAR and value not in _STARS:
        raise ArgumentError(f"{value} stars are not to be had; give 0 to {MOST_STARS}.")
    if choice.verb is Verb.LABEL and value is not None and value not in LABELS:
        raise ArgumentError(f"{value!r} is no label; choose one of {', '.join(LABELS)}, or none.")
    if choice.verb in {Verb.TOGETHER, Verb.APART} and value not in set(Kind):
        raise ArgumentError(f"{value!r} is no kind of group; choose one of {', '.join(Kind)}.")


def _check_photos(choice: Choice) -> None:
    fewest = _FEWEST.get(choice.verb, 1)
    if len(set(choice.photos)) < fewest:
        raise ArgumentError(f"{choice.verb} needs {'a photo' if fewest == 1 else 'two photos'} or more.")
    if choice.verb in _OF_TWO_SIDES and not choice.others:
        raise ArgumentError(f"{choice.verb} needs another photo to tell it from.")
    if not set(choice.photos).isdisjoint(choice.others):
        raise ArgumentError(f"{choice.verb} names a photo on both sides.")
    if choice.verb is Verb.KEEPER and len(choice.photos) > 1:
        raise ArgumentError("A group has one keeper.")
