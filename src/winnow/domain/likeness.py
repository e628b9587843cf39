"""What the cosine of two embeddings means to a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Likeness:
    """A network's calibration: similarity `points[i]`, 0 to 1, at the cosine `knots[i]`, linear between.

    Both rise; the first knot is -1 with 0 points, the last 1 with 1. What 0.85 or 0.9 promise, the model's card says.
    """

    knots: tuple[float, ...]
    points: tuple[float, ...]

    def similarity(self, cosines: NDArray[np.floating]) -> NDArray[np.float64]:
        """The similarity 0-1 of cosines, of any shape."""
        import numpy as np  # noqa: PLC0415 - most verbs read cards and compare nothing

        return np.asarray(np.interp(cosines, self.knots, self.points), dtype=np.float64)

    def cosine(self, similarity: float) -> float:
        """The cosine from which on two photos are that similar."""
        import numpy as np  # noqa: PLC0415 - as above

        return float(np.interp(similarity, self.points, self.knots))
