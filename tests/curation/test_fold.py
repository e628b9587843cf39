"""What follows from a log, by examples and by laws."""

from __future__ import annotations

import dataclasses
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.curation.logs import PHOTOS, Log, about, choices, log, logs, numbered, then, wild_logs

from winnow.curation.fold import fold
from winnow.curation.standing import standing
from winnow.domain.decided import Decided, Together
from winnow.domain.decision import Choice, Mark, Verb
from winnow.domain.group import REACH, Kind

REACHES = range(4)
BELONGING = (Verb.TOGETHER, Verb.APART)


def together(*photos: int, kind: Kind = Kind.BURST) -> Choice:
    return Choice(Verb.TOGETHER, photos, value=str(kind))


def apart(photo: int, *others: int, kind: Kind = Kind.BURST) -> Choice:
    return Choice(Verb.APART, (photo,), others, str(kind))


def keeper(photo: int, *others: int) -> Choice:
    return Choice(Verb.KEEPER, (photo,), others)


def are_together(decided: Decided, pair: set[int], reach: int) -> bool:
    return any(pair <= one.photos for one in decided.together if REACH[one.kind] == reach)


def are_apart(decided: Decided, pair: set[int], reach: int) -> bool:
    one, other = sorted(pair)
    return (one, other) in decided.apart and REACH[decided.apart[one, other]] >= reach


def covers(choice: Choice, reach: int) -> bool:
    widest = REACH[Kind(str(choice.value))]
    return reach >= widest if choice.verb is Verb.TOGETHER else reach <= widest


def test_marks_are_what_was_said_last_of_each() -> None:
    decided = fold(
        log(
            Choice(Verb.KEEP, (1, 2, 3, 4)),
            Choice(Verb.STAR, (1, 2), value="4"),
            Choice(Verb.REJECT, (2,)),
            Choice(Verb.LABEL, (2,), value="red"),
            Choice(Verb.UNMARK, (3,)),
            Choice(Verb.STAR, (1,), value="0"),
            Choice(Verb.LABEL, (4,), value="blue"),
            Choice(Verb.LABEL, (4,), value=None),
        )
    )
    assert decided.marks == {
        1: Mark(kept=True),
        2: Mark(kept=False, stars=4, label="red"),
        4: Mark(kept=True),
    }


def test_who_kept_or_rejected_last_is_known() -> None:
    first, second, third = log(Choice(Verb.KEEP, (1, 2)), Choice(Verb.REJECT, (2,)), Choice(Verb.UNMARK, (1,)))
    acts = (first, dataclasses.replace(second, who="pick"))
    assert fold(acts).deciders == {1: "person", 2: "pick"}
    assert fold((*acts, third)).deciders == {2: "pick"}


@given(logs())
def test_the_mark_of_a_photo_is_the_newest_word_in_force_on_it(acts: Log) -> None:
    said = [choice for act in standing(acts) for choice in act.choices]
    for photo in PHOTOS:
        mark = Mark()
        for choice in said:
            if photo in choice.photos:
                mark = newer(mark, choice)
        assert fold(acts).marks.get(photo, Mark()) == mark


def newer(mark: Mark, choice: Choice) -> Mark:
    match choice.verb:
        case Verb.STAR:
            return dataclasses.replace(mark, stars=int(str(choice.value)))
        case Verb.LABEL:
            return dataclasses.replace(mark, label=choice.value)
        case Verb.KEEP | Verb.KEEP_ALL:
            return dataclasses.replace(mark, kept=True)
        case Verb.REJECT:
            return dataclasses.replace(mark, kept=False)
        case Verb.UNMARK:
            return dataclasses.replace(mark, kept=None)
        case _:
            return mark


@given(logs(), st.sets(st.sampled_from(PHOTOS), min_size=1))
def test_what_the_log_says_of_a_few_photos_is_enough_for_their_marks(acts: Log, few: set[int]) -> None:
    marks = fold(acts).marks
    narrowed = fold(about(acts, few)).marks
    assert narrowed == {photo: mark for photo, mark in marks.items() if photo in few}


@given(logs() | wild_logs(), st.sets(st.sampled_from(PHOTOS), min_size=1))
def test_and_for_how_they_stand_to_one_another(acts: Log, few: set[int]) -> None:
    assert fold(about(acts, few)).among(few) == fold(acts).among(few)


@given(logs())
def test_how_all_photos_stand_to_one_another_is_how_things_stand_but_for_sets_together(acts: Log) -> None:
    whole = fold(acts)
    assert whole.among(PHOTOS) == dataclasses.replace(whole, together=())


@given(st.data())
def test_acts_about_different_photos_may_come_in_any_order(data: st.DataObject) -> None:
    left = data.draw(st.lists(choices((1, 2, 3)), max_size=5))
    right = data.draw(st.lists(choices((4, 5, 6)), max_size=5))
    one, other = log(*left, *right), log(*right, *left)
    assert fold(one) == fold(other)
    mixed: list[Choice] = []
    first, second = list(left), list(right)
    while first or second:
        mixed.append((first if first and (not second or data.draw(st.booleans())) else second).pop(0))
    assert fold(numbered(log(*mixed))) == fold(one)


@given(st.lists(choices((1, 2), BELONGING), max_size=6))
def test_of_a_pair_the_newest_word_on_a_reach_counts(said: list[Choice]) -> None:
    decided = fold(log(*said))
    for reach in REACHES:
        newest = next((choice.verb for choice in reversed(said) if covers(choice, reach)), None)
        assert are_apart(decided, {1, 2}, reach) == (newest is Verb.APART)
        assert are_together(decided, {1, 2}, reach) == (newest is Verb.TOGETHER)


@given(st.lists(choices(verbs=BELONGING), max_size=8))
def test_no_set_holds_two_who_are_apart(said: list[Choice]) -> None:
    decided = fold(log(*said))
    for pair in ({one, other} for one in PHOTOS for other in PHOTOS if one < other):
        for reach in REACHES:
            assert not (are_apart(decided, pair, reach) and are_together(decided, pair, reach))


@given(st.lists(choices(verbs=BELONGING), max_size=8), choices(verbs=[Verb.APART]))
def test_apart_beats_whatever_was_put_together_before(said: list[Choice], last: Choice) -> None:
    decided = fold(log(*said, last))
    for pair in ({one, other} for one in last.photos for other in last.others):
        for reach in REACHES:
            if covers(last, reach):
                assert are_apart(decided, pair, reach)
                assert not are_together(decided, pair, reach)


@given(st.lists(choices(verbs=BELONGING), max_size=8), choices(PHOTOS, [Verb.TOGETHER]))
def test_together_beats_what_was_told_apart_before(said: list[Choice], last: Choice) -> None:
    decided = fold(log(*said, last))
    for pair in ({one, other} for one in last.photos for other in last.photos if one < other):
        assert not any(are_apart(decided, pair, reach) for reach in REACHES if covers(last, reach))


@given(st.lists(choices(verbs=BELONGING), max_size=8))
def test_sets_of_one_reach_are_disjoint_and_lie_in_those_of_the_next(said: list[Choice]) -> None:
    by_reach = [[one.photos for one in fold(log(*said)).together if REACH[one.kind] == reach] for reach in REACHES]
    for sets in by_reach:
        assert sum(map(len, sets)) == len(frozenset[int]().union(*sets))
    for narrow, wide in pairwise(by_reach):
        assert all(any(inner <= outer for outer in wide) for inner in narrow)


def test_put_together_is_put_together_at_every_wider_reach() -> None:
    assert fold(log(together(1, 2), together(2, 3))).together == (
        Together(Kind.BURST, frozenset({1, 2, 3})),
        Together(Kind.SCENE, frozenset({1, 2, 3})),
    )


def test_not_the_same_picture_may_still_be_of_one_burst() -> None:
    decided = fold(log(together(1, 2), apart(1, 2, kind=Kind.COPY)))
    assert decided.apart == {(1, 2): Kind.COPY}
    assert are_together(decided, {1, 2}, REACH[Kind.BURST])


def test_one_who_is_told_apart_leaves_the_set_and_the_rest_stays() -> None:
    decided = fold(log(together(1, 2, 3, 4, kind=Kind.SCENE), apart(3, 1, 2, 4, kind=Kind.SCENE)))
    assert decided.together == (Together(Kind.SCENE, frozenset({1, 2, 4})),)


def test_two_who_are_apart_are_not_joined_by_a_third() -> None:
    decided = fold(log(apart(1, 3), together(1, 2), together(2, 3)))
    assert are_apart(decided, {1, 3}, REACH[Kind.BURST])
    assert [one.photos for one in decided.together if one.kind is Kind.BURST] == [frozenset({2, 3})]


def test_what_was_called_a_bracket_is_one() -> None:
    decided = fold(log(together(1, 2), together(1, 2, 3, kind=Kind.BRACKET), together(5, 6)))
    assert [(one.kind, set(one.photos)) for one in decided.together if REACH[one.kind] == REACH[Kind.BURST]] == [
        (Kind.BRACKET, {1, 2, 3}),
        (Kind.BURST, {5, 6}),
    ]


def test_the_chosen_keeper_is_the_keeper_of_whatever_the_group_has_become() -> None:
    decided = fold(log(keeper(2, 1, 3)))
    assert decided.keepers([1, 2, 3]) == (2,)
    assert decided.keepers([1, 2, 3, 4]) == (2,)
    assert decided.keepers([2, 3]) == (2,)
    assert decided.keepers([1, 3]) == ()
    assert decided.keepers([2, 4]) == ()


@pytest.mark.parametrize(
    ("said", "keepers"),
    [
        ((keeper(2, 1, 3), keeper(1, 2, 3)), (1,)),
        ((keeper(2, 1, 3), Choice(Verb.KEEP_ALL, (1, 2, 3))), ()),
        ((Choice(Verb.KEEP_ALL, (1, 2, 3)), keeper(2, 1, 3)), (2,)),
        ((keeper(2, 1, 3), Choice(Verb.REJECT, (2,))), ()),
        ((Choice(Verb.REJECT, (2,)), keeper(2, 1, 3)), (2,)),
        ((keeper(1, 2), keeper(3, 4)), (1, 3)),
        ((keeper(1, 2), keeper(3, 1)), (3,)),
    ],
)
def test_the_newer_word_on_keepers_counts(said: tuple[Choice, ...], keepers: tuple[int, ...]) -> None:
    assert fold(log(*said)).keepers([1, 2, 3, 4]) == keepers


@pytest.mark.parametrize(
    ("last", "sets"),
    [
        (Choice(Verb.KEEP, (1,)), {frozenset({1, 2, 3})}),
        (Choice(Verb.REJECT, (1,)), {frozenset({2, 3})}),
        (Choice(Verb.UNMARK, (1, 2)), set()),
        (keeper(1, 2), {frozenset({1, 3})}),
        (keeper(4, 1, 2, 3), set()),
        (Choice(Verb.KEEP_ALL, (3, 4)), {frozenset({1, 2, 3}), frozenset({3, 4})}),
    ],
)
def test_all_are_kept_until_something_else_is_said_of_one(last: Choice, sets: set[frozenset[int]]) -> None:
    everything = log(Choice(Verb.KEEP_ALL, (1, 2, 3)))
    assert fold(everything).keep_all == {frozenset({1, 2, 3})}
    assert fold(everything).marks == dict.fromkeys((1, 2, 3), Mark(kept=True))
    assert fold(then(everything, last)).keep_all == sets
