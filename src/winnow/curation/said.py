"""The last word of the log on each photo's flag, stars and label, and whose it was.

A mark has one value for nothing said and for taken away. Here they are apart: where something was taken away, that is
to be told to other programs; where nothing was said, what they say stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from winnow.curation.standing import standing
from winnow.domain.decision import Verb
from winnow.domain.tags import Flag, Tags

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from winnow.domain.decision import Act, Choice

T = TypeVar("T")

_FLAGS = {
    Verb.KEEP: Flag.PICKED,
    Verb.KEEP_ALL: Flag.PICKED,
    Verb.REJECT: Flag.REJECTED,
    Verb.UNMARK: Flag.NEITHER,
}
FLAGGING = frozenset(_FLAGS)
"""Verbs that say whether a photo is kept."""


class Word(NamedTuple, Generic[T]):
    """What was said last, and by whom."""

    what: T
    who: str


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of one photo; None where nobody spoke."""

    flag: Word[Flag] | None = None
    stars: Word[int] | None = None
    label: Word[str] | None = None

    @property
    def tags(self) -> Tags:
        """The same without who said it."""
        return Tags(
            None if self.flag is None else self.flag.what,
            None if self.stars is None else self.stars.what,
            None if self.label is None else self.label.what,
        )


def said(acts: Sequence[Act]) -> dict[int, Said]:
    """What `acts`, which are in order of id, say of each photo of which they say any of this."""
    words = _Words()
    for act in standing(acts):
        for choice in act.choices:
            words.hear(choice, act.who)
    photos = {**words.flags, **words.stars, **words.labels}
    return {photo: Said(words.flags.get(photo), words.stars.get(photo), words.labels.get(photo)) for photo in photos}


def last_flags(words: Iterable[tuple[int, Verb, int]], back: Collection[int]) -> dict[int, Flag]:
    """The flag of every photo that is spoken of, without folding the log.

    Args:
        words: photo, one of `FLAGGING` and act, newest first.
        back: the acts that are not in force.
    """
    flags: dict[int, Flag] = {}
    for photo, verb, act in words:
        if photo not in flags and act not in back:
            flags[photo] = _FLAGS[verb]
    return flags


class _Words:
    def __init__(self) -> None:
        self.flags: dict[int, Word[Flag]] = {}
        self.stars: dict[int, Word[int]] = {}
        self.labels: dict[int, Word[str]] = {}

    def hear(self, choice: Choice, who: str) -> None:
        if choice.verb in _FLAGS:
            self.flags.update(dict.fromkeys(choice.photos, Word(_FLAGS[choice.verb], who)))
        elif choice.verb is Verb.STAR:
            self.stars.update(dict.fromkeys(choice.photos, Word(int(choice.value or 0), who)))
        elif choice.verb is Verb.LABEL:
            self.labels.update(dict.fromkeys(choice.photos, Word(choice.value or "", who)))
