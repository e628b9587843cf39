"""From the log to how things stand.

::

    acts in force, oldest first → each choice → marks        the newest word on a photo counts
                                              → keepers      likewise, on who is preferred to whom, and on keeping all
                                              → belonging    likewise, on a pair, at each reach
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from winnow.curation.belonging import Belonging
from winnow.curation.keepers import Keepers
from winnow.curation.standing import standing
from winnow.domain.decided import Decided
from winnow.domain.decision import Choice, Mark, Verb

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from winnow.domain.decision import Act

T = TypeVar("T")


def fold(acts: Sequence[Act]) -> Decided:
    """How things stand after `acts`, which are in order of id."""
    heard = Heard()
    for act in standing(acts):
        heard.hear(act)
    return Decided(
        marks=heard.marks.marks(),
        deciders={photo: who for photo, (_, who) in heard.marks.kept.items()},
        apart=heard.belonging.apart(),
        together=heard.belonging.together(),
        keep_all=heard.keepers.keep_all(),
        chosen=heard.keepers.chosen(),
    )


class Heard:
    """What was said so far; hears the acts that are in force, oldest first."""

    def __init__(self) -> None:
        self.marks = Marks()
        self.keepers = Keepers()
        self.belonging = Belonging()

    def hear(self, act: Act) -> None:
        """Take in what an act decides."""
        for choice in act.choices:
            self.marks.hear(choice, act.who)
            self.keepers.hear(choice)
            self.belonging.hear(choice)


class Marks:
    """Hears choices, oldest first."""

    def __init__(self) -> None:
        self.kept: dict[int, tuple[bool, str]] = {}  # and who said so
        self._stars: dict[int, int] = {}
        self._labels: dict[int, str] = {}

    def hear(self, choice: Choice, who: str) -> None:
        """Take in what `choice` says of marks, if anything."""
        match choice.verb:
            case Verb.KEEP | Verb.KEEP_ALL:
                self.kept.update(dict.fromkeys(choice.photos, (True, who)))
            case Verb.REJECT:
                self.kept.update(dict.fromkeys(choice.photos, (False, who)))
            case Verb.UNMARK:
                for photo in choice.photos:
                    self.kept.pop(photo, None)
            case Verb.STAR:
                self._stars.update(dict.fromkeys(choice.photos, int(choice.value or 0)))
            case Verb.LABEL:
                self._labels.update(dict.fromkeys(choice.photos, choice.value or ""))

    def marks(self) -> dict[int, Mark]:
        """Of photos that have any."""
        nothing = Mark()
        marks = {photo: self.mark(photo) for photo in {**self.kept, **self._stars, **self._labels}}
        return {photo: mark for photo, mark in marks.items() if mark != nothing}

    def mark(self, photo: int) -> Mark:
        """Of one photo."""
        return Mark(self.kept.get(photo, (None,))[0], self._stars.get(photo, 0), self._labels.get(photo) or None)

    def take(self, photos: Iterable[int], other: Marks) -> None:
        """Have said of some photos what another heard of them."""
        for photo in photos:
            self._take(photo, self.kept, other.kept)
            self._take(photo, self._stars, other._stars)
            self._take(photo, self._labels, other._labels)

    @staticmethod
    def _take(photo: int, mine: dict[int, T], theirs: dict[int, T]) -> None:
        mine.pop(photo, None)
        if photo in theirs:
            mine[photo] = theirs[photo]
