"""What an export is going to say in XMP sidecars beside the photos, and the sidecars as files that go along.

::

    the log, groups → what is to be said of each chosen photo → sidecars that do not say it → changes
    what others said inside photos → repeated in new sidecars, and put back where winnow takes its word back
    sidecars that are to be written → parts of their photos, so that they are exported as they will be
    where no photos were chosen: of all of them those that have something to say, or to take back
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from winnow.curation.said import Said
from winnow.domain.export import Left, Part
from winnow.domain.tags import Tags
from winnow.export.sidecar import SidecarChange
from winnow.workflows import sidecars

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from winnow.domain.export import Candidate, Item
    from winnow.domain.photo import Found
    from winnow.domain.tags import SidecarNaming
    from winnow.export.sidecar import Shot

_NOT_YET_KNOWN: Final = b"what is still to be written"  # no file's SHA-256: it is the same as nothing that is there


class Told(NamedTuple):
    """A photo with the sidecars that it will have, and what is to be written for that."""

    item: Item
    tags: Tags
    changes: list[SidecarChange | Left]

    @property
    def is_silent(self) -> bool:
        """Whether nothing is said of it, and no sidecar that is understood says what is to be taken back."""
        return self.tags.say_nothing and all(isinstance(change, Left) for change in self.changes)


def tags_of(candidate: Candidate, said: Mapping[int, Said]) -> Tags:
    """What is to be said of a photo: the last words of the log, and its groups."""
    return sidecars.with_groups(said.get(candidate.photo, Said()).tags, candidate.groups)


def with_sidecars(
    items: Sequence[Item],
    folder: Path,
    photos: Iterable[Found],
    said: Mapping[int, Said],
    inside: Mapping[bytes, Tags],
    naming: SidecarNaming,
) -> Iterator[Told]:
    """The photos with the sidecars that they will have, in the same order.

    Args:
        items: the chosen photos.
        folder: the folder of the library.
        photos: all of its photos, since they may share a stem.
        said: the last words of the log.
        inside: what is said inside photos, by content.
        naming: how new sidecars are named.
    """
    shots = sidecars.shots(folder, photos)
    for item in items:
        shot, tags = shots[item.path], tags_of(item.candidate, said)
        in_its_place = item.parts[0].source == str(folder / item.path)  # and not moved by an export that goes on
        told = (shot, tags, inside.get(item.candidate.content or b"", Tags()))
        changes = list(sidecars.plan([told], naming)) if in_its_place else []
        written = [change for change in changes if isinstance(change, SidecarChange)]
        yield Told(_with_parts(item, shot, written), tags, changes)


def _with_parts(item: Item, shot: Shot, changes: Sequence[SidecarChange]) -> Item:
    changed = {str(change.path) for change in changes}
    known = {part.source for part in item.parts}
    parts = [replace(part, content=_NOT_YET_KNOWN) if part.source in changed else part for part in item.parts]
    new = [_part(item, shot, change.path) for change in changes if str(change.path) not in known]
    return replace(item, parts=(*parts, *new))


def _part(item: Item, shot: Shot, path: Path) -> Part:
    folder, slash, _ = item.path.rpartition("/")
    suffix = path.name[len(shot.main.stem) :]
    return Part(f"{folder}{slash}{path.name}", suffix, str(path), 0, 0, _NOT_YET_KNOWN, sidecar=True)
