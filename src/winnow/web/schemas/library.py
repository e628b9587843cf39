"""How a library stands, what its photos can be sorted and narrowed by, and which could not be scored."""

from __future__ import annotations

from winnow.domain.group import Kind
from winnow.web.schemas.base import Resource


class Facet(Resource):
    """A value that photos can be narrowed to, and how many have it."""

    value: str
    photos: int


class Bars(Resource):
    """How many photos lie where: `photos` of the first bar, from `low` on, then of the others, each `width` wide.

    Without bars where all photos have the same.
    """

    low: float
    width: float
    photos: tuple[int, ...]


class SignalInfo(Resource):
    """A signal that photos can be sorted and narrowed by."""

    name: str
    label: str
    part: str
    lowest: float
    highest: float
    median: float
    bars: Bars


class PartInfo(Resource):
    """A part of the score: what it looks at, the weight that is the model's `own`, how many photos tell any of it."""

    name: str
    looks_at: tuple[str, ...]
    own: float
    photos: int


class LibraryView(Resource):
    """How a library stands. `grouped` tells whether groups have been looked for; if not, that goes on now.

    `histogram` counts scores, half a point each, from 0 to 10. `spare` are the photos that the groups would let go, and
    `spare_bytes` what they take. `waiting_groups` are those of the moments (burst, copy, exact; the widest group of a
    photo that is no scene) that wait.
    """

    name: str
    folder: str
    rated: bool
    grouped: bool
    photos: int
    scored: int
    unscoreable: int
    waiting: int
    missing: int
    kept: int
    rejected: int
    median: float | None
    histogram: tuple[int, ...]
    groups: dict[Kind, int]
    moments: int
    waiting_groups: int
    waiting_kinds: dict[Kind, int]
    spare: int
    spare_bytes: int
    spare_rejected: int
    scorer: str
    cameras: tuple[Facet, ...]
    lenses: tuple[Facet, ...]
    folders: tuple[Facet, ...]
    formats: tuple[Facet, ...]
    first_taken: str | None
    last_taken: str | None
    signals: tuple[SignalInfo, ...]
    parts: tuple[PartInfo, ...]
    styles: tuple[str, ...]
    revision: str
    version: str


class Failure(Resource):
    """A photo that could not be scored, and why."""

    id: int
    name: str
    folder: str
    kind: str
    reason: str


class Failures(Resource):
    """A page of failures, as `Photos`."""

    failures: tuple[Failure, ...]
    total: int
    next: str | None = None
