"""The network that tells a state from a crop, how it learns, and what is shipped of it.

light        each crop less its own mean, over its own spread: how bright it was taken says nothing
maps         1 -> 16 -> 24 -> 32 -> 40 -> 40 at 1/2 ... 1/32 of the side, 3 x 3 convolutions
logit        linear over the last 2 x 2 maps
probability  sigmoid of the mean logit of the crop and its mirror image, over the temperature
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional
from training.face_crops import varied
from training.schedule import Schedule

from winnow.models.face_states import CROP_PX, INPUT, OUTPUT

_WIDTHS = (16, 24, 32, 40, 40)  # 48 at the end: the same to .002 in AUC of smiles, and 186 KB instead of 151
_PEAK = 4e-3
_BATCH = 64
_DOUBT = 0.04  # of every label: people disagree about smiles, and a net that is never sure calibrates better
_LEAST_SPREAD = 4.0  # of 255: a flat crop stays flat
_OPSET = 17


class StateNet(nn.Module):
    """Crops (n, 1, 64, 64) of 0-255 to logits (n,)."""

    def __init__(self) -> None:
        super().__init__()
        before = (1, *_WIDTHS[:-1])
        self.maps = nn.Sequential(*(_halving(old, new) for old, new in zip(before, _WIDTHS, strict=True)))
        side = CROP_PX >> len(_WIDTHS)
        self.logit = nn.Sequential(nn.Dropout(0.2), nn.Linear(_WIDTHS[-1] * side * side, 1))

    def forward(self, crops: Tensor) -> Tensor:
        """Return (n,) logits."""
        level = crops.mean(dim=(2, 3), keepdim=True)
        spread = (crops - level).square().mean(dim=(2, 3), keepdim=True).sqrt()
        maps: Tensor = self.maps((crops - level) / (spread + _LEAST_SPREAD))
        logits: Tensor = self.logit(maps.flatten(1))
        return logits.squeeze(1)


class Told(nn.Module):
    """Crops (n, 64, 64) uint8 to probabilities (n,): the network as it is shipped."""

    def __init__(self, network: StateNet, temperature: float) -> None:
        super().__init__()
        self.network = network
        self.temperature = temperature

    def forward(self, crops: Tensor) -> Tensor:
        """Return (n,) probabilities, the same for a crop and its mirror image."""
        values = crops.float().unsqueeze(1)
        both: Tensor = self.network(torch.cat([values, values.flip(3)])).reshape(2, -1)
        return torch.sigmoid(both.mean(dim=0) / self.temperature)


def learned(pixels: NDArray[np.uint8], positive: NDArray[np.bool_], epochs: int, seed: int) -> StateNet:
    """Train a network on (n, 64, 64) uint8 crops, each shown `epochs` times, varied anew."""
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    network = StateNet().train()
    batches = len(pixels) // _BATCH
    schedule = Schedule(network, steps=epochs * batches, peak=_PEAK)
    aims = torch.from_numpy(positive * np.float32(1 - _DOUBT) + np.float32(_DOUBT / 2))
    for _ in range(epochs):
        for rows in random.permutation(len(pixels))[: batches * _BATCH].reshape(-1, _BATCH):
            seen = np.stack([varied(pixels[row], random) for row in rows])
            logits = network(torch.from_numpy(seen).float().unsqueeze(1))
            schedule.step(functional.binary_cross_entropy_with_logits(logits, aims[rows]))
    return network.eval()


@torch.inference_mode()
def logits_of(network: StateNet, pixels: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return (n,) logits, each the mean over the crop and its mirror image."""
    values = torch.from_numpy(pixels).float().unsqueeze(1)
    return np.asarray((network(values) + network(values.flip(3))).div(2).double().numpy())


def exported(network: StateNet, temperature: float) -> bytes:
    """Return the ONNX file: INPUT (n, 64, 64) uint8 to OUTPUT (n,) float32."""
    with TemporaryDirectory() as folder:
        written = Path(folder) / "network.onnx"
        torch.onnx.export(
            Told(network, temperature).eval(),
            (torch.zeros(2, CROP_PX, CROP_PX, dtype=torch.uint8),),
            written,
            dynamo=False,
            opset_version=_OPSET,
            input_names=[INPUT],
            output_names=[OUTPUT],
            dynamic_axes={INPUT: {0: "n"}, OUTPUT: {0: "n"}},
        )
        return written.read_bytes()


def _halving(old: int, new: int) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(old, new, 3, 2, 1, bias=False), nn.BatchNorm2d(new), nn.ReLU(inplace=True))
