"""Which photos of an album, and in what order: pure, over columns.

::

    album, scores, marks, groups, a way to sort   → rank of every photo   no two are equal; what is not known is last
    album, scores, marks, groups, a wish          → which photos meet it
    both                                          → places, in order
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from winnow.domain.decision import LABELS
from winnow.domain.errors import ArgumentError
from winnow.domain.group import Kind
from winnow.workflows.album_facts import SIGNALS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from winnow.domain.decision import Mark
    from winnow.workflows.album import Album, Kinds
    from winnow.workflows.album_groups import Groups

    Places = NDArray[np.intp]
    Mask = NDArray[np.bool_]
    Floats = NDArray[np.float64]

_BEST_FIRST = {"score", "decision", "stars", "bytes", "confidence", *SIGNALS}
_BY_DECISIONS = {"decision", "stars", "group"}
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2}(T.*)?)?)?", re.ASCII)
_LAST = "\U0010ffff"  # after every text that begins as the one before it


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """What has been decided of the photos of an album, by place.

    Attributes:
        verdicts: (n,) int8, 1 kept, -1 rejected, 0 neither.
        stars: (n,) int8.
        labels: (n,) int8 index of `LABELS`; -1 for none.
    """

    verdicts: NDArray[np.int8]
    stars: NDArray[np.int8]
    labels: NDArray[np.int8]

    @classmethod
    def none(cls, photos: int) -> Marks:
        """Of so many photos of which nothing was decided."""
        return cls(np.zeros(photos, np.int8), np.zeros(photos, np.int8), np.full(photos, -1, np.int8))

    def with_these(self, marks: Mapping[int, Mark]) -> Marks:
        """The same with other marks at some places."""
        verdicts, stars, labels = self.verdicts.copy(), self.stars.copy(), self.labels.copy()
        for place, mark in marks.items():
            verdicts[place] = 0 if mark.kept is None else 1 if mark.kept else -1
            stars[place] = mark.stars
            labels[place] = -1 if mark.label is None else LABELS.index(mark.label)
        return Marks(verdicts, stars, labels)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of photos, all of it together.

    Attributes:
        min_score, max_score: of the scores that they are shown with; both included.
        since, until: the front of an ISO date; both included; a photo without a date meets neither.
        folder: that one or any below it; ``.`` for the library's own.
        decision: ``kept``, ``rejected``, ``undecided`` or ``starred``.
        stars: that many or more.
        group: the id of one.
        grouped: a kind of group that it is in, or ``none``.
        spare: whether the moments would let it go.
        signal: ``NAME:LOW:HIGH``, either end may be empty.
        text: anywhere in the path, upper case or lower.
    """

    min_score: float | None = None
    max_score: float | None = None
    since: str | None = None
    until: str | None = None
    camera: str | None = None
    lens: str | None = None
    folder: str | None = None
    format: str | None = None
    decision: str | None = None
    stars: int | None = None
    label: str | None = None
    group: str | None = None
    grouped: str | None = None
    spare: bool | None = None
    signal: str | None = None
    text: str | None = None


def ranks(
    album: Album, scores: Floats, marks: Marks, groups: Groups, sort: str, *, descending: bool | None = None
) -> Places:
    """The rank of every photo, of equals by path; the best, or the first in the alphabet, leads if nobody says which.

    By `group` photos of one moment stand together, in order of its first capture.

    Raises:
        ArgumentError: there is no such way to sort.
    """
    name = _named(sort)
    backwards = name in _BEST_FIRST if descending is None else descending
    keys = _keys(album, scores, marks, groups, name)
    missing = np.isnan(keys)
    order = np.lexsort((np.arange(len(album)), np.where(missing, 0, -keys if backwards else keys), missing))
    found = np.empty(len(album), dtype=np.intp)
    found[order] = np.arange(len(album))
    return found


def is_by_decisions(sort: str) -> bool:
    """Whether marks or groups have a part in an order: then it may be another after a decision."""
    return _named(sort) in _BY_DECISIONS


def sifted(rank: Places, mask: Mask) -> Places:
    """The places that meet a mask, in order of rank."""
    places = np.flatnonzero(mask)
    return places[np.argsort(rank[places])]


def meets(album: Album, scores: Floats, marks: Marks, groups: Groups, wanted: Wanted) -> Mask:
    """Which photos, (n,) bool; `spare` has no part in it, since it takes the keeper rule: see `Desk.meeting`.

    Raises:
        ArgumentError: a date, a signal or a kind is none.
    """
    mask = np.ones(len(album), dtype=np.bool_)
    for test in _tests(album, scores, wanted):
        mask &= test()
    return mask & _is_marked(marks, wanted) & _is_grouped(groups, wanted)


def _named(sort: str) -> str:
    return sort.removeprefix("signal:")


def _keys(album: Album, scores: Floats, marks: Marks, groups: Groups, name: str) -> Floats:
    if name in SIGNALS:
        return album.signals[:, SIGNALS.index(name)]
    columns: dict[str, Callable[[], Floats]] = {
        "score": lambda: scores,
        "taken_at": lambda: np.where(album.taken.codes < 0, np.nan, album.by_capture),
        "name": lambda: album.by_name.astype(np.float64),
        "folder": lambda: _known(album.folders.codes),
        "camera": lambda: _known(album.cameras.codes),
        "lens": lambda: _known(album.lenses.codes),
        "format": lambda: _known(album.formats.codes),
        "decision": lambda: marks.verdicts.astype(np.float64),
        "stars": lambda: marks.stars.astype(np.float64),
        "group": lambda: _moments(album, groups),
        "bytes": lambda: album.bytes.astype(np.float64),
        "confidence": lambda: album.confidences,
    }
    if name not in columns:
        raise ArgumentError(f"{name!r} is no way to sort; choose {', '.join(columns)} or a signal.")
    return columns[name]()


def _known(codes: NDArray[np.integer[Any]]) -> Floats:
    """Numbers, NaN for one below 0."""
    return np.where(codes < 0, np.nan, codes)


def _moments(album: Album, groups: Groups) -> Floats:
    """Of each photo which of the moments it is in, counted in order of capture."""
    first = groups.reduced(np.minimum, album.by_capture)
    place = np.empty(len(groups) + 1, dtype=np.intp)
    place[np.lexsort((np.arange(len(groups)), first))] = np.arange(len(groups))
    place[-1] = -1  # of photos that are in none
    return _known(place[groups.moment_of])


def _tests(album: Album, scores: Floats, wanted: Wanted) -> list[Callable[[], Mask]]:
    """A test for each thing that is asked of the photos' facts."""
    asked: list[tuple[object, Callable[[], Mask]]] = [
        (wanted.min_score, lambda: scores >= (wanted.min_score or 0.0)),
        (wanted.max_score, lambda: scores <= (wanted.max_score or 0.0)),
        (wanted.since, lambda: _taken(album, wanted.since, None)),
        (wanted.until, lambda: _taken(album, None, wanted.until)),
        (wanted.camera, lambda: _is(album.cameras, wanted.camera)),
        (wanted.lens, lambda: _is(album.lenses, wanted.lens)),
        (wanted.format, lambda: _is(album.formats, wanted.format)),
        (wanted.folder, lambda: _lies_under(album.folders, wanted.folder or "")),
        (wanted.signal, lambda: _measures(album, wanted.signal or "")),
        (wanted.text, lambda: _is_called(album, wanted.text or "")),
    ]
    return [test for value, test in asked if value is not None]


def _taken(album: Album, since: str | None, until: str | None) -> Mask:
    for date in (since, until):
        if date is not None and not _DATE.fullmatch(date):
            raise ArgumentError(f"{date!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD.")
    values, codes = album.taken.values, album.taken.codes
    first = 0 if since is None else bisect_left(values, since)
    last = len(values) if until is None else bisect_right(values, f"{until}{_LAST}")
    return (codes >= first) & (codes < last)


def _is(kinds: Kinds, value: str | None) -> Mask:
    code = bisect_left(kinds.values, value or "")
    there = code < len(kinds.values) and kinds.values[code] == value
    return np.asarray(kinds.codes == (code if there else len(kinds.values)), dtype=np.bool_)


def _lies_under(folders: Kinds, folder: str) -> Mask:
    own = folder.strip("/")
    if own in {"", "."}:
        return np.ones(len(folders.codes), dtype=np.bool_)
    below = np.array([one == own or one.startswith(f"{own}/") for one in folders.values], dtype=np.bool_)
    return np.asarray(below[folders.codes])


def _measures(album: Album, asked: str) -> Mask:
    name, _, bounds = asked.partition(":")
    low, _, high = bounds.partition(":")
    try:
        lowest, highest = float(low or "-inf"), float(high or "inf")
    except ValueError:
        name = ""
    if name not in SIGNALS:
        raise ArgumentError(f"{asked!r} asks for no signal; write NAME:LOW:HIGH, such as sharpness:-0.5:0.")
    values = album.signals[:, SIGNALS.index(name)]
    return np.asarray((values >= lowest) & (values <= highest))


def _is_called(album: Album, text: str) -> Mask:
    wanted = text.casefold()
    return np.fromiter((wanted in path for path in album.folded), np.bool_, len(album))


def _is_marked(marks: Marks, wanted: Wanted) -> Mask:
    mask = marks.stars >= (wanted.stars or 0)
    if wanted.label is not None:
        mask &= marks.labels == (LABELS.index(wanted.label) if wanted.label in LABELS else len(LABELS))
    match wanted.decision:
        case "kept":
            mask &= marks.verdicts > 0
        case "rejected":
            mask &= marks.verdicts < 0
        case "undecided":
            mask &= marks.verdicts == 0
        case "starred":
            mask &= marks.stars > 0
    return np.asarray(mask)


def _is_grouped(groups: Groups, wanted: Wanted) -> Mask:
    mask = np.ones(groups.photos, dtype=np.bool_)
    if wanted.group is not None:
        mask &= groups.holds(wanted.group)
    if wanted.grouped is not None:
        if wanted.grouped not in {*Kind, "none"}:
            raise ArgumentError(f"{wanted.grouped!r} is no kind of group; choose one of {', '.join(Kind)}, or none.")
        mask &= ~groups.any() if wanted.grouped == "none" else groups.any(Kind(wanted.grouped))
    return mask
