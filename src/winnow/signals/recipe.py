"""What is measured, by name and version: all that a reader of measurements needs, without what measures them."""

from __future__ import annotations

# The version of what is measured. It must change whenever a formula does: measurements are kept by it.
RECIPE = "signals-1"

SIGNAL_NAMES = frozenset(
    {
        "sharpness",
        "subject_sharpness",
        "edge_sharpness",
        "defocus",
        "motion_blur",
        "noise",
        "blockiness",
        "grain",
        "evenness",
        "brightness",
        "bright_tones",
        "black_point",
        "contrast",
        "local_contrast",
        "light_contrast",
        "dynamic_range",
        "clipped_highlights",
        "clipped_shadows",
        "colourfulness",
        "saturation",
        "cast",
        "colour_contrast",
        "hue_variety",
        "subject_placement",
        "balance",
        "concentration",
        "horizon",
        "clutter",
        "border_clutter",
        "isolation",
    }
)
