"""What this machine can decode, as values for `winnow doctor` to show."""

from __future__ import annotations

import importlib
import importlib.metadata
from dataclasses import dataclass
from typing import Final

from PIL import features


@dataclass(frozen=True, slots=True)
class Capability:
    """One format and its decoder.

    Attributes:
        format: what people call it.
        decoder: the library that reads it, with its version; its name alone when it is missing.
        available: whether it can be used here.
        remedy: what to type when it cannot; empty otherwise.
        optional: it comes with an extra, so a plain installation may lack it.
    """

    format: str
    decoder: str
    available: bool
    remedy: str = ""
    optional: bool = False


# format, package, module, what to type
_PACKAGES: Final = (
    ("JPEG, MPO", "simplejpeg", "simplejpeg", "pip install --force-reinstall simplejpeg"),
    ("PNG, TIFF, GIF, BMP, PSD", "Pillow", "PIL.Image", "pip install --force-reinstall Pillow"),
    ("HEIC, HEIF", "pi-heif", "pi_heif", "pip install --force-reinstall pi-heif"),
    ("camera RAW", "rawpy", "rawpy", "pip install --force-reinstall rawpy"),
    ("JPEG XL", "imagecodecs", "imagecodecs", "pip install winnow[jxl]"),
)
# format, Pillow's name of the feature: a Pillow built from source may lack these
_PILLOW_FEATURES: Final = (
    ("WebP", "webp"),
    ("AVIF", "avif"),
    ("JPEG 2000", "jpg_2000"),
    ("colour profiles", "littlecms2"),
)


def capabilities() -> tuple[Capability, ...]:
    """Return what can be decoded here. Loads every decoder, so that a broken one is told, too."""
    packages = tuple(_package(*row) for row in _PACKAGES)
    return packages + tuple(_pillow_feature(*row) for row in _PILLOW_FEATURES)


def _package(format_: str, package: str, module: str, remedy: str) -> Capability:
    try:
        importlib.import_module(module)
    except ImportError:
        return Capability(format_, package, available=False, remedy=remedy, optional=_is_extra(remedy))
    decoder = f"{package} {importlib.metadata.version(package)}"
    return Capability(format_, decoder, available=True, optional=_is_extra(remedy))


def _is_extra(remedy: str) -> bool:
    return "winnow[" in remedy


def _pillow_feature(format_: str, feature: str) -> Capability:
    if not features.check(feature):
        return Capability(format_, f"Pillow without {feature}", available=False, remedy="pip install Pillow")
    return Capability(format_, f"Pillow with {feature} {features.version(feature)}", available=True)
