"""Which photos a person told apart, and which they put together.

Of a pair, each new word settles the reaches it speaks of, and the older word keeps the others::

    APART at a kind: at its reach and any narrower          not the same burst, so not the same picture either
    TOGETHER at a kind: at its reach and any wider          one burst, so one scene too

Sets are made of what is left: a reach at a time from the narrowest, the newest word first. Two that were told apart are
never in one set, also where each was put together with a third.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from winnow.domain.decided import Together
from winnow.domain.decision import Choice, Verb
from winnow.domain.group import REACH, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

_BY_REACH = (Kind.EXACT, Kind.COPY, Kind.BURST, Kind.SCENE)
_Parts = dict[int, set[int]]  # each photo's set; its members share one


class Belonging:
    """Hears choices, oldest first."""

    def __init__(self) -> None:
        self._apart: dict[int, dict[int, int]] = {}  # the widest reach at which two are apart, under either
        self._together: list[tuple[Kind, tuple[int, ...]]] = []

    def hear(self, choice: Choice) -> None:
        """Take in what `choice` says of belonging, if anything."""
        if choice.verb is Verb.APART:
            self._part(choice.photos, choice.others, REACH[Kind(str(choice.value))])
        elif choice.verb is Verb.TOGETHER:
            kind = Kind(str(choice.value))
            self._reconcile(frozenset(choice.photos), REACH[kind])
            self._together.append((kind, choice.photos))

    def apart(self) -> dict[tuple[int, int], Kind]:
        """Pairs, the smaller id first, and the widest kind at which they are not the same."""
        return {
            (photo, other): _BY_REACH[reach]
            for photo, others in self._apart.items()
            for other, reach in others.items()
            if photo < other
        }

    def together(self) -> tuple[Together, ...]:
        """The sets of every reach; see `winnow.domain.decided.Decided`."""
        parts: _Parts = {}
        found: list[Together] = []
        for reach, plain in enumerate(_BY_REACH):
            for kind, photos in reversed(self._together):
                if REACH[kind] <= reach:
                    self._join(parts, photos, reach)
            kinds = {
                key: kind
                for kind, photos in self._together
                for key, part in _sets(parts, photos).items()
                if REACH[kind] == reach and len(part.intersection(photos)) > 1
            }
            joined = [Together(kinds.get(key, plain), frozenset(part)) for key, part in _sets(parts, parts).items()]
            found += sorted(joined, key=lambda one: min(one.photos))
        return tuple(found)

    def _part(self, photos: Iterable[int], others: tuple[int, ...], reach: int) -> None:
        for photo in photos:
            for other in others:
                widest = max(reach, self._apart.get(photo, {}).get(other, reach))
                self._apart.setdefault(photo, {})[other] = widest
                self._apart.setdefault(other, {})[photo] = widest

    def _reconcile(self, photos: frozenset[int], reach: int) -> None:
        """Photos that were apart are so at narrower reaches only."""
        for photo in photos:
            others = self._apart.get(photo, {})
            for other in photos & others.keys():
                if reach == 0:
                    del others[other]
                else:
                    others[other] = min(others[other], reach - 1)

    def _join(self, parts: _Parts, photos: Iterable[int], reach: int) -> None:
        """Put each of `photos` with the first of those before it whose set will have it."""
        firsts: list[int] = []
        for photo in photos:
            own = parts.setdefault(photo, {photo})
            company = next((parts[first] for first in firsts if self._may_meet(own, parts[first], reach)), None)
            if company is None:
                firsts.append(photo)
            elif company is not own:
                smaller, larger = sorted((own, company), key=len)
                larger |= smaller
                parts.update(dict.fromkeys(smaller, larger))

    def _may_meet(self, one: set[int], other: set[int], reach: int) -> bool:
        smaller, larger = sorted((one, other), key=len)
        return one is other or not any(
            widest >= reach and far in larger for near in smaller for far, widest in self._apart.get(near, {}).items()
        )


def _sets(parts: _Parts, photos: Iterable[int]) -> dict[int, set[int]]:
    """The sets of two and more that hold any of `photos`, by their identity."""
    return {id(parts[photo]): parts[photo] for photo in photos if len(parts.get(photo, ())) > 1}
