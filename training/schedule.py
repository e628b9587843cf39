"""What every training run here shares: AdamW on a warmed-up cosine, bfloat16 where it is fast, and going on again."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

T = TypeVar("T")
_WARM_UP = 0.05  # of the steps
_DECAY = 0.05
_LONGEST_GRADIENT = 5.0


class Schedule:
    """An optimiser and where it stands: the rate rises to `peak`, then falls to 0 as a cosine."""

    def __init__(self, learners: nn.Module, *, steps: int, peak: float) -> None:
        decayed = [weights for weights in learners.parameters() if weights.ndim > 1]
        plain = [weights for weights in learners.parameters() if weights.ndim <= 1]
        groups = [{"params": decayed, "weight_decay": _DECAY}, {"params": plain, "weight_decay": 0.0}]
        self.optimiser = torch.optim.AdamW(groups, lr=peak, fused=True)
        self._weights = [*decayed, *plain]
        warm = max(1, int(_WARM_UP * steps))
        self.rate = torch.optim.lr_scheduler.LambdaLR(
            self.optimiser,
            lambda step: min((step + 1) / warm, 0.5 + 0.5 * math.cos(math.pi * min(1.0, step / steps))),
        )

    def step(self, loss: Tensor) -> None:
        """Learn from one batch."""
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self._weights, _LONGEST_GRADIENT)
        self.optimiser.step()
        self.rate.step()


def prepared_ahead(rows: NDArray[np.int64], prepare: Callable[[NDArray[np.int64]], T]) -> Iterator[T]:
    """Yield what `prepare` makes of each of (batches, n) rows; the next is made while one is learned from."""
    with ThreadPoolExecutor(1) as ahead:
        coming = ahead.submit(prepare, rows[0])
        for following in rows[1:]:
            ready = coming.result()
            coming = ahead.submit(prepare, following)
            yield ready
        yield coming.result()


def as_input(pictures: NDArray[np.uint8], device: torch.device) -> Tensor:
    """Return (n, 3, h, w) in -1..1 of (n, h, w, 3) sRGB."""
    return (torch.from_numpy(np.ascontiguousarray(pictures)).to(device).permute(0, 3, 1, 2).float() / 127.5) - 1.0


def autocast(device: torch.device) -> AbstractContextManager[None]:
    """Return the context in which convolutions run in bfloat16."""
    return torch.autocast(device.type, torch.bfloat16)


def saved(path: Path, learners: nn.Module, schedule: Schedule, epochs: int) -> None:
    """Write a checkpoint, beside and renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".part")
    torch.save(
        {
            "learners": learners.state_dict(),
            "optimiser": schedule.optimiser.state_dict(),
            "rate": schedule.rate.state_dict(),
            "epochs": epochs,
        },
        beside,
    )
    beside.replace(path)


def resumed(path: Path, learners: nn.Module, schedule: Schedule) -> int:
    """Take up a checkpoint, if there is one; return how many epochs are behind it."""
    if not path.exists():
        return 0
    kept = torch.load(path, weights_only=True)
    learners.load_state_dict(kept["learners"])
    schedule.optimiser.load_state_dict(kept["optimiser"])
    schedule.rate.load_state_dict(kept["rate"])
    return int(kept["epochs"])
