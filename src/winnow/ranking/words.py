"""Contributions in a photographer's words.

Each signal has a few phrases, chosen by where its value lies and by whether it gave points or took them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from winnow.domain.impression import SIGNAL as IMPRESSION
from winnow.domain.profile import BOUNDS, METADATA
from winnow.domain.score import Reason

if TYPE_CHECKING:
    from winnow.domain.score import Explanation

_UNSEEN = {IMPRESSION, METADATA, BOUNDS}
_UNSAID = 0.05  # points: less than what a score is shown with, so neither for nor against


@dataclass(frozen=True, slots=True)
class Phrases:
    """What a signal is called, and how it reads in a reason.

    Attributes:
        name: for a contribution that hardly counts, or could not be measured.
        praise: it gave points; the two for a value below and at or above `middle`.
        blame: it took points; likewise.
        middle: where low turns into high.
        percent: whether the value is a share of the frame that is worth telling.
    """

    name: str
    praise: tuple[str, str]
    blame: tuple[str, str]
    middle: float = 0.0
    percent: bool = False


def say(signal: str, value: float | None, points: float) -> str:
    """Return a contribution in words; a signal without phrases (another model's) is called by its name."""
    phrases = PHRASES.get(signal) or _one(f"good {_spaced(signal)}", f"poor {_spaced(signal)}", _spaced(signal))
    if value is None:
        return f"{phrases.name}: could not be measured, left out"
    if abs(points) < _UNSAID:
        return f"{phrases.name}: about as usual"
    text = (phrases.praise if points > 0 else phrases.blame)[value >= phrases.middle]
    return f"{text}: {value:.0%} of the frame" if phrases.percent and value >= phrases.middle else text


def reasons(explanation: Explanation, n: int = 2) -> tuple[Reason, ...]:
    """Return the `n` strongest contributions that were measured and that a person can see in the photo.

    A network's impression is none: it is strong in most photos, and says nothing that could be looked for. Nor is what
    the camera wrote, or that no score is beyond its bounds.
    """
    seen = [one for one in explanation.contributions if one.value is not None and one.signal not in _UNSEEN]
    return tuple(Reason(one.text, one.points) for one in seen[:n])


def name_of(signal: str) -> str:
    """What a signal is called among the things that photographers look for; another model's by its own name."""
    return PHRASES[signal].name if signal in PHRASES else _spaced(signal)


def _spaced(signal: str) -> str:
    return signal.replace("_", " ")


def _one(praise: str, blame: str, name: str) -> Phrases:
    return Phrases(name, (praise, praise), (blame, blame))


PHRASES = {
    IMPRESSION: Phrases(
        "the picture as a whole",
        ("the picture as a whole holds up", "the picture as a whole is strong"),
        ("the picture as a whole is weak", "the picture as a whole is no more than fair"),
        5.0,
    ),
    "sharpness": _one("crisp all over", "soft all over", "sharpness"),
    "subject_sharpness": _one(
        "sharp where it matters", "nothing in it is really sharp", "sharpness at the sharpest part"
    ),
    "edge_sharpness": _one("clean, steep edges", "smeared edges", "edges"),
    "defocus": _one("well focused", "out of focus", "focus"),
    "motion_blur": _one("held still", "shaken or moving", "camera shake"),
    "noise": _one("clean, hardly any noise", "noisy", "noise"),
    "blockiness": _one("no compression blocks", "compression blocks show", "compression"),
    "grain": Phrases("fine texture", ("smooth texture", "fine texture"), ("smeared texture", "gritty texture"), 0.17),
    "evenness": Phrases(
        "texture across the frame",
        ("calm surfaces", "rich in texture"),
        ("bare surfaces, little texture", "harsh texture all over"),
        0.55,
    ),
    "brightness": Phrases("exposure", ("rich dark tones", "bright"), ("too dark", "too bright"), 0.45),
    "bright_tones": Phrases(
        "light tones", ("light held back", "light and airy"), ("light parts are dull", "light parts are glaring"), 0.65
    ),
    "contrast": Phrases(
        "contrast", ("gentle contrast", "strong contrast"), ("flat, little contrast", "harsh contrast"), 0.22
    ),
    "black_point": Phrases(
        "blacks", ("deep blacks", "airy blacks"), ("blocked blacks", "grey haze over the blacks"), 0.05
    ),
    "local_contrast": _one("clear, with punch", "dull, lacking punch", "clarity"),
    "light_contrast": Phrases(
        "light and shade", ("even light", "strong light and shade"), ("flat light", "harsh light and shade"), 0.18
    ),
    "dynamic_range": Phrases(
        "range of tones",
        ("soft range of tones", "full range of tones"),
        ("flat, few tones", "hard blacks and whites"),
        0.75,
    ),
    "clipped_highlights": Phrases(
        "highlights",
        ("highlights kept", "bright highlights"),
        ("small highlights blown", "highlights blown"),
        0.01,
        percent=True,
    ),
    "clipped_shadows": Phrases(
        "shadows",
        ("shadows kept", "deep shadows"),
        ("small shadows blocked up", "shadows blocked up"),
        0.01,
        percent=True,
    ),
    "colourfulness": Phrases("colour", ("restrained colour", "colourful"), ("pale colours", "garish colours"), 35.0),
    "saturation": Phrases(
        "saturation", ("gentle saturation", "rich saturation"), ("washed out", "oversaturated"), 0.35
    ),
    "cast": Phrases(
        "white balance", ("neutral white balance", "warm or cool mood"), ("bland light", "colour cast"), 12.0
    ),
    "colour_contrast": Phrases(
        "colour contrast",
        ("few colours that agree", "colours that stand apart"),
        ("all one colour", "clashing colours"),
        14.0,
    ),
    "hue_variety": Phrases(
        "palette", ("few hues that agree", "varied palette"), ("hardly more than one hue", "too many hues"), 0.5
    ),
    "subject_placement": Phrases(
        "placement",
        ("subject well placed", "unusual placement"),
        ("subject in an awkward place", "subject far off"),
        0.2,
    ),
    "balance": Phrases("balance", ("well balanced", "lively balance"), ("static, even balance", "lopsided"), 0.1),
    "concentration": Phrases(
        "subject", ("one clear subject", "interest all over"), ("little in the frame", "no clear subject"), 0.85
    ),
    "horizon": Phrases("horizon", ("level", "tilted to effect"), ("lines not quite level", "tilted horizon"), 0.5),
    "clutter": Phrases("clutter", ("plain surroundings", "full of detail"), ("empty", "busy all over"), 0.6),
    "border_clutter": Phrases(
        "edges of the frame",
        ("clean edges of the frame", "filled to the edges"),
        ("cramped in the middle", "busy background"),
        0.33,
    ),
    "isolation": Phrases(
        "subject against background",
        ("sharp from front to back", "subject stands out from its background"),
        ("nothing stands out", "little but the subject is sharp"),
        1.0,
    ),
}
