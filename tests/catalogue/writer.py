"""A process that writes batches into a library until it is killed, saying after each that it is saved."""

from __future__ import annotations

import hashlib
import sys
from itertools import count
from pathlib import Path

from winnow.catalogue.batch import Batch
from winnow.catalogue.catalogue import Catalogue
from winnow.catalogue.lock import exclusive
from winnow.domain.measurement import Measurement
from winnow.domain.metadata import Metadata
from winnow.domain.photo import Fingerprint, Found
from winnow.domain.score import Score

PHOTOS_PER_BATCH = 64


def batch(start: int) -> Batch:
    """Photos `start` to `start` + 63, measured and scored."""
    names = [f"{number:08}.jpg" for number in range(start, start + PHOTOS_PER_BATCH)]
    contents = [hashlib.sha256(name.encode()).digest() for name in names]
    signals = {f"signal {number}": number / 7 for number in range(20)}
    return Batch(
        fingerprints=tuple(Fingerprint(Found(name, 1, 1), key) for name, key in zip(names, contents, strict=True)),
        measurements=tuple(Measurement(key, "signals-1", "jpeg", 4, 3, signals, Metadata()) for key in contents),
        scores=tuple((key, Score(5.0, 0.5)) for key in contents),
    )


def main(database: Path, folder: Path) -> None:
    """Go on where the last writer was killed."""
    with exclusive(database), Catalogue.open(database, folder, create=True) as catalogue:
        begin = len(catalogue.known("signals-1"))
        for start in count(begin, PHOTOS_PER_BATCH):
            catalogue.write(batch(start), "signals-1", "model-1")
            sys.stdout.write(f"{start + PHOTOS_PER_BATCH}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
