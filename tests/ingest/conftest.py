"""A photograph, its ways into a file, and the way from a file to what winnow makes of it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image as Pillow

from winnow.domain.image import Image
from winnow.domain.photo import Fingerprint, Found
from winnow.ingest.decode import decode
from winnow.ingest.fingerprint import fingerprint
from winnow.ingest.limits import Limits
from winnow.ingest.source import Source, load

Encode = Callable[..., bytes]
Ingest = Callable[..., Image]


@pytest.fixture(scope="session")
def photo(photographs: Path) -> NDArray[np.uint8]:
    """A photograph, (400, 600, 3) uint8 sRGB, different in each corner."""
    with Pillow.open(photographs / "coffee.png") as image:
        return np.asarray(image.convert("RGB"))


@pytest.fixture(scope="session")
def encode() -> Encode:
    """Write pixels, or a Pillow image, in a format of Pillow's."""

    def encode(pixels: NDArray[Any] | Pillow.Image, format_: str, **options: object) -> bytes:
        image = pixels if isinstance(pixels, Pillow.Image) else Pillow.fromarray(pixels)
        buffer = io.BytesIO()
        image.save(buffer, format_, **options)
        return buffer.getvalue()

    return encode


@pytest.fixture
def put(tmp_path: Path) -> Callable[[str, bytes], Found]:
    """Write a file into the test's folder and find it, as the walk would."""

    def put(name: str, content: bytes) -> Found:
        path = tmp_path / name
        path.write_bytes(content)
        stat = path.stat()
        return Found(name, stat.st_size, stat.st_mtime_ns)

    return put


@pytest.fixture
def ingest(tmp_path: Path, put: Callable[[str, bytes], Found]) -> Ingest:
    """Take content all the way: a file, its fingerprint, its bytes, its picture."""

    def ingest(content: bytes, name: str = "photo.jpg", limits: Limits | None = None) -> Image:
        limits = limits or Limits()
        known = fingerprint(str(tmp_path), limits, put(name, content))
        assert isinstance(known, Fingerprint), f"{name} was taken for no photo"
        return decode(load(str(tmp_path), known, limits), limits)

    return ingest


@pytest.fixture(scope="session")
def source() -> Callable[[str, bytes], Source]:
    """Make a source of bytes that lie in no file."""

    def source(format_: str, content: bytes) -> Source:
        return Source(f"photo.{format_}", format_, content)

    return source
