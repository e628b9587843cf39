"""What was measured of every content that a folder has had lately, in columns that only grow.

::

    the columns so far + what the catalogue says of contents that are not among them → longer columns

A content is measured once, so a folder to which a scan adds is read as far as it is new, and no further.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from winnow.domain.impression import SIGNAL as IMPRESSION
from winnow.domain.metadata import SHOT
from winnow.ranking.distribution import mean
from winnow.ranking.metadata import shots_of
from winnow.signals.recipe import SIGNAL_NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from winnow.catalogue.columns import ContentFacts

SIGNALS = (*sorted(SIGNAL_NAMES), IMPRESSION)
"""The columns of `Facts.signals`."""
_FIRM = {"co", "ltd", "co.,ltd", "company", "corp", "corporation", "inc", "optical", "imaging", "camera"}


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """One row for each content, in the order in which they came.

    Attributes:
        row_of: the row of a content.
        sizes: (n, 2) int32 width and height, upright.
        signals: (n, len(SIGNALS)) float64, NaN where not measured.
        shots: (n, len(SHOT)) float32, NaN where the file does not say; see `winnow.ranking.metadata`.
        texts: of each row the format, the capture time, the camera and the lens; None where the file does not say.
        from_camera: (n,) bool, whether the file says which camera took it, and when.
    """

    row_of: Mapping[bytes, int]
    sizes: NDArray[np.int32]
    signals: NDArray[np.float64]
    shots: NDArray[np.float32]
    texts: tuple[tuple[str | None, str | None, str | None, str | None], ...]
    from_camera: NDArray[np.bool_]

    @classmethod
    def none(cls) -> Facts:
        """Of no content."""
        signals, shots = np.zeros((0, len(SIGNALS))), np.zeros((0, len(SHOT)), np.float32)
        return cls({}, np.zeros((0, 2), np.int32), signals, shots, (), np.zeros(0, np.bool_))

    def with_more(self, found: Mapping[bytes, ContentFacts]) -> Facts:
        """The same and what was found of contents that have no row yet."""
        if not found:
            return self
        start = len(self.texts)
        row_of = {**self.row_of, **{content: start + at for at, content in enumerate(found)}}
        facts = list(found.values())
        return Facts(
            row_of,
            np.concatenate([self.sizes, np.array([(one.width, one.height) for one in facts], np.int32)]),
            np.concatenate([self.signals, _signals(facts)]),
            np.concatenate([self.shots, shots_of([[one.metadata.get(name) for name in SHOT] for one in facts])]),
            (*self.texts, *(_texts(one) for one in facts)),
            np.concatenate([self.from_camera, np.array([_is_from_camera(one.metadata) for one in facts])]),
        )


def camera_of(metadata: Mapping[str, Any]) -> str | None:
    """The camera as a person calls it: its maker's name once, without what kind of firm that is."""
    make, model = (str(metadata.get(name) or "").split() for name in ("camera_make", "camera_model"))
    maker = [word.rstrip(",") for word in make if word.strip(".,").lower() not in _FIRM]
    is_named = bool(model) and model[0].lower() in {word.lower() for word in make}
    return " ".join(model if is_named else [*maker, *model]) or None


def _signals(facts: list[ContentFacts]) -> NDArray[np.float64]:
    names = SIGNALS[:-1]
    measured = np.array([[one.signals.get(name) for name in names] for one in facts], dtype=np.float64)
    seen = [np.nan if one.distribution is None else mean(one.distribution) for one in facts]
    return np.column_stack([measured, seen])


def _texts(one: ContentFacts) -> tuple[str | None, str | None, str | None, str | None]:
    notes = one.metadata
    return one.format, notes.get("taken_at"), camera_of(notes), notes.get("lens")


def _is_from_camera(notes: Mapping[str, Any]) -> bool:
    return notes.get("camera_model") is not None and notes.get("taken_at") is not None
