"""Train the two networks of face states, and write them and their cards: `python -m training.face_states`.

for each state, eyes and smiles:
    unseen logits <- three networks, each judging the fold that it has not seen
    temperature   <- what those logits call for
    network       <- one more, taught every crop
    file          <- ONNX, the temperature inside
    card          <- figures out of fold beside a simple rival's, and on photos that nothing was chosen by

Seeds are fixed. About five minutes of one core.
"""

from __future__ import annotations

import csv
import hashlib
import json
import time
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from training.data import CHECKOUT, SHARED
from training.face_crops import ALIKE, EYES, FOLDS, SMILES, Crops, State, grey_crop, likeness, load_crops
from training.face_figures import Floats, calibrated_unseen, figures, rival_figures, temperature
from training.face_net import exported, learned, logits_of

from winnow.models.face_states import INPUT, OUTPUT, StateNetwork

FOLDER = CHECKOUT / "src" / "winnow" / "models" / "builtin" / "faces"
_TIMED_CROPS = 16  # a group photo's eyes
_TIMED_RUNS = 50
_MADE_BY = ("face_crops", "face_figures", "face_net", "face_states", "schedule")
_PREPROCESSING = {
    "crop": "square, upright: rotated so that the eyes are level, taken from the photo before it is made grey",
    "grey": "luma of sRGB, 0.299 R + 0.587 G + 0.114 B, rounded (Pillow's convert('L'), OpenCV's COLOR_RGB2GRAY)",
    "size": "64 x 64, area-averaged when the crop is larger, linear when it is smaller",
    "scale": "none: uint8 0-255 goes in; the network takes off the crop's own mean and spread",
}
_FRAMING = {
    EYES.name: "the eye in the middle, corner to corner over about three quarters of the width: "
    "side about half of the distance between the eyes",
    SMILES.name: "side 2.15 distances between the eyes, whose middle lies half across and a quarter down "
    "(python -m training.face_framing)",
}
_LIMITS = {
    EYES.name: [
        "A closed eye and a deep downward look are much alike; sunglasses were hardly seen.",
        "The crops name no person: two crops of one person may stand on both sides of a fold.",
    ],
    SMILES.name: [
        "The labels are noisy: people disagree about slight smiles, and some that are labelled no_smile smile.",
        "Press photos of public figures around 2003, mostly adult and frontal; the same person is often on both sides.",
        "The photos set aside hold no smiling face: only how often a smile is seen where there is none is told there.",
    ],
}


def main() -> None:
    """Train both, print the figures, write files and cards."""
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    FOLDER.mkdir(exist_ok=True)
    for state in (EYES, SMILES):
        crops = load_crops(state)
        logits = unseen_logits(state, crops)
        heat = temperature(logits, crops.positive)
        file = exported(learned(crops.pixels, crops.positive, state.epochs, seed=FOLDS), heat)
        told = {
            "how": f"out of fold, {FOLDS} folds of consecutive files; crops that correlate more than {ALIKE} with one "
            "held out are not learnt from; temperature from the other folds",
            **figures(calibrated_unseen(logits, crops), crops.positive).rounded(),
            "hog_logistic_regression": rival_figures(crops).rounded(),
            "set_aside": _set_aside(state, crops, file),
            "ms_per_crop": _ms_per_crop(state, file),
        }
        card = _card(state, crops, file, told, heat)
        (FOLDER / f"{state.name}.onnx").write_bytes(file)
        (FOLDER / f"{state.name}.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
        print(
            json.dumps({state.name: {"bytes": len(file), "temperature": round(heat, 3), **told}}, indent=1), flush=True
        )


def unseen_logits(state: State, crops: Crops) -> Floats:
    """Return the logit of every crop by the network that has not seen its fold."""
    logits = np.empty(len(crops.positive))
    for fold in range(FOLDS):
        rows, held_out = crops.taught(fold), crops.fold == fold
        network = learned(crops.pixels[rows], crops.positive[rows], state.epochs, seed=fold)
        logits[held_out] = logits_of(network, crops.pixels[held_out])
    return logits


def _set_aside(state: State, crops: Crops, file: bytes) -> dict[str, Any]:
    """Judge photos/ with the file as it ships; nothing is chosen by it."""
    pixels, positive = _photos(state)
    probability = StateNetwork(file, origin=state.name).probability(pixels).astype(np.float64)
    known = likeness(pixels, crops.pixels).max(axis=1) > ALIKE
    return {
        "what": f"../shared/photos/{state.name}, nothing chosen by it",
        "like_a_taught_crop": int(known.sum()),
        **figures(probability, positive).rounded(),
    }


def _photos(state: State) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    folder = SHARED / "photos"
    table = (folder / "labels.csv").read_text(encoding="utf-8", errors="replace").splitlines()
    rows = [(row["file"], row["value"]) for row in csv.DictReader(table) if row["file"].startswith(f"{state.name}/")]
    return (
        np.stack([grey_crop(folder / file) for file, _ in rows]),
        np.array([label == state.positive for _, label in rows]),
    )


def _ms_per_crop(state: State, file: bytes) -> float:
    """Return milliseconds of processor time on one thread, in batches of `_TIMED_CROPS`."""
    network = StateNetwork(file, origin=state.name)
    crops = np.random.default_rng(0).integers(0, 256, (_TIMED_CROPS, 64, 64), dtype=np.uint8)
    network.probability(crops)
    begun = time.process_time()
    for _ in range(_TIMED_RUNS):
        network.probability(crops)
    return round(1000 * (time.process_time() - begun) / (_TIMED_RUNS * _TIMED_CROPS), 3)


def _card(state: State, crops: Crops, file: bytes, told: dict[str, Any], heat: float) -> dict[str, Any]:
    sha256 = hashlib.sha256(file).hexdigest()
    table = (SHARED / "training" / f"{state.name}.csv").read_bytes()
    return {
        "name": state.name,
        "version": f"1.{sha256[:8]}",
        "about": f"The probability that a crop shows {state.positive!r} rather than {state.negative!r}.",
        "licence": "Apache-2.0",
        "source": "training/face_states.py",
        "revision": _revision(),
        "file": f"{state.name}.onnx",
        "sha256": sha256,
        "bytes": len(file),
        "preprocessing": {"input": f"{INPUT}: uint8 (n, 64, 64)", "framing": _FRAMING[state.name], **_PREPROCESSING},
        "outputs": {OUTPUT: f"float32 (n,), of {state.positive!r}; the same for a crop and its mirror image"},
        "calibration": {
            "what": "logits over a temperature fitted on unseen folds; how it holds is in the figures' reliability",
            "temperature": round(heat, 4),
        },
        "trained_on": {
            "what": f"../shared/training/{state.name}: 64-pixel crops, made grey; from scratch",
            state.positive: int(crops.positive.sum()),
            state.negative: int((~crops.positive).sum()),
            "sha256": hashlib.sha256(table).hexdigest(),
        },
        "figures": told,
        "limits": _LIMITS[state.name],
    }


def _revision() -> str:
    """Return which scripts made it: the SHA-256 of their texts, in order of name."""
    texts = b"".join((Path(__file__).parent / f"{name}.py").read_bytes() for name in _MADE_BY)
    return f"{', '.join(_MADE_BY)} sha256:{hashlib.sha256(texts).hexdigest()}"


if __name__ == "__main__":
    main()
