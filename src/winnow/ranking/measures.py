"""What a signal's value is called where photos are sorted, narrowed or compared by it: what there is more of."""

from __future__ import annotations

from typing import Final

from winnow.ranking.words import name_of

_MEASURES: Final = {
    "edge_sharpness": "edge sharpness",
    "defocus": "focus blur",
    "blockiness": "compression blocks",
    "brightness": "brightness",
    "black_point": "black point",
    "clipped_highlights": "blown highlights",
    "clipped_shadows": "blocked shadows",
    "colourfulness": "colourfulness",
    "cast": "colour cast",
    "hue_variety": "variety of hues",
    "subject_placement": "subject off the strong points",
    "balance": "subject off the middle",
    "concentration": "size of the subject",
    "horizon": "tilt of the horizon",
    "border_clutter": "detail at the borders",
    "isolation": "subject off its background",
}
"""Of signals that reasons call by what photographers look for: of "focus" nobody knows whether more is better."""


def measure_of(signal: str) -> str:
    """The name within a sentence; of another model's signal its own."""
    return _MEASURES.get(signal) or name_of(signal)
