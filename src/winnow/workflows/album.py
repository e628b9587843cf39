"""A folder as it is shown: every photo's facts in columns, in memory, so that no list asks the database.

::

    catalogue: the photos that are there, and facts of contents that are new → Album      never written to
    an Album and a way to sort, or to narrow → places in it                   (pure: winnow.workflows.sift)

A photo's *place* is its row in the columns, in order of path. Facts alone are here: marks and groups, which change with
every key that is pressed, are columns beside it.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from winnow.domain.metadata import SHOT
from winnow.ranking.profile import leanings_of, points_of_parts
from winnow.signals.recipe import RECIPE
from winnow.workflows.album_facts import SIGNALS, Facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from winnow.catalogue.catalogue import Catalogue
    from winnow.catalogue.columns import PhotoRow
    from winnow.domain.additive import AdditiveModel

    Places = NDArray[np.intp]
    Codes = NDArray[np.int32]
    Floats = NDArray[np.float64]

_DIGITS = re.compile(r"(\d+)")
_VERSION_BYTES = 4
_FEW = 10_000  # photos: looking up each in turn takes as long as sorting 100,000


@dataclass(frozen=True, slots=True, eq=False)
class Kinds:
    """A column of texts of which few are different: `values` in rising order, and of each photo which; -1 for none."""

    values: tuple[str, ...]
    codes: Codes

    def text(self, place: int) -> str | None:
        """That of one photo."""
        code = int(self.codes[place])
        return None if code < 0 else self.values[code]


@dataclass(frozen=True, slots=True, eq=False)
class Album:
    """Columns of n photos, in order of path.

    Attributes:
        rows: what the catalogue says of each.
        place_of: the place of an id.
        ids: (n,) int64.
        folders: relative to the library's, empty for it; readable.
        formats, taken, cameras, lenses: of what was measured; `taken` as ISO 8601.
        sizes: (n, 2) int32 width and height, upright; 0 where not measured.
        bytes: (n,) int64, of the photo's file and of the one beside it, if they belong together.
        scores, confidences: (n,) float64, NaN without.
        signals: (n, len(SIGNALS)) float64, NaN where not measured.
        shots: (n, len(SHOT)) float32, see `winnow.ranking.metadata`.
        points: (n, parts) float64 points of each part of the score.
        leanings: of each style (n,) float64, see `winnow.ranking.profile`.
        by_capture, by_name: (n,) each photo's rank by when it was taken, then path; by its name, then path. In both
            IMG_9 comes before IMG_10.
        folded: paths, readable, without difference between upper case and lower.
        facts: of contents, to grow from.
    """

    rows: Sequence[PhotoRow]
    place_of: Mapping[int, int]
    ids: NDArray[np.int64]
    folders: Kinds
    formats: Kinds
    taken: Kinds
    cameras: Kinds
    lenses: Kinds
    sizes: NDArray[np.int32]
    bytes: NDArray[np.int64]
    scores: Floats
    confidences: Floats
    signals: Floats
    shots: NDArray[np.float32]
    points: Floats
    leanings: Mapping[str, Floats]
    by_capture: Places
    by_name: Places
    from_camera: NDArray[np.bool_]
    folded: Sequence[str]
    facts: Facts

    def __len__(self) -> int:
        return len(self.rows)

    def places(self, photos: Iterable[int]) -> Places:
        """The places of those of `photos` that are here, in their order."""
        asked = list(photos)
        if len(asked) < _FEW or not len(self):
            return np.array([self.place_of[photo] for photo in asked if photo in self.place_of], dtype=np.intp)
        by_id = np.argsort(self.ids)
        found = by_id[np.minimum(np.searchsorted(self.ids, asked, sorter=by_id), len(self) - 1)]
        return np.asarray(found[self.ids[found] == asked], dtype=np.intp)

    def version(self, place: int) -> str:
        """What changes when the file does: the front of its SHA-256, or of its size and time."""
        row = self.rows[place]
        content = row.content or hashlib.sha256(b"%d %d" % (row.size, row.mtime_ns)).digest()
        return content[:_VERSION_BYTES].hex()


def read_album(catalogue: Catalogue, model: AdditiveModel, before: Album | None = None) -> Album:
    """The folder as it is now; of contents that `before` knows nothing is read again."""
    rows = catalogue.photo_rows(model.scorer)
    facts = Facts.none() if before is None else before.facts
    lacking = {row.content for row in rows if row.content is not None and row.content not in facts.row_of}
    return album_of(rows, facts.with_more(catalogue.facts(lacking, RECIPE, model.network)), model)


def album_of(rows: Sequence[PhotoRow], facts: Facts, model: AdditiveModel) -> Album:
    """Lay photos out in columns. `facts` may know contents that no photo has any more."""
    row_of = facts.row_of
    places = np.array([row_of.get(row.content or b"", -1) for row in rows], dtype=np.intp)
    there = places >= 0
    texts = [facts.texts[at] if at >= 0 else (None,) * 4 for at in places.tolist()]
    formats, taken, cameras, lenses = (_kinds([one[at] for one in texts]) for at in range(4))
    sizes = np.zeros((len(rows), 2), np.int32)
    sizes[there] = facts.sizes[places[there]]
    signals = np.full((len(rows), len(SIGNALS)), np.nan)
    signals[there] = facts.signals[places[there]]
    shots = np.full((len(rows), len(SHOT)), np.nan, np.float32)
    shots[there] = facts.shots[places[there]]
    from_camera = np.zeros(len(rows), np.bool_)
    from_camera[there] = facts.from_camera[places[there]]
    paths = [row.path for row in rows]
    by_path = _ranks([_natural(path) for path in paths])
    undated = np.where(taken.codes < 0, np.iinfo(np.int32).max, taken.codes)
    return Album(
        rows=rows,
        place_of={row.id: place for place, row in enumerate(rows)},
        ids=np.array([row.id for row in rows], dtype=np.int64),
        folders=_kinds([readable(path.rpartition("/")[0]) for path in paths]),
        formats=formats,
        taken=taken,
        cameras=cameras,
        lenses=lenses,
        sizes=sizes,
        bytes=np.array([row.size + row.companion_size for row in rows], dtype=np.int64),
        scores=np.array([row.score for row in rows], dtype=np.float64),
        confidences=np.array([row.confidence for row in rows], dtype=np.float64),
        signals=signals,
        shots=shots,
        points=points_of_parts(model, signals, SIGNALS, shots),
        leanings=leanings_of(model, signals, SIGNALS),
        by_capture=_inverse(np.lexsort((by_path, undated))),
        by_name=_ranks([(_natural(path.rpartition("/")[2].casefold()), path) for path in paths]),
        from_camera=from_camera,
        folded=[readable(path).casefold() for path in paths],
        facts=facts,
    )


def readable(name: str) -> str:
    r"""A name as it may be sent: a byte that is not UTF-8 becomes ``\udcff``, in letters."""
    return name.encode("utf-8", "backslashreplace").decode()


def _kinds(texts: Sequence[str | None]) -> Kinds:
    values = sorted({text for text in texts if text is not None})
    code_of: dict[str | None, int] = {text: code for code, text in enumerate(values)}
    return Kinds(tuple(values), np.array([code_of.get(text, -1) for text in texts], dtype=np.int32))


def _natural(text: str) -> list[str | int]:
    """A text in which numbers sort as numbers; every other part is one, so that two of them can be compared."""
    return [int(part) if part.isdecimal() else part for part in _DIGITS.split(text)]


def _ranks(keys: Sequence[object]) -> Places:
    return _inverse(np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.intp))  # type: ignore[arg-type] # of one type, that compares


def _inverse(order: Places) -> Places:
    ranks = np.empty(len(order), dtype=np.intp)
    ranks[order] = np.arange(len(order))
    return ranks
