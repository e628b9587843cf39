"""An export's plan in lines, before anything is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from winnow.domain.export import By, Left
from winnow.workflows.export import free_room, sizes
from winnow.workflows.export_places import is_walked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from winnow.workflows.export import Plan

_DONE = {By.COPY: "copied", By.HARDLINK: "hard linked", By.SYMLINK: "linked", By.MOVE: "moved"}
_VERBS = {By.COPY: "copy", By.HARDLINK: "hard link", By.SYMLINK: "link", By.MOVE: "move"}


def in_brief(plan: Plan) -> Iterator[str]:
    """The plan in a line for each target."""
    targets, files = plan.targets, plan.files
    yield f"{_several(len(plan.items), 'photo')} of {plan.source}"
    if targets.to:
        there = f", {_several(len(files.there), 'file')} there already" if files.there else ""
        yield f"  {_VERBS[targets.by]} {_several(len(files.placings), 'file')} to {targets.to}{there}"
    for what, place in (("archive", targets.zip), ("table", targets.csv), ("JSON", targets.json)):
        if place:
            yield f"  {what} {place}"
    if targets.gallery:
        yield f"  gallery {targets.gallery}{', with the originals' if targets.originals else ''}"
    if targets.xmp:
        yield f"  {_several(len(_sidecars(plan)), 'XMP sidecar')} to write beside the photos"
    for place, size in sizes(plan):
        if size:
            yield f"  {_megabytes(size)} for {place}, where {_megabytes(free_room(place))} are free"
    yield from (f"  {caution}" for caution in cautions(plan))


def cautions(plan: Plan) -> Iterator[str]:
    """What is done as asked for, and may not be meant."""
    targets = plan.targets
    adds = plan.files.placings and targets.by is not By.MOVE  # what is moved is in the library still, and no photo more
    for place in (targets.to if adds else None, targets.gallery):
        if place is not None and is_walked(place, plan.source):
            yield f"{place} is in the library's folder: rated again, what is there becomes photos of the library too"


def in_full(plan: Plan) -> Iterator[str]:
    """The plan file by file, then in brief."""
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
    yield from in_brief(plan)


def left_out(plan: Plan) -> Iterator[Left]:
    """What is left as it is, for all that is known beforehand."""
    yield from plan.gone
    yield from (one for one in plan.sidecars if isinstance(one, Left))
    yield from plan.files.left
    yield from plan.packed.left


def in_the_end(plan: Plan, files: int, sidecars: int) -> Iterator[str]:
    """What came of it, a sentence for files and one for sidecars.

    Args:
        plan: what was to be done.
        files: how many are where they were to go, not counting those that were there already.
        sidecars: how many were written.
    """
    targets, there = plan.targets, len(plan.files.there)
    if targets.to and (files or there):
        also = f", {there:,} there already" if there else ""
        yield f"{_several(files, 'file')} {_DONE[targets.by]} to {targets.to}{also}."
    if sidecars:
        yield f"{_several(sidecars, 'XMP sidecar')} written beside the photos."


def _megabytes(size: int) -> str:
    """``1,234.5 MB``."""
    return f"{size / 1e6:,.1f} MB"


def _several(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _sidecars(plan: Plan) -> list[str]:
    return [str(change.path) for change in plan.sidecars if not isinstance(change, Left)]
