"""What is known of a photo that may be the keeper of its group."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from winnow.domain.measurement import Signals


@dataclass(frozen=True, slots=True)
class Candidate:
    """One photo of a group. None stands for what nobody knows: it is left out, not taken for average.

    Attributes:
        photo: its id in the library.
        content: SHA-256; of equals the lower one is preferred, so that files may come in any order.
        path: in the library, with ``/`` between parts.
        mtime_ns: when the file was last written.
        size: of the file, in bytes.
        format: as `winnow.ingest` calls it: ``jpeg``, ``raw``.
        width: of the picture, in pixels.
        height: likewise.
        score: 0-10, whichever model gave it; None for a photo that could not be scored.
        impression: the network's own score, 0-10.
        signals: by name; none for a photo that could not be measured.
        taken_at: as in `winnow.domain.metadata.Metadata`.
        from_camera: whether the file says which camera took it, and when; programs that re-export often drop that.
        derived: True for an edit or export of another photo of the group, False for what others are derived from.
        usual_sharpness: of the copies of its size, log2; in a group of copies alone, as the next.
        departure: how far it is from the middle of three or more copies of its size, in visible steps of the signal in
            which it is furthest.
        oldest: whether no copy was written before it.
        eyes_open: probability that the eyes are open, 0-1, of the face whose are most likely shut.
        smile: probability that the faces smile, 0-1.
    """

    photo: int
    content: bytes
    path: str
    mtime_ns: int = 0
    size: int | None = None
    format: str | None = None
    width: int | None = None
    height: int | None = None
    score: float | None = None
    impression: float | None = None
    signals: Signals = field(default_factory=dict)
    taken_at: str | None = None
    from_camera: bool | None = None
    derived: bool | None = None
    usual_sharpness: float | None = None
    departure: float | None = None
    oldest: bool | None = None
    eyes_open: float | None = None
    smile: float | None = None
