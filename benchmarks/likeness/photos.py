"""Pairs of ../shared/photos: copies of a picture, shots and a series. Only reported on; nothing is fitted on them."""

from __future__ import annotations

import csv
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from training.data import SHARED
from training.pictures import Pixels

from winnow.domain.failure import UnscoreableError
from winnow.ingest.decode import decode
from winnow.ingest.limits import Limits
from winnow.ingest.source import load_path
from winnow.models.frame import frame

_FOLDERS = ("copies", "shots", "series")
_TURNED = ("flip", "rotat")  # in the names of copies that stand on another side or are mirrored


@dataclass(frozen=True, slots=True, eq=False)
class Photos:
    """Pictures as a network is shown them, and (m, 2) rows of the pairs of each kind."""

    pictures: list[Pixels]
    pairs: dict[str, NDArray[np.int64]]


def load_photos() -> Photos:
    """Read all that decode, each by its label."""
    with (SHARED / "photos" / "labels.csv").open(encoding="utf-8", newline="") as table:
        rows = [row for row in csv.DictReader(table) if row["file"].startswith(_FOLDERS)]
    read = [(row, picture) for row in rows if (picture := _picture(row["file"])) is not None]
    return Photos([picture for _, picture in read], _pairs([row for row, _ in read]))


def _pairs(rows: list[dict[str, str]]) -> dict[str, NDArray[np.int64]]:
    group = np.array([row["group"] or row["source"] for row in rows])  # the series has no group, but its place
    folder = np.array([row["file"].split("/")[0] for row in rows])
    turned = np.array([any(part in row["file"] for part in _TURNED) for row in rows])
    one, other = np.triu_indices(len(rows), 1)
    together, any_turned = group[one] == group[other], turned[one] | turned[other]
    kinds = {
        "copies": together & (folder[one] == "copies") & ~any_turned,
        "copies, turned or mirrored": together & (folder[one] == "copies") & any_turned,
        "shots, 8 frames apart": together & (folder[one] == "shots") & (other - one == 1),
        "series, same place": together & (folder[one] == "series"),
        "strangers": ~together,
    }
    return {kind: np.column_stack([one[are], other[are]]) for kind, are in kinds.items()}


def _picture(name: str) -> Pixels | None:
    try:
        return frame(decode(load_path(str(SHARED / "photos" / name), Limits()), Limits()).colour)
    except UnscoreableError:
        return None  # one of the copies is a damaged file, on purpose
