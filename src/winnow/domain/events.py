"""What `rate` tells while it runs, one frozen value per thing that happened; `Failed` is among them."""

from __future__ import annotations

from dataclasses import dataclass

from winnow.domain.failure import Failed


@dataclass(frozen=True, slots=True)
class Walked:
    """The folder has been walked: what is there and what has to be looked at."""

    folder: str
    found: int
    unchanged: int
    to_do: int


@dataclass(frozen=True, slots=True)
class Rescored:
    """Another model was chosen: this many measured contents were scored by it, from their stored signals."""

    contents: int


@dataclass(frozen=True, slots=True)
class Noticed:
    """Something that does not stop the run, such as a cache that cannot be used."""

    message: str


@dataclass(frozen=True, slots=True)
class Scored:
    """A photo was measured and scored."""

    path: str
    score: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Copied:
    """A photo's content was known already, here or in the per-user cache: its score was copied, nothing was decoded."""

    path: str
    score: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Moved:
    """A known photo was found at a new path: its history follows it. A `Copied` for the new path comes too."""

    path: str
    old_path: str


@dataclass(frozen=True, slots=True)
class Missing:
    """A known photo is no longer there. Its row stays."""

    path: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """A file was looked at and is no photo."""

    path: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The run came to its end, or was interrupted, and everything above is saved."""

    scored: int
    copied: int
    unchanged: int
    failed: int
    moved: int
    missing: int
    ignored: int
    median: float | None
    seconds: float
    interrupted: bool


Event = Noticed | Rescored | Walked | Scored | Copied | Moved | Missing | Ignored | Failed | Finished
