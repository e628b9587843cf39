"""Signals of the rated photos, of their spoilt copies and of frames without a picture; kept under build/.

rated   <- signals of every rated photo
spoilt  <- for some of them: signals of every step of every chain
blank   <- signals of frames without a picture
"""

from __future__ import annotations

import functools
import hashlib
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from training.data import BUILD, SHARED, Rated
from training.degrade import CHAINS, frames_without_a_picture

import winnow.ingest
import winnow.signals
from winnow.ingest.decode import decode
from winnow.ingest.limits import Limits
from winnow.ingest.source import load_path
from winnow.signals.all import SIGNALS, measure_signals

Table = NDArray[np.float64]  # (rows, signals), NaN where a signal could not be measured
_SPOILT_PHOTOS = 1200  # enough that a further thousand moves no curve by more than its ridge does
_WORKERS = 2
# No signal passes through these.
_BESIDE_SIGNALS = {"alignment.py", "look.py", "overlay.py", "sharpest.py", "thumbnail.py", "walk.py"}


@dataclass(frozen=True, slots=True, eq=False)
class Extract:
    """Measured signals.

    Attributes:
        names: of the columns.
        rated: (photos, signals).
        spoilt: (chosen photos, chains, steps, signals).
        spoilt_rows: (chosen photos,) their rows in `rated`.
        blank: (frames, signals).
    """

    names: tuple[str, ...]
    rated: Table
    spoilt: Table
    spoilt_rows: NDArray[np.int64]
    blank: Table


def extract(rated: Rated, folder: Path = SHARED / "training" / "quality") -> Extract:
    """Measure everything, or read it back if the same code has measured it before."""
    kept = BUILD / f"signals-{_made_by()}.npz"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        rows = np.sort(np.random.default_rng(0).permutation(len(rated.files))[:_SPOILT_PHOTOS])
        paths = [str(folder / name) for name in rated.files]
        with ProcessPoolExecutor(_WORKERS, initializer=functools.partial(cv2.setNumThreads, 1)) as pool:
            np.savez(
                kept,
                rated=np.array(list(pool.map(measure_photo, paths, chunksize=64))),
                spoilt=np.array(list(pool.map(measure_spoilt, [paths[row] for row in rows], chunksize=16))),
                spoilt_rows=rows,
                blank=np.array([_row(measure_signals(image)) for image in frames_without_a_picture()]),
            )
    with np.load(kept) as stored:
        return Extract(tuple(SIGNALS), **{name: stored[name] for name in stored.files})


def _made_by() -> str:
    """Return a short hash of the code that measures."""
    code = [path for room in (winnow.signals, winnow.ingest) for path in Path(str(room.__file__)).parent.glob("*.py")]
    of_signals = sorted(path for path in code if path.name not in _BESIDE_SIGNALS)
    texts = [path.read_bytes() for path in (*of_signals, Path(__file__).with_name("degrade.py"))]
    return hashlib.sha256(b"".join(texts)).hexdigest()[:12]


def measure_photo(path: str) -> list[float]:
    """Return a photo's signals in the order of SIGNALS, NaN where one could not be measured."""
    return _row(measure_signals(decode(load_path(path, Limits()), Limits())))


def measure_spoilt(path: str) -> list[list[list[float]]]:
    """Return the signals of every step of every chain."""
    pixels = decode(load_path(path, Limits()), Limits()).colour
    return [[_row(measure_signals(chain.spoil(pixels, strength))) for strength in chain.strengths] for chain in CHAINS]


def _row(signals: dict[str, float | None]) -> list[float]:
    return [np.nan if (value := signals[name]) is None else value for name in SIGNALS]
