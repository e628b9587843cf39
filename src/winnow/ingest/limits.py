"""How much of one file winnow is willing to hold in memory."""

from __future__ import annotations

from dataclasses import dataclass

from winnow.domain.failure import FailureKind, UnscoreableError


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that are checked against a file's header, before anything is allocated for its pixels.

    Attributes:
        max_pixels: the largest picture to decode. 250 megapixels lets every camera through (the largest phone
            sensors write 200) and stops a 40 KB file that claims to be 17,000 x 17,000.
    """

    max_pixels: int = 250_000_000

    @property
    def max_bytes(self) -> int:
        """The largest file to read: eight bytes for every pixel, what 16-bit RGBA needs without compression."""
        return 8 * self.max_pixels


def check_pixels(width: int, height: int, limits: Limits) -> None:
    """Let a picture of this size pass, or not.

    Raises:
        UnscoreableError: DAMAGED when there are no pixels, TOO_LARGE when there are too many.
    """
    if width <= 0 or height <= 0:
        raise UnscoreableError(FailureKind.DAMAGED, f"its header says {width} x {height} pixels")
    if width * height > limits.max_pixels:
        raise UnscoreableError(
            FailureKind.TOO_LARGE,
            f"{width} x {height} is {width * height / 1e6:.0f} megapixels; "
            f"the limit is {limits.max_pixels / 1e6:.0f} (setting max_megapixels)",
        )


def check_bytes(size: int, limits: Limits) -> None:
    """Let a file of this size pass, or not.

    Raises:
        UnscoreableError: TOO_LARGE.
    """
    if size > limits.max_bytes:
        raise UnscoreableError(
            FailureKind.TOO_LARGE,
            f"the file has {size / 1e6:.0f} MB; a picture within the limit of {limits.max_pixels / 1e6:.0f} megapixels "
            f"(setting max_megapixels) has at most {limits.max_bytes / 1e6:.0f} MB",
        )
