"""What the five networks, each without one fold, make of the photos that they have not seen; kept under build/.

rated   <- every rated photo, by the network that has not seen its fold
spoilt  <- steps of spoiling some of them, by the same network
blank   <- frames without a picture, by the network that ships
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from training.data import BUILD, FOLDS, Rated
from training.degrade import CHAINS, frames_without_a_picture
from training.finetune import EVERYTHING, checkpoint, judged
from training.pictures import QUALITY, Pixels, copies
from training.trunk import LEVELS, Network

from winnow.ingest.decode import decode
from winnow.ingest.limits import Limits
from winnow.ingest.source import load_path
from winnow.models.frame import frame

_CPU = torch.device("cpu")
_KEPT = BUILD / "judged.npz"


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Logits of the scores 0-10.

    Attributes:
        rated: (photos, LEVELS).
        spoilt: (chosen photos, chains, steps, LEVELS).
        blank: (frames, LEVELS).
    """

    rated: NDArray[np.float32]
    spoilt: NDArray[np.float32]
    blank: NDArray[np.float32]


def are_trained() -> bool:
    """Return whether all six networks are there."""
    return all(checkpoint(fold).exists() for fold in (EVERYTHING, *range(FOLDS)))


def network_of(fold: int) -> Network:
    """Return the network that has not seen a fold, or the one that ships."""
    network = Network().to(memory_format=torch.channels_last)
    network.load_state_dict(torch.load(checkpoint(fold), weights_only=True))
    return network


def mean_score(logits: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the mean score 0-10 of (..., LEVELS) logits."""
    shares = np.exp(logits - logits.max(axis=-1, keepdims=True)).astype(np.float64)
    return np.asarray(shares @ np.arange(LEVELS) / shares.sum(axis=-1))


def judge(rated: Rated, spoilt_rows: NDArray[np.int64]) -> Judged:
    """Return what the networks say, or read it back if these very networks have said it before."""
    newest = max(checkpoint(fold).stat().st_mtime for fold in (EVERYTHING, *range(FOLDS)))
    if not _KEPT.exists() or _KEPT.stat().st_mtime < newest:
        pictures = copies(rated.files)
        logits = np.empty((len(rated.files), LEVELS), dtype=np.float32)
        spoilt = np.empty((spoilt_rows.size, len(CHAINS), len(CHAINS[0].strengths), LEVELS), dtype=np.float32)
        for fold in range(FOLDS):
            network, rows = network_of(fold), np.flatnonzero(rated.fold == fold)
            logits[rows] = judged(network, pictures[rows], _CPU)[1]
            for at in np.flatnonzero(rated.fold[spoilt_rows] == fold):
                frames = _spoilt_frames(rated.files[spoilt_rows[at]])
                spoilt[at] = judged(network, frames, _CPU)[1].reshape(spoilt.shape[1:])
        blank = np.stack([frame(image.colour) for image in frames_without_a_picture()])
        np.savez(
            _KEPT,
            rated=logits,
            spoilt=spoilt,
            blank=judged(network_of(EVERYTHING), blank, _CPU)[1],
        )
    with np.load(_KEPT) as stored:
        return Judged(**{name: stored[name] for name in stored.files})


def _spoilt_frames(file: str) -> Pixels:
    pixels = decode(load_path(str(QUALITY / file), Limits()), Limits()).colour
    return np.stack([frame(chain.spoil(pixels, strength).colour) for chain in CHAINS for strength in chain.strengths])
