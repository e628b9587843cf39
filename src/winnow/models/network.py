"""A card's network at work: pictures in, impressions out.

begin        <- a session, whose names are those of the contract; one black picture goes through
impressions  <- the pictures in one batch; logits to shares by softmax; embedding as it comes

ONNX Runtime is loaded when the network begins, so that a folder in which nothing is new never waits for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from winnow.domain.errors import ModelFailedError, ModelMismatchError
from winnow.domain.impression import EMBEDDING, LEVELS, Impression

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from winnow.models.cards import NetworkFile
    from winnow.models.session import Session

INPUT = "pictures"  # (n, h, w, 3) uint8 sRGB, h and w one of `winnow.models.frame.SHAPES`
LOGITS = "logits"  # (n, LEVELS) float32
EMBEDDED = "embedding"  # (n, EMBEDDING) float32, of length 1

_ADVICE = "Upgrade winnow, or choose a model without a network: --model classical"


class Network:
    """The network of a card. Not for several threads at once.

    Attributes:
        key: what its impressions are stored under.
    """

    def __init__(self, file: NetworkFile, *, threads: int) -> None:
        """Keep a network that is to be run with so many threads; see `winnow.models.session.Session`."""
        self.key = file.key
        self._file = file
        self._threads = threads
        self._session: Session | None = None

    def begin(self) -> Session:
        """Load the network, unless it is loaded, and see that it keeps the contract; what runs it.

        Raises:
            ModelDamagedError: ONNX Runtime cannot load it.
            ModelMismatchError: its inputs or outputs are not those that winnow knows.
            ModelFailedError: it cannot run here.
        """
        if self._session is None:
            import numpy as np  # noqa: PLC0415 - as said above

            from winnow.models.session import Session  # noqa: PLC0415 - as said above

            black = np.zeros((1, 256, 256, 3), np.uint8)
            session = Session(self._file.onnx, origin=self._file.origin, threads=self._threads, trial={INPUT: black})
            if session.inputs != (INPUT,) or not {LOGITS, EMBEDDED} <= set(session.outputs):
                names = f"takes {_listed(session.inputs)} and gives {_listed(session.outputs)}"
                raise ModelMismatchError(f"{self._file.origin} {names}. {_ADVICE}")
            self._looks(session, black)
            self._session = session
        return self._session

    def impressions(self, frames: Sequence[NDArray[np.uint8]]) -> list[Impression]:
        """What the network makes of each of `frames`: (h, w, 3) uint8 sRGB each, one or more, all of one shape.

        Raises:
            As `begin`; ModelFailedError: it failed while it ran.
        """
        import numpy as np  # noqa: PLC0415 - as said above

        shares, embeddings = self._looks(self.begin(), np.stack(frames))
        return [
            Impression(self.key, tuple(each.tolist()), embedding)
            for each, embedding in zip(shares, embeddings, strict=True)
        ]

    def _looks(self, session: Session, pictures: NDArray[np.uint8]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """(n, LEVELS) shares and (n, EMBEDDING) embeddings of (n, h, w, 3) pictures."""
        import numpy as np  # noqa: PLC0415 - as said above

        outputs = session.run(**{INPUT: pictures})
        logits, embeddings = outputs[LOGITS], outputs[EMBEDDED]
        if logits.shape != (len(pictures), LEVELS) or embeddings.shape != (len(pictures), EMBEDDING):
            raise ModelMismatchError(
                f"{self._file.origin} gives {logits.shape} and {embeddings.shape} for {len(pictures)} pictures, not "
                f"{LEVELS} logits and {EMBEDDING} numbers each. {_ADVICE}"
            )
        if not (np.isfinite(logits).all() and np.isfinite(embeddings).all()):
            raise ModelFailedError(f"{self._file.origin} gave what is no number. {_ADVICE}")
        powers = np.exp(logits.astype(np.float64) - logits.max(axis=1, keepdims=True))
        return (powers / powers.sum(axis=1, keepdims=True)).astype(np.float32), embeddings


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "nothing"
