"""What winnow notes beside its word in a sidecar: that it is its own, and what stood there before.

`winnow:stars` is what winnow wrote, `winnow:starsBefore` what another program had said; likewise for the flag. A label
is kept field by field, as a list ``xmp:Label=Holiday``: it may be in the person's own words, or in several colours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from winnow.domain.decision import LABELS
from winnow.domain.meant import label_meant
from winnow.domain.tags import Flag, Tags
from winnow.export.schemas import field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from winnow.export.packet import Packet

NAMES: Final = ("flag", "stars", "label")
"""The fields of `Tags` of which notes are kept."""

_OWN: Final = {name: field(f"winnow:{name}") for name in NAMES}
_BEFORE: Final = {name: field(f"winnow:{name}Before") for name in NAMES}
_FLAGS: Final = {str(flag.value): flag for flag in Flag}
_STARS: Final = {str(stars): stars for stars in range(6)}
_LABELS: Final = {label: label for label in ("", *LABELS)}

_COLORLABELS: Final = "darktable:colorlabels"
_LABEL_FIELDS: Final = ("xmp:Label", "photoshop:LabelColor", "digiKam:ColorLabel", _COLORLABELS)


class Label(NamedTuple):
    """A label as it is written: the values of its fields, by their usual names, without those that are not there."""

    values: Mapping[str, tuple[str, ...]]

    @property
    def meant(self) -> str | None:
        """The colour; "" for words of the person's own, None where nobody speaks of it."""
        colour = label_meant(lambda name: next(iter(self.values.get(name, ())), ""))
        return "" if colour is None and self.is_worded else colour

    @property
    def is_worded(self) -> bool:
        """Whether it is in `xmp:Label`, which every program reads."""
        return "xmp:Label" in self.values

    def put(self, fields: Packet) -> None:
        """Write it as it was."""
        if read_label(fields) == self:
            return
        for name in _LABEL_FIELDS:
            values = self.values.get(name, ())
            if name == _COLORLABELS:
                fields.put_items(field(name), values, ours=lambda _: True)
            else:
                fields.put(field(name), next(iter(values), None))


class Theirs(NamedTuple):
    """What other programs say, also where winnow's word stands in its place."""

    tags: Tags
    label: Label


def read_label(fields: Packet) -> Label:
    """The label that stands in a packet."""
    found = {name: tuple(fields.items(field(name))) for name in _LABEL_FIELDS}
    return Label({name: values for name, values in found.items() if values})


def read_own(fields: Packet) -> Tags:
    """What winnow wrote last."""
    flag, stars, label = (fields.text(note) for note in _OWN.values())
    return Tags(_FLAGS.get(flag or ""), _STARS.get(stars or ""), None if label is None else _LABELS.get(label))


def standing(fields: Packet, there: Tags) -> frozenset[str]:
    """Where winnow's word is `there` as winnow wrote it."""
    own, worded = read_own(fields), read_label(fields).is_worded
    stand = {name for name in ("flag", "stars") if getattr(own, name) is not None}
    stand = {name for name in stand if getattr(own, name) == getattr(there, name)}
    if own.label is not None and own.label == (there.label or "") and (own.label or not worded):
        stand.add("label")
    return frozenset(stand)


def read_theirs(fields: Packet, there: Tags, *, rejected: bool) -> Theirs:
    """What others say; where a rating says `rejected`, their stars are not `there` but beside it."""
    stand = standing(fields, there)
    flag = _FLAGS.get(fields.text(_BEFORE["flag"]) or "") if "flag" in stand else there.flag
    covered = _STARS.get(fields.text(_BEFORE["stars"]) or "")
    label = _label_before(fields) if "label" in stand else read_label(fields)
    return Theirs(Tags(flag, covered if rejected or "stars" in stand else there.stars, label.meant), label)


def put_notes(fields: Packet, own: Tags, theirs: Theirs, *, rejected: bool) -> None:
    """Note which words are winnow's `own`, and what others said in their place."""
    for name in NAMES:
        word = getattr(own, name)
        fields.put(_OWN[name], None if word is None else str(word))
    flag, stars = theirs.tags.flag, theirs.tags.stars
    fields.put(_BEFORE["flag"], None if own.flag is None or flag is None else str(flag.value))
    is_covered = stars is not None and (rejected or own.stars is not None)
    fields.put(_BEFORE["stars"], str(stars) if is_covered else None)
    values = {} if own.label is None else theirs.label.values
    lines = [f"{name}={value}" for name in values for value in values[name]]
    fields.put_items(_BEFORE["label"], lines, ours=lambda _: True)


def _label_before(fields: Packet) -> Label:
    values: dict[str, tuple[str, ...]] = {}
    for line in fields.items(_BEFORE["label"]):
        name, _, value = line.partition("=")
        if name in _LABEL_FIELDS and value:
            values[name] = (*values.get(name, ()), value)
    return Label(values)
