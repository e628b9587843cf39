"""The weights of an additive model: a score that is a sum of one curve per signal, a network's among them."""

from __future__ import annotations

from dataclasses import dataclass

from winnow.domain.likeness import Likeness


@dataclass(frozen=True, slots=True)
class Curve:
    """A piecewise-linear function of one signal: `points[i]` at `knots[i]`, flat beyond both ends.

    Both have the same length (2 or more), knots increasing. Points are model units against the reference photos' mean.
    `sd` is the standard deviation of its points over the reference photos: what stays open when the signal is missing.
    """

    signal: str
    knots: tuple[float, ...]
    points: tuple[float, ...]
    sd: float = 0.0


@dataclass(frozen=True, slots=True)
class Reference:
    """How a signal is spread over the reference photos: what a photo is compared with to be, say, more colourful."""

    signal: str
    median: float
    sd: float


@dataclass(frozen=True, slots=True)
class AdditiveModel:
    """Quality ``t = sum of curves``; score ``10 * sigmoid(t)``; so the reference photo scores 5.

    Attributes:
        name: what ``--model`` calls it.
        version: changes whenever a weight or the temperature does: scores are keyed by (name, version, network).
        recipe: the signal recipe it was fitted on.
        curves: one per signal.
        spread: curves whose sum is the log of the standard deviation, in points of 10, of the score's error.
            Not asked where a network's distribution tells the spread.
        spread_base: what that sum starts from.
        network: key of the network whose impression is one of the signals; None if it needs none.
        temperature: how much flatter the network's distribution is shown than given; its doubt made as wide as its
            errors. See `winnow.ranking.distribution.tempered`.
        likeness: what a cosine of two of the network's embeddings means; None where nobody has measured it.
        reference: of those signals of which the card tells it.
    """

    name: str
    version: str
    recipe: str
    curves: tuple[Curve, ...]
    spread: tuple[Curve, ...]
    spread_base: float
    network: str | None = None
    temperature: float = 1.0
    likeness: Likeness | None = None
    reference: tuple[Reference, ...] = ()

    @property
    def scorer(self) -> str:
        """The key that this model's scores are stored under."""
        own = f"{self.name}@{self.version}"
        return own if self.network is None else f"{own}+{self.network}"
