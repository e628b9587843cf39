"""Whom a person preferred to whom, and which photos they want all of.

::

    KEEPER a over b, c      a is preferred to each; b and c are in no set of which all are kept any more
    KEEP_ALL a, b           neither is preferred to the other any more
    REJECT a                a is preferred to none, and in no such set
    UNMARK a                a is in no such set
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from winnow.domain.decision import Choice, Verb

if TYPE_CHECKING:
    from collections.abc import Iterable

FEWEST_OF_A_SET = 2


class Keepers:
    """Hears choices, oldest first."""

    def __init__(self) -> None:
        self._preferred: dict[int, set[int]] = {}
        self._wholes: dict[int, list[set[int]]] = {}  # the sets that each photo is in

    def hear(self, choice: Choice) -> None:
        """Take in what `choice` says of keepers, if anything."""
        match choice.verb:
            case Verb.KEEPER:
                self._prefer(choice.photos, choice.others)
            case Verb.KEEP_ALL:
                self._want_all(choice.photos)
            case Verb.REJECT:
                for photo in choice.photos:
                    self._preferred.pop(photo, None)
                self._leave_sets(choice.photos)
            case Verb.UNMARK:
                self._leave_sets(choice.photos)

    def chosen(self) -> dict[int, frozenset[int]]:
        """Each photo that was made the keeper, and those it is preferred to."""
        return {photo: frozenset(others) for photo, others in self._preferred.items() if others}

    def chosen_among(self, photos: Iterable[int]) -> dict[int, frozenset[int]]:
        """The same of a few photos."""
        return {photo: frozenset(self._preferred[photo]) for photo in photos if self._preferred.get(photo)}

    def keeps_all(self, photos: frozenset[int]) -> bool:
        """Whether all of these, two or more, are worth keeping together."""
        return any(photos <= whole for photo in photos for whole in self._wholes.get(photo, ()))

    def keep_all(self) -> frozenset[frozenset[int]]:
        """The sets of which all are worth keeping."""
        sets = {frozenset(whole) for wholes in self._wholes.values() for whole in wholes}
        return frozenset(whole for whole in sets if len(whole) >= FEWEST_OF_A_SET)

    def take(self, photos: Iterable[int], other: Keepers) -> None:
        """Have some photos, which are in no set, preferred to those that another heard that they are."""
        for photo in photos:
            self._preferred.pop(photo, None)
            if preferred := other.chosen_among([photo]):
                self._preferred[photo] = set(preferred[photo])

    def _prefer(self, keepers: Iterable[int], others: tuple[int, ...]) -> None:
        for keeper in keepers:
            for other in others:
                self._preferred.get(other, set()).discard(keeper)
            self._preferred.setdefault(keeper, set()).update(others)
        self._leave_sets(others)

    def _want_all(self, photos: tuple[int, ...]) -> None:
        whole = set(photos)
        for photo in whole:
            self._preferred.get(photo, set()).difference_update(whole)
            self._wholes.setdefault(photo, []).append(whole)

    def _leave_sets(self, photos: Iterable[int]) -> None:
        for photo in photos:
            for whole in self._wholes.pop(photo, ()):
                whole.discard(photo)
