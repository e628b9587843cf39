"""Pictures for showing: a thumbnail of what was decoded anyway, and a larger preview made when somebody asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import simplejpeg

from winnow.domain.failure import FailureKind, UnscoreableError
from winnow.ingest.colour import to_srgb
from winnow.ingest.decode import decode_raster
from winnow.ingest.foreign import foreign
from winnow.ingest.opencv import memory_errors
from winnow.ingest.resample import fit, shrink, upright
from winnow.ingest.source import load_path

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from winnow.domain.image import Image
    from winnow.ingest.limits import Limits
    from winnow.ingest.raster import Raster

THUMBNAIL_LONG_SIDE_PX: Final = 320
_QUALITY: Final = 82


def thumbnail(image: Image) -> bytes:
    """Return a JPEG of an image, long side 320 px or less.

    JPEG, at 0.5 ms: WebP saves a third of the bytes and takes 10-30 ms (benchmarks/decode.py).
    """
    height, width = image.colour.shape[:2]
    return _encode(shrink(image.colour, fit(width, height, THUMBNAIL_LONG_SIDE_PX)))


def preview(path: str, long_side_px: int, limits: Limits) -> bytes:
    """Return an upright sRGB JPEG of a file of any format, at most `long_side_px` on its long side.

    Raises:
        UnscoreableError: the file cannot be read or decoded, or not in the memory there is.
    """
    try:
        source = load_path(path, limits)
        with foreign("picture"):
            raster = decode_raster(source, limits, long_side_px)
        return _shown(raster, long_side_px)
    except MemoryError as error:  # made in the person's own process, which no engine guards
        raise UnscoreableError(FailureKind.MEMORY, "there is not enough memory to show it") from error


@memory_errors()
def _shown(raster: Raster, long_side_px: int) -> bytes:
    height, width = raster.pixels.shape[:2]
    small = to_srgb(shrink(raster.pixels, fit(width, height, long_side_px)), raster.icc)
    return _encode(upright(small, raster.orientation))


def _encode(pixels: NDArray[np.uint8]) -> bytes:
    jpeg: bytes = simplejpeg.encode_jpeg(np.ascontiguousarray(pixels), quality=_QUALITY, colorsubsampling="420")
    return jpeg
