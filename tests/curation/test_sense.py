"""A choice that makes no sense is refused before it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from tests.curation.logs import choices

from winnow.curation.sense import check
from winnow.domain.decision import Choice, Verb
from winnow.domain.errors import ArgumentError


@given(choices())
def test_what_makes_sense_passes(choice: Choice) -> None:
    check(choice)


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (Choice(Verb.KEEP, ()), "needs a photo"),
        (Choice(Verb.STAR, (1,), value="6"), "give 0 to 5"),
        (Choice(Verb.STAR, (1,), value="-1"), "give 0 to 5"),
        (Choice(Verb.STAR, (1,)), "give 0 to 5"),
        (Choice(Verb.LABEL, (1,), value="mauve"), "red, yellow, green, blue, purple"),
        (Choice(Verb.KEEP_ALL, (1, 1)), "two photos"),
        (Choice(Verb.TOGETHER, (1,), value="burst"), "two photos"),
        (Choice(Verb.TOGETHER, (1, 2), value="family"), "no kind of group"),
        (Choice(Verb.APART, (1,), value="burst"), "another photo"),
        (Choice(Verb.APART, (1, 2), (2, 3), "burst"), "both sides"),
        (Choice(Verb.KEEPER, (1,), (1, 2)), "both sides"),
        (Choice(Verb.KEEPER, (1, 2), (3,)), "one keeper"),
    ],
)
def test_what_makes_none_is_told(choice: Choice, words: str) -> None:
    with pytest.raises(ArgumentError, match=words):
        check(choice)
