"""Teach a network that can see what people like: `python -m training.finetune --fold 0` (or `--fold all`).

For a batch of rated photos, frames of a scene side by side, each a crop at full scale, and some of them spoilt:

    levels  cross-entropy with the rating, shared between the two whole scores beside it
    error   smooth L1 of the mean, in points
    scene   logistic loss of: the better frame of a scene beats the worse
    better  as in pre-training, so that what spoils a photo is not forgotten
    kept    1 - cosine(embedding of the crop, spoilt or not, what pre-training made of the whole picture)

Frames without a picture and drawn pages count as photos with a low rating: nobody has rated such.

The weights that are kept are an average over the last steps. Checkpoints: build/training.
"""

from __future__ import annotations

import argparse
import time
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from training.data import BUILD, Rated, load_rated
from training.pictures import Pixels, copies, crop, empty, page, spoilt
from training.pretrain import CHECKPOINT as PRETRAINED
from training.pretrain import Learners
from training.schedule import Schedule, as_input, autocast, prepared_ahead
from training.trunk import LEVELS, Network, both_ways, levels_mean

EVERYTHING = -1
_BATCH = 64
_SPOILT = 8
_CROP_PX = 208
_EMPTY, _PAGES = 2, 2  # of each batch
_EMPTY_POINTS, _PAGE_POINTS = 0.3, 3.0  # so that a blank frame lies at the bottom, a page below any good photo
_FRAMES_TOGETHER = 4
_SUBSET_WEIGHT = np.array([2.0, 1.0, 1.0])  # with .5 for ss02 the network took a camera roll for Unsplash
_TELLING_MOS = 0.05  # frames of a scene rated closer than this teach no order
_WEIGHTS = (1.0, 0.5, 0.5, 0.15, 0.5)  # of the parts of the loss
_AVERAGED_STEPS = 150  # decay of the average of weights


def main() -> None:
    """Train one fold's network, or the one that ships."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--fold", required=True, help="the fold to leave out, or 'all' to leave none out")
    options.add_argument("--device", default="cpu")
    options.add_argument("--threads", type=int, default=0)
    options.add_argument("--epochs", type=int, default=8)
    told = options.parse_args()
    if told.threads:
        torch.set_num_threads(told.threads)
    cv2.setNumThreads(1)
    fold = EVERYTHING if told.fold == "all" else int(told.fold)
    rated = load_rated()
    finetune(rated, copies(rated.files), fold, torch.device(told.device), told.epochs)


def checkpoint(fold: int) -> Path:
    """Return where the network of a fold lies."""
    return BUILD / ("network-all.pt" if fold == EVERYTHING else f"network-{fold}.pt")


def finetune(rated: Rated, pictures: Pixels, fold: int, device: torch.device, epochs: int) -> None:
    """Train on every fold but one, and write the averaged network, unless this pre-training's is there already."""
    done = checkpoint(fold)
    if done.exists() and done.stat().st_mtime > PRETRAINED.stat().st_mtime:
        return
    torch.manual_seed(fold + 1)
    network = _pretrained(device)
    remembered = _remembered(network, pictures, device)
    averaged = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(1 - 1 / _AVERAGED_STEPS), use_buffers=True)
    rows = np.flatnonzero(rated.fold != fold)
    schedule = Schedule(network, steps=epochs * (rows.size // _BATCH), peak=1e-3)
    for epoch in range(epochs):
        started, told = time.monotonic(), []
        random = np.random.default_rng((fold + 1, epoch))
        order = _side_by_side(rated, rows, random)
        prepare = partial(_batch, pictures=pictures, random=random)
        for batch_rows, shown in zip(order, prepared_ahead(order, prepare), strict=True):
            parts = _losses(network, shown, rated, batch_rows, remembered[batch_rows])
            schedule.step(sum(weight * part for weight, part in zip(_WEIGHTS, parts, strict=True)))
            averaged.update_parameters(network)
            told.append([float(part.detach()) for part in parts])
        named = zip(("levels", "error", "scene", "better", "kept"), np.mean(told, axis=0), strict=True)
        losses = " ".join(f"{name} {value:.3f}" for name, value in named)
        seconds = time.monotonic() - started
        unseen = _unseen(averaged.module, rated, pictures, fold, device)
        print(f"fold {fold} {epoch + 1:2} {losses}  {seconds:.0f} s  {unseen}", flush=True)
    torch.save(averaged.module.state_dict(), done)


def _pretrained(device: torch.device) -> Network:
    learners = Learners()
    learners.load_state_dict(torch.load(PRETRAINED, weights_only=True)["learners"])
    return learners.network.to(device, memory_format=torch.channels_last)


def _side_by_side(rated: Rated, rows: NDArray[np.int64], random: np.random.Generator) -> NDArray[np.int64]:
    """Return (batches, _BATCH) rows in random order, a few frames of one scene side by side."""
    shuffled = random.permutation(rows)
    key = np.where(rated.scene[shuffled] >= 0, rated.scene[shuffled], len(rated.files) + np.arange(shuffled.size))
    by_scene = shuffled[np.argsort(key, kind="stable")]
    scenes = np.split(by_scene, np.flatnonzero(np.diff(np.sort(key, kind="stable"))) + 1)
    units = [scene[at : at + _FRAMES_TOGETHER] for scene in scenes for at in range(0, scene.size, _FRAMES_TOGETHER)]
    flat = np.concatenate([units[at] for at in random.permutation(len(units))])
    return flat[: flat.size // _BATCH * _BATCH].reshape(-1, _BATCH)


def _batch(rows: NDArray[np.int64], pictures: Pixels, random: np.random.Generator) -> Pixels:
    crops = np.stack([crop(pictures[row], _CROP_PX, _CROP_PX, random) for row in rows])
    unrated = [empty(_CROP_PX, random) for _ in range(_EMPTY)] + [page(_CROP_PX, random) for _ in range(_PAGES)]
    mild, strong = zip(*(spoilt(picture, random) for picture in crops[:_SPOILT]), strict=True)
    return np.concatenate([crops, np.stack(unrated), np.stack(mild), np.stack(strong)])


def _losses(
    network: Network, shown: Pixels, rated: Rated, rows: NDArray[np.int64], remembered: Tensor
) -> tuple[Tensor, ...]:
    device = remembered.device
    with autocast(device):
        features = network.features(as_input(shown, device))
    logits = network.logits(features)
    mean = levels_mean(logits)
    count = rows.size + _EMPTY + _PAGES
    unrated = [_EMPTY_POINTS] * _EMPTY + [_PAGE_POINTS] * _PAGES
    points = _tensor([*(10 * rated.mos[rows]), *unrated], device)
    weight = _tensor([*_SUBSET_WEIGHT[rated.subset[rows]], *[1.0] * len(unrated)], device)
    weight = weight / weight.sum()
    levels = -(weight * (_beside(points) * logits[:count].log_softmax(dim=1)).sum(dim=1)).sum()
    error = (weight * functional.smooth_l1_loss(mean[:count], points, reduction="none")).sum()
    scenes = torch.from_numpy(rated.scene[rows]).to(device)
    scene = _scene_loss(mean[: rows.size], points[: rows.size], scenes)
    clean, mild, strong = mean[:_SPOILT], mean[count : count + _SPOILT], mean[count + _SPOILT :]
    better = (functional.softplus(2 * (mild - clean)) + functional.softplus(2 * (strong - mild))).mean()
    pictured = torch.cat([features[: rows.size], features[count:]])
    targets = torch.cat([remembered, remembered[:_SPOILT], remembered[:_SPOILT]])
    kept = 1 - functional.cosine_similarity(network.embedding(pictured), targets).mean()
    return levels, error, scene, better, kept


def _remembered(network: Network, pictures: Pixels, device: torch.device) -> Tensor:
    """Return what pre-training made of every whole picture, kept under build/."""
    kept = PRETRAINED.with_name("remembered.npy")
    if not kept.exists() or kept.stat().st_mtime < PRETRAINED.stat().st_mtime:
        np.save(kept, judged(network, pictures, device)[2])
    return torch.from_numpy(np.load(kept)).to(device)


def _tensor(values: list[float], device: torch.device) -> Tensor:
    return torch.tensor(values, dtype=torch.float32, device=device)


def _beside(points: Tensor) -> Tensor:
    """Share each score 0-10 between the two levels beside it, so that their mean is the score."""
    return (1 - (points[:, None] - torch.arange(LEVELS, device=points.device)).abs()).clamp(min=0)


def _scene_loss(mean: Tensor, points: Tensor, scene: Tensor) -> Tensor:
    apart = points[:, None] - points[None]
    asked = (scene[:, None] == scene[None]) & (scene[:, None] >= 0) & (apart >= 10 * _TELLING_MOS)
    if not asked.any():
        return mean.sum() * 0
    return functional.softplus(-1.5 * (mean[:, None] - mean[None])[asked]).mean()


def _unseen(network: Network, rated: Rated, pictures: Pixels, fold: int, device: torch.device) -> str:
    """Say how well a fold that was left out is judged, subset by subset; a hint while training runs."""
    from scipy.stats import spearmanr  # noqa: PLC0415 - for the hint alone

    rows = np.flatnonzero(rated.fold == fold)
    if not rows.size:
        return ""
    scores = judged(network, pictures[rows], device)[0]
    return " ".join(
        f"{spearmanr(scores[own], rated.mos[rows][own]).statistic:.3f}"
        for own in (rated.subset[rows] == subset for subset in range(3))
    )


def judged(
    network: Network, pictures: Pixels, device: torch.device
) -> tuple[NDArray[np.float64], NDArray[np.float32], NDArray[np.float32]]:
    """Return (n,) mean scores, (n, LEVELS) logits and (n, EMBEDDING) embeddings of whole pictures, both ways."""
    network.eval()
    with torch.inference_mode(), autocast(device):
        batches = (pictures[at : at + _BATCH] for at in range(0, len(pictures), _BATCH))
        answers = [both_ways(network, as_input(batch, device)) for batch in batches]
    network.train()
    logits = torch.cat([one.float() for one, _ in answers])
    embeddings = torch.cat([other.float() for _, other in answers])
    return levels_mean(logits).double().cpu().numpy(), logits.cpu().numpy(), embeddings.cpu().numpy()


if __name__ == "__main__":
    main()
