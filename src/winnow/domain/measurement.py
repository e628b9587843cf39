"""What was learned from one content, whatever path it lies at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from winnow.domain.metadata import Metadata

Signals = Mapping[str, float | None]
"""Signal name -> value; None where the signal could not be measured, which is not the same as average."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """The measured signals and facts of one content, under one recipe (the version of what measured them)."""

    content: bytes
    recipe: str
    format: str
    width: int
    height: int
    signals: Signals
    metadata: Metadata
