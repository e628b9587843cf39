"""Crops of eyes and faces with their state, how they are split, and what real crops may look like.

crops   <- grey 64 x 64 pixels and labels of one state, from `../shared/training`
fold    <- runs of consecutive files: the two eyes of one face follow each other
taught  <- what is outside a fold, less whatever looks like a crop inside it
varied  <- a crop as another camera, hand or detector might have left it
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image
from training.data import SHARED

from winnow.models.face_states import CROP_PX

Crop = NDArray[np.uint8]  # (CROP_PX, CROP_PX) grey
FOLDS = 3
ALIKE = 0.9  # by eye, of pairs in steps of .02: above it one shot or one face again, below it anybody's lids
_THUMB_PX = 16
_GREY = "L"  # Pillow's: BT.601 luma


@dataclass(frozen=True, slots=True)
class State:
    """What one network tells, and where its lessons lie.

    Attributes:
        name: of the folder, of its table and of the network's files.
        positive: the label whose probability is told.
        negative: the other label.
        epochs: how often each crop is shown.
    """

    name: str
    positive: str
    negative: str
    epochs: int


EYES = State("eyes", positive="open", negative="closed", epochs=20)
SMILES = State("smiles", positive="smile", negative="no_smile", epochs=36)


@dataclass(frozen=True, slots=True, eq=False)
class Crops:
    """Labelled crops, one row each.

    Attributes:
        pixels: (n, 64, 64) uint8 grey.
        positive: (n,) bool.
        fold: (n,) 0 to FOLDS - 1.
    """

    pixels: NDArray[np.uint8]
    positive: NDArray[np.bool_]
    fold: NDArray[np.int64]

    def taught(self, fold: int) -> NDArray[np.int64]:
        """Return the rows to learn from when `fold` is held out: none that looks like a crop in it."""
        held_out = self.fold == fold
        known = likeness(self.pixels, self.pixels[held_out]).max(axis=1) > ALIKE
        return np.flatnonzero(~held_out & ~known)


def load_crops(state: State, folder: Path = SHARED / "training") -> Crops:
    """Read the crops of one state; each label's files, by name, make one run per fold."""
    with (folder / f"{state.name}.csv").open(encoding="utf-8", newline="") as table:
        rows = sorted((row["label"], row["file"]) for row in csv.DictReader(table))
    positive = np.array([label == state.positive for label, _ in rows])
    fold = np.empty(len(rows), dtype=np.int64)
    for is_of_label in (positive, ~positive):
        count = int(is_of_label.sum())
        fold[is_of_label] = np.arange(count) * FOLDS // count
    return Crops(np.stack([grey_crop(folder / state.name / file) for _, file in rows]), positive, fold)


def grey_crop(path: Path) -> Crop:
    """Return a file's pixels as a caller makes them of a colour crop: luma, then area-averaged to the side."""
    with Image.open(path) as opened:
        grey = np.asarray(opened.convert(_GREY))
    return np.asarray(cv2.resize(grey, (CROP_PX, CROP_PX), interpolation=cv2.INTER_AREA), dtype=np.uint8)


def likeness(crops: NDArray[np.uint8], others: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return (n, m) correlations of 16-pixel thumbnails, the higher of as they are and mirrored."""
    one = _thumbs(crops)
    return np.maximum(one @ _thumbs(others).T, one @ _thumbs(others[:, :, ::-1]).T)


def varied(crop: Crop, random: np.random.Generator) -> Crop:
    """Return the crop mirrored, moved, turned, relit, blurred, made from fewer pixels, noisy or compressed."""
    values = _lit(_moved(crop, random).astype(np.float32), random)
    if random.random() < 0.3:  # noqa: PLR2004 - about one in three
        values = np.asarray(cv2.GaussianBlur(values, (0, 0), random.uniform(0.4, 1.8)), dtype=np.float32)
    if random.random() < 0.4:  # noqa: PLR2004 - small faces are common in groups
        values = _from_fewer_pixels(values, int(random.integers(14, 48)))
    if random.random() < 0.4:  # noqa: PLR2004
        values = values + np.float32(random.uniform(1, 12)) * random.standard_normal(values.shape, dtype=np.float32)
    seen = np.clip(np.rint(values), 0, 255).astype(np.uint8)
    if random.random() < 0.3:  # noqa: PLR2004
        seen = _compressed(seen, int(random.integers(25, 85)))
    return seen


def _thumbs(crops: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return (n, 256): block means, without mean and of length 1, so that light does not tell them apart."""
    block = CROP_PX // _THUMB_PX
    thumbs = crops.reshape(-1, _THUMB_PX, block, _THUMB_PX, block).mean(axis=(2, 4)).reshape(len(crops), -1)
    thumbs -= thumbs.mean(axis=1, keepdims=True)
    return np.asarray(thumbs / (np.linalg.norm(thumbs, axis=1, keepdims=True) + 1e-9))


def _moved(crop: Crop, random: np.random.Generator) -> Crop:
    """Return it mirrored one time in two, turned up to 12 degrees, scaled by up to a fifth, shifted by up to 5 px."""
    if random.random() < 0.5:  # noqa: PLR2004
        crop = np.ascontiguousarray(crop[:, ::-1])
    middle = (CROP_PX - 1) / 2
    turn = np.asarray(cv2.getRotationMatrix2D((middle, middle), random.uniform(-12, 12), random.uniform(0.85, 1.2)))
    turn[:, 2] = turn[:, 2] + random.uniform(-5, 5, 2)
    return np.asarray(cv2.warpAffine(crop, turn, (CROP_PX, CROP_PX), borderMode=cv2.BORDER_REFLECT_101), dtype=np.uint8)


def _lit(values: NDArray[np.float32], random: np.random.Generator) -> NDArray[np.float32]:
    """Return it under other light: a curve, a gain, an offset that clips, and light from one side."""
    curved = 255 * np.power(values / 255, np.float32(np.exp(random.uniform(-0.5, 0.5))))
    lit = curved * np.float32(random.uniform(0.6, 1.4)) + np.float32(random.uniform(-25, 25))
    slope = np.linspace(-1, 1, CROP_PX, dtype=np.float32) * np.float32(random.uniform(-0.35, 0.35))
    return np.asarray(np.clip(lit * (1 + slope[None, :]), 0, 255))


def _from_fewer_pixels(values: NDArray[np.float32], side_px: int) -> NDArray[np.float32]:
    small = cv2.resize(values, (side_px, side_px), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, (CROP_PX, CROP_PX), interpolation=cv2.INTER_LINEAR), dtype=np.float32)


def _compressed(crop: Crop, quality: int) -> Crop:
    done, data = cv2.imencode(".jpg", crop, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise ValueError("OpenCV could not write a JPEG")
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), dtype=np.uint8)
