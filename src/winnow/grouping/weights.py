"""How much each trait of `winnow.grouping.traits` counts, in logits per unit.

Written by `python -m training.fit_keeper` from 1,204 frames of 154 scenes of BIQ2021 (Ahmed & Asif,
Journal of Electronic Imaging 31(5) 053010, 2022), with scores of the winnow model of photos that it had not
seen. What they are worth on scenes that they were not fitted on: `python -m benchmarks.keeper`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "score": 0.877,
        "impression": 0.375,
        "sharpness": 0.051,
        "focus": 1.557,
        "steadiness": 2.97,
        "cleanness": 0.15,
        "tones": 0.216,
        "highlights": 0.393,
        "shadows": 0.393,
    }
)
