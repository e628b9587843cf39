"""One content on its way through a run, a value for each stage: lacking → decoded → learned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from winnow.domain.impression import Impression
    from winnow.domain.measurement import Measurement
    from winnow.domain.photo import Fingerprint


@dataclass(frozen=True, slots=True)
class Lacking:
    """A photo whose content has to be decoded, for its signals, for the frame that a network is shown, or for both."""

    photo: Fingerprint
    signals: bool
    frame: bool


@dataclass(frozen=True, slots=True, eq=False)
class Decoded:
    """What was lacking and a worker could give. `frame` is (h, w, 3) uint8 sRGB, see `winnow.models.frame`."""

    measurement: Measurement | None
    frame: NDArray[np.uint8] | None


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """What is known of a content; None for what is not, or is not asked for."""

    measurement: Measurement | None = None
    impression: Impression | None = None

    def completed_by(self, other: Learned) -> Learned:
        """The same, with the other's where this has nothing."""
        return Learned(self.measurement or other.measurement, self.impression or other.impression)
