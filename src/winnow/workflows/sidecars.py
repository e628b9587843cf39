"""Which sidecars speak of which photo, and what the library has to say in them.

::

    the photos of a folder → which of them ``IMG.xmp`` speaks of → a shot each
    what was decided, groups → what is to be said → sidecars that do not say it → written, one by one
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from winnow.domain.errors import SidecarDamagedError, SidecarUnwritableError
from winnow.domain.export import Left, Placed
from winnow.domain.group import Kind
from winnow.export.sidecar import Shot, plan_sidecars, write_sidecar
from winnow.ingest.sniff import RAW_EXTENSIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from winnow.domain.export import Membership
    from winnow.domain.photo import Found
    from winnow.domain.tags import SidecarNaming, Tags
    from winnow.export.sidecar import SidecarChange


def shots(folder: Path, photos: Iterable[Found]) -> dict[str, Shot]:
    """The shots of all the photos of a folder, by path.

    Of several photos ``IMG.*``, an ``IMG.xmp`` that does not say of which it speaks is the RAW's, as Adobe has it, or
    nobody's if there is no RAW: the first RAW by name, and a DNG last, which keeps its word inside.
    """
    found = {photo.path: _shot(folder, photo) for photo in photos}
    by_stem: dict[Path, list[Shot]] = defaultdict(list)
    for shot in found.values():
        by_stem[shot.main.with_name(shot.main.stem.casefold())].append(shot)
    owners = {
        min(rivals, key=_claim).main for rivals in by_stem.values() if len(rivals) == 1 or any(map(_is_raw, rivals))
    }
    return {path: shot if shot.main in owners else replace(shot, owns_stem=False) for path, shot in found.items()}


def _shot(folder: Path, photo: Found) -> Shot:
    if photo.companion is None:
        return Shot(folder / photo.path)
    return Shot(folder / photo.companion.path, folder / photo.path)


def _is_raw(shot: Shot) -> bool:
    return shot.main.suffix[1:].lower() in RAW_EXTENSIONS


def _claim(shot: Shot) -> tuple[bool, bool, str]:
    return not _is_raw(shot), shot.main.suffix.lower() == ".dng", shot.main.name


def with_groups(tags: Tags, groups: Sequence[Membership]) -> Tags:
    """What was decided of a photo, with its groups; a keeper is one of every group that is no whole occasion."""
    moments = [group for group in groups if group.kind is not Kind.SCENE]
    keeper = bool(moments) and all(group.keeper for group in moments)
    return replace(tags, groups=tuple(sorted(group.group for group in groups)), keeper=keeper)


def plan(shots: Iterable[tuple[Shot, Tags, Tags]], naming: SidecarNaming) -> Iterator[SidecarChange | Left]:
    """Every sidecar that does not say what the library does; one that is not understood is left.

    Of each shot, what is to be said of it, and what is said inside it.
    """
    at = now()
    for shot, wanted, inside in shots:
        try:
            yield from plan_sidecars(shot, wanted, naming, at=at, inside=inside)
        except (SidecarDamagedError, SidecarUnwritableError) as error:
            yield Left(str(shot.main), str(error))


def carry_out(changes: Iterable[SidecarChange]) -> Iterator[Placed | Left]:
    """Write them; one that cannot be written is left, and the next is tried."""
    for change in changes:
        try:
            write_sidecar(change, at=now())
        except (SidecarDamagedError, SidecarUnwritableError) as error:
            yield Left(str(change.path), str(error))
        else:
            yield Placed(str(change.path), str(change.path))


def now() -> str:
    """The time as XMP has it."""
    return datetime.now(UTC).astimezone().isoformat(timespec="seconds")
