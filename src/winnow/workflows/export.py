"""Exporting: a plan first, then what it says.

::

    plan    every photo with its score, marks and groups → chosen → with its files
            → what its sidecars are to say → its reasons
            → names at each target, over nothing that is there                                       nothing is written
    run     is there room? → sidecars → tables → gallery → archive → files                      a move comes last:
                                                                                    the others read what it takes away
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from winnow.curation.fold import fold
from winnow.curation.said import said
from winnow.domain.decision import Mark
from winnow.domain.errors import TargetFullError
from winnow.domain.export import By, Candidate, ExportEvent, Item, Left, Made, Placed, Selection, Targets, megabytes
from winnow.domain.failure import Broken
from winnow.domain.metadata import shot_of
from winnow.domain.profile import Weights
from winnow.export import tables
from winnow.export.choose import best_first, choose
from winnow.export.files import new_file
from winnow.export.folder import OnDisk, carry_out, moved_away, out_of_reach
from winnow.export.layout import Empty, Layout, lay_out
from winnow.export.names import portable
from winnow.export.sidecar import SidecarChange
from winnow.ranking.words import reasons
from winnow.signals.recipe import RECIPE
from winnow.workflows import sidecars
from winnow.workflows.export_places import check_names, check_source, check_writable, nearest
from winnow.workflows.export_sidecars import tags_of, with_sidecars
from winnow.workflows.shots import Shots
from winnow.workflows.shown import memberships, shown
from winnow.workflows.weigh import explained, weighed

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Mapping, Sequence

    from winnow.catalogue.catalogue import Catalogue
    from winnow.catalogue.rows import Listed
    from winnow.domain.additive import AdditiveModel
    from winnow.domain.export import Membership, Part
    from winnow.domain.impression import Impression
    from winnow.domain.measurement import Measurement
    from winnow.domain.score import Reason
    from winnow.domain.tags import SidecarNaming
    from winnow.engine import Engine
    from winnow.export.gallery_folder import Darkroom, Developed
    from winnow.ingest.limits import Limits


@dataclass(frozen=True, slots=True)
class Plan:
    """What an export is going to do.

    Attributes:
        source: the folder of the library.
        items: the photos, best first.
        gone: chosen photos whose files are no longer there.
        sidecars: what is to be written beside photos, and sidecars that are not understood.
        files: names in the folder that files go to.
        packed: names in the archive.
        gallery_bytes: about how many the gallery takes.
    """

    source: Path
    items: tuple[Item, ...]
    targets: Targets
    gone: tuple[Left, ...] = ()
    sidecars: tuple[SidecarChange | Left, ...] = ()
    files: Layout = field(default_factory=Layout)
    packed: Layout = field(default_factory=Layout)
    gallery_bytes: int = 0


class Need(NamedTuple):
    """Bytes that a target takes; an `estimate` of them where they are not known before it is made."""

    place: Path
    size: int
    estimate: bool = False

    def __str__(self) -> str:
        return f"{'about ' if self.estimate else ''}{megabytes(self.size)}"


def plan(
    catalogue: Catalogue,
    model: AdditiveModel,
    selection: Selection,
    targets: Targets,
    naming: SidecarNaming,
    weights: Weights | None = None,
) -> Plan:
    """Choose photos, by the model's own scores or by `weights`, and lay them out; nothing is written.

    Where only sidecars are wanted, and of no photos in particular, they are of all that have something to say.

    Raises:
        ArgumentError: `selection` says nothing and nothing was kept, or a target cannot be the name of anything new,
            or is in winnow's own folder.
        JournalDamagedError: a journal lies at the target that cannot be read.
    """
    check_names(targets)
    listed = {photo.photo: photo for photo in _listed(catalogue, model, weights)}
    log = catalogue.acts()
    words = said(log)
    groups = memberships(shown(catalogue, model))
    all_of_them = candidates(list(listed.values()), fold(log).marks, groups)
    whoever_speaks = targets.sidecars_alone and selection.says_nothing
    chosen = best_first(all_of_them) if whoever_speaks else choose(all_of_them, selection)
    shots = Shots(catalogue.folder, listed.values(), moved_away(targets.to) if targets.to else {})
    parts = {one: shots.parts(listed[one.photo]) for one in chosen}
    gone = [one for one in chosen if not parts[one] and not (whoever_speaks and tags_of(one, words).say_nothing)]
    items = [Item(one, files) for one, files in parts.items() if files]
    changes: list[SidecarChange | Left] = []
    if targets.xmp:
        photos = [photo.found for photo in listed.values()]
        told = list(with_sidecars(items, catalogue.folder, photos, words, catalogue.tags(RECIPE), naming))
        told = [one for one in told if not (whoever_speaks and one.is_silent)]
        items = [one.item for one in told]
        changes = [change for one in told for change in one.changes]
    items = with_what_is_said(catalogue, model, items, weights or Weights())
    return Plan(
        source=catalogue.folder,
        items=tuple(items),
        targets=targets,
        gone=tuple(Left(one.path, "it is no longer there: rate the folder again") for one in gone),
        sidecars=tuple(changes),
        files=_laid_out(items, targets, catalogue.folder),
        packed=lay_out(items, Empty(), flat=targets.flat, as_written=portable) if targets.zip else Layout(),
        gallery_bytes=_room_of_gallery(items, targets),
    )


def _listed(catalogue: Catalogue, model: AdditiveModel, weights: Weights | None) -> list[Listed]:
    listed = catalogue.listing(model.scorer)
    if weights is None or weights.are_the_models:
        return listed
    ranked = catalogue.best(model.scorer, RECIPE, model.network, n=None)
    given = {row.path: row.score for row in weighed(ranked, model, weights)}
    return [_with_score(photo, given.get(photo.found.path)) for photo in listed]


def _with_score(photo: Listed, value: float | None) -> Listed:
    return photo if value is None or photo.score is None else photo._replace(score=replace(photo.score, value=value))


def candidates(
    listed: Sequence[Listed], marks: Mapping[int, Mark], groups: Mapping[int, tuple[Membership, ...]]
) -> Iterator[Candidate]:
    """Every photo with what decides whether it is taken."""
    scored = [photo for photo in listed if photo.score is not None]
    scored.sort(key=lambda photo: (-photo.score.value if photo.score else 0.0, os.fsencode(photo.found.path)))
    ranks = {photo.photo: rank for rank, photo in enumerate(scored, start=1)}
    for photo in listed:
        yield Candidate(
            photo=photo.photo,
            path=photo.found.path,
            content=photo.content,
            rank=ranks.get(photo.photo),
            score=photo.score,
            mark=marks.get(photo.photo, Mark()),
            groups=groups.get(photo.photo, ()),
        )


def with_what_is_said(
    catalogue: Catalogue, model: AdditiveModel, items: Sequence[Item], weights: Weights
) -> list[Item]:
    """The photos with what was measured of them, and the reasons for their scores, which `weights` gave them."""
    contents = {item.candidate.content for item in items if item.candidate.content is not None}
    measured = catalogue.find(contents, RECIPE)
    seen = catalogue.find_impressions(contents, model.network) if model.network else {}
    return [_said(item, model, measured, seen, weights) for item in items]


def _said(
    item: Item,
    model: AdditiveModel,
    measured: Mapping[bytes, Measurement],
    seen: Mapping[bytes, Impression],
    weights: Weights,
) -> Item:
    content = item.candidate.content or b""
    if content not in measured:
        return item
    known = measured[content]
    distribution = seen[content].distribution if content in seen else None
    why: tuple[Reason, ...] = ()
    if item.candidate.score is not None:
        why = reasons(explained(model, known.signals, distribution, shot_of(known.metadata), weights))
    return replace(
        item,
        taken_at=known.metadata.taken_at,
        width=known.width,
        height=known.height,
        reasons=why,
    )


def _laid_out(items: Sequence[Item], targets: Targets, source: Path) -> Layout:
    """Names in the folder that files go to. What lies in it already, because it lies in the library, stays there."""
    if targets.to is None:
        return Layout()
    inside = targets.to.relative_to(source).as_posix() if targets.to.is_relative_to(source) else None
    coming = [item for item in items if inside is None or not _lies_in(item.path, inside)]
    layout = lay_out(coming, OnDisk(targets.to), flat=targets.flat)
    staying = [
        Placed(part.path, Path(part.source).relative_to(targets.to).as_posix())
        for item in items
        if inside is not None and _lies_in(item.path, inside)
        for part in item.parts
    ]
    return Layout(layout.placings, (*layout.there, *staying), layout.left)


def _room_of_gallery(items: Sequence[Item], targets: Targets) -> int:
    if targets.gallery is None:
        return 0
    from winnow.export.gallery_folder import room  # noqa: PLC0415 - loaded where one is made
    from winnow.ingest.thumbnail import size_of  # noqa: PLC0415 - loads the decoders

    return room(items, targets.gallery, size_of, originals=targets.originals)


def _lies_in(path: str, folder: str) -> bool:
    return folder == "." or path.startswith(f"{folder}/")


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
            room = f"{needs[device]} are needed, {megabytes(free)} are free"
            raise TargetFullError(f"{need.place}: {room}. Make room, or choose another place.")
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
