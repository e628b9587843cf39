"""Planning an export: what it would do, with nothing written.

::

    every photo with its score, marks and groups → chosen → with its files
        → what its sidecars are to say → its reasons
        → names at each target, over nothing that is there
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from winnow.curation.fold import fold
from winnow.curation.said import said
from winnow.domain.decision import Mark
from winnow.domain.export import Candidate, Item, Left, Placed, Selection, Targets
from winnow.domain.metadata import shot_of
from winnow.domain.profile import Weights
from winnow.export.choose import best_first, choose
from winnow.export.folder import OnDisk, moved_away
from winnow.export.layout import Empty, Layout, lay_out
from winnow.export.names import portable
from winnow.ranking.words import reasons
from winnow.signals.recipe import RECIPE
from winnow.workflows.export_places import check_names
from winnow.workflows.export_sidecars import tags_of, with_sidecars
from winnow.workflows.shots import Shots
from winnow.workflows.shown import memberships, shown
from winnow.workflows.weigh import explained, weighed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from winnow.catalogue.catalogue import Catalogue
    from winnow.catalogue.rows import Listed
    from winnow.domain.additive import AdditiveModel
    from winnow.domain.export import Membership
    from winnow.domain.impression import Impression
    from winnow.domain.measurement import Measurement
    from winnow.domain.score import Reason
    from winnow.domain.tags import SidecarNaming
    from winnow.export.sidecar import SidecarChange


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
    photos = _listed(catalogue, model, weights)
    log = catalogue.acts()
    words = said(log)
    whoever_speaks = targets.sidecars_alone and selection.says_nothing
    all_of_them = candidates(photos, fold(log).marks, memberships(shown(catalogue, model)))
    chosen = best_first(all_of_them) if whoever_speaks else choose(all_of_them, selection)
    items, gone = _with_files(chosen, photos, catalogue.folder, targets)
    changes: list[SidecarChange | Left] = []
    if targets.xmp:
        inside = catalogue.tags(RECIPE)
        told = list(with_sidecars(items, catalogue.folder, [photo.found for photo in photos], words, inside, naming))
        told = [one for one in told if not (whoever_speaks and one.is_silent)]
        items = [one.item for one in told]
        changes = [change for one in told for change in one.changes]
    missed = [one for one in gone if not (whoever_speaks and tags_of(one, words).say_nothing)]
    items = with_what_is_said(catalogue, model, items, weights or Weights())
    return Plan(
        source=catalogue.folder,
        items=tuple(items),
        targets=targets,
        gone=tuple(Left(one.path, "it is no longer there: rate the folder again") for one in missed),
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


def _with_files(
    chosen: Iterable[Candidate], photos: Sequence[Listed], folder: Path, targets: Targets
) -> tuple[list[Item], list[Candidate]]:
    """The chosen photos with their files, and those of them that have none any more."""
    known = {photo.photo: photo for photo in photos}
    shots = Shots(folder, photos, moved_away(targets.to) if targets.to else {})
    items, gone = [], []
    for one in chosen:
        if parts := shots.parts(known[one.photo]):
            items.append(Item(one, parts))
        else:
            gone.append(one)
    return items, gone


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
