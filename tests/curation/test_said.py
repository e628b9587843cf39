"""Who had the last word on a photo's flag, stars and label."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.curation.logs import Log, wild_logs

from winnow.curation.fold import fold
from winnow.curation.said import FLAGGING, Said, Word, last_flags, said
from winnow.curation.standing import undone
from winnow.domain.decision import LABELS, PERSON, Act, Choice, Verb
from winnow.domain.tags import Flag, Tags


def log(*entries: tuple[str, Choice] | int) -> list[Act]:
    """Acts by whom, of one choice each; a number is the act that is undone."""
    return [
        Act(number, "2026-11-21T10:00:00Z", PERSON, "", (), entry)
        if isinstance(entry, int)
        else Act(number, "2026-11-21T10:00:00Z", entry[0], "", (entry[1],))
        for number, entry in enumerate(entries, start=1)
    ]


def test_the_last_word_counts_and_whose_it_is() -> None:
    acts = log(("import", Choice(Verb.STAR, (1,), value="3")), (PERSON, Choice(Verb.STAR, (1,), value="5")))
    assert said(acts) == {1: Said(stars=Word(5, PERSON))}


def test_what_was_taken_away_is_said() -> None:
    acts = log(
        (PERSON, Choice(Verb.UNMARK, (1,))),
        (PERSON, Choice(Verb.STAR, (1,), value="0")),
        (PERSON, Choice(Verb.LABEL, (1,))),
    )
    assert said(acts)[1].tags == Tags(Flag.NEITHER, 0, "")


def test_what_was_undone_is_not() -> None:
    assert said(log((PERSON, Choice(Verb.REJECT, (1,))), 1)) == {}


def test_who_wants_all_of_some_photos_keeps_each() -> None:
    assert said(log((PERSON, Choice(Verb.KEEP_ALL, (1, 2)))))[2].tags == Tags(Flag.PICKED)


def test_who_belongs_together_is_no_word_for_other_programs() -> None:
    assert said(log((PERSON, Choice(Verb.TOGETHER, (1, 2), value="burst")))) == {}


PHOTOS = st.lists(st.integers(1, 3), min_size=1, max_size=3, unique=True).map(tuple)
CHOICES = st.one_of(
    st.builds(Choice, st.sampled_from([Verb.KEEP, Verb.REJECT, Verb.UNMARK, Verb.KEEP_ALL]), PHOTOS),
    st.builds(Choice, st.just(Verb.STAR), PHOTOS, value=st.sampled_from("012345")),
    st.builds(Choice, st.just(Verb.LABEL), PHOTOS, value=st.none() | st.sampled_from(LABELS)),
)


@given(st.lists(st.tuples(st.sampled_from([PERSON, "pick", "import"]), CHOICES), max_size=8))
def test_it_agrees_with_the_marks(entries: list[tuple[str, Choice]]) -> None:
    acts = log(*entries)
    marks = fold(acts).marks
    words = said(acts)
    assert marks.keys() <= words.keys()
    for photo, word in words.items():
        kept = {Flag.PICKED: True, Flag.REJECTED: False, Flag.NEITHER: None, None: None}[word.tags.flag]
        mark = marks.get(photo)
        found = (None, 0, None) if mark is None else (mark.kept, mark.stars, mark.label)
        assert found == (kept, word.tags.stars or 0, word.tags.label or None)


@given(wild_logs())
def test_flags_are_told_from_words_alone_as_from_the_whole_log(acts: Log) -> None:
    words = [
        (photo, choice.verb, act.id)
        for act in reversed(acts)
        for choice in reversed(act.choices)
        for photo in choice.photos
        if choice.verb in FLAGGING
    ]
    folded = {photo: one.flag.what for photo, one in said(acts).items() if one.flag is not None}
    assert last_flags(words, undone([act for act in acts if act.undoes is not None])) == folded
    kept = {photo: flag is Flag.PICKED for photo, flag in folded.items() if flag}
    assert kept == {photo: mark.kept for photo, mark in fold(acts).marks.items() if mark.kept is not None}
