"""A trip, made of the photographs that scikit-image ships: bursts, copies, a broken file. They may be shown to anybody.

Within a burst the hand moves a little, the light and the sensor's noise differ, and one or two frames are shaken.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

EXIF_MAKE, EXIF_MODEL, EXIF_IFD, EXIF_DATE_TIME_ORIGINAL = 0x010F, 0x0110, 0x8769, 0x9003
EXIF_EXPOSURE_TIME, EXIF_F_NUMBER, EXIF_ISO, EXIF_FOCAL_LENGTH_35MM = 0x829A, 0x829D, 0x8827, 0xA405
LONG_SIDE_PX = 1280


@dataclass(frozen=True)
class Scene:
    """A photograph, and how often it was taken within a few seconds; `shaken` are the frames that went wrong."""

    folder: str
    photograph: str
    taken: str
    frames: int
    shaken: tuple[int, ...] = ()
    camera: tuple[str, str] = ("FUJIFILM", "X-T5")
    iso: int = 200
    shutter: tuple[int, int] = (1, 250)


PHONE = ("Apple", "iPhone 15 Pro")
SCENES = (
    Scene("1 Home", "chelsea.png", "2024:05:03 08:12", 6, shaken=(1, 4)),
    Scene("1 Home", "coffee.png", "2024:05:03 09:30", 4, shaken=(0,), camera=PHONE),
    Scene("2 Launch", "rocket.jpg", "2024:05:04 18:20", 5, shaken=(3,), iso=800),
    Scene("2 Launch", "astronaut.png", "2024:05:04 20:02", 4, shaken=(2,)),
    Scene("3 Garage", "motorcycle_left.png", "2024:05:06 14:45", 3, shaken=(2,)),
    Scene("4 Night", "hubble_deep_field.jpg", "2024:05:07 23:10", 2, iso=6400, shutter=(1, 15)),
    Scene("4 Night", "moon.png", "2024:05:07 23:48", 1, iso=1600),
    Scene("4 Night", "camera.png", "2024:05:07 22:40", 3, shaken=(0,), iso=3200, shutter=(1, 60)),
)


def make_trip(folder: Path, photographs: Path) -> None:
    """Write the photos of a trip, a smaller copy of the first, and a file that broke off."""
    for number, scene in enumerate(SCENES):
        random = np.random.default_rng(number)
        base = _enlarged(photographs / scene.photograph)
        stem = scene.photograph.partition(".")[0]
        for frame in range(scene.frames):
            pixels = _taken(base, random, shaken=frame in scene.shaken)
            path = folder / scene.folder / f"{stem}_{frame + 1:02}.jpg"
            path.parent.mkdir(parents=True, exist_ok=True)
            Image.fromarray(pixels).save(path, quality=93, exif=_exif(scene, frame))
    first = folder / "1 Home" / "chelsea_01.jpg"
    sent = folder / "sent"
    sent.mkdir()
    with Image.open(first) as picture:
        picture.resize((picture.width // 2, picture.height // 2)).save(sent / first.name, quality=70)
    (sent / "broken off.jpg").write_bytes(first.read_bytes()[:20_000])


def _enlarged(path: Path) -> Pixels:
    with Image.open(path) as picture:
        pixels = np.asarray(picture.convert("RGB"))
    scale = LONG_SIDE_PX / max(pixels.shape[:2])
    return np.asarray(cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_LANCZOS4), dtype=np.uint8)


def _taken(base: Pixels, random: np.random.Generator, *, shaken: bool) -> Pixels:
    """Take one frame: from a little elsewhere, in a little other light."""
    height, width = base.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    inset = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]], np.float32) * (0.05 * width)
    seen = corners + inset + random.uniform(-0.02, 0.02, (4, 2)).astype(np.float32) * width
    warp = cv2.getPerspectiveTransform(seen.astype(np.float32), corners)
    frame = cv2.warpPerspective(base, warp, (width, height), flags=cv2.INTER_CUBIC)
    moved = cv2.blur(frame, (21, 1)) if shaken else frame
    exposed = moved * random.uniform(0.92, 1.08) + random.normal(0, 2.5, moved.shape)
    return np.asarray(np.clip(exposed, 0, 255), dtype=np.uint8)


def _exif(scene: Scene, frame: int) -> Image.Exif:
    exif = Image.Exif()
    exif[EXIF_MAKE], exif[EXIF_MODEL] = scene.camera
    shot = exif.get_ifd(EXIF_IFD)
    shot[EXIF_DATE_TIME_ORIGINAL] = f"{scene.taken}:{10 + frame:02}"
    shot[EXIF_ISO], shot[EXIF_FOCAL_LENGTH_35MM] = scene.iso, 35
    shot[EXIF_EXPOSURE_TIME], shot[EXIF_F_NUMBER] = IFDRational(*scene.shutter), IFDRational(28, 10)
    return exif
