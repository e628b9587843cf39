"""How a person wants scores put together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from winnow.domain.errors import ArgumentError

METADATA: Final = "metadata"
"""The part that no signal belongs to; what it gives is told under the same name."""
BOUNDS: Final = "bounds"
"""What a contribution is called that keeps a score between 0 and 10."""

MOST_WEIGHT = 2.0
MOST_LEANING = 1.0

OWN_WEIGHTS: Final[Mapping[str, float]] = MappingProxyType(
    {"technical": 1.0, "aesthetic": 1.0, "content": 1.0, METADATA: 0.0}
)
"""The parts of the score, and the weight that the model itself gives each: it does not look at what a camera wrote."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A weight for each part of the score, a leaning for each style; what is not named is as the model has it.

    Attributes:
        parts: 0 leaves a part out, 1 counts it as it is, 2 twice; see `OWN_WEIGHTS`.
        styles: -1 to 1: as much against it, or for it, as can be.
    """

    parts: Mapping[str, float] = field(default_factory=dict)
    styles: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, weight in self.parts.items():
            if not 0 <= weight <= MOST_WEIGHT:
                raise ArgumentError(f"the weight of {name} is {weight}; it is between 0 and {MOST_WEIGHT:g}.")
        for name, leaning in self.styles.items():
            if not -MOST_LEANING <= leaning <= MOST_LEANING:
                raise ArgumentError(f"the leaning to {name} is {leaning}; it is between -1 and 1.")

    @property
    def are_the_models(self) -> bool:
        """Whether they leave every score as it is."""
        as_own = (weight == OWN_WEIGHTS.get(name, weight) for name, weight in self.parts.items())
        return all(as_own) and not any(self.styles.values())


@dataclass(frozen=True, slots=True)
class Profile:
    """Weights under a name."""

    name: str
    weights: Weights


@dataclass(frozen=True, slots=True)
class Profiles:
    """What a person saved, by name, and which of it is in use; None for the model's own weights."""

    profiles: tuple[Profile, ...] = ()
    active: str | None = None

    def find(self, name: str | None) -> Weights | None:
        """The weights of that name; None where nobody saved any under it. The model's own for None."""
        if name is None:
            return Weights()
        return next((one.weights for one in self.profiles if one.name == name), None)
