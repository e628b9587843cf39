"""Photos that belong together, and which of them winnow would keep.

A photo is named by its id in the library, which follows it when it is moved or edited.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How the photos of a group belong together.

    The four relations nest: EXACT copies are COPY too, those are of one BURST, and a burst lies in one SCENE. BRACKET
    and PANORAMA are bursts that were shot to be put together: kept whole.
    """

    EXACT = "exact"  # the same bytes
    COPY = "copy"  # the same picture, re-encoded, resized, cropped a little, edited lightly
    BURST = "burst"  # the same moment
    BRACKET = "bracket"  # exposure steps of a still frame
    PANORAMA = "panorama"  # overlapping frames of a sweep
    SCENE = "scene"  # the same occasion


WHOLE = frozenset({Kind.BRACKET, Kind.PANORAMA})
"""Kinds whose members are kept or rejected together."""

REACH = {Kind.EXACT: 0, Kind.COPY: 1, Kind.BURST: 2, Kind.BRACKET: 2, Kind.PANORAMA: 2, Kind.SCENE: 3}
"""How wide a relation is: photos in one group of some reach belong together at every wider reach."""


@dataclass(frozen=True, slots=True)
class Group:
    """Two or more photos that belong together.

    Attributes:
        id: the same for the same photos, whatever the order of files: ``burst-5f0c2a91d3e4``.
        members: ids of photos, in order of capture, then of path.
    """

    id: str
    kind: Kind
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Two or more contents that belong together: a group before anybody asks which photos have them.

    Attributes:
        id: the same for the same members, see `Group`.
        kind: any but EXACT.
        members: SHA-256 of each, rising.
        centre: the member that the others are likest.
    """

    id: str
    kind: Kind
    members: tuple[bytes, ...]
    centre: bytes


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Which photo of a group to keep, and why.

    Attributes:
        keeper: the id of the best.
        order: every member, best first; begins with the keeper.
        margin: 0 (any would do) to 1, the estimated chance that a person prefers the keeper to the next, scaled.
        sure: False for a close call.
        reasons: what speaks for the keeper, strongest first, in words: ``sharper: 1.8x on the subject``.
    """

    keeper: int
    order: tuple[int, ...]
    margin: float
    sure: bool
    reasons: tuple[str, ...]
