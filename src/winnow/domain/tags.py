"""What photo programs tell each other of a photo, beside its file: flag, stars, colour label, keywords.

Which fields of XMP hold it is told in `winnow.export.xmp`, what their values mean in `winnow.domain.meant`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

SidecarNaming = Literal["stem", "full"]
"""How a new sidecar of ``IMG.NEF`` is named: ``IMG.xmp``, as Adobe and Capture One do, or ``IMG.NEF.xmp``, as darktable
and digiKam do."""


class Flag(IntEnum):
    """Whether a photo is kept."""

    REJECTED = -1
    NEITHER = 0
    PICKED = 1


@dataclass(frozen=True, slots=True)
class Tags:
    """What is said of one photo; a field that is None says nothing, and leaves alone what others say.

    Attributes:
        stars: 0 to 5; 0 takes the stars away.
        label: one of `winnow.domain.decision.LABELS`; ``""`` takes the label away.
        groups: ids of the groups that it belongs to. These and `keeper` are winnow's own to say: what they do not name
            is taken away.
        keeper: whether it is the one to keep of its group.
    """

    flag: Flag | None = None
    stars: int | None = None
    label: str | None = None
    groups: tuple[str, ...] = ()
    keeper: bool = False

    @property
    def say_nothing(self) -> bool:
        """Whether a photo of which nobody spoke says as much: what is taken away is not there."""
        return not any((self.flag, self.stars, self.label, self.groups, self.keeper))
