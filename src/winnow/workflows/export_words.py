"""An export's plan in lines, before anything is done."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from winnow.domain.export import By, Left, size_in_words
from winnow.export.files import free_name
from winnow.workflows.export_places import is_walked, places
from winnow.workflows.export_room import free_room, sizes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from winnow.domain.export import Made
    from winnow.workflows.export_plan import Plan

_DONE = {By.COPY: "copied", By.HARDLINK: "hard linked", By.SYMLINK: "linked", By.MOVE: "moved"}
_VERBS = {By.COPY: "copy", By.HARDLINK: "hard link", By.SYMLINK: "link", By.MOVE: "move"}


def in_brief(plan: Plan) -> Iterator[str]:
    """The plan in a line for each target, and what may not be meant."""
    yield f"{_several(len(plan.items), 'photo')} of {plan.source}"
    yield from (f"  {line}" for line in (*by_target(plan), *cautions(plan)))


def by_target(plan: Plan) -> Iterator[str]:
    """What is made at each target, under which name, and the room that it takes."""
    targets, files, photos = plan.targets, plan.files, _several(len(plan.items), "photo")
    if targets.to:
        there = f", {_several(len(files.there), 'file')} there already" if files.there else ""
        yield f"{_VERBS[targets.by]} {_several(len(files.placings), 'file')} to {targets.to}{there}"
    if targets.zip:
        yield f"archive {_named(targets.zip)}, of {_several(len(plan.packed.placings), 'file')}"
    for what, place in (("table", targets.csv), ("JSON", targets.json)):
        if place:
            yield f"{what} {_named(place)}, of {photos}"
    if targets.gallery:
        originals = ", with the originals" if targets.originals else ""
        yield f"gallery {_gallery(targets.gallery, is_there=not plan.gallery_bytes)}, of {photos}{originals}"
    if targets.xmp:
        yield f"{_several(len(_sidecars(plan)), 'XMP sidecar')} to write beside the photos"
    for need in sizes(plan):
        if need.size:
            yield f"{need} for {need.place}, where {size_in_words(free_room(need.place))} are free"


def _named(place: Path) -> str:
    """Where a file will be: under another name where its own is taken."""
    name = free_name(place, place.suffix)
    is_file = name != place and not _is_folder(place)
    return f"{name}, unless {place} is the very same" if is_file else str(name)


def _gallery(place: Path, *, is_there: bool) -> str:
    if is_there:
        return f"{place}, which is there already"
    return str(place if _is_empty(place) else free_name(place, ""))


def _is_empty(folder: Path) -> bool:
    try:
        return not os.listdir(folder)  # noqa: PTH208 - nothing is done with them
    except OSError:
        return False


def _is_folder(place: Path) -> bool:
    return os.path.isdir(place)  # noqa: PTH112 - never raises


def cautions(plan: Plan) -> Iterator[str]:
    """What is done as asked for, and may not be meant."""
    targets = plan.targets
    for place in (targets.zip, targets.csv, targets.json):
        if place is not None and _is_folder(place):
            yield f"{place} is a folder: the file is made beside it, as {free_name(place, place.suffix).name}"
    for folder in dict.fromkeys(place.parent for place in places(targets)):
        if not os.path.exists(folder):  # noqa: PTH110 - never raises
            yield f"there is no folder {folder}: it will be made"
    adds = plan.files.placings and targets.by is not By.MOVE  # what is moved is in the library still, and no photo more
    for place in (targets.to if adds else None, targets.gallery):
        if place is not None and is_walked(place, plan.source):
            yield f"{place} is in the library's folder: rated again, what is there becomes photos of the library too"


def in_full(plan: Plan) -> Iterator[str]:
    """The plan file by file, then in brief."""
    yield from by_file(plan)
    yield from in_brief(plan)


def by_file(plan: Plan) -> Iterator[str]:
    """What is done with every file."""
    yield from (f"write {path}" for path in _sidecars(plan))
    for placing in plan.files.placings:
        yield f"{_VERBS[plan.targets.by]} {placing.part.path} -> {placing.to}"
    for placed in plan.files.there:
        yield f"there already: {placed.path} -> {placed.to}"
    for placing in plan.packed.placings:
        yield f"pack {placing.part.path} -> {placing.to}"
    if not (plan.targets.to or plan.targets.zip or plan.targets.xmp):
        yield from (item.path for item in plan.items)
    yield from (f"leave {left.path}: {left.reason}" for left in left_out(plan))


def left_out(plan: Plan) -> Iterator[Left]:
    """What is left as it is, for all that is known beforehand."""
    yield from plan.gone
    yield from (one for one in plan.sidecars if isinstance(one, Left))
    yield from plan.files.left
    yield from plan.packed.left


def in_the_end(plan: Plan, files: int, sidecars: int, made: Iterable[Made]) -> Iterator[str]:
    """What came of it, a sentence for each target.

    Args:
        plan: what was to be done.
        files: how many are where they were to go, not counting those that were there already.
        sidecars: how many were written.
        made: the archive, the tables and the gallery that are whole.
    """
    targets, there = plan.targets, len(plan.files.there)
    if targets.to and (files or there):
        also = f", {there:,} there already" if there else ""
        yield f"{_several(files, 'file')} {_DONE[targets.by]} to {targets.to}{also}."
    if sidecars:
        yield f"{_several(sidecars, 'XMP sidecar')} written beside the photos."
    for one in made:
        yield f"{_several(one.photos, 'photo')} in {one.path}{'' if one.fresh else ', which was there already'}."


def _several(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _sidecars(plan: Plan) -> list[str]:
    return [str(change.path) for change in plan.sidecars if not isinstance(change, Left)]
