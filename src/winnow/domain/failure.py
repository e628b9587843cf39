"""A bad photo is a value in the stream, not an exception."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FailureKind(StrEnum):
    """Why a photo could not be scored; the reason beside it says it in words."""

    UNREADABLE = "unreadable"  # the file cannot be opened or read
    EMPTY = "empty"  # no bytes
    UNSUPPORTED = "unsupported"  # not a format that an installed decoder reads
    DAMAGED = "damaged"  # the decoder refused it: truncated, corrupt
    TOO_LARGE = "too-large"  # more pixels than the limit
    TIMEOUT = "timeout"  # decoding took longer than the time limit
    CRASH = "crash"  # the decoder killed its process
    MEMORY = "memory"  # the decoder asked for more memory than the limit
    CHANGED = "changed"  # the file changed while it was read
    BUG = "bug"  # winnow itself failed on it


OF_THE_FILE = frozenset({FailureKind.UNREADABLE, FailureKind.CHANGED})
"""Failures that say something of one file; the others say it of its content, so of every copy."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A task that gave no result, as an engine reports it: which kind, and why in words."""

    kind: FailureKind
    reason: str


@dataclass(frozen=True, slots=True)
class Failed:
    """A photo that could not be scored."""

    path: str
    kind: FailureKind
    reason: str


class UnscoreableError(Exception):
    """Raised where one photo must be given up; the worker boundary turns it into a `Broken`."""

    def __init__(self, kind: FailureKind, reason: str) -> None:
        super().__init__(kind, reason)  # both, so that it can be pickled
        self.kind = kind
        self.reason = reason
