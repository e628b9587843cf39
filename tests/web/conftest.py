"""A small rated library to show."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import winnow
from winnow.library import Library

COLOURS = {"red": (200, 40, 30), "green": (30, 160, 60), "blue": (40, 60, 200)}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Three pictures, each of one colour with some grain, one of them in a folder with an odd name."""
    random = np.random.default_rng(1)
    for number, colour in enumerate(COLOURS.values()):
        grain = random.normal(0, 12, (600, 900, 1))
        pixels = np.clip(np.array(colour) + grain, 0, 255).astype(np.uint8)
        path = tmp_path / "photos" / ("<b>odd" if number == 1 else "plain") / f"{number}.jpg"
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(pixels).save(path)
    lib = winnow.open_library(tmp_path / "photos", workers=0)
    list(lib.rate())
    return lib
