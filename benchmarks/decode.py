"""What reading one photo costs, and the figures that the choices in `winnow.ingest` rest on.

    python benchmarks/decode.py

Makes its own 12 and 24 megapixel JPEGs from a photograph that scikit-image ships, with a camera's grain, and prints
medians of one thread in ms. Other machines have other figures: look at the ratios.
"""

from __future__ import annotations

import io
import math
import statistics
import time
from functools import partial
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import simplejpeg
from PIL import Image
from skimage import data

from winnow.ingest.blockiness import blockiness
from winnow.ingest.colour import to_srgb
from winnow.ingest.compose import compose
from winnow.ingest.decode import decode, decode_raster
from winnow.ingest.limits import Limits
from winnow.ingest.metadata import read_metadata
from winnow.ingest.resample import colour_size, detail_size, fit, shrink
from winnow.ingest.source import Source
from winnow.ingest.thumbnail import thumbnail

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

_SIZES = {"12 MP": (4000, 3000), "24 MP": (6000, 4000)}
_WIDTHS = (8000, 7000, 6000, 5472, 5184, 4608, 4400, 4096, 4000, 3500, 3000, 2500, 2200, 2048, 1800, 1600, 1500, 1300)
_LIMITS = Limits()


def main() -> None:
    """Print every table."""
    cv2.setNumThreads(1)
    for name, (width, height) in _SIZES.items():
        jpeg = _jpeg(width, height)
        print(f"\n{name}: {width} x {height}, {len(jpeg) / 1e6:.1f} MB")
        _decoders(jpeg, width)
        _beside_the_decode(jpeg)
    _sharpness_over_widths()


def _decoders(jpeg: bytes, width: int) -> None:
    """Time the ways to a small picture, and libjpeg-turbo's scales."""
    buffer = np.frombuffer(jpeg, np.uint8)
    for eighths in (8, 5, 4, 3, 2, 1):
        scaled = partial(simplejpeg.decode_jpeg, jpeg, "RGB", min_width=math.ceil(width * eighths / 8))
        _row(f"simplejpeg at {eighths}/8", _median_ms(scaled))
    for name, flag in {"1/2": cv2.IMREAD_REDUCED_COLOR_2, "1/4": cv2.IMREAD_REDUCED_COLOR_4}.items():
        _row(f"OpenCV reduced {name}", _median_ms(partial(cv2.imdecode, buffer, flag)))
    _row("Pillow draft", _median_ms(partial(_pillow_draft, jpeg)))


def _pillow_draft(jpeg: bytes) -> None:
    image = Image.open(io.BytesIO(jpeg))
    image.draft("RGB", (1024, 1024))
    image.load()


def _beside_the_decode(jpeg: bytes) -> None:
    """Time what winnow does with the decoded pixels, beside the decode itself."""
    source = Source("photo.jpg", "jpeg", jpeg)
    raster = decode_raster(source, _LIMITS)
    image = decode(source, _LIMITS)
    pixels = raster.pixels
    height, width = pixels.shape[:2]
    grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    bare = _median_ms(partial(decode_raster, source, _LIMITS))
    profile = _display_p3()
    _row("decode alone", bare)
    rows: dict[str, Callable[[], object]] = {
        "luma": partial(shrink, grey, detail_size(width, height)),
        "luma, averaged at once": partial(_area, grey, fit(width, height, 1024)),
        "colour": partial(shrink, pixels, colour_size(width, height)),
        "colour, averaged at once": partial(_area, pixels, colour_size(width, height)),
        "colour profile": partial(to_srgb, image.colour, profile),
        "colour profile, all decoded": partial(to_srgb, pixels, profile),
        "blockiness": partial(blockiness, pixels, raster.grid_px),
        "all of the image": partial(compose, raster, "jpeg"),
        "metadata": partial(read_metadata, source),
        "thumbnail": partial(thumbnail, image),
        "thumbnail as WebP": partial(_webp, image.colour),
    }
    for name, action in rows.items():
        cost = _median_ms(action)
        _row(f"+ {name}", cost, f"{cost / bare:6.1%} of the decode")


def _sharpness_over_widths() -> None:
    """Print how much the energy of the finest detail of one scene varies with the width of the source."""
    scene = _scene(8000, 5333, grain_px=6)
    widest: dict[str, list[float]] = {"averaged": [], "shrink": []}
    for width in _WIDTHS:
        source = cv2.resize(scene, (width, round(width * 2 / 3)), interpolation=cv2.INTER_AREA)
        raster = decode_raster(Source("photo.jpg", "jpeg", _encoded(source)), _LIMITS)
        grey = np.asarray(cv2.cvtColor(raster.pixels, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
        size = fit(grey.shape[1], grey.shape[0], 1024)
        widest["averaged"].append(_fine_energy(_area(grey, size)))
        widest["shrink"].append(_fine_energy(shrink(grey, size)))
    print(f"\nfinest detail at 1024 px of one scene from {len(_WIDTHS)} widths, largest / smallest energy")
    for name, energies in widest.items():
        print(f"  {name:12} {max(energies) / min(energies):.2f}")


def _fine_energy(grey: NDArray[Any]) -> float:
    return float(cv2.Laplacian(grey, cv2.CV_32F).var())


def _area(pixels: NDArray[Any], size: tuple[int, int]) -> NDArray[np.uint8]:
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _webp(pixels: NDArray[np.uint8]) -> None:
    Image.fromarray(pixels).save(io.BytesIO(), "WEBP", quality=80)


def _display_p3() -> bytes:
    """Return a colour profile that is not sRGB: LittleCMS's own, with another name."""
    from PIL import ImageCms  # noqa: PLC0415 - only here

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace("sRGB".encode("utf-16-be"), "wRGB".encode("utf-16-be"))


def _jpeg(width: int, height: int) -> bytes:
    """Return a JPEG of a scene with an EXIF block as cameras write it."""
    exif = Image.Exif()
    exif.update({0x010F: "Camera", 0x0110: "Camera 1", 0x0112: 1, 0x0131: "1.0", 0x0132: "2019:07:14 18:03:22"})
    exif.get_ifd(0x8769).update(
        {0x829A: 0.004, 0x829D: 2.8, 0x8827: 200, 0x9003: "2019:07:14 18:03:22", 0x9291: "41", 0x9011: "+02:00"}
        | {0x920A: 35.0, 0xA405: 53, 0xA434: "35mm f/1.8", 0x9209: 16, 0x927C: bytes(20_000), 0x9201: 8.0, 0x9202: 3.0}
        | dict.fromkeys((34850, 37381, 37383, 37384, 40961, 40962, 40963, 41985, 41986, 41987, 41990), 1)
    )
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 12.0, 30.0), 3: "E", 4: (16.0, 22.0, 12.0), 5: b"\x00", 6: 171.0})
    block = exif.tobytes()
    jpeg = _encoded(_scene(width, height))
    return jpeg[:2] + b"\xff\xe1" + (len(block) + 2).to_bytes(2, "big") + block + jpeg[2:]


def _scene(width: int, height: int, grain_px: int = 2) -> NDArray[np.uint8]:
    """Return a photograph at that size with grain of that size: enlarged alone it would have no detail to compress."""
    photo = cv2.resize(data.coffee(), (width, height), interpolation=cv2.INTER_CUBIC)  # type: ignore[no-untyped-call] # scikit-image
    grain = np.random.default_rng(0).normal(0, 20, (height // grain_px, width // grain_px)).astype(np.float32)
    fine = cv2.resize(grain, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.asarray(np.clip(photo + fine[..., None], 0, 255), dtype=np.uint8)


def _encoded(pixels: NDArray[Any]) -> bytes:
    jpeg: bytes = simplejpeg.encode_jpeg(np.ascontiguousarray(pixels), quality=92, colorsubsampling="420")
    return jpeg


def _median_ms(action: Callable[[], object], repeats: int = 11) -> float:
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def _row(name: str, milliseconds: float, note: str = "") -> None:
    print(f"  {name:28} {milliseconds:7.2f} ms  {note}".rstrip())


if __name__ == "__main__":
    main()
