"""Groups as a person is shown them: with a keeper, the order of the rest, and what has been decided.

::

    groups of contents → photos that have them, and are there
    identical photos   → groups of their own
    each group         → candidates → the keeper rule → the person's own keepers before it
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from winnow.curation.fold import fold
from winnow.curation.parted import of_photos
from winnow.domain.decision import Mark
from winnow.domain.export import Membership
from winnow.domain.group import REACH, WHOLE, Group, Kind, Suggestion
from winnow.domain.grouped import Grouped, Member
from winnow.grouping.candidate import Candidate
from winnow.grouping.keeper import suggest
from winnow.ranking.distribution import mean
from winnow.signals.recipe import RECIPE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from winnow.catalogue.catalogue import Catalogue
    from winnow.catalogue.rows import Listed
    from winnow.domain.additive import AdditiveModel
    from winnow.domain.decided import Decided
    from winnow.domain.measurement import Measurement

_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class _Photos:
    """What is known of the photos of all groups."""

    measured: Mapping[bytes, Measurement]
    impressions: Mapping[bytes, float]
    decided: Decided


def shown(catalogue: Catalogue, model: AdditiveModel, kinds: Collection[Kind] = tuple(Kind)) -> list[Grouped]:
    """The groups as they are stored, the narrowest kinds first, each kind in order of capture."""
    by_id = {one.photo: one for one in catalogue.listing(model.scorer)}
    photos_of: dict[bytes, list[int]] = defaultdict(list)
    for one in by_id.values():
        if one.content is not None:
            photos_of[one.content].append(one.photo)
    decided = fold(catalogue.acts())
    clusters = [cluster for cluster in catalogue.clusters() if cluster.kind in kinds]
    groups = [
        (group, [by_id[photo] for photo in group.members])
        for group in of_photos(photos_of, clusters, decided.apart)
        if group.kind in kinds
    ]
    contents = {photo.content for _, photos in groups for photo in photos if photo.content is not None}
    seen = {} if model.network is None else catalogue.find_impressions(contents, model.network)
    known = _Photos(
        catalogue.find(contents, RECIPE),
        {content: mean(impression.distribution) for content, impression in seen.items()},
        decided,
    )
    ordered = [(group, sorted(photos, key=lambda photo: _when(photo, known))) for group, photos in groups]
    ordered.sort(key=lambda one: (REACH[one[0].kind], one[0].kind, _when(one[1][0], known), one[0].id))
    return [_grouped(group, photos, known) for group, photos in ordered]


def memberships(found: Iterable[Grouped]) -> dict[int, tuple[Membership, ...]]:
    """The groups of each photo, the narrowest first."""
    of_photo: dict[int, tuple[Membership, ...]] = {}
    for one in found:
        is_whole = one.group.kind in WHOLE or one.keep_all
        for member in one.members:
            keeper = is_whole or member is one.keeper or member.photo in one.chosen
            own = Membership(one.group.id, one.group.kind, len(one.members), keeper)
            of_photo[member.photo] = (*of_photo.get(member.photo, ()), own)
    return of_photo


def _when(photo: Listed, known: _Photos) -> tuple[str, list[str | int]]:
    """In order of capture, then of path, in which IMG_9 comes before IMG_10; photos without a date last."""
    measured = known.measured.get(photo.content or b"")
    taken_at = measured.metadata.taken_at if measured is not None else None
    path = [int(part) if part.isdecimal() else part for part in _DIGITS.split(photo.found.path)]
    return taken_at or "~", path


def _grouped(group: Group, photos: Sequence[Listed], known: _Photos) -> Grouped:
    group = replace(group, members=tuple(photo.photo for photo in photos))
    chosen = known.decided.keepers(group.members)
    suggestion = suggest([_candidate(photo, known) for photo in photos], group.kind)
    by_id = {photo.photo: photo for photo in photos}
    suggestion = preferring(chosen, suggestion)
    return Grouped(
        group,
        suggestion,
        tuple(_member(by_id[photo], known.decided) for photo in suggestion.order),
        chosen,
        keep_all=any(frozenset(group.members) <= whole for whole in known.decided.keep_all),
    )


def preferring(chosen: Sequence[int], suggestion: Suggestion) -> Suggestion:
    """The suggestion, with what the person chose before it."""
    if not chosen:
        return suggestion
    order = (
        *(photo for photo in suggestion.order if photo in chosen),
        *(photo for photo in suggestion.order if photo not in chosen),
    )
    return Suggestion(keeper=order[0], order=order, margin=1.0, sure=True, reasons=("your choice",))


def _candidate(photo: Listed, known: _Photos) -> Candidate:
    content = photo.content or b""
    measured = known.measured.get(content)
    facts = Candidate(
        photo=photo.photo,
        content=content,
        path=photo.found.path,
        mtime_ns=photo.found.mtime_ns,
        size=photo.found.size,
        score=None if photo.score is None else photo.score.value,
        impression=known.impressions.get(content),
    )
    if measured is None:
        return facts
    metadata = measured.metadata
    return replace(
        facts,
        format=measured.format,
        width=measured.width,
        height=measured.height,
        signals=measured.signals,
        taken_at=metadata.taken_at,
        from_camera=metadata.camera_model is not None and metadata.taken_at is not None,
    )


def _member(photo: Listed, decided: Decided) -> Member:
    score = None if photo.score is None else photo.score.value
    return Member(photo.photo, photo.found.path, score, decided.marks.get(photo.photo, Mark()))
