"""Whether what a plan says can be done: the room that it takes, and the places that it needs.

::

    each target → the bytes that it takes        of those on one disk the sum, beside what is free there
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from winnow.domain.errors import TargetFullError
from winnow.domain.export import By, size_in_words
from winnow.export.folder import out_of_reach
from winnow.workflows.export_places import check_source, check_writable, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from winnow.domain.export import Part
    from winnow.workflows.export_plan import Plan


class Need(NamedTuple):
    """Bytes that a target takes; an `estimate` of them where they are not known before it is made."""

    place: Path
    size: int
    estimate: bool = False

    def __str__(self) -> str:
        return f"{'about ' if self.estimate else ''}{size_in_words(self.size)}"


def check(plan: Plan) -> None:
    """See before the first byte whether all of it can be.

    Raises:
        FolderNotFoundError, FolderEmptyError: the photos are not there, with their disk perhaps.
        ArgumentError: hard links were asked for, and a photo lies on another disk.
        TargetUnwritableError: nothing can be written there.
        TargetFullError: there is not enough room.
    """
    check_source(plan.source)
    check_writable(plan.targets)
    needs: dict[int, Need] = {}
    for need in sizes(plan):
        device = nearest(need.place).stat().st_dev
        before = needs.get(device, Need(need.place, 0))
        needs[device] = Need(need.place, before.size + need.size, before.estimate or need.estimate)
        free = free_room(need.place)
        if needs[device].size > free:
            room = f"{needs[device]} are needed, {size_in_words(free)} are free"
            lacking = Need(need.place, needs[device].size - free, needs[device].estimate)
            raise TargetFullError(f"{need.place}: {room}. Make room for {lacking} more, or choose another place.")
    if plan.targets.to and plan.targets.by is By.HARDLINK:
        device = nearest(plan.targets.to).stat().st_dev
        for placing in plan.files.placings:
            if _device(placing.part) not in {device, None}:
                raise out_of_reach(Path(placing.part.source), plan.targets.to)


def sizes(plan: Plan) -> Iterator[Need]:
    """Bytes that each target takes, but for tables, which are small."""
    targets = plan.targets
    if targets.zip:
        yield Need(targets.zip, plan.packed.size)
    if targets.gallery:
        yield Need(targets.gallery, plan.gallery_bytes, estimate=True)
    if targets.to and targets.by in {By.COPY, By.MOVE}:
        device = nearest(targets.to).stat().st_dev
        stays = targets.by is By.MOVE
        parts = [placing.part for placing in plan.files.placings]
        yield Need(targets.to, sum(part.size for part in parts if not (stays and _device(part) == device)))


def free_room(place: Path) -> int:
    """Free bytes where something is to be put."""
    return shutil.disk_usage(nearest(place)).free


def _device(part: Part) -> int | None:
    try:
        return os.stat(part.source).st_dev  # noqa: PTH116 - a string, any bytes in it
    except OSError:
        return None
