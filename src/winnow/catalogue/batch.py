"""What one transaction writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from winnow.domain.failure import Failed
    from winnow.domain.impression import Impression
    from winnow.domain.measurement import Measurement
    from winnow.domain.photo import Fingerprint, Found
    from winnow.domain.score import Score


@dataclass(frozen=True, slots=True)
class Batch:
    """What was learned since the last batch. It takes effect in the order of the fields.

    Attributes:
        missing: paths that are not there any more.
        moves: the old path of a known photo, and the photo at its new path. Its row, and so its history, goes along.
        fingerprints: photos as they are now.
        failures: photos that could not be scored; the content is None if their bytes could not be read.
        others: files that are no photos.
        measurements: of contents, whatever paths they lie at.
        impressions: of contents, by the network that each names.
        scores: of contents.
    """

    missing: tuple[str, ...] = ()
    moves: tuple[tuple[str, Fingerprint], ...] = ()
    fingerprints: tuple[Fingerprint, ...] = ()
    failures: tuple[tuple[Found, bytes | None, Failed], ...] = ()
    others: tuple[Found, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    impressions: tuple[tuple[bytes, Impression], ...] = ()
    scores: tuple[tuple[bytes, Score], ...] = ()
