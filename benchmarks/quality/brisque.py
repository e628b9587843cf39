"""BRISQUE as OpenCV's contributed modules have it: Mittal, Moorthy & Bovik, IEEE TIP 2012, fitted on the LIVE set.

OpenCV 5 no longer brings it, so OpenCV 4 is installed to build/peers and run as a process of its own. This file is
both: imported, it starts that process; run, it is that process.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_CHECKOUT = Path(__file__).parents[2]
_PEERS = _CHECKOUT / "build" / "peers"
_WEIGHTS = _CHECKOUT.parent / "shared" / "models" / "brisque"
_PACKAGE = "opencv-contrib-python-headless<5"


def brisque(paths: list[Path]) -> tuple[NDArray[np.float64], float]:
    """Return minus BRISQUE of each photo, so that higher is better, and the median time per photo in ms.

    Two minutes for 9,470 photos, so the answer is kept under build/.
    """
    wanted = json.dumps([str(path) for path in paths])
    kept = _PEERS / f"brisque-{hashlib.sha256(wanted.encode()).hexdigest()[:12]}.json"
    if not kept.exists():
        if not (_PEERS / "cv2").is_dir():
            pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(_PEERS), _PACKAGE]
            subprocess.run(pip, check=True)
        peer = [sys.executable, __file__]
        environment = os.environ | {"PYTHONPATH": str(_PEERS)}
        done = subprocess.run(peer, input=wanted, env=environment, stdout=subprocess.PIPE, text=True, check=True)
        kept.write_text(done.stdout, encoding="utf-8")
    answer = json.loads(kept.read_text(encoding="utf-8"))
    return -np.array(answer["distortion"]), float(answer["milliseconds"])


def brisque_megabytes() -> float:
    """Return the size of the model's two files."""
    return sum(path.stat().st_size for path in _WEIGHTS.glob("*_live.yml")) / 1e6


def _answer() -> None:
    """Read paths from stdin, write their BRISQUE (0 undistorted, 100 worst) and the time that it took."""
    import cv2  # noqa: PLC0415 - OpenCV 4, found in this process alone

    cv2.setNumThreads(1)
    model = cv2.quality.QualityBRISQUE.create(  # type: ignore[attr-defined]  # OpenCV 5 has it no more
        str(_WEIGHTS / "brisque_model_live.yml"), str(_WEIGHTS / "brisque_range_live.yml")
    )
    distortion, seconds = [], []
    for path in json.loads(sys.stdin.read()):
        picture = cv2.imread(path)
        started = time.perf_counter()
        distortion.append(model.compute(picture)[0])
        seconds.append(time.perf_counter() - started)
    json.dump({"distortion": distortion, "milliseconds": 1000 * float(np.median(seconds))}, sys.stdout)


if __name__ == "__main__":
    _answer()
