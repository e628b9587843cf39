"""A small rated library to show."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tests.web.serving import Served, serving

import winnow
from winnow.library import Library

COLOURS = {"red": (200, 40, 30), "green": (30, 160, 60), "blue": (40, 60, 200)}


@pytest.fixture(scope="session")
def rated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three pictures, each of one colour with some grain, one of them in a folder with an odd name; rated once."""
    folder = tmp_path_factory.mktemp("rated")
    random = np.random.default_rng(1)
    for number, colour in enumerate(COLOURS.values()):
        grain = random.normal(0, 12, (600, 900, 1))
        pixels = np.clip(np.array(colour) + grain, 0, 255).astype(np.uint8)
        path = folder / "photos" / ("<b>odd" if number == 1 else "plain") / f"{number}.jpg"
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(pixels).save(path)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("WINNOW_CACHE_DIR", str(folder / "cache"))
        environment.setenv("WINNOW_DATA_DIR", str(folder / "data"))
        environment.setenv("WINNOW_CONFIG", str(folder / "config.toml"))
        list(winnow.open_library(folder / "photos", workers=0).rate())
    return folder / "photos"


@pytest.fixture
def library(rated: Path, tmp_path: Path) -> Library:
    """A copy of those pictures with their library; nothing of them is in the cache."""
    shutil.copytree(rated, tmp_path / "photos")
    return winnow.open_library(tmp_path / "photos", workers=0)


@pytest.fixture
def served(library: Library) -> Iterator[Served]:
    """A server of the small library."""
    with serving(library) as running:
        yield running
