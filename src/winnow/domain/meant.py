"""What photo programs mean by the values of their fields of XMP, wherever a packet lies: in a sidecar or in a photo.

A value is asked for by the field's usual name, ``xmp:Label``; "" where the packet does not have it. Which program has
which field is told in `winnow.export.xmp`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from winnow.domain.decision import LABELS
from winnow.domain.tags import Flag

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

DIGIKAM_COLOURS: Final[Mapping[str, str]] = {"red": "1", "yellow": "3", "green": "4", "blue": "5", "purple": "6"}
"""What `digiKam:ColorLabel` is for each label; "0" for none."""


def flag_meant(value: Callable[[str], str], *, rejected: bool) -> Flag | None:
    """The first that says kept or rejected; neither, if one says so; None if nobody speaks of it.

    `rejected` is whether `xmp:Rating` says so.
    """
    names = ("xmpDM:pick", "xmpDM:good", "digiKam:PickLabel", "photomechanic:Tagged")
    pick, good, label, tagged = (value(name).lower() for name in names)
    if rejected or pick == "-1" or good == "false" or label == "1":
        return Flag.REJECTED
    if pick == "1" or good == "true" or label == "3" or tagged == "true":
        return Flag.PICKED
    return Flag.NEITHER if pick == "0" or label == "0" or tagged == "false" else None


def label_meant(value: Callable[[str], str]) -> str | None:
    """The colour; None where there is none of winnow's, as with a name of the person's own.

    Of `darktable:colorlabels`, a list, the value is its first item.
    """
    for said in (value("xmp:Label").lower(), value("photoshop:LabelColor").lower()):
        if said in LABELS:
            return said
    digikam, darktable = value("digiKam:ColorLabel"), value("darktable:colorlabels")
    named = [colour for colour, number in DIGIKAM_COLOURS.items() if number == digikam]
    named += [colour for number, colour in enumerate(LABELS) if str(number) == darktable]
    return next(iter(named), None)
