"""What a worker does with one photo whose content is not known yet, or not wholly.

::

    read the bytes once → metadata
                        → decode small → signals
                                       → thumbnail, into the per-user cache
                                       → frame, for the network, which the parent runs
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from winnow.domain.measurement import Measurement
from winnow.ingest.decode import decode
from winnow.ingest.metadata import read_metadata
from winnow.ingest.source import load
from winnow.ingest.thumbnail import thumbnail
from winnow.models.frame import frame
from winnow.signals.all import measure_signals
from winnow.signals.recipe import RECIPE
from winnow.workflows.content import Decoded

if TYPE_CHECKING:
    from winnow.domain.image import Image
    from winnow.ingest.limits import Limits
    from winnow.ingest.source import Source
    from winnow.storage import BlobStore
    from winnow.workflows.content import Lacking


def measure(lacking: Lacking, *, folder: str, limits: Limits, thumbnails: BlobStore) -> Decoded:
    """Decode one photo, and make of it what is lacking.

    Raises:
        UnscoreableError: it cannot be read or decoded, or is no longer what was fingerprinted.
    """
    content = lacking.photo.content
    source = load(folder, lacking.photo, limits)
    image = decode(source, limits)
    if lacking.signals:
        with contextlib.suppress(OSError):  # the cache may be full or read-only; thumbnails can be made on demand
            thumbnails.put(content.hex(), thumbnail(image))
    return Decoded(
        measurement=_measurement(content, source, image) if lacking.signals else None,
        frame=frame(image.colour) if lacking.frame else None,
    )


def _measurement(content: bytes, source: Source, image: Image) -> Measurement:
    return Measurement(
        content=content,
        recipe=RECIPE,
        format=image.format,
        width=image.width,
        height=image.height,
        signals=measure_signals(image),
        metadata=read_metadata(source),
    )
