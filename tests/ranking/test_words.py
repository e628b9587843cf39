from __future__ import annotations

import pytest

from winnow.domain.impression import SIGNAL as IMPRESSION
from winnow.domain.score import Contribution, Explanation, Score
from winnow.ranking.words import PHRASES, reasons, say
from winnow.signals.recipe import SIGNAL_NAMES


def test_every_signal_has_words() -> None:
    assert set(PHRASES) == SIGNAL_NAMES | {IMPRESSION}


@pytest.mark.parametrize(
    ("signal", "value", "points", "text"),
    [
        ("subject_sharpness", 4.2, 1.1, "sharp where it matters"),
        ("sharpness", -1.4, -0.9, "soft all over"),
        ("clipped_highlights", 0.12, -1.3, "highlights blown: 12% of the frame"),
        ("brightness", 0.08, -0.7, "too dark"),
        ("brightness", 0.93, -0.7, "too bright"),
        ("border_clutter", 0.5, -0.4, "busy background"),
        ("impression", 7.1, 1.3, "the picture as a whole is strong"),
        ("impression", 2.8, -1.3, "the picture as a whole is weak"),
        ("noise", None, 0.0, "noise: could not be measured, left out"),
        ("cast", 8.0, 0.01, "white balance: about as usual"),
        ("smile_strength", 0.9, 0.6, "good smile strength"),
    ],
)
def test_a_contribution_reads_as_a_photographer_would_say_it(
    signal: str, value: float | None, points: float, text: str
) -> None:
    assert say(signal, value, points) == text


def test_reasons_are_the_strongest_contributions_that_can_be_seen() -> None:
    contributions = (
        Contribution("impression", 8.0, 2.5, "the picture as a whole is strong"),
        Contribution("sharpness", 1.0, -2.0, "soft all over"),
        Contribution("brightness", 0.5, 1.0, "bright"),
        Contribution("noise", None, 0.0, "noise: could not be measured, left out"),
    )
    explanation = Explanation(Score(4.0, 0.5), 5.0, contributions, "any 1")
    assert [reason.text for reason in reasons(explanation)] == ["soft all over", "bright"]
    assert [reason.points for reason in reasons(explanation, n=1)] == [-2.0]
    assert len(reasons(explanation, n=9)) == 2
