"""Teach the network to see before it is told any opinion: `python -m training.pretrain` from the checkout.

For a batch of pictures, each as a view that the teacher has seen, a disguised other view, and two spoilt copies:

    agree   1 - cosine(linear(embedding of the view), what the teacher says of it)
    same    cross-entropy of finding each picture's disguised view among those of the whole batch, and back
    better  logistic loss of: the view beats its mildly spoilt copy, and that one the strongly spoilt one

Opinions and scenes are not read, but that frames of one scene are never told apart. Checkpoints: build/training.
"""

from __future__ import annotations

import argparse
import time
from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional
from training.data import BUILD, Rated, load_rated
from training.pictures import Pixels, copies, crop, disguised, spoilt
from training.schedule import Schedule, as_input, autocast, resumed, saved
from training.teacher import KEPT, VIEW_PX, VIEWS, Lessons, lessons
from training.trunk import EMBEDDING, Network, levels_mean

CHECKPOINT = BUILD / "pretrained.pt"
_BATCH = 96
_SPOILT = 16  # of each batch
_TEMPERATURE = 0.1
_SAME_WEIGHT = 0.3
_BETTER_WEIGHT = 0.3
Batch = tuple[Pixels, NDArray[np.float32]]  # views, disguised views, mildly and strongly spoilt ones; targets


def main() -> None:
    """Train, or go on with what was begun."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--device", default="cpu")
    options.add_argument("--epochs", type=int, default=14)
    told = options.parse_args()
    torch.manual_seed(0)
    cv2.setNumThreads(1)
    rated = load_rated()
    pictures = copies(rated.files)
    pretrain(rated, pictures, lessons(pictures), torch.device(told.device), told.epochs)


def pretrain(rated: Rated, pictures: Pixels, taught: Lessons, device: torch.device, epochs: int) -> None:
    """Train for `epochs`, writing the checkpoint after each."""
    network = Network().to(device, memory_format=torch.channels_last)
    to_teacher = nn.Linear(EMBEDDING, KEPT).to(device)
    learners = nn.ModuleList([network, to_teacher])
    schedule = Schedule(learners, steps=epochs * (len(pictures) // _BATCH), peak=2e-3)
    relatives = _relatives(rated)
    for epoch in range(resumed(CHECKPOINT, learners, schedule), epochs):
        started, told = time.monotonic(), []
        random = np.random.default_rng(epoch)
        order = random.permutation(len(pictures))[: len(pictures) // _BATCH * _BATCH].reshape(-1, _BATCH)
        with ThreadPoolExecutor(1) as ahead:
            prepared = ahead.submit(_batch, order[0], pictures, taught, random)
            for at, rows in enumerate(order):
                batch = prepared.result()
                if at + 1 < len(order):
                    prepared = ahead.submit(_batch, order[at + 1], pictures, taught, random)
                parts = _losses(network, to_teacher, batch, relatives[rows], device)
                schedule.step(parts[0] + _SAME_WEIGHT * parts[1] + _BETTER_WEIGHT * parts[2])
                told.append([float(part.detach()) for part in parts])
        saved(CHECKPOINT, learners, schedule, epoch + 1)
        agree, same, better = np.mean(told, axis=0)
        seconds = time.monotonic() - started
        print(f"{epoch + 1:3} agree {agree:.3f} same {same:.3f} better {better:.3f}  {seconds:.0f} s", flush=True)


def _relatives(rated: Rated) -> NDArray[np.int64]:
    """Return a number for each photo, the same for frames of one scene."""
    return np.where(rated.scene >= 0, rated.scene, len(rated.files) + np.arange(len(rated.files)))


def _batch(rows: NDArray[np.int64], pictures: Pixels, taught: Lessons, random: np.random.Generator) -> Batch:
    views = random.integers(VIEWS, size=rows.size)
    seen, targets = taught.views[rows, views], taught.targets[rows, views]
    flipped = random.random(rows.size) < 0.5  # noqa: PLR2004
    seen[flipped] = seen[flipped, :, ::-1]
    others = [
        disguised(crop(pictures[row], int(256 * np.sqrt(random.uniform(0.35, 1.0))), VIEW_PX, random), random)
        for row in rows
    ]
    worse = [spoilt(picture, random) for picture in seen[:_SPOILT]]
    mild, strong = zip(*worse, strict=True)
    return np.concatenate([seen, np.stack(others), np.stack(mild), np.stack(strong)]), targets


def _losses(
    network: Network, to_teacher: nn.Linear, batch: Batch, relatives: NDArray[np.int64], device: torch.device
) -> tuple[Tensor, Tensor, Tensor]:
    shown, targets = as_input(batch[0], device), torch.from_numpy(batch[1]).to(device)
    count = len(targets)
    with autocast(device):
        features = network.features(shown)
    embedded = network.embedding(features[: 2 * count])
    agree = 1 - functional.cosine_similarity(to_teacher(embedded[:count]), targets).mean()
    one, other = functional.normalize(embedded, dim=1).split(count)
    likeness = one @ other.T / _TEMPERATURE
    own = torch.from_numpy(relatives).to(device)
    kin = (own[:, None] == own[None]) & ~torch.eye(count, dtype=torch.bool, device=device)
    likeness = likeness.masked_fill(kin, -100.0)
    asked = torch.arange(count, device=device)
    same = (functional.cross_entropy(likeness, asked) + functional.cross_entropy(likeness.T, asked)) / 2
    ranked = torch.cat([features[:_SPOILT], features[2 * count :]])
    clean, mild, strong = levels_mean(network.logits(ranked)).split(_SPOILT)
    better = (functional.softplus(mild - clean) + functional.softplus(strong - mild)).mean()
    return agree, same, better


if __name__ == "__main__":
    main()
