"""What speaks for one photo of a group over another: one number per trait, more of it better, and its words.

Everything is compared within a group, so a trait needs no zero, only a unit in which differences mean the same
everywhere: octaves for sharpness, doublings for size, shares of the frame for clipping. What winnow would say of a
difference is told with the figures that a person can check.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from winnow.domain.group import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from winnow.grouping.candidate import Candidate


@dataclass(frozen=True, slots=True)
class Trait:
    """Something that a photo may have more of than another.

    Attributes:
        name: what its weight is called in `winnow.grouping.weights`.
        value: how much of it a candidate has; None where nobody knows.
        visible: the least difference that is worth a word.
        say: the words for having the first value where others have the second, lower one.
        weight: of a unit, in logits (1 turns a coin toss into 73 to 27), where it is set by hand; None: it is fitted.
    """

    name: str
    value: Callable[[Candidate], float | None]
    visible: float
    say: Callable[[float, float], str]
    weight: float | None = None


# -- words ---------------------------------------------------------------------------------------------------


def _times(text: str) -> Callable[[float, float], str]:
    """`text` with the ratio of two values that are log2 of something."""
    return lambda more, less: text.format(f"{2 ** (more - less):.1f}x")


def _percent(text: str) -> Callable[[float, float], str]:
    """`text` with two shares; those of what is clipped are stored as minus the share."""
    return lambda more, less: text.format(*(f"{abs(share):.0%}" for share in (more, less)))


def _figures(text: str) -> Callable[[float, float], str]:
    return text.format


def _plainly(text: str) -> Callable[[float, float], str]:
    return lambda _more, _less: text


def _megapixels(more: float, less: float) -> str:
    return f"larger: {_round(2**more)} MP, not {_round(2**less)} MP"


def _larger_original(more: float, less: float) -> str:
    return f"larger original: {_round(2**more)} MP, not {_round(2**less)} MP"


def _round(megapixels: float) -> str:
    return f"{megapixels:.0f}" if megapixels >= _WHOLE_MEGAPIXELS else f"{megapixels:.1f}"


def _better_format(more: float, _less: float) -> str:
    return "the RAW file" if more == _FORMAT_RANK["raw"] else "a format that loses less"


# -- values --------------------------------------------------------------------------------------------------


def _signal(name: str, sign: int = 1) -> Callable[[Candidate], float | None]:
    return lambda one: None if (value := one.signals.get(name)) is None else sign * value


def _area(one: Candidate) -> float | None:
    return math.log2(one.width * one.height / 1e6) if one.width and one.height else None


def _bits(format_: str) -> Callable[[Candidate], float | None]:
    """Log2 of bits per pixel, of files of one format: those of two formats say nothing about each other.

    Less what detail takes: a picture that was sharpened, or made smaller, has more bits at the same quality.
    """

    def bits(one: Candidate) -> float | None:
        if one.format != format_ or not (one.size and one.width and one.height):
            return None
        detail = one.signals.get("subject_sharpness") or 0.0
        return math.log2(8 * one.size / (one.width * one.height)) - _BITS_OF_DETAIL * detail

    return bits


def _is_original(one: Candidate) -> float | None:
    return None if one.derived is None else float(not one.derived)


def _nearness(one: Candidate) -> float | None:
    return None if one.departure is None else -min(one.departure, _FURTHEST)


def _rank(one: Candidate) -> float | None:
    return None if one.format is None else _FORMAT_RANK.get(one.format, _USUAL_RANK)


def _is_oldest(one: Candidate) -> float | None:
    return None if one.oldest is None else float(one.oldest)


def _is_from_camera(one: Candidate) -> float | None:
    return None if one.from_camera is None else float(one.from_camera)


_WHOLE_MEGAPIXELS = 2  # from here on a tenth is not worth telling
# What a camera or a careful export writes ranks above what chats and web pages make of it.
_FORMAT_RANK = {"raw": 3.0, "heif": 2.0, "tiff": 2.0, "psd": 2.0, "webp": 0.0, "gif": -1.0}
_USUAL_RANK = 1.0
# Octaves of bits for one of sharpness: .58 to .77 in JPEGs of one quality that were sharpened or blurred,
# ../shared/photos/copies.
_BITS_OF_DETAIL = 0.7
_FURTHEST = 4.0  # steps: who is that far off is no further out for being further
_LOSSY = ("jpeg", "heif", "webp", "avif", "jxl", "jp2")

# -- the picture: fitted on frames of one scene, training/fit_keeper.py ---------------------------------------------

SCORE = Trait("score", lambda one: one.score, 0.5, _figures("higher score: {:.1f}, not {:.1f}"))
SHARPNESS = Trait("sharpness", _signal("subject_sharpness"), math.log2(1.2), _times("sharper: {} on the subject"))
FITTED = (
    SCORE,
    Trait("impression", lambda one: one.impression, 0.5, _figures("stronger as a whole: {:.1f}, not {:.1f}")),
    SHARPNESS,
    Trait("focus", _signal("defocus", -1), math.log2(1.15), _times("better focused: {}")),
    Trait("steadiness", _signal("motion_blur", -1), math.log2(1.1), _times("held steadier: {}")),
    Trait("cleanness", _signal("noise", -1), math.log2(1.5), _times("less noise: {}")),
    Trait("tones", _signal("dynamic_range"), 0.1, _percent("fuller range of tones: {}, not {}")),
    Trait("highlights", _signal("clipped_highlights", -1), 0.03, _percent("highlights kept: {} clipped, not {}")),
    Trait("shadows", _signal("clipped_shadows", -1), 0.03, _percent("shadows kept: {} clipped, not {}")),
)

# -- the rest: set by hand, since no rated photos tell -------------------------------------------------------------

_ORIGINAL = Trait("original", _is_original, 1.0, _plainly("the original, not made from another"), weight=4.0)
# Frames of a scene may come from two cameras, and 24 megapixels are hardly worth more than 12; but the small copy that
# a chat made of one frame must not win by a hair's breadth of score.
_LARGER = Trait("area", _area, 1.0, _megapixels, weight=0.5)
_EXPRESSIONS = (
    # Somebody with shut eyes spoils a frame unless the others are beyond saving.
    Trait("eyes", lambda one: one.eyes_open, 0.4, _plainly("eyes open"), weight=4.0),
    Trait("smile", lambda one: one.smile, 0.4, _plainly("smiling"), weight=1.0),
)
_PICTURE = (*FITTED, *_EXPRESSIONS, _LARGER, _ORIGINAL)

# Of copies it is the file that differs. A doubling of pixels outweighs any one of the rest but provenance; a picture
# that was blown up is as much softer as it is larger. Of one size the sharper is no better: `winnow.grouping.among`.
_FILE = (
    _ORIGINAL,
    replace(_LARGER, visible=0.1, say=_larger_original, weight=1.5),
    Trait("camera", _is_from_camera, 1.0, _plainly("the camera's own notes are in it"), weight=2.0),
    Trait("format", _rank, 1.0, _better_format, weight=1.0),
    replace(SHARPNESS, value=lambda one: one.usual_sharpness, weight=2.0),
    Trait("middle", _nearness, 1.0, _plainly("what the other copies have in common"), weight=0.7),
    Trait("oldest", _is_oldest, 1.0, _plainly("the older file"), weight=0.3),
    *(
        Trait(
            f"bits_{name}",
            _bits(name),
            math.log2(1.2),
            _times("less compressed: {} the bits for its detail"),
            weight=0.7,
        )
        for name in _LOSSY
    ),
    Trait("blocks", _signal("blockiness", -1), 0.1, _plainly("fewer compression blocks"), weight=5.0),
)

TRAITS: Mapping[Kind, tuple[Trait, ...]] = {
    Kind.EXACT: (),
    Kind.COPY: _FILE,
    Kind.BURST: _PICTURE,
    Kind.SCENE: _PICTURE,
}
"""What counts among the photos of a group; kinds that are kept whole are not judged."""


def taste_of(taste: Mapping[int, float]) -> Trait:
    """Return the trait of a person's own taste, points 0-10 by photo id: a point weighs as much as one of the score."""
    return replace(
        SCORE, value=lambda one: taste.get(one.photo), say=_figures("more to your taste: {:.1f}, not {:.1f}")
    )
