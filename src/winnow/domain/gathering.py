"""What grouping tells while it runs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """What takes long."""

    LOOKING = "looking at photos"
    COMPARING = "comparing photos"


@dataclass(frozen=True, slots=True)
class Step:
    """So many of a stage are done."""

    stage: Stage
    done: int
    of: int


@dataclass(frozen=True, slots=True)
class Gathered:
    """Groups are up to date.

    Attributes:
        contents: how many were grouped or left alone.
        gone: groups that were forgotten, or are not as they were.
        new: groups that were not there, or not as they are.
        waiting: photos that are in no group because nobody has measured them, or shown them to the network, yet.
        left_out: contents that could not be looked at or compared this time; they are tried again the next time.
    """

    contents: int
    gone: int
    new: int
    left_out: int
    waiting: int = 0
