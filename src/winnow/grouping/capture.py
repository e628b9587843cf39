"""What metadata says of a shot, as numbers that can be compared."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from winnow.grouping.looks import UNDATED

if TYPE_CHECKING:
    from winnow.domain.metadata import Metadata

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def taken_ns(metadata: Metadata) -> int:
    """Return when a photo was taken, in nanoseconds by the camera's own clock, `UNDATED` where it does not say.

    The offset from UTC is left out, as most cameras leave it out.
    """
    if metadata.taken_at is None:
        return UNDATED
    clock = datetime.fromisoformat(metadata.taken_at).replace(tzinfo=UTC)
    return (clock - _EPOCH) // _MICROSECOND * 1000


def exposure_ev(metadata: Metadata) -> float:
    """Return the light that was let in and amplified: log2 of seconds * ISO / 100 / f-number squared; NaN if unknown.

    One more makes a picture twice as bright. Lenses without contacts tell no f-number; such photos are compared among
    themselves.
    """
    if not metadata.shutter_seconds or not metadata.iso:
        return math.nan
    return math.log2(metadata.shutter_seconds * metadata.iso / 100 / (metadata.aperture_f or 1) ** 2)


def camera_name(metadata: Metadata) -> str | None:
    """Return what the camera is called; None where the file does not say."""
    return " ".join(filter(None, (metadata.camera_make, metadata.camera_model))) or None
