"""Real photos from many cameras and programs, whole and broken; each decoded in a process of its own."""

from __future__ import annotations

import json
import math
import os
import shutil
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from winnow.domain.failure import Broken, FailureKind
from winnow.domain.image import Image
from winnow.domain.photo import Found, NotAPhoto
from winnow.engine.local import LocalEngine
from winnow.ingest.decode import decode
from winnow.ingest.fingerprint import fingerprint
from winnow.ingest.limits import Limits
from winnow.ingest.metadata import read_metadata
from winnow.ingest.source import load, load_path

_MEMORY_BYTES = 4_000_000_000
_NEVER = {FailureKind.BUG, FailureKind.CRASH, FailureKind.TIMEOUT}  # no file may kill or hang its worker
_LIMITS = Limits()
# Files of formats/ that hold no whole picture: RAWs cut off or pruned, a JPEG without its scan, damaged JPEG data.
_WITHOUT_A_PICTURE = {
    "Canon-R6-pruned.CR3",
    "IMG_1361.dng",
    "Panasonic.rw2",
    "broken.jpg",
    "motion_photo_pixel_synth.jpg",
    "m2-f4830e8d4fa458f78a09fcaaf260569c.tif",
}


def _outcome(path: Path) -> Image | NotAPhoto:
    """What becomes of a file, as a worker reads it."""
    stat = path.stat()
    known = fingerprint(str(path.parent), _LIMITS, Found(path.name, stat.st_size, stat.st_mtime_ns))
    if isinstance(known, NotAPhoto):
        return known
    source = load(str(path.parent), known, _LIMITS)
    read_metadata(source)
    return decode(source, _LIMITS)


def _outcomes(folder: Path) -> dict[str, Image | NotAPhoto | Broken]:
    """Every file of a folder, each decoded by a worker of the engine that real runs use."""
    engine = LocalEngine(2, timeout_seconds=600, memory_bytes=_MEMORY_BYTES)
    try:
        return {path.name: outcome for path, outcome in engine.map(_outcome, sorted(folder.iterdir()))}
    finally:
        engine.close()


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["formats", "corrupt", "cameras", "copies", "orientation"])
def test_every_file_gives_a_picture_or_a_kind_and_a_reason(shared: Path, folder: str) -> None:
    for name, outcome in _outcomes(shared / "photos" / folder).items():
        if isinstance(outcome, Broken):
            assert outcome.kind not in _NEVER, f"{name}: {outcome.reason}"
            assert outcome.reason, name
        elif isinstance(outcome, NotAPhoto):
            assert name.endswith(".fuzzed"), f"{name} was taken for no photo"
        else:
            assert outcome.luma.size, name
            assert outcome.colour.ndim == 3, name


@pytest.mark.slow
def test_every_format_that_holds_a_picture_decodes(shared: Path) -> None:
    outcomes = _outcomes(shared / "photos" / "formats")
    failed = {name for name, outcome in outcomes.items() if isinstance(outcome, Broken)}
    assert {name for name in outcomes if name.endswith(tuple(_WITHOUT_A_PICTURE))} == failed


@pytest.mark.parametrize("stem", ["Landscape", "Portrait"])
def test_orientations_of_one_picture_look_alike_upright(shared: Path, stem: str) -> None:
    folder = shared / "photos" / "orientation"
    pictures = [
        decode(load_path(str(folder / f"exif_orientation__{stem}_{k}.jpg"), _LIMITS), _LIMITS) for k in range(9)
    ]
    small = [cv2.resize(picture.colour, (16, 16), interpolation=cv2.INTER_AREA).astype(float) for picture in pictures]
    for picture, thumb in zip(pictures, small, strict=True):
        assert (picture.width, picture.height) == (pictures[0].width, pictures[0].height)
        assert np.abs(thumb - small[0]).mean() < 12  # they carry a drawn number each; turned the wrong way gives 40


@pytest.fixture(scope="module")
def exiftool() -> str:
    path = shutil.which("exiftool")
    if path is None:
        pytest.skip("exiftool, the independent reader, is not installed (Debian: libimage-exiftool-perl)")
    return path


_TAGS = (
    "IFD0:Make IFD0:Model ExifIFD:LensModel ExifIFD:FNumber ExifIFD:ExposureTime ExifIFD:ISO ExifIFD:FocalLength "
    "ExifIFD:DateTimeOriginal GPS:GPSLatitude GPS:GPSLatitudeRef GPS:GPSLongitude GPS:GPSLongitudeRef IFD0:Orientation"
)
_DRIVE_TAGS = "Canon:ContinuousDrive Nikon:ShootingMode Sony:ReleaseMode Olympus:DriveMode Panasonic:BurstMode"


def _golden(exiftool: str, folder: Path) -> list[dict[str, Any]]:
    numbers = [f"-{tag}#" for tag in _TAGS.split()]
    words = [f"-{tag}" for tag in _DRIVE_TAGS.split()]
    files = [os.fspath(path) for path in sorted(folder.iterdir())]
    run = subprocess.run(
        [exiftool, "-json", "-G1", "-fast", *numbers, *words, *files], capture_output=True, check=False
    )
    golden: list[dict[str, Any]] = json.loads(run.stdout)
    return golden


def test_metadata_of_65_cameras_agrees_with_exiftool(shared: Path, exiftool: str) -> None:
    folder = shared / "photos" / "cameras"
    golden = _golden(exiftool, folder)
    assert len(golden) == len(list(folder.iterdir()))
    for expected in golden:
        found = read_metadata(load_path(expected["SourceFile"], _LIMITS))
        facts = {
            "IFD0:Make": found.camera_make,
            "IFD0:Model": found.camera_model,
            "ExifIFD:LensModel": found.lens,
            "ExifIFD:FNumber": found.aperture_f,
            "ExifIFD:ExposureTime": found.shutter_seconds,
            "ExifIFD:ISO": found.iso,
            "ExifIFD:FocalLength": found.focal_length_mm,
            "ExifIFD:DateTimeOriginal": found.taken_at,
            "GPS:GPSLatitude": found.latitude,
            "GPS:GPSLongitude": found.longitude,
            "IFD0:Orientation": found.orientation,
        }
        for tag, value in facts.items():
            _agree(expected, tag, value)
        drive = [value for tag, value in expected.items() if tag in _DRIVE_TAGS.split()]
        assert not drive or found.drive_mode in (drive[0], None), expected["SourceFile"]


def _agree(expected: dict[str, Any], tag: str, value: str | float | None) -> None:
    """Compare one fact. Zeros, blanks and impossible values of exiftool's are unknown to winnow."""
    golden = expected.get(tag)
    where = f"{expected['SourceFile']} {tag}: {golden!r} {value!r}"
    if tag == "ExifIFD:DateTimeOriginal":
        golden = _as_date(golden)
        assert golden is None or (isinstance(value, str) and value.startswith(golden)), where
    elif isinstance(golden, int | float) and golden and isinstance(value, int | float):
        south_or_west = expected.get(f"{tag}Ref") in ("S", "W")
        assert math.isclose(value, -golden if south_or_west else golden, rel_tol=1e-6), where
    elif golden and golden != "undef":
        assert str(value) == str(golden).strip(), where


def _as_date(text: object) -> str | None:
    try:
        return datetime.strptime(str(text), "%Y:%m:%d %H:%M:%S").isoformat()  # noqa: DTZ007 - camera time has no zone
    except ValueError:
        return None
