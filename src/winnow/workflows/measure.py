"""What a worker does with one photo whose content is not known yet.

::

    read the bytes once → metadata
                        → decode small → signals
                                       → thumbnail, into the per-user cache
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from winnow.domain.measurement import Measurement
from winnow.ingest.decode import decode
from winnow.ingest.metadata import read_metadata
from winnow.ingest.source import load
from winnow.ingest.thumbnail import thumbnail
from winnow.signals.all import measure_signals
from winnow.signals.recipe import RECIPE

if TYPE_CHECKING:
    from winnow.domain.photo import Fingerprint
    from winnow.ingest.limits import Limits
    from winnow.storage import BlobStore


def measure(photo: Fingerprint, *, folder: str, limits: Limits, thumbnails: BlobStore) -> Measurement:
    """Measure one photo.

    Raises:
        UnscoreableError: it cannot be read or decoded, or is no longer what was fingerprinted.
    """
    source = load(folder, photo, limits)
    image = decode(source, limits)
    with contextlib.suppress(OSError):  # the cache may be full or read-only; thumbnails can be made again on demand
        thumbnails.put(photo.content.hex(), thumbnail(image))
    return Measurement(
        content=photo.content,
        recipe=RECIPE,
        format=image.format,
        width=image.width,
        height=image.height,
        signals=measure_signals(image),
        metadata=read_metadata(source),
    )
