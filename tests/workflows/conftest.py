"""A small folder of real photographs to rate."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import ExifTags, Image

import winnow
from winnow.library import Library

_ISO = 0x8827  # EXIF's tag


def save_jpeg(photographs: Path, name: str, target: Path, *, quality: int = 88, iso: int | None = None) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    exif = Image.Exif()
    if iso is not None:
        exif.get_ifd(ExifTags.IFD.Exif)[_ISO] = iso
    with Image.open(photographs / name) as picture:
        picture.convert("RGB").save(target, quality=quality, exif=exif)
    return target


@pytest.fixture
def folder(tmp_path: Path, photographs: Path) -> Path:
    """Six files: three photographs, an exact copy of one, a truncated one, and a text file."""
    root = tmp_path / "photos"
    save_jpeg(photographs, "astronaut.png", root / "2019" / "astronaut.jpg")
    save_jpeg(photographs, "coffee.png", root / "2019" / "coffee.jpg")
    chelsea = save_jpeg(photographs, "chelsea.png", root / "chelsea.jpg")
    (root / "copy").mkdir()
    (root / "copy" / "chelsea again.jpg").write_bytes(chelsea.read_bytes())
    (root / "broken.jpg").write_bytes(chelsea.read_bytes()[:9000])
    (root / "notes.txt").write_text("not a photo")
    return root


@pytest.fixture
def many(tmp_path: Path, photographs: Path) -> Path:
    """Forty different photographs: one, with a different corner each."""
    root = tmp_path / "many"
    root.mkdir()
    with Image.open(photographs / "rocket.jpg") as rocket:
        pixels = np.asarray(rocket.convert("RGB")).copy()
    for number in range(40):
        pixels[:8, :8] = number * 6
        Image.fromarray(pixels).save(root / f"{number:02d}.jpg")
    return root


@pytest.fixture
def library(folder: Path) -> Callable[..., Library]:
    """Open the folder's library, in this process unless told otherwise."""

    def open_it(**options: object) -> Library:
        return winnow.open_library(folder, **{"workers": 0, **options})  # type: ignore[arg-type]

    return open_it
