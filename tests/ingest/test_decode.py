"""Whatever a picture's format, mode, size and orientation: one upright sRGB image at two scales."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image as Pillow
from PIL import ImageCms, ImageOps

from winnow.domain.failure import FailureKind, UnscoreableError
from winnow.domain.image import COLOUR_AREA_PX, DETAIL_LONG_SIDE_PX, Image
from winnow.ingest.decode import decode
from winnow.ingest.limits import Limits
from winnow.ingest.source import Source

Pixels = NDArray[np.uint8]
Encode = Callable[..., bytes]
Ingest = Callable[..., Image]
_FORMATS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 95, "subsampling": 0},
    "PNG": {},
    "TIFF": {"compression": "tiff_lzw"},
    "WEBP": {"lossless": True},
    "GIF": {},
    "BMP": {},
    "AVIF": {"quality": 95, "subsampling": "4:4:4"},
    "JPEG2000": {},
}


def _difference(one: NDArray[Any], other: NDArray[Any]) -> float:
    return float(np.abs(one.astype(float) - other.astype(float)).mean())


@pytest.mark.parametrize("format_", _FORMATS)
def test_every_format_gives_the_same_picture(photo: Pixels, encode: Encode, ingest: Ingest, format_: str) -> None:
    image = ingest(encode(photo, format_, **_FORMATS[format_]))
    reference = ingest(encode(photo, "PNG"))
    assert (image.width, image.height) == (600, 400)
    assert _difference(image.colour, reference.colour) < 4
    assert _difference(image.luma, reference.luma) < 4


def test_detail_and_colour_have_their_own_scales(photo: Pixels, encode: Encode, ingest: Ingest) -> None:
    large = Pillow.fromarray(photo).resize((3000, 2000))
    image = ingest(encode(large, "JPEG"))
    assert image.luma.shape == (683, DETAIL_LONG_SIDE_PX)
    assert image.colour.shape[:2] == (261, 392)
    assert abs(image.colour[..., 0].size / COLOUR_AREA_PX - 1) < 0.01
    assert (image.width, image.height) == (3000, 2000)
    assert image.luma.flags.c_contiguous
    assert image.colour.flags.c_contiguous


def test_a_small_picture_is_never_enlarged(encode: Encode, ingest: Ingest) -> None:
    image = ingest(encode(np.full((5, 7, 3), 200, np.uint8), "PNG"))
    assert image.luma.shape == (5, 7)
    assert image.colour.shape == (5, 7, 3)


@pytest.mark.parametrize(("width", "height"), [(1, 1), (4000, 1), (1, 4000), (8, 4096)])
def test_odd_shapes_survive(encode: Encode, ingest: Ingest, width: int, height: int) -> None:
    for format_ in ("PNG", "JPEG"):
        image = ingest(encode(np.full((height, width, 3), 90, np.uint8), format_))
        assert (image.width, image.height) == (width, height)
        assert image.luma.min() > 80
        assert image.colour.max() < 100


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize(("format_", "scale"), [("JPEG", 1), ("JPEG", 4), ("PNG", 1), ("TIFF", 1), ("WEBP", 1)])
def test_a_picture_is_upright_whatever_orientation_it_was_stored_in(
    photo: Pixels, encode: Encode, ingest: Ingest, format_: str, scale: int, orientation: int
) -> None:
    upright = Pillow.fromarray(photo).resize((600 * scale, 400 * scale))
    stored = ImageOps.exif_transpose(_tagged(upright, {6: 8, 8: 6}.get(orientation, orientation)))
    exif = Pillow.Exif()
    exif[0x0112] = orientation
    image = ingest(encode(stored, format_, exif=exif, **_FORMATS[format_]))
    expected = ingest(encode(upright, "BMP"))
    assert (image.width, image.height) == (600 * scale, 400 * scale)
    assert _difference(image.colour, expected.colour) < 6
    assert _difference(image.luma, expected.luma) < 6


def _tagged(image: Pillow.Image, orientation: int) -> Pillow.Image:
    """The image as Pillow takes it to be stored: its transpose undoes the orientation."""
    tagged = image.copy()
    tagged.getexif()[0x0112] = orientation
    return tagged


def test_nonsense_orientations_count_as_upright(photo: Pixels, encode: Encode, ingest: Ingest) -> None:
    for value in (0, 9, 4711):
        exif = Pillow.Exif()
        exif[0x0112] = value
        assert ingest(encode(photo, "JPEG", exif=exif)).width == 600


def test_an_embedded_profile_is_converted_to_srgb(photo: Pixels, encode: Encode, ingest: Ingest) -> None:
    lab = ImageCms.createProfile("LAB")
    srgb = ImageCms.createProfile("sRGB")
    in_lab = ImageCms.profileToProfile(Pillow.fromarray(photo), srgb, lab, outputMode="LAB")
    image = ingest(encode(in_lab, "TIFF"), "a.tif")
    assert _difference(image.colour, ingest(encode(photo, "PNG")).colour) < 3


def test_a_wide_profile_changes_colours_and_a_broken_one_does_not(
    photo: Pixels, encode: Encode, ingest: Ingest
) -> None:
    plain = ingest(encode(photo, "PNG"))
    wide = ingest(encode(photo, "PNG", icc_profile=_swapped_primaries()))
    broken = ingest(encode(photo, "PNG", icc_profile=b"not a profile at all"))
    named_srgb = ingest(
        encode(photo, "PNG", icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    )
    assert _difference(wide.colour, plain.colour) > 10
    assert _difference(broken.colour, plain.colour) == 0
    assert _difference(named_srgb.colour, plain.colour) == 0


def _swapped_primaries() -> bytes:
    """An RGB profile under another name in which red is where sRGB has green: nobody can overlook it."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"tmp!").replace(b"gXYZ", b"rXYZ").replace(b"tmp!", b"gXYZ")
    return swapped.replace("sRGB".encode("utf-16-be"), "test".encode("utf-16-be"))


def test_a_jpeg_s_profile_in_several_segments_is_put_together(photo: Pixels, encode: Encode, ingest: Ingest) -> None:
    profile = _swapped_primaries() + bytes(100_000)  # padding, so that it needs two segments
    image = ingest(encode(photo, "JPEG", icc_profile=profile, quality=95))
    assert _difference(image.colour, ingest(encode(photo, "PNG")).colour) > 10


@pytest.mark.parametrize("format_", ["JPEG", "TIFF"])
def test_cmyk_looks_like_the_rgb_it_was_made_of(photo: Pixels, encode: Encode, ingest: Ingest, format_: str) -> None:
    cmyk = Pillow.fromarray(photo).convert("CMYK")
    image = ingest(encode(cmyk, format_))
    assert _difference(image.colour, ingest(encode(photo, "PNG")).colour) < 5
    assert _difference(image.luma, ingest(encode(photo, "PNG")).luma) < 5


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_grey_gives_three_equal_channels(photo: Pixels, encode: Encode, ingest: Ingest, format_: str) -> None:
    image = ingest(encode(Pillow.fromarray(photo).convert("L"), format_))
    assert _difference(image.colour[..., 0], image.colour[..., 2]) < 1
    assert _difference(image.luma, ingest(encode(photo, "PNG")).luma) < 3


@pytest.mark.parametrize("format_", ["PNG", "WEBP", "TIFF"])
def test_transparent_parts_count_neither_as_blown_nor_as_blocked(
    photo: Pixels, encode: Encode, ingest: Ingest, format_: str
) -> None:
    rgba = np.dstack([photo, np.zeros(photo.shape[:2], np.uint8)])
    rgba[:, :300, 3] = 255
    image = ingest(encode(rgba, format_))
    half = image.colour.shape[1] // 2
    assert np.all(image.colour[:, half + 2 :] == 118)  # an 18% grey card in sRGB
    assert _difference(image.colour[:, : half - 2], ingest(encode(photo, "PNG")).colour[:, : half - 2]) < 3


def test_a_palette_with_a_transparent_colour_is_composited(photo: Pixels, encode: Encode, ingest: Ingest) -> None:
    palette = Pillow.fromarray(photo).quantize(16)
    image = ingest(encode(palette, "PNG", transparency=bytes([0] * 16)))
    assert np.all(image.colour == 118)


@pytest.mark.parametrize(
    ("values", "mode"),
    [
        (np.linspace(0, 65535, 256).astype(np.uint16), "16-bit"),
        (np.linspace(0, 1, 256).astype(np.float32), "float, white is 1"),
        (np.linspace(0, 255, 256).astype(np.float32), "float, white is 255"),
        (np.linspace(0, 65535, 256).astype(np.int32), "32-bit"),
    ],
)
def test_deep_pixels_are_scaled_not_clipped(encode: Encode, ingest: Ingest, values: NDArray[Any], mode: str) -> None:
    image = ingest(encode(np.tile(values, (16, 1)), "TIFF"))
    assert np.abs(image.luma[8].astype(int) - np.arange(256)).max() <= 1, mode


def test_not_a_number_becomes_black(encode: Encode, ingest: Ingest) -> None:
    values = np.array([[np.nan, 0.0, 0.5, 1.0, np.inf, -1.0]], np.float32)
    assert ingest(encode(values, "TIFF")).luma.tolist() == [[0, 0, 128, 255, 255, 0]]


def test_16_bit_png_keeps_its_tones(encode: Encode, ingest: Ingest) -> None:
    ramp = np.tile(np.linspace(0, 65535, 256).astype(np.uint16), (16, 1))
    image = ingest(encode(ramp, "PNG"))
    assert np.abs(image.luma[8].astype(int) - np.arange(256)).max() <= 1


def test_only_the_first_frame_and_page_counts(photo: Pixels, encode: Encode, ingest: Ingest) -> None:
    first, second = Pillow.fromarray(photo), Pillow.fromarray(255 - photo)
    expected = ingest(encode(photo, "PNG")).colour
    for format_ in ("GIF", "TIFF", "PNG", "WEBP", "MPO"):
        image = ingest(encode(first, format_, save_all=True, append_images=[second]))
        assert _difference(image.colour, expected) < 8, format_


def test_a_wrong_extension_is_no_hindrance(photo: Pixels, encode: Encode, ingest: Ingest) -> None:
    assert ingest(encode(photo, "PNG"), "a.jpg").format == "png"
    assert ingest(encode(photo, "JPEG"), "a.heic").format == "jpeg"
    assert ingest(encode(photo, "WEBP"), "no extension").format == "webp"


def test_too_many_pixels_are_refused_by_the_header_alone(photo: Pixels, encode: Encode, ingest: Ingest) -> None:
    for format_ in ("JPEG", "PNG", "TIFF", "WEBP", "AVIF"):
        with pytest.raises(UnscoreableError, match="max_megapixels") as failure:
            ingest(encode(photo, format_), limits=Limits(max_pixels=600 * 400 - 1))
        assert failure.value.kind is FailureKind.TOO_LARGE, format_


def test_a_bomb_of_a_header_is_refused(encode: Encode, ingest: Ingest) -> None:
    png = bytearray(encode(np.zeros((4, 4, 3), np.uint8), "PNG"))
    png[16:24] = (60_000).to_bytes(4, "big") * 2
    png[29:33] = zlib.crc32(png[12:29]).to_bytes(4, "big")
    with pytest.raises(UnscoreableError) as failure:
        ingest(bytes(png))
    assert failure.value.kind is FailureKind.TOO_LARGE


def test_the_raw_stands_in_for_a_jpeg_that_cannot_be_decoded(tmp_path: Path, photo: Pixels, encode: Encode) -> None:
    stand_in = tmp_path / "IMG_1.DNG"
    stand_in.write_bytes(encode(photo, "PNG"))  # content counts, so a PNG does for a RAW here
    image = decode(Source("IMG_1.JPG", "jpeg", b"\xff\xd8\xff\xe0 damaged", str(stand_in)), Limits())
    assert image.format == "png"


def test_the_jpeg_s_reason_is_told_when_its_raw_fails_too(tmp_path: Path) -> None:
    with pytest.raises(UnscoreableError, match="damaged JPEG"):
        decode(Source("IMG_1.JPG", "jpeg", b"\xff\xd8\xff\xe0", str(tmp_path / "gone.dng")), Limits())
