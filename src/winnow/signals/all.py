"""The list of what is measured.

planes <- Planes(image)
signal <- each function of SIGNALS, on the planes
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from winnow.signals import colour, composition, exposure, technical, texture
from winnow.signals.planes import Planes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from winnow.domain.image import Image

_FUNCTIONS = (
    technical.sharpness,
    technical.subject_sharpness,
    technical.edge_sharpness,
    technical.defocus,
    technical.motion_blur,
    technical.noise,
    technical.blockiness,
    texture.grain,
    texture.evenness,
    exposure.brightness,
    exposure.bright_tones,
    exposure.black_point,
    exposure.contrast,
    exposure.local_contrast,
    exposure.light_contrast,
    exposure.dynamic_range,
    exposure.clipped_highlights,
    exposure.clipped_shadows,
    colour.colourfulness,
    colour.saturation,
    colour.cast,
    colour.colour_contrast,
    colour.hue_variety,
    composition.subject_placement,
    composition.balance,
    composition.concentration,
    composition.horizon,
    composition.clutter,
    composition.border_clutter,
    composition.isolation,
)

SIGNALS: Mapping[str, Callable[[Planes], float | None]] = MappingProxyType(
    {function.__name__: function for function in _FUNCTIONS}
)


def measure_signals(image: Image) -> dict[str, float | None]:
    """Measure every signal of `image`, by name; None where a picture is too small or too plain to measure it."""
    planes = Planes(image)
    return {name: signal(planes) for name, signal in SIGNALS.items()}
