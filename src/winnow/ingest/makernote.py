"""What cameras say only in their maker's own way: film simulation, drive mode, and the lens of older bodies.

Each maker's note is a TIFF directory behind a signature; they differ in where it starts and what its offsets count
from. Tags and meanings: ExifTool's tables (Canon, Nikon, Sony, Olympus, Panasonic, FujiFilm, Apple). Pillow,
which reads the rest of EXIF, knows Fujifilm's and Nintendo's notes only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from winnow.ingest import ifd

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class MakerNote:
    """Facts from a maker's note, in the maker's words; None where it does not say."""

    film_simulation: str | None = None
    drive_mode: str | None = None
    lens: str | None = None


@dataclass(frozen=True, slots=True)
class _Directory:
    """A maker's directory and how to read it."""

    data: bytes
    order: str
    base: int
    positions: dict[int, int]

    def numbers(self, tag: int) -> tuple[int, ...]:
        """Return a tag's integers, () if it is not there."""
        position = self.positions.get(tag)
        return ifd.values(self.data, position, self.order, self.base) if position is not None else ()

    def number(self, tag: int, index: int = 0) -> int | None:
        """Return one of a tag's integers."""
        numbers = self.numbers(tag)
        return numbers[index] if index < len(numbers) else None


_FUJI_FILM: Final = {
    0x000: "Provia",
    0x100: "Studio Portrait",
    0x110: "Studio Portrait, enhanced saturation",
    0x120: "Astia",
    0x130: "Studio Portrait, increased sharpness",
    0x200: "Velvia",
    0x300: "Studio Portrait Ex",
    0x400: "Velvia",
    0x500: "Pro Neg. Std",
    0x501: "Pro Neg. Hi",
    0x600: "Classic Chrome",
    0x700: "Eterna",
    0x800: "Classic Negative",
    0x900: "Bleach Bypass",
    0xA00: "Nostalgic Neg",
    0xB00: "Reala ACE",
}
_FUJI_MONOCHROME: Final = {  # these looks are written as a saturation
    0x300: "Monochrome",
    0x301: "Monochrome, red filter",
    0x302: "Monochrome, yellow filter",
    0x303: "Monochrome, green filter",
    0x310: "Sepia",
    0x500: "Acros",
    0x501: "Acros, red filter",
    0x502: "Acros, yellow filter",
    0x503: "Acros, green filter",
}
_FUJI_DRIVE: Final = {0: "Single", 1: "Continuous Low", 2: "Continuous High"}
_CANON_DRIVE: Final = {
    0: "Single",
    1: "Continuous",
    2: "Movie",
    3: "Continuous, Speed Priority",
    4: "Continuous, Low",
    5: "Continuous, High",
    6: "Silent Single",
    8: "Continuous, High+",
    9: "Single, Silent",
    10: "Continuous, Silent",
}
_NIKON_DRIVE_BITS: Final = (
    (0x01, "Continuous"),
    (0x02, "Delay"),
    (0x04, "PC Control"),
    (0x08, "Self-timer"),
    (0x10, "Exposure Bracketing"),
    (0x40, "White-Balance Bracketing"),
    (0x80, "IR Control"),
    (0x100, "D-Lighting Bracketing"),
)
_SONY_DRIVE: Final = {
    0: "Normal",
    2: "Continuous",
    5: "Exposure Bracketing",
    6: "White Balance Bracketing",
    8: "DRO Bracketing",
}
_OLYMPUS_DRIVE: Final = {
    0: "Single Shot",
    1: "Continuous Shooting",
    2: "Exposure Bracketing",
    3: "White Balance Bracketing",
    4: "Exposure+WB Bracketing",
}
_PANASONIC_DRIVE: Final = {
    0: "Off",
    1: "On",
    2: "Auto Exposure Bracketing",
    3: "Focus Bracketing",
    4: "Unlimited",
    8: "White Balance Bracketing",
    17: "On (with flash)",
    18: "Aperture Bracketing",
}


def read_makernote(tiff: bytes, note: bytes, make: str | None) -> MakerNote:
    """Read a maker's note.

    Args:
        tiff: the EXIF block that holds it, from its TIFF header on: some makers' offsets count from there.
        note: the note.
        make: the camera's make: Canon's note has no signature.
    """
    start = tiff.find(note)
    order = ifd.byte_order(tiff) or "<"
    for signature, read in _READERS:
        if note.startswith(signature):
            return read(tiff, start, order)
    return _canon(tiff, start, order) if make == "Canon" else MakerNote()


def _directory(data: bytes, start: int, order: str, base: int = 0) -> _Directory:
    return _Directory(data, order, base, ifd.entries(data, start, order))


def _canon(tiff: bytes, start: int, order: str) -> MakerNote:
    note = _directory(tiff, start, order)
    drive = note.number(0x0001, 5)
    return MakerNote(drive_mode=_named(_CANON_DRIVE, drive), lens=_text(note.numbers(0x0095)))


def _nikon(tiff: bytes, start: int, _: str) -> MakerNote:
    base = start + 10  # a TIFF header of its own
    order = ifd.byte_order(tiff[base : base + 2]) or ">"
    note = _directory(tiff, base + 8, order, base)
    mode = note.number(0x0089)
    drive = None
    if mode is not None:
        drive = ", ".join(name for bit, name in _NIKON_DRIVE_BITS if mode & bit) or "Single-Frame"
    return MakerNote(drive_mode=drive, lens=_lens_range(note.numbers(0x0084)))


def _sony(tiff: bytes, start: int, order: str) -> MakerNote:
    return MakerNote(drive_mode=_named(_SONY_DRIVE, _directory(tiff, start + 12, order).number(0xB049)))


def _panasonic(tiff: bytes, start: int, order: str) -> MakerNote:
    note = _directory(tiff, start + 12, order)
    return MakerNote(drive_mode=_named(_PANASONIC_DRIVE, note.number(0x002A)), lens=_text(note.numbers(0x0051)))


def _olympus(tiff: bytes, start: int, _: str) -> MakerNote:
    order = ifd.byte_order(tiff[start + 8 : start + 10]) or "<"
    note = _directory(tiff, start + 12, order, start)
    settings = note.number(0x2020)
    equipment = note.number(0x2010)
    return MakerNote(
        drive_mode=_named(_OLYMPUS_DRIVE, _directory(tiff, start + settings, order, start).number(0x0600))
        if settings
        else None,
        lens=_text(_directory(tiff, start + equipment, order, start).numbers(0x0203)) if equipment else None,
    )


def _fuji(tiff: bytes, start: int, _: str) -> MakerNote:
    at = start + int.from_bytes(tiff[start + 8 : start + 12], "little")
    note = _directory(tiff, at, "<", start)
    drive = note.number(0x1103)
    return MakerNote(
        film_simulation=_named(_FUJI_MONOCHROME, note.number(0x1003)) or _named(_FUJI_FILM, note.number(0x1401)),
        drive_mode=_named(_FUJI_DRIVE, drive & 0xFF) if drive is not None else None,
    )


def _apple(tiff: bytes, start: int, _: str) -> MakerNote:
    note = _directory(tiff, start + 14, ">", start)
    return MakerNote(drive_mode="Burst" if note.numbers(0x000B) else None)


_READERS: Final[tuple[tuple[bytes, Callable[[bytes, int, str], MakerNote]], ...]] = (
    (b"Nikon\x00\x02", _nikon),
    (b"SONY ", _sony),
    (b"Panasonic\x00", _panasonic),
    (b"OLYMPUS\x00", _olympus),
    (b"FUJIFILM", _fuji),
    (b"Apple iOS\x00", _apple),
)


def _named(names: dict[int, str], value: int | None) -> str | None:
    return names.get(value) if value is not None else None


def _text(characters: tuple[int, ...]) -> str | None:
    """Return the text of a tag's bytes; None if it is empty, or the tag holds larger numbers."""
    if any(character not in range(256) for character in characters):
        return None
    return bytes(characters).split(b"\x00", 1)[0].decode("utf-8", "replace").strip() or None


def _lens_range(parts: tuple[int, ...]) -> str | None:
    """Say a lens by its shortest and longest focal length and the largest apertures there, all rationals."""
    if len(parts) != 8 or 0 in parts[1::2]:  # noqa: PLR2004 - four rationals
        return None
    shortest, longest, widest, widest_long = (
        numerator / denominator for numerator, denominator in zip(parts[::2], parts[1::2], strict=True)
    )
    return lens_text(shortest, longest, widest, widest_long)


def lens_text(shortest_mm: float, longest_mm: float, widest_f: float, widest_at_longest_f: float) -> str | None:
    """Say a lens: ``"17-35mm f/2.8"``; None if its focal length is unknown."""
    if not shortest_mm:
        return None
    focal = f"{shortest_mm:g}-{longest_mm:g}mm" if longest_mm > shortest_mm else f"{shortest_mm:g}mm"
    if not widest_f:
        return focal
    return f"{focal} f/{widest_f:g}" + (f"-{widest_at_longest_f:g}" if widest_at_longest_f > widest_f else "")
