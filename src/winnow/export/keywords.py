"""winnow's keywords among the person's: ``winnow|group|burst-5f0c2a91d3e4``, ``winnow|keeper``.

They stand in `dc:subject`, which every program reads, and in `lr:hierarchicalSubject`, where Lightroom, Capture One,
darktable and digiKam find levels between ``|``. digiKam reads its own list first, so that is kept in step where it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from winnow.export.schemas import field

if TYPE_CHECKING:
    from winnow.domain.tags import Tags
    from winnow.export.packet import Packet

_SUBJECT: Final = field("dc:subject")
_HIERARCHICAL: Final = field("lr:hierarchicalSubject")
_TAGS_LIST: Final = field("digiKam:TagsList")

_OURS: Final = "winnow|"
_GROUP: Final = "winnow|group|"
_KEEPER: Final = "winnow|keeper"


def read_keywords(fields: Packet) -> tuple[tuple[str, ...], bool]:
    """The ids of the groups that a photo is said to be in, and whether it is said to be the keeper."""
    words = {*fields.items(_SUBJECT), *fields.items(_HIERARCHICAL)}
    return tuple(sorted(word.removeprefix(_GROUP) for word in words if word.startswith(_GROUP))), _KEEPER in words


def put_keywords(fields: Packet, wanted: Tags) -> None:
    """Have winnow's keywords be those of `wanted`; the person's stay."""
    words = [f"{_GROUP}{group}" for group in wanted.groups] + ([_KEEPER] if wanted.keeper else [])
    levels = _levels_of_ours(fields)
    fields.put_items(_SUBJECT, words, ours=lambda word: word.startswith(_OURS) or word in levels)
    fields.put_items(_HIERARCHICAL, words, ours=lambda word: word.startswith(_OURS))
    if fields.items(_TAGS_LIST):
        paths = [word.replace("|", "/") for word in words]
        fields.put_items(_TAGS_LIST, paths, ours=lambda word: word.startswith("winnow/"))


def _levels_of_ours(fields: Packet) -> set[str]:
    """Words that a program made of winnow's keywords: darktable and Lightroom write each level as a `dc:subject`.

    Where winnow's keyword stands there as winnow wrote it, no program has, and the same words are the person's own.
    """
    flat, hierarchical = fields.items(_SUBJECT), fields.items(_HIERARCHICAL)
    ours = {word for word in hierarchical if word.startswith(_OURS)}
    made = {level for word in ours.difference(flat) for level in word.split("|")}
    return made - {level for word in set(hierarchical) - ours for level in word.split("|")}
