"""What one picture looks like, and how two lie on one another: all that is known of pixels where photos are grouped.

Both are measured on thumbnails, of the whole upright picture.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """One picture, in three numbers.

    Attributes:
        hash: 64 signs of low frequencies, as an unsigned integer. Read as a matrix of 8 x 8 bits, the highest bit
            first, row v and column u say whether the cosine with v half periods down and u half periods across is
            positive. So a mirror image has the bits of odd columns turned over, a transposed one is transposed.
        entropy_bits: of the grey levels, 0 where all are one, at most 8. Where there are few, the signs are chance.
        light_ev: log2 of the mean of linear light: 0 for a white frame, one less for half the light.
    """

    hash: int
    entropy_bits: float
    light_ev: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """How one picture lies on another, after the best plane transformation between the two that was found.

    Attributes:
        inliers: local features that agree on it; or tiles, of 64, where the one simply lies on the other.
        shared: part of the one picture's area that the other shows too, 0-1.
        shared_other: part of the other's area that the one shows, 0-1.
        scale: how much larger things are in the other, each picture's long side being 1: above 1 for a crop of the one.
        rotation: degrees by which the other is turned clockwise against the one, -180 to 180.
        mirrored: whether the other is a mirror image, after which it is turned.
        shift: how far the middle of the one lies right of and below the middle of the other, in the other's long sides.
        alike: part of what both show that looks the same whatever the exposure, 0-1.
        exact: part of it that is the same but for what an edit does to it, 0-1.
    """

    inliers: int
    shared: float
    shared_other: float
    scale: float
    rotation: float
    mirrored: bool
    shift: tuple[float, float]
    alike: float
    exact: float
