"""Exporting: doing what a plan says.

::

    is there room? → sidecars → tables → gallery → archive → files                      a move comes last:
                                                                        the others read what it takes away
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from winnow.domain.export import ExportEvent, Left, Made
from winnow.domain.failure import Broken
from winnow.export import tables
from winnow.export.files import new_file
from winnow.export.folder import carry_out
from winnow.export.sidecar import SidecarChange
from winnow.workflows import sidecars
from winnow.workflows.export_room import check

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence
    from pathlib import Path

    from winnow.domain.export import Item
    from winnow.engine import Engine
    from winnow.export.gallery_folder import Darkroom, Developed
    from winnow.ingest.limits import Limits
    from winnow.workflows.export_plan import Plan


def run(plan: Plan, *, engine: Callable[[], Engine], limits: Limits) -> Generator[ExportEvent]:
    """Do what a plan says.

    Raises:
        FolderNotFoundError, FolderEmptyError: the photos are not there, with their disk perhaps.
        ArgumentError: hard links cannot reach the target.
        TargetBusyError, TargetFullError, TargetUnwritableError: a target cannot be written.
    """
    check(plan)
    targets = plan.targets
    yield from plan.gone
    yield from (left for left in plan.sidecars if isinstance(left, Left))
    yield from sidecars.carry_out(change for change in plan.sidecars if isinstance(change, SidecarChange))
    if targets.csv:
        yield _table(targets.csv, tables.as_csv(plan.items), len(plan.items))
    if targets.json:
        yield _table(targets.json, tables.as_json(plan.items), len(plan.items))
    if targets.gallery:
        yield from _gallery(plan, targets.gallery, engine, limits)
    if targets.zip:
        from winnow.export.archive import archive  # noqa: PLC0415 - loaded where one is made

        yield from plan.packed.left
        yield from archive(plan.packed.placings, targets.zip, len(plan.items))
    if targets.to:
        yield from plan.files.left
        yield from carry_out(plan.files, targets.to, targets.by, plan.source)


def _table(wanted: Path, data: bytes, photos: int) -> Made:
    with new_file(wanted) as new:
        new.file.write(data)
    return Made(str(new.path), photos, new.fresh)


def _gallery(plan: Plan, wanted: Path, engine: Callable[[], Engine], limits: Limits) -> Iterator[ExportEvent]:
    from winnow.export.gallery_folder import build  # noqa: PLC0415 - loaded where one is made

    running = engine()
    try:
        yield from build(plan.items, wanted, _darkroom(running, limits), originals=plan.targets.originals)
    finally:
        running.close()


def _darkroom(engine: Engine, limits: Limits) -> Darkroom:
    from winnow.export.gallery_folder import Darkroom  # noqa: PLC0415 - as above
    from winnow.ingest.thumbnail import size_of  # noqa: PLC0415 - loads the decoders

    def develop(items: Sequence[Item]) -> Iterator[tuple[Item, Developed | str]]:
        by_source = {item.parts[0].source: item for item in items}
        for source, result in engine.map(partial(developed, limits=limits), by_source):
            yield by_source[source], result.reason if isinstance(result, Broken) else result

    return Darkroom(develop, size_of)


def developed(source: str, limits: Limits) -> Developed:
    """The two pictures of a photo; in a worker."""
    from winnow.export.gallery import LARGE_PX, SMALL_PX  # noqa: PLC0415 - as above
    from winnow.export.gallery_folder import Developed  # noqa: PLC0415 - as above
    from winnow.ingest.thumbnail import previews  # noqa: PLC0415 - as above

    small, large = previews(source, [SMALL_PX, LARGE_PX], limits)
    return Developed(small.jpeg, large.jpeg)
