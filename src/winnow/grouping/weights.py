"""How much each trait of `winnow.grouping.traits` counts, in logits per unit.

Written by `python -m training.fit_keeper` from 1,204 frames of 154 scenes of BIQ2021 (Ahmed & Asif,
Journal of Electronic Imaging 31(5) 053010, 2022), with scores of the classical model of photos that it had not
seen. What they are worth on scenes that they were not fitted on: `python -m benchmarks.keeper`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "score": 1.084,
        "sharpness": 0.339,
        "focus": 2.373,
        "steadiness": 3.718,
        "cleanness": 0.175,
        "tones": 0.512,
        "highlights": 0.4,
        "shadows": 0.4,
    }
)
