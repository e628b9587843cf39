"""The network: a plain stack of 3 x 3 convolutions, pooled at two scales, with two heads.

stem      3 -> 16 -> 48          1/2, 1/4
stages    48, 96, 160, 288       1/4, 1/8, 1/16, 1/32; residual blocks
features  mean and spread of the maps at 1/8 and 1/32: texture survives in the one, content in the other
embedding linear, 256, L2-normalised
logits    one hidden layer, one for each score 0 to 10

Dense convolutions because this processor does three times as many operations a second on them as on depthwise ones,
in training (bfloat16) and, as int8, where it is used.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

EMBEDDING = 256
LEVELS = 11  # scores 0, 1, ... 10
_STEM = 16
_WIDTHS = (48, 96, 160, 288)
_BLOCKS = (1, 1, 2, 1)
_POOLED = (1, 3)  # stages whose maps are pooled
FEATURES = 2 * sum(_WIDTHS[at] for at in _POOLED)
_HIDDEN = 128


class Network(nn.Module):
    """Pictures (n, 3, h, w) in -1..1 to `features`, and features to the heads."""

    widths = _WIDTHS

    def __init__(self) -> None:
        super().__init__()
        self.stem = _convolution(3, _STEM, stride=2)
        before = (_STEM, *_WIDTHS[:-1])
        self.stages = nn.ModuleList(
            nn.Sequential(_convolution(old, new, stride=2), *(Block(new) for _ in range(blocks)))
            for old, new, blocks in zip(before, _WIDTHS, _BLOCKS, strict=True)
        )
        self.embedding = nn.Linear(FEATURES, EMBEDDING)
        self.logits = nn.Sequential(
            nn.Dropout(0.2), nn.Linear(FEATURES, _HIDDEN), nn.ReLU(), nn.Linear(_HIDDEN, LEVELS)
        )

    def maps(self, pictures: Tensor) -> list[Tensor]:
        """Return the maps of each stage: (n, widths[k], h / 4 / 2**k, w / 4 / 2**k)."""
        maps = [self.stem(pictures)]
        for stage in self.stages:
            maps.append(stage(maps[-1]))
        return maps[1:]

    def pooled(self, maps: list[Tensor]) -> Tensor:
        """Return (n, FEATURES) float32 of the maps of each stage."""
        return torch.cat([each for at in _POOLED for each in _mean_and_spread(maps[at].float())], dim=1)

    def features(self, pictures: Tensor) -> Tensor:
        """Return (n, FEATURES) float32."""
        return self.pooled(self.maps(pictures))

    def forward(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """Return (n, LEVELS) logits and the (n, EMBEDDING) embedding."""
        features = self.features(pictures)
        return self.logits(features), functional.normalize(self.embedding(features), dim=1)


class Block(nn.Module):
    """Two convolutions beside a way past them."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.first = _convolution(width, width)
        self.second = _convolution(width, width, active=False)
        nn.init.zeros_(self.second[1].weight)  # begins as the way past

    def forward(self, maps: Tensor) -> Tensor:
        """Return maps of the same shape."""
        return functional.relu(maps + self.second(self.first(maps)))


def both_ways(network: Network, pictures: Tensor) -> tuple[Tensor, Tensor]:
    """Return the mean logits and the mean embedding, L2-normalised, of pictures and their mirror images.

    Nobody thinks a photo better for being mirrored; one network alone says so by up to a point and a half.
    """
    logits, embedding = network(torch.cat([pictures, pictures.flip(3)]))
    straight, mirrored = embedding.chunk(2)
    return torch.stack(logits.chunk(2)).mean(dim=0), functional.normalize(straight + mirrored, dim=1)


def levels_mean(logits: Tensor) -> Tensor:
    """Return the mean score 0-10 of (n, LEVELS) logits."""
    return logits.softmax(dim=1) @ torch.arange(LEVELS, dtype=logits.dtype, device=logits.device)


def _convolution(old: int, new: int, *, stride: int = 1, active: bool = True) -> nn.Sequential:
    layers = [nn.Conv2d(old, new, 3, stride, 1, bias=False), nn.BatchNorm2d(new)]
    return nn.Sequential(*layers, *([nn.ReLU(inplace=True)] if active else []))


def _mean_and_spread(maps: Tensor) -> list[Tensor]:
    mean = maps.mean(dim=(2, 3))
    variance = (maps - mean[:, :, None, None]).square().mean(dim=(2, 3))
    return [mean, (variance + 1e-4).sqrt()]
