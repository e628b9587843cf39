"""Which photos an export takes, what it knows of each, where they go, and what it tells while it works."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from winnow.domain.decision import Mark
from winnow.domain.errors import ArgumentError
from winnow.domain.group import Kind
from winnow.domain.score import Reason, Score

MOST_STARS = 5
_UNITS, _UNIT_STEP, _TENTHS_BELOW = ("bytes", "kB", "MB", "GB", "TB"), 1000, 10


class By(StrEnum):
    """How a file gets to the folder it is exported to."""

    COPY = "copy"
    HARDLINK = "hardlink"
    SYMLINK = "symlink"
    MOVE = "move"


@dataclass(frozen=True, slots=True)
class Selection:
    """Which photos; what is asked for is asked for together.

    Attributes:
        top: of the photos that meet everything else, the best so many.
        kept: only photos that were kept.
        rejected: only photos that were rejected; without it they are left out.
        stars: only photos with so many stars or more.
        min_score: only photos with that score or a better one.
        best_of_groups: of photos of the same moment only the keeper; brackets and panoramas whole.
        everything: all photos that meet the rest; said where nothing else is, since a selection that says nothing
            means what was kept.
        photos: only these, by their ids: rejected ones too, since somebody chose them one by one.
    """

    top: int | None = None
    kept: bool = False
    rejected: bool = False
    stars: int | None = None
    min_score: float | None = None
    best_of_groups: bool = False
    everything: bool = False
    photos: frozenset[int] | None = None

    def __post_init__(self) -> None:
        if self.kept and self.rejected:
            raise ArgumentError("No photo is both kept and rejected: ask for one of them.")
        if self.everything and (self.kept or self.rejected):
            raise ArgumentError("All photos, or only those that were kept, or rejected? Ask for one of them.")
        if self.top is not None and self.top < 1:
            raise ArgumentError(f"top is {self.top}; it must be 1 or more.")
        if self.stars is not None and not 1 <= self.stars <= MOST_STARS:
            raise ArgumentError(f"stars is {self.stars}; it must be 1 to {MOST_STARS}.")

    @property
    def says_nothing(self) -> bool:
        """Whether nobody said which photos."""
        return self == Selection()


@dataclass(frozen=True, slots=True)
class Targets:
    """Where the photos go: any of these, at least one.

    Attributes:
        to: a folder for the files themselves.
        by: how they get there.
        flat: without the folders that they lie in.
        zip: an archive of the files.
        csv: a table for a spreadsheet.
        json: the same for a program.
        gallery: a folder with a page to look at.
        originals: put the files themselves beside the gallery's pictures.
        xmp: say in sidecars beside the photos what was decided of them, and their groups.
    """

    to: Path | None = None
    by: By = By.COPY
    flat: bool = False
    zip: Path | None = None
    csv: Path | None = None
    json: Path | None = None
    gallery: Path | None = None
    originals: bool = False
    xmp: bool = False

    def __post_init__(self) -> None:
        if not any((self.to, self.zip, self.csv, self.json, self.gallery, self.xmp)):
            raise ArgumentError("Say where to: a folder, an archive, a table, a gallery or sidecars.")

    @property
    def sidecars_alone(self) -> bool:
        """Whether nothing is made but sidecars beside the photos."""
        return self == Targets(by=self.by, flat=self.flat, originals=self.originals, xmp=True)

    def absolute(self) -> Targets:
        """The same from any current folder, through links to folders, with ~ for the home folder."""
        to, zip_, csv, json, gallery = (
            place and _absolute(place) for place in (self.to, self.zip, self.csv, self.json, self.gallery)
        )
        return replace(self, to=to, zip=zip_, csv=csv, json=json, gallery=gallery)


def _absolute(place: Path) -> Path:
    path = Path(os.path.expanduser(place))  # noqa: PTH111 - pathlib's raises for a user that there is not
    return path.parent.resolve() / path.name if path.name else path.resolve()


@dataclass(frozen=True, slots=True)
class Membership:
    """A group that a photo belongs to.

    Attributes:
        size: how many photos the group has.
        keeper: whether this one is to be kept of it; true of each where all are.
    """

    group: str
    kind: Kind
    size: int
    keeper: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A photo of the library: what decides whether it is exported.

    Attributes:
        photo: its id in the library.
        path: relative to the folder.
        content: the SHA-256 of its bytes when it was rated; None if nobody could read them.
        rank: 1 for the best; None without a score.
    """

    photo: int
    path: str
    content: bytes | None = None
    rank: int | None = None
    score: Score | None = None
    mark: Mark = field(default_factory=Mark)
    groups: tuple[Membership, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a shot: the photo, the RAW beside it, a sidecar.

    Attributes:
        path: where the library has it, relative to the folder.
        suffix: the end of its name that tells it from the other parts: ``.jpg``, ``.xmp``, ``.jpg.xmp``.
        source: where it lies now, absolute.
        content: its SHA-256, where that is known.
    """

    path: str
    suffix: str
    source: str
    size: int
    mtime_ns: int
    content: bytes | None = None
    sidecar: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One photo to export.

    Attributes:
        parts: the files that belong to it, the photo's own first.
        width, height: upright, in pixels; 0 where the photo could not be measured.
    """

    candidate: Candidate
    parts: tuple[Part, ...]
    taken_at: str | None = None
    width: int = 0
    height: int = 0
    reasons: tuple[Reason, ...] = ()

    @property
    def path(self) -> str:
        """The photo's path, relative to the folder."""
        return self.candidate.path

    @property
    def companion(self) -> str | None:
        """The path of the RAW among its files, if it has one."""
        return next((part.path for part in self.parts[1:] if not part.sidecar), None)


@dataclass(frozen=True, slots=True)
class Placed:
    """A file is where it was to go. `to` is its place there, as a path or as a name in an archive."""

    path: str
    to: str


@dataclass(frozen=True, slots=True)
class Left:
    """A file was left as it is, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Made:
    """An archive, a table or a gallery of so many photos is whole. `fresh` is false where the very same was there."""

    path: str
    photos: int
    fresh: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one of the targets is, in photos or files."""

    what: str
    done: int
    total: int


ExportEvent = Placed | Left | Made | Progress


def size_in_words(size: int) -> str:
    """Bytes as plans and reports say them, in powers of 1,000 as disks are sold: ``850 bytes``, ``1.2 MB``, ``34 GB``.

    As `bytes` in frontend/src/lib/words.ts.
    """
    value, unit = float(size), 0
    while round(value) >= _UNIT_STEP and unit < len(_UNITS) - 1:
        value, unit = value / _UNIT_STEP, unit + 1
    digits = 1 if unit and round(value, 1) < _TENTHS_BELOW else 0
    return f"{value:,.{digits}f} {_UNITS[unit]}"
