"""Whether an eye is open and whether a face smiles: two small networks that come with winnow.

card        <- JSON beside the network: what it is, how a crop is made, what it is worth
network     <- the ONNX file whose SHA-256 the card states
probability <- of each crop, calibrated
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from winnow.domain.errors import ModelDamagedError
from winnow.models.session import Session

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from numpy.typing import NDArray

CROP_PX = 64
INPUT = "crops"
OUTPUT = "probability"
_ADVICE = "Install winnow again"


class StateNetwork:
    """A network from grey crops to the probability of one state. Not for several threads at once."""

    def __init__(self, network: bytes, *, origin: str) -> None:
        """Load the ONNX file `network`; `origin` says in messages where it is from.

        Raises:
            ModelDamagedError: it is no ONNX network.
        """
        self._session = Session(network, origin=origin, threads=1)

    def probability(self, crops: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Return (n,) float32 probabilities for (n, 64, 64) uint8 grey crops; n may be 0.

        A crop is square and upright, of BT.601 luma (`0.299 R + 0.587 G + 0.114 B`, rounded), resampled to 64 x 64 by
        area; what it should frame is in the card's `preprocessing`. It needs no scaling: light is evened out inside.

        Raises:
            ValueError: the crops have another shape or dtype.
        """
        if crops.dtype != np.uint8 or crops.ndim != 3 or crops.shape[1:] != (CROP_PX, CROP_PX):  # noqa: PLR2004
            raise ValueError(f"crops are (n, {CROP_PX}, {CROP_PX}) uint8, not {crops.shape} {crops.dtype}")
        if not len(crops):
            return np.empty(0, dtype=np.float32)
        return self._session.run(**{INPUT: np.ascontiguousarray(crops)})[OUTPUT]


@dataclass(frozen=True, slots=True)
class FaceStates:
    """The two networks.

    Attributes:
        eyes: the probability that an eye is open.
        smiles: the probability that a face smiles.
    """

    eyes: StateNetwork
    smiles: StateNetwork


def load_face_states(folder: Traversable | None = None) -> FaceStates:
    """Return the networks that come with winnow, or those of `folder`.

    Raises:
        ModelDamagedError: a file is missing or no card, or a network is not the one that its card was written for.
    """
    folder = folder or resources.files("winnow.models") / "builtin" / "faces"
    return FaceStates(eyes=_loaded(folder, "eyes"), smiles=_loaded(folder, "smiles"))


def _loaded(folder: Traversable, name: str) -> StateNetwork:
    try:
        stated = json.loads((folder / f"{name}.json").read_bytes())["sha256"]
        network = (folder / f"{name}.onnx").read_bytes()
    except (OSError, ValueError, TypeError, KeyError) as wrong:
        raise ModelDamagedError(f"{name}: the card or the network cannot be read ({wrong!r}). {_ADVICE}") from wrong
    found = hashlib.sha256(network).hexdigest()
    if stated != found:
        raise ModelDamagedError(
            f"{name}: the network has the SHA-256 {found[:12]}..., its card says {str(stated)[:12]}.... {_ADVICE}"
        )
    return StateNetwork(network, origin=name)
