"""What a network makes of one content: how good it is, and what it looks like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # NumPy is not needed to read a distribution, which is all that most verbs want
    import numpy as np
    from numpy.typing import NDArray

Distribution = tuple[float, ...]
"""Probabilities of the scores 0, 1, ... 10; they add up to 1, to rounding of float32."""

LEVELS = 11  # scores 0, 1, ... 10
EMBEDDING = 256

SIGNAL = "impression"
"""What a distribution's mean is called among the signals: the network's own score, 0 to 10."""


@dataclass(frozen=True, slots=True, eq=False)
class Impression:
    """One look of a network at one content.

    Attributes:
        network: key of the network: the name of its file and the front of its SHA-256, ``winnow@0a1b2c3d``.
        distribution: as the network gives it, before a card's temperature.
        embedding: (256,) float32 of length 1; photos that look alike have a large dot product.
    """

    network: str
    distribution: Distribution
    embedding: NDArray[np.float32]
