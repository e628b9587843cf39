"""Teach the network to see before it is told any opinion: `python -m training.pretrain` from the checkout.

For a batch of views that the teacher has seen, some of them once more in disguise, some spoilt mildly and strongly:

    places  squared error of linear maps of the last two stages, from what the teacher makes of the same places
    agree   1 - cosine(linear map of the embedding, disguised or not, what the teacher says of the view)
    same    cross-entropy of finding each disguised view's own among those of the whole batch
    better  logistic loss of: the view beats its mildly spoilt copy, and that one the strongly spoilt one

Opinions and scenes are not read, but that frames of one scene are never told apart. Checkpoints: build/training.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass
from functools import partial

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional
from training.data import BUILD, Rated, load_rated
from training.pictures import Pixels, copies, disguised, spoilt
from training.schedule import Schedule, as_input, autocast, prepared_ahead, resumed, saved
from training.teacher import KEPT, MAPS, VIEWS, Lessons, lessons
from training.trunk import EMBEDDING, Network, levels_mean

CHECKPOINT = BUILD / "pretrained.pt"
_BATCH = 64
_DISGUISED, _SPOILT = 20, 8  # of each batch
_TEMPERATURE = 0.1
_WEIGHTS = (1.0, 1.0, 0.2, 0.2)  # of the parts of the loss
_PARTS_FOR = 0.6  # of the epochs parts of the views are shown, which takes half the time
_PART = 5  # of the teacher's seven places a side
_FURTHEST = 6.0  # standard deviations: what lies beyond says no more
_WHOLE = min(side for _, side, _ in MAPS)
_DESCRIBED_BY = 400  # pictures that the teacher's channels are standardised by


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """What one step learns from.

    Attributes:
        shown: (n, side, side, 3) uint8: _BATCH views, then the first of them disguised, spoilt mildly, spoilt strongly.
        maps: what the teacher makes of the views' places, as in `Lessons`.
        pooled: (_BATCH, KEPT) what it says of the views.
    """

    shown: Pixels
    maps: tuple[NDArray[np.uint8], ...]
    pooled: NDArray[np.float32]


class Learners(nn.Module):
    """The network, and the linear maps from what it sees to what the teacher sees."""

    def __init__(self) -> None:
        super().__init__()
        self.network = Network()
        self.to_pooled = nn.Linear(EMBEDDING, KEPT)
        widths = self.network.widths[-len(MAPS) :][::-1]
        self.to_maps = nn.ModuleList(
            nn.Conv2d(own, channels, 1) for own, (_, _, channels) in zip(widths, MAPS, strict=True)
        )


def main() -> None:
    """Train, or go on with what was begun."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--device", default="cpu")
    options.add_argument("--epochs", type=int, default=34)
    told = options.parse_args()
    torch.manual_seed(0)
    cv2.setNumThreads(1)
    rated = load_rated()
    pretrain(rated, lessons(copies(rated.files)), torch.device(told.device), told.epochs)


def pretrain(rated: Rated, taught: Lessons, device: torch.device, epochs: int) -> None:
    """Train for `epochs`, writing the checkpoint after each."""
    learners = Learners().to(device, memory_format=torch.channels_last)
    schedule = Schedule(learners, steps=epochs * (len(taught.views) // _BATCH), peak=2e-3)
    described = [_described(maps, device) for maps in taught.maps]
    relatives = _relatives(rated)
    for epoch in range(resumed(CHECKPOINT, learners, schedule), epochs):
        started, told = time.monotonic(), []
        random = np.random.default_rng(epoch)
        order = random.permutation(len(taught.views))[: len(taught.views) // _BATCH * _BATCH].reshape(-1, _BATCH)
        prepare = partial(_batch, taught=taught, random=random, places=_PART if epoch < _PARTS_FOR * epochs else _WHOLE)
        for rows, batch in zip(order, prepared_ahead(order, prepare), strict=True):
            parts = _losses(learners, batch, described, relatives[rows], device)
            schedule.step(sum(weight * part for weight, part in zip(_WEIGHTS, parts, strict=True)))
            told.append([float(part.detach()) for part in parts])
        saved(CHECKPOINT, learners, schedule, epoch + 1)
        named = zip(("places", "agree", "same", "better"), np.mean(told, axis=0), strict=True)
        losses = " ".join(f"{name} {value:.3f}" for name, value in named)
        print(f"{epoch + 1:3} {losses}  {time.monotonic() - started:.0f} s", flush=True)


def _described(maps: NDArray[np.uint8], device: torch.device) -> tuple[Tensor, Tensor]:
    """Return mean and standard deviation of each of the teacher's channels, (1, channels, 1, 1)."""
    some = maps[:_DESCRIBED_BY].reshape(-1, maps.shape[-1]).astype(np.float32)
    found = (torch.from_numpy(each).to(device)[None, :, None, None] for each in (some.mean(axis=0), some.std(axis=0)))
    mean, deviation = found
    return mean, deviation.clamp(min=1.0)  # a channel that never speaks teaches nothing


def _relatives(rated: Rated) -> NDArray[np.int64]:
    """Return a number for each photo, the same for frames of one scene."""
    return np.where(rated.scene >= 0, rated.scene, len(rated.files) + np.arange(len(rated.files)))


def _batch(rows: NDArray[np.int64], taught: Lessons, random: np.random.Generator, places: int) -> Batch:
    views = random.integers(VIEWS, size=rows.size)
    flipped = random.random(rows.size) < 0.5  # noqa: PLR2004 - one time in two
    top, left = (int(place) for place in random.integers(0, _WHOLE - places + 1, 2))
    seen, *maps = (
        _mirrored(_part(source[rows, views], top, left, places), flipped) for source in (taught.views, *taught.maps)
    )
    others = [disguised(picture, random) for picture in seen[:_DISGUISED]]
    mild, strong = zip(*(spoilt(picture, random) for picture in seen[:_SPOILT]), strict=True)
    shown = np.concatenate([seen, np.stack(others), np.stack(mild), np.stack(strong)])
    return Batch(shown, tuple(maps), taught.pooled[rows, views])


def _part(pictures: NDArray[np.uint8], top: int, left: int, places: int) -> NDArray[np.uint8]:
    """Return the same part of views, or of maps of them, counted in the teacher's coarsest places."""
    step = pictures.shape[1] // _WHOLE
    return pictures[:, top * step : (top + places) * step, left * step : (left + places) * step]


def _mirrored(pictures: NDArray[np.uint8], flipped: NDArray[np.bool_]) -> NDArray[np.uint8]:
    pictures[flipped] = pictures[flipped, :, ::-1]
    return pictures


def _losses(
    learners: Learners,
    batch: Batch,
    described: list[tuple[Tensor, Tensor]],
    relatives: NDArray[np.int64],
    device: torch.device,
) -> tuple[Tensor, ...]:
    network, count = learners.network, len(batch.pooled)
    with autocast(device):
        stages = network.maps(as_input(batch.shown, device))
        features = network.pooled(stages)
        guesses = [own(maps[:count]) for own, maps in zip(learners.to_maps, stages[::-1], strict=False)]
    places = sum(
        _unlike(guess.float(), torch.from_numpy(maps).to(device), *own)
        for guess, maps, own in zip(guesses, batch.maps, described, strict=True)
    )
    embedded = network.embedding(features[: count + _DISGUISED])
    pooled = torch.from_numpy(batch.pooled).to(device)
    targets = torch.cat([pooled, pooled[:_DISGUISED]])
    agree = 1 - functional.cosine_similarity(learners.to_pooled(embedded), targets).mean()
    same = _same(functional.normalize(embedded, dim=1), count, torch.from_numpy(relatives).to(device))
    ranked = levels_mean(network.logits(torch.cat([features[:_SPOILT], features[count + _DISGUISED :]])))
    clean, mild, strong = ranked.chunk(3)
    better = (functional.softplus(mild - clean) + functional.softplus(strong - mild)).mean()
    return places, agree, same, better


def _unlike(guess: Tensor, maps: Tensor, mean: Tensor, deviation: Tensor) -> Tensor:
    target = ((maps.permute(0, 3, 1, 2).float() - mean) / deviation).clamp(-_FURTHEST, _FURTHEST)
    return functional.mse_loss(guess, target)


def _same(embedded: Tensor, count: int, relatives: Tensor) -> Tensor:
    likeness = embedded[count:] @ embedded[:count].T / _TEMPERATURE
    asked = torch.arange(_DISGUISED, device=embedded.device)
    kin = relatives[:_DISGUISED, None] == relatives[None]
    kin[asked, asked] = False
    return functional.cross_entropy(likeness.masked_fill(kin, -100.0), asked)


if __name__ == "__main__":
    main()
