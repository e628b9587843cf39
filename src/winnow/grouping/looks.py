"""What grouping is told: of every content a row, how alike is alike enough, and what the person said.

Rows are contents in rising order of their SHA-256, whatever order files were found in, so ties always break alike.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from winnow.domain.group import Kind
    from winnow.domain.likeness import Likeness
    from winnow.domain.look import Alignment

    Rows = NDArray[np.int64]
    Mask = NDArray[np.bool_]
    Verdicts = Mapping[tuple[int, int], Alignment | None]
    """How one row lies on another, the lower row first; None where nothing was found that they share."""

UNDATED = np.iinfo(np.int64).min
UNKNOWN_CAMERA = -1


@dataclass(frozen=True, slots=True, eq=False)
class Looks:
    """What is known of n contents, in rising order of `keys`.

    Attributes:
        keys: SHA-256 of each.
        taken_ns: (n,) int64 capture time by the camera's own clock, in nanoseconds; `UNDATED` where nobody knows.
        camera: (n,) int64, the same number for the same camera; `UNKNOWN_CAMERA` where nobody knows.
        exposure_ev: (n,) float64 light that the camera let in and amplified, see `winnow.grouping.capture.exposure_ev`;
            NaN where nobody knows.
        hashes: (n,) uint64, entropy_bits: (n,) float64, light_ev: (n,) float64, see `winnow.domain.look.Look`.
        vectors: (n, d) float32 embeddings of length 1, zeros where a content has none; None where the model has no
            network, and the hashes have to do.
        likeness: what their cosines mean; without a network `winnow.grouping.hashes.LIKENESS`.
        dated: (n,) bool, whether the capture time is known.
    """

    keys: tuple[bytes, ...]
    taken_ns: NDArray[np.int64]
    camera: NDArray[np.int64]
    exposure_ev: NDArray[np.float64]
    hashes: NDArray[np.uint64]
    entropy_bits: NDArray[np.float64]
    light_ev: NDArray[np.float64]
    vectors: NDArray[np.float32] | None
    likeness: Likeness
    dated: Mask = field(init=False)

    def __post_init__(self) -> None:
        if any(later <= earlier for earlier, later in zip(self.keys, self.keys[1:], strict=False)):
            raise ValueError("looks are given in rising order of their keys, each once")
        object.__setattr__(self, "dated", self.taken_ns != UNDATED)

    def __len__(self) -> int:
        return len(self.keys)


@dataclass(frozen=True, slots=True)
class Bars:
    """How alike photos must be to be related, 0-1: what the user gives as 85 to 95 per cent."""

    copy: float = 0.88
    burst: float = 0.88
    scene: float = 0.88


@dataclass(frozen=True, slots=True)
class Facts:
    """What the person said of rows. Where the two disagree, apart holds.

    Attributes:
        apart: two rows that do not belong together at the reach of the kind, nor any narrower.
        together: rows that do at the reach of the kind and any wider; where two cannot both hold, the first does.
    """

    apart: tuple[tuple[int, int, Kind], ...] = ()
    together: tuple[tuple[tuple[int, ...], Kind], ...] = ()
