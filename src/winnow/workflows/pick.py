"""Picking: what groups suggest becomes decisions.

::

    photos that are there, groups, the log → what to keep, to reject and to leave    (pure: winnow.curation.pick)
                                           → what of it is not so already            → one act (winnow.workflows.ruling)
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from winnow.curation.pick import choices, pick_at_target, pick_by_rule
from winnow.domain.picked import PICK, Pick, Pickable, Strictness
from winnow.workflows.decide import decided
from winnow.workflows.ruling import Ruling, decide_by
from winnow.workflows.shown import shown

if TYPE_CHECKING:
    from winnow.catalogue.catalogue import Catalogue
    from winnow.catalogue.rows import Listed
    from winnow.domain.additive import AdditiveModel


def pick(catalogue: Catalogue, model: AdditiveModel, wish: Strictness | int, *, dry_run: bool) -> Pick:
    """Decide what `wish` makes of the groups: how strictly to pick, or how many photos to keep in all.

    Args:
        catalogue: the library, with the groups as they were found last.
        model: whose scores count.
        wish: see above.
        dry_run: only say what would be decided.

    Raises:
        OvertakenError: somebody decided again and again meanwhile.
    """

    def rule() -> Ruling[Pick]:
        return _ruling(catalogue, model, wish)

    if dry_run:
        return rule().found
    picked, done = decide_by(catalogue, rule, who=PICK)
    return replace(picked, done=done)


def _ruling(catalogue: Catalogue, model: AdditiveModel, wish: Strictness | int) -> Ruling[Pick]:
    listed = catalogue.listing(model.scorer)
    photos = [Pickable(one.photo, one.found.path, None if one.score is None else one.score.value) for one in listed]
    groups, stand = shown(catalogue, model), decided(catalogue)
    if isinstance(wish, Strictness):
        picked, why = pick_by_rule(photos, groups, stand, wish), f"--strictness {wish}"
    else:
        picked, why = pick_at_target(photos, groups, stand, wish), f"--target {wish}"
    rejected = {one.photo for one in picked.rejected}
    freed = sum(_bytes(one) for one in listed if one.photo in rejected)
    return Ruling(Pick(picked, freed), choices(picked, stand), why)


def _bytes(photo: Listed) -> int:
    beside = photo.found.companion
    return photo.found.size + (0 if beside is None else beside.size)
