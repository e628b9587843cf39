"""Everything that Pillow reads: PNG, TIFF, WebP, GIF (first frame), BMP, AVIF, JPEG 2000, PSD.

    header -> size check -> load (Pillow raises for truncated data) -> one of three uint8 rasters: grey, RGB, CMYK

Pillow is told which format to expect, because what `sniff` found decides: a DNG would open as the TIFF of its preview.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from PIL import AvifImagePlugin, Image, ImageCms, TiffImagePlugin, UnidentifiedImageError

from winnow.domain.failure import FailureKind, UnscoreableError
from winnow.ingest.foreign import foreign
from winnow.ingest.jpeg import verify_jpeg
from winnow.ingest.limits import check_pixels
from winnow.ingest.raster import Raster

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from winnow.ingest.limits import Limits

PILLOW_FORMATS: Final = {
    "png": "PNG",
    "tiff": "TIFF",
    "webp": "WEBP",
    "gif": "GIF",
    "bmp": "BMP",
    "avif": "AVIF",
    "jp2": "JPEG2000",
    "psd": "PSD",
}

# What shows through transparent pixels: the sRGB value of an 18% grey card. Not white and not black, because a part of
# the picture that is not there must count neither as blown out nor as blocked up.
_BEHIND: Final = 118

_COMPRESSION, _JPEG_COMPRESSION, _JPEG_TABLES = 259, 7, 347  # TIFF's tag, its value, and a tag

_READY_MODES: Final = frozenset({"L", "RGB", "CMYK"})
_NUMBER_MODES: Final = ("I", "F")  # 16- and 32-bit integers, floats: "I;16B", "I", "F"
_ALPHA_MODES: Final = frozenset({"RGBA", "LA", "La", "PA"})

AvifImagePlugin.DEFAULT_MAX_THREADS = 1  # winnow runs one process per core


def decode_still(data: bytes, format_: str, limits: Limits, long_side_px: int) -> Raster:
    """Decode a picture of one of `PILLOW_FORMATS`.

    Raises:
        UnscoreableError: TOO_LARGE; DAMAGED for a header that Pillow cannot make sense of.
        Exception: whatever Pillow raises for damage.
    """
    with _open(data, format_, limits) as image:
        width, height = image.size
        check_pixels(width, height, limits)
        if isinstance(image, TiffImagePlugin.TiffImageFile):
            _verify_jpeg_strips(image, data)
        image.load()
        if image.size != (width, height):  # Pillow turns TIFFs upright while it loads them
            width, height = image.size
        return Raster(to_pixels(image, long_side_px), width, height, _orientation(image), image.info.get("icc_profile"))


def _open(data: bytes, format_: str, limits: Limits) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = limits.max_pixels  # a bomb inside a format's own parser; ours is checked after it
    name = PILLOW_FORMATS[format_]
    try:
        return Image.open(io.BytesIO(data), formats=(name,))
    except Image.DecompressionBombError as error:
        raise UnscoreableError(
            FailureKind.TOO_LARGE,
            f"more than twice the limit of {limits.max_pixels / 1e6:.0f} megapixels (setting max_megapixels)",
        ) from error
    except UnidentifiedImageError as error:
        raise UnscoreableError(
            FailureKind.DAMAGED, f"damaged {name}, or a kind of {name} that Pillow does not read"
        ) from error


def _verify_jpeg_strips(image: TiffImagePlugin.TiffImageFile, data: bytes) -> None:
    """Refuse a damaged JPEG inside a TIFF: libtiff tells of it on stderr only, and hands over noise.

    Each strip or tile is a JPEG that shares its tables with the others (TIFF technical note 2).
    """
    tags = image.tag_v2
    if tags.get(_COMPRESSION) != _JPEG_COMPRESSION:
        return
    tables = tags.get(_JPEG_TABLES, b"\xff\xd8\xff\xd9")
    for offsets, counts in ((273, 279), (324, 325)):  # strips, tiles
        for offset, count in zip(tags.get(offsets, ()), tags.get(counts, ()), strict=False):
            verify_jpeg(tables[:-2] + data[offset + 2 : offset + count])


def _orientation(image: Image.Image) -> int:
    """Return the EXIF orientation still to be applied after loading. A damaged EXIF block is no damaged picture."""
    try:
        with foreign("EXIF"):
            value = image.getexif().get(0x0112, 1)
    except UnscoreableError:
        return 1
    return value if value in range(1, 9) else 1


def to_pixels(image: Image.Image, long_side_px: int) -> NDArray[np.uint8]:
    """Return a loaded image as (H, W) grey, (H, W, 3) RGB or (H, W, 4) CMYK, reduced as leaves `long_side_px`."""
    if image.mode.startswith(_NUMBER_MODES):
        return to_8_bit(np.asarray(image))
    if image.mode in _ALPHA_MODES or "transparency" in image.info:
        return composited(np.asarray(_reduced(image.convert("RGBA").convert("RGBa"), long_side_px)), premultiplied=True)
    if image.mode == "LAB":
        return np.asarray(_lab_to_srgb(_reduced(image, long_side_px)))
    if image.mode == "1":
        image = image.convert("L")
    elif image.mode not in _READY_MODES:  # palettes, YCbCr, HSV, padded RGB
        image = image.convert("RGB")
    return np.asarray(_reduced(image, long_side_px))


def _reduced(image: Image.Image, long_side_px: int) -> Image.Image:
    """Average by a whole factor that leaves that long side, in Pillow's memory: NumPy's copy stays small."""
    factor = max(image.size) // long_side_px
    return image.reduce(factor) if factor > 1 else image


def composited(rgba: NDArray[np.uint8], *, premultiplied: bool = False) -> NDArray[np.uint8]:
    """Lay (H, W, 4) RGBA over grey; `premultiplied` if the colours are scaled by alpha already."""
    alpha = rgba[..., 3:].astype(np.uint16)
    colours = rgba[..., :3].astype(np.uint16)
    covered = colours if premultiplied else (colours * alpha + 127) // 255
    return np.asarray(np.minimum(covered + ((255 - alpha) * _BEHIND + 127) // 255, 255), dtype=np.uint8)


def to_8_bit(values: NDArray[Any]) -> NDArray[np.uint8]:
    """Scale numbers of any type so that white becomes 255.

    White is the top of the range that the values use: of the type for unsigned integers; 1.0 for floats that stay
    within it; else 255, else 65535, else the largest value. NaN and negative values become black, infinity white.
    """
    if values.dtype.kind == "u":
        white = float(np.iinfo(values.dtype).max)
    else:
        values = np.nan_to_num(values.astype(np.float32, copy=False), nan=0.0, posinf=np.inf, neginf=0.0)
        largest = float(np.max(values, initial=0.0, where=np.isfinite(values)))
        white = next((top for top in (1.0, 255.0, 65535.0) if largest <= top), largest)
    scaled = values * np.float32(255 / white) + np.float32(0.5)
    return np.asarray(np.clip(scaled, 0, 255), dtype=np.uint8)


def _lab_to_srgb(image: Image.Image) -> Image.Image:
    lab, srgb = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
    converted = ImageCms.profileToProfile(image, lab, srgb, outputMode="RGB")
    if converted is None:  # only with inPlace=True
        raise UnscoreableError(FailureKind.DAMAGED, "its Lab colours cannot be converted")
    return converted
