"""In which fields of XMP photo programs tell each other flag, stars and label, and how winnow merges its own.

Who reads and writes what, besides the standard's `xmp:Rating` (-1 for a reject, 0 to 5) and `xmp:Label`:

=============================  =======================================================================================
`xmpDM:pick`, `xmpDM:good`     Lightroom's flag: -1, 0, 1; False, True. It keeps the stars of what it rejects
`photoshop:LabelColor`         Lightroom's label, whatever language `xmp:Label` is in
`digiKam:PickLabel`            digiKam's flag, 0 none, 1 rejected, 2 pending, 3 accepted; it knows no rating of -1
`digiKam:ColorLabel`           digiKam reads it before `xmp:Label`
`darktable:colorlabels`        darktable reads it where there is no `xmp:Label`
`photomechanic:Tagged`         Photo Mechanic's flag, on or off; its `Prefs` repeat it, colour class and rating
`MicrosoftPhoto:Rating`        1, 25, 50, 75, 99 for one to five stars
=============================  =======================================================================================

The standard's, Lightroom's and `digiKam:PickLabel` are written; the others are kept in step where a program has written
them. `photomechanic:ColorClass` and `photoshop:Urgency` are left alone: which colour a number is, each person sets.

What winnow changed it notes (`winnow.export.notes`), to take its word back one day and not to take it for another's::

    winnow says 4                      3 → 4, noted with their 3
    winnow says nothing any more       4, as noted → 3, theirs again       5: somebody else's by now, left alone
                                       4, over nothing → what is said inside the photo, else 0; noted
    winnow says 3, and so did they     3, not noted: it is theirs
    winnow says reject, they said 3   -1, and their 3 beside it, for the day when it is no reject any more

A program that finds a sidecar may look no further. So a new one repeats what is said inside the photo, and notes it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from winnow.domain.decision import LABELS
from winnow.domain.meant import DIGIKAM_COLOURS, flag_meant, label_meant
from winnow.domain.tags import Flag, Tags
from winnow.export.keywords import put_keywords, read_keywords
from winnow.export.notes import NAMES, put_notes, read_own, read_theirs, standing
from winnow.export.packet import Packet
from winnow.export.schemas import field

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_RATING: Final = field("xmp:Rating")
_LABEL: Final = field("xmp:Label")
_METADATA_DATE: Final = field("xmp:MetadataDate")
_EXTENSION: Final = field("photoshop:SidecarForExtension")
_LABEL_COLOR: Final = field("photoshop:LabelColor")
_PICK: Final = field("xmpDM:pick")
_GOOD: Final = field("xmpDM:good")
_PICK_LABEL: Final = field("digiKam:PickLabel")
_COLOR_LABEL: Final = field("digiKam:ColorLabel")
_COLORLABELS: Final = field("darktable:colorlabels")
_TAGGED: Final = field("photomechanic:Tagged")
_PREFS: Final = field("photomechanic:Prefs")
_PERCENT: Final = (field("MicrosoftPhoto:Rating"), field("MicrosoftPhotoExiv2:Rating"))
_ACDSEE: Final = field("acdsee:rating")

_NOTHING: Final = Tags(Flag.NEITHER, 0, "")
_SILENCE: Final = Tags()

_REJECT: Final = -1
_MOST_STARS: Final = 5
_PERCENTS: Final = ("0", "1", "25", "50", "75", "99")
_GOODS: Final[Mapping[Flag, str | None]] = {Flag.REJECTED: "False", Flag.NEITHER: None, Flag.PICKED: "True"}
_PICK_LABELS: Final[Mapping[Flag, str]] = {Flag.REJECTED: "1", Flag.NEITHER: "0", Flag.PICKED: "3"}
_TAG_COLOUR_RATING_FRAME: Final = re.compile(r"(\d+):(\d+):(\d+):(\d+)")


def merged(packet: bytes, wanted: Tags, *, at: str, extension: str | None = None, inside: Tags = _SILENCE) -> bytes:
    """The packet with what winnow says of the photo; every other field stays. The same bytes if it says so already.

    A reject that another program wrote as a rating stays until winnow says keep, reject or neither.

    Args:
        packet: empty for a new one.
        wanted: what winnow says.
        at: when, ISO 8601 with an offset.
        extension: of the photo's file, for a new packet: Adobe's way to tell of which ``IMG.*`` an ``IMG.xmp`` speaks.
        inside: what is said inside the photo, which stands where nobody says anything in the packet any more.

    Raises:
        SidecarDamagedError: the packet is not understood.
    """
    fields = Packet(packet)
    new = not packet.strip()
    if new and extension:
        fields.put(_EXTENSION, extension.upper())
    there = _tags(fields)
    theirs = read_theirs(fields, there, rejected=_rating(fields) == _REJECT)
    others = _over(theirs.tags, inside)
    if new:
        said = _or_theirs(wanted, others, NAMES)
        _repeat(fields, inside)
    else:
        said = _or_theirs(wanted, _over(others, _NOTHING), standing(fields, there))
    if _rating(fields) == _REJECT and wanted.flag is not Flag.REJECTED and said.flag is not None and said.stars is None:
        said = replace(said, stars=others.stars or 0)
    _put_flag(fields, said.flag)
    _put_rating(fields, said, rejects_by_rating=wanted.flag is Flag.REJECTED or others.stars is None)
    if said.label == (theirs.tags.label or "") and (wanted.label is None or theirs.label.is_worded or not said.label):
        theirs.label.put(fields)
    else:
        _put_label(fields, said.label)
    put_keywords(fields, said)
    put_notes(fields, _own(fields, said, theirs.tags, others), theirs, rejected=_rating(fields) == _REJECT)
    if not fields.changed and not new:
        return packet
    fields.put(_METADATA_DATE, at)
    return fields.serialised()


def read(packet: bytes) -> Tags:
    """What a packet says of its photo, whoever wrote it.

    Raises:
        SidecarDamagedError: the packet is not understood.
    """
    return _tags(Packet(packet))


def read_others(packet: bytes) -> Tags:
    """What other programs say of a photo: without what winnow wrote and nobody changed since.

    Raises:
        SidecarDamagedError: the packet is not understood.
    """
    fields = Packet(packet)
    found, noted = _tags(fields), read_own(fields)
    own = {name: None for name in NAMES if getattr(noted, name) == getattr(found, name)}
    return replace(found, groups=(), keeper=False, **own)


def extension_of(packet: bytes) -> str | None:
    """The extension of the file that a packet says it speaks of, in lower case; None if it does not say.

    Raises:
        SidecarDamagedError: the packet is not understood.
    """
    said = Packet(packet).text(_EXTENSION)
    return said.lower() if said else None


def _tags(fields: Packet) -> Tags:
    rating = _rating(fields)
    groups, keeper = read_keywords(fields)
    return Tags(_flag(fields), None if rating == _REJECT else rating, _label(fields), groups, keeper)


def _over(first: Tags, second: Tags) -> Tags:
    """What the first says, and where it says nothing the second."""
    return Tags(
        second.flag if first.flag is None else first.flag,
        second.stars if first.stars is None else first.stars,
        second.label if first.label is None else first.label,
    )


def _or_theirs(wanted: Tags, others: Tags, names: Iterable[str]) -> Tags:
    """`wanted`; and where it says nothing, of what is named, what others say."""
    silent = [name for name in names if getattr(wanted, name) is None]
    return replace(wanted, **{name: getattr(others, name) for name in silent})


def _repeat(fields: Packet, inside: Tags) -> None:
    """Say what is said inside the photo, so that a program that looks no further finds what winnow does not change."""
    _put_flag(fields, inside.flag)
    _put_rating(fields, inside, rejects_by_rating=inside.stars is None)
    _put_label(fields, inside.label)


def _own(fields: Packet, said: Tags, theirs: Tags, others: Tags) -> Tags:
    """Of what was said and stands now, what others do not say in the packet, or not in this way.

    Theirs may be a reject without -1 in the place of stars, and a label that is taken away may be inside the photo.
    """
    after = _tags(fields)
    covers = _rating(fields) == _REJECT and theirs.stars is not None
    own_flag = said.flag == after.flag and (said.flag != theirs.flag or covers)
    own_stars = said.stars == after.stars and said.stars != theirs.stars
    hides = not said.label and bool(others.label)
    own_label = said.label == (after.label or "") and (said.label != (theirs.label or "") or hides)
    return Tags(said.flag if own_flag else None, said.stars if own_stars else None, said.label if own_label else None)


def _put_flag(fields: Packet, flag: Flag | None) -> None:
    if flag is None:
        return
    if flag is not Flag.NEITHER or fields.text(_PICK) is not None:
        fields.put(_PICK, str(flag.value))
    if flag is not Flag.NEITHER or fields.text(_PICK_LABEL) is not None:
        fields.put(_PICK_LABEL, _PICK_LABELS[flag])
    if (fields.text(_GOOD) or "").lower() != (_GOODS[flag] or "").lower():
        fields.put(_GOOD, _GOODS[flag])
    if fields.text(_TAGGED) is not None:
        fields.put(_TAGGED, str(flag is Flag.PICKED))
    _put_prefs(fields, 1, "1" if flag is Flag.PICKED else "0")


def _put_rating(fields: Packet, said: Tags, *, rejects_by_rating: bool) -> None:
    stands = _rating(fields)
    rating = _wanted_rating(stands, said, rejects_by_rating=rejects_by_rating)
    if rating is None:
        return
    if rating != (stands or 0):
        fields.put(_RATING, str(rating))
    stars = max(rating, 0)
    for percent in _PERCENT:
        if fields.text(percent) is not None:
            fields.put(percent, _PERCENTS[stars])
    if fields.text(_ACDSEE) is not None:
        fields.put(_ACDSEE, str(stars))
    _put_prefs(fields, 3, str(stars))


def _wanted_rating(stands: int | None, said: Tags, *, rejects_by_rating: bool) -> int | None:
    """What `xmp:Rating`, which has one number for reject and stars, is to be; None to leave it alone."""
    if said.flag is Flag.REJECTED and rejects_by_rating:
        return _REJECT
    return None if stands == _REJECT and said.flag is None else said.stars


def _put_prefs(fields: Packet, part: int, value: str) -> None:
    """Set one of the numbers of Photo Mechanic's ``tagged:class:rating:frame``."""
    prefs = _TAG_COLOUR_RATING_FRAME.fullmatch(fields.text(_PREFS) or "")
    if prefs is not None:
        numbers = list(prefs.groups())
        numbers[part - 1] = value
        fields.put(_PREFS, ":".join(numbers))


def _put_label(fields: Packet, label: str | None) -> None:
    """Where `xmp:Label` stands and the colour is the same already, it stays: it may be in the person's language."""
    if label is None or (label == (_label(fields) or "") and (fields.text(_LABEL) or not label)):
        return
    fields.put(_LABEL, label.capitalize() or None)
    fields.put(_LABEL_COLOR, label or None)
    if fields.text(_COLOR_LABEL) is not None:
        fields.put(_COLOR_LABEL, DIGIKAM_COLOURS.get(label, "0"))
    if fields.items(_COLORLABELS):
        fields.put_items(_COLORLABELS, [str(LABELS.index(label))] if label else [], ours=lambda _: True)


def _rating(fields: Packet) -> int | None:
    """-1 to 5; None where the packet does not say, or nothing that is a rating."""
    try:
        rating = round(float(fields.text(_RATING) or "none"))
    except (ValueError, OverflowError):
        return None
    return rating if _REJECT <= rating <= _MOST_STARS else None


def _flag(fields: Packet) -> Flag | None:
    return flag_meant(lambda name: _value(fields, name), rejected=_rating(fields) == _REJECT)


def _label(fields: Packet) -> str | None:
    return label_meant(lambda name: _value(fields, name))


def _value(fields: Packet, name: str) -> str:
    """What a field says, or the first item of a list; "" where the packet does not have it."""
    return next(iter(fields.items(field(name))), "")
