"""The walk of 10,000 files beside a bare scandir + stat of the same.

python benchmarks/walk.py
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from winnow.ingest.walk import walk

if TYPE_CHECKING:
    from collections.abc import Callable

_FOLDERS, _FILES_EACH = 100, 100


def main() -> None:
    """Print both times and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        for name in range(_FOLDERS):
            subfolder = Path(folder) / f"{name:03}"
            subfolder.mkdir()
            for number in range(_FILES_EACH):
                (subfolder / f"IMG_{number:04}.jpg").touch()
        bare = _median_ms(lambda: _bare(folder))
        ours = _median_ms(lambda: list(walk(folder)))
    print(f"{_FOLDERS * _FILES_EACH} files: bare {bare:.1f} ms, walk {ours:.1f} ms, ratio {ours / bare:.2f}")


def _bare(folder: str) -> int:
    count = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                count += _bare(entry.path)
            else:
                count += entry.stat().st_size >= 0
    return count


def _median_ms(action: Callable[[], object], repeats: int = 15) -> float:
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


if __name__ == "__main__":
    main()
