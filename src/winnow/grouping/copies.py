"""Which pictures are one picture: resized, recompressed, cropped or edited a little, turned, mirrored.

shots    <- two that were taken at different moments are no copies, however alike
hash     <- pHash within a few bits proposes, unless there is too little in a picture for its hash to say anything
network  <- the embedding confirms
verdict  <- where the two disagree, laying one on the other decides; so it does where there is no network. Where they
            agree it may still see that something moved: frames of a burst are as near as copies to hash and network
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from winnow.grouping.hashes import Near
from winnow.grouping.moments import taken_apart
from winnow.grouping.pairs import Pairs, likest, without
from winnow.grouping.verdicts import is_copy, is_retake, is_still

if TYPE_CHECKING:
    from winnow.grouping.looks import Looks, Mask, Rows, Verdicts

TELLING_BITS = 5.0  # of entropy: below, hashes of unrelated pictures collide
STEP_EV = 0.7  # difference in light from which two undated pictures may be steps of a bracket instead


class Hashed:
    """Finds pairs with nearly the same hash that may be copies as far as is known."""

    def __init__(self, looks: Looks) -> None:
        self._looks = looks
        self._telling = looks.entropy_bits >= TELLING_BITS
        self._near = Near(looks.hashes, np.flatnonzero(self._telling))

    def touching(self, asking: Mask) -> tuple[Rows, Rows]:
        """Return the pairs of which one is `asking`, (n,) bool."""
        return self._near.touching(np.flatnonzero(self._telling & asking), self._possible)

    def _possible(self, one: Rows, other: Rows) -> Mask:
        return ~taken_apart(self._looks, one, other)


def disputed(looks: Looks, hashed: Pairs, bar: float) -> Pairs:
    """Return those of the pairs with nearly the same hash, as alike as embeddings say, that need a verdict."""
    return hashed.where(~_confirmable(looks, hashed) | (hashed.alike < bar))


def copies(looks: Looks, hashed: Pairs, verdicts: Verdicts) -> Pairs:
    """Return pairs that are copies if they are alike enough: wholly where a verdict says so, else as embeddings do.

    Args:
        looks: of all rows.
        hashed: pairs with nearly the same hash, as alike as embeddings say.
        verdicts: how pairs lie on one another, those of `disputed` among them.
    """
    retakes = [pair for pair, alignment in verdicts.items() if alignment is not None and is_retake(alignment)]
    one, other = np.array(retakes, dtype=np.int64).reshape(-1, 2).T
    moved = Pairs(one, other, np.zeros(len(retakes)))
    confirmed = hashed.where(_confirmable(looks, hashed))
    return likest(without(confirmed, moved, len(looks)), _proven(looks, verdicts))


def stepped(looks: Looks, one: Rows, other: Rows) -> Mask:
    """Return which pairs of undated rows differ in light as the steps of a bracket do."""
    undated = ~looks.dated[one] & ~looks.dated[other]
    return np.asarray(undated & (np.abs(looks.light_ev[one] - looks.light_ev[other]) >= STEP_EV))


def _confirmable(looks: Looks, hashed: Pairs) -> Mask:
    """Without a network, how alike hashes are says nothing new; and an embedding does not tell a step from an edit."""
    if looks.vectors is None:
        return np.zeros(len(hashed), dtype=np.bool_)
    return ~stepped(looks, hashed.one, hashed.other)


def _proven(looks: Looks, verdicts: Verdicts) -> Pairs:
    found = sorted((pair, alignment) for pair, alignment in verdicts.items() if alignment and is_copy(alignment))
    one, other = np.array([pair for pair, _ in found], dtype=np.int64).reshape(-1, 2).T
    still = np.array([is_still(alignment) for _, alignment in found], dtype=np.bool_)
    pairs = Pairs(one, other, np.ones(len(one)))
    return pairs.where(~taken_apart(looks, one, other) & ~(still & stepped(looks, one, other)))
