"""What a camera wrote beside the pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

SHOT: Final = ("iso", "shutter_seconds", "focal_length_35mm", "focal_length_mm", "flash_fired")
"""The fields of `Metadata` that tell how much light there was, and how long the camera was held for it."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """Facts of the shot, None where the file does not say.

    Attributes:
        taken_at: capture time as ISO 8601, local to the camera, with sub-seconds and offset where known:
            ``2019-07-14T18:03:22.410+02:00``. Sorts as text within one offset.
        latitude: degrees north, WGS 84.
        longitude: degrees east, WGS 84.
        rating: stars 0-5, or -1 for a reject, as ``xmp:Rating`` has it.
        label: the colour label that another program wrote, one of `winnow.domain.decision.LABELS`.
        picked: whether another program picked (True) or rejected (False) the photo, in any of its fields.
        orientation: EXIF orientation 1-8 as written in the file.
        film_simulation: Fujifilm's name for the look, e.g. ``Classic Chrome``.
        drive_mode: single, continuous, bracketing, ... in the maker's words.
    """

    taken_at: str | None = None
    camera_make: str | None = None
    camera_model: str | None = None
    lens: str | None = None
    focal_length_mm: float | None = None
    focal_length_35mm: float | None = None
    aperture_f: float | None = None
    shutter_seconds: float | None = None
    iso: int | None = None
    flash_fired: bool | None = None
    latitude: float | None = None
    longitude: float | None = None
    altitude_m: float | None = None
    orientation: int | None = None
    rating: int | None = None
    label: str | None = None
    picked: bool | None = None
    film_simulation: str | None = None
    drive_mode: str | None = None


def shot_of(metadata: Metadata) -> tuple[float | None, ...]:
    """The facts that `SHOT` names, in its order."""
    return tuple(getattr(metadata, name) for name in SHOT)
