"""What a person, or a rule on their behalf, decided: entries of a log that only grows.

A photo is named by its id in the library, which follows it when it is moved or edited.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

PERSON = "person"
"""Who decided, where it was no rule; a rule is named by its verb, such as ``pick``."""


class Verb(StrEnum):
    """What is decided of `Choice.photos`; what `others` and `value` mean with it."""

    KEEP = "keep"
    REJECT = "reject"
    UNMARK = "unmark"  # neither kept nor rejected any more
    STAR = "star"  # value: 0 to 5; 0 takes the stars away
    LABEL = "label"  # value: red, yellow, green, blue or purple; None takes the label away
    KEEPER = "keeper"  # the one photo is the keeper of a group whose other members are `others`
    KEEP_ALL = "keep-all"  # these photos are all kept: no keeper is suggested among them
    TOGETHER = "together"  # these belong together; value: a `Kind`, at whose reach and any wider they do
    APART = "apart"  # none of `photos` is the same as any of `others`; value: a `Kind`, at whose reach and any narrower


LABELS = ("red", "yellow", "green", "blue", "purple")


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing decided of one or more photos."""

    verb: Verb
    photos: tuple[int, ...]
    others: tuple[int, ...] = ()
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """Choices that were made at once, and are undone at once.

    Attributes:
        id: grows with every act.
        at: UTC, ISO 8601.
        who: `PERSON`, or the rule that decided.
        why: in words; empty where nobody said.
        undoes: the id of the act that this one takes back; taking back an undo is a redo. Such an act has no choices.
    """

    id: int
    at: str
    who: str
    why: str
    choices: tuple[Choice, ...] = ()
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """What has been decided of one photo so far."""

    kept: bool | None = None  # None: neither kept nor rejected
    stars: int = 0
    label: str | None = None
