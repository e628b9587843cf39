"""What copies of one picture tell of each other: which of them may be edits.

A picture that was blown up is softer than the smaller one it was made of, so sharpness tells something between sizes.
Within one size it does not: the sharper file may be a sharpened one. What edits have in common there is what they were
made of, so of three or more files the original is the one in the middle. And an edit is made later than what it was
made of, though the time of a file is no more than a hint: many ways of copying set it anew.
"""

from __future__ import annotations

import math
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from winnow.grouping.candidate import Candidate

_SHARPNESS: Final = "subject_sharpness"
# An edit at once visible beside the original: octaves of sharpness, shares of the range for the others.
_VISIBLE: Final = {_SHARPNESS: 0.4, "saturation": 0.05, "brightness": 0.03, "contrast": 0.02}
_ONE_SIZE: Final = 0.2  # octaves of pixels: what was cropped a little is of the same size
_FEWEST_WITH_A_MIDDLE: Final = 3


def among_copies(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The same candidates with `usual_sharpness` and `departure`, by the copies of their size, and `oldest`."""
    first = min(one.mtime_ns for one in candidates)
    return [
        replace(
            _beside(one, [other for other in candidates if _is_of_one_size(one, other)]), oldest=one.mtime_ns == first
        )
        for one in candidates
    ]


def _is_of_one_size(one: Candidate, other: Candidate) -> bool:
    pixels, others = (each.width * each.height if each.width and each.height else 0 for each in (one, other))
    return abs(math.log2(pixels / others)) < _ONE_SIZE if pixels and others else False


def _beside(one: Candidate, peers: Sequence[Candidate]) -> Candidate:
    peers = list({peer.content: peer for peer in peers}.values())  # a backup of an edit moves no middle
    known = {name: [value for peer in peers if (value := peer.signals.get(name)) is not None] for name in _VISIBLE}
    middle = {name: median(values) for name, values in known.items() if values}
    steps = [
        abs(value - middle[name]) / visible
        for name, visible in _VISIBLE.items()
        if len(known[name]) >= _FEWEST_WITH_A_MIDDLE and (value := one.signals.get(name)) is not None
    ]
    return replace(one, usual_sharpness=middle.get(_SHARPNESS), departure=max(steps) if steps else None)
