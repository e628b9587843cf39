"""What the catalogue answers with: one value per row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from winnow.domain.failure import Failed, FailureKind
    from winnow.domain.impression import Distribution
    from winnow.domain.measurement import Measurement, Signals
    from winnow.domain.photo import Companion, Found
    from winnow.domain.score import Score


class Unscored(NamedTuple):
    """A content that waits for a score: what a scorer reads. No distribution where no network was asked for."""

    content: bytes
    signals: Signals
    distribution: Distribution | None


class Listed(NamedTuple):
    """A photo that is there, as it was when it was last looked at."""

    photo: int
    found: Found
    content: bytes | None
    score: Score | None


class Known(NamedTuple):
    """What the library knows of one path; a tuple, because a re-scan makes 100,000 of them.

    Attributes:
        size: bytes, when it was last looked at.
        mtime_ns: modification time, when it was last looked at.
        companion: the other file of the shot, as it was then.
        content: SHA-256, 32 bytes; None if the bytes could not be read, and for files that are no photos.
        missing: it was not there when the folder was last walked.
        failed: why it could not be scored, if it could not.
        failed_recipe: the recipe under which it failed.
        measured: its content has a measurement under the recipe asked for, and an impression by the network, if one
            was asked for.
        photo: False for a file that is no picture.
    """

    size: int
    mtime_ns: int
    companion: Companion | None = None
    content: bytes | None = None
    missing: bool = False
    failed: FailureKind | None = None
    failed_recipe: str | None = None
    measured: bool = False
    photo: bool = True


@dataclass(frozen=True, slots=True)
class Best:
    """One photo of a ranking; `shot` in order of `winnow.domain.metadata.SHOT`, None where the file does not say."""

    path: str
    score: float
    confidence: float
    taken_at: str | None
    signals: Signals
    distribution: Distribution | None
    shot: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Detail:
    """Everything the library holds of one photo, under one recipe and by one network.

    Attributes:
        companion: path of the other file of the shot.
        missing_since: UTC, ISO 8601; None if it is there.
        failed: why it could not be scored, if it could not.
        measurement: None if its content was not measured under that recipe.
        distribution: None if no network was asked for, or it was not shown that content.
    """

    companion: str | None
    missing_since: str | None
    failed: Failed | None
    measurement: Measurement | None
    distribution: Distribution | None
