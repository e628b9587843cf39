"""Undo and redo are acts of the log like others."""

from __future__ import annotations

from hypothesis import given
from tests.curation.logs import Log, choices, log, logs, redo, then, undo, undoing, wild_logs

from winnow.curation.fold import fold
from winnow.curation.standing import standing, undone, what_to_redo, what_to_undo
from winnow.domain.decision import Choice, Mark, Verb

KEEP, REJECT = Choice(Verb.KEEP, (1,)), Choice(Verb.REJECT, (1,))


@given(logs(), choices())
def test_an_undo_restores_exactly_what_stood_before_the_act(acts: Log, choice: Choice) -> None:
    decided = then(acts, choice)
    assert what_to_undo(decided) == decided[-1].id
    assert fold(undo(decided)) == fold(acts)


@given(logs())
def test_an_undo_and_a_redo_are_as_if_nothing_had_been(acts: Log) -> None:
    if what_to_undo(acts) is None:
        return
    again = redo(undo(acts))
    assert fold(again) == fold(acts)
    assert what_to_undo(again) == what_to_undo(acts)


@given(logs())
def test_all_the_way_back_and_all_the_way_forth(acts: Log) -> None:
    states = [fold(acts)]
    back = acts
    while what_to_undo(back) is not None:
        back = undo(back)
        states.append(fold(back))
    assert fold(back) == fold(())
    for state in reversed(states[:-1]):
        back = redo(back)
        assert fold(back) == state


@given(logs(), choices())
def test_a_new_act_ends_what_can_be_redone(acts: Log, choice: Choice) -> None:
    assert what_to_redo(then(acts, choice)) is None


@given(logs())
def test_the_log_itself_is_only_read(acts: Log) -> None:
    before = repr(acts)
    fold(acts)
    what_to_undo(acts)
    what_to_redo(acts)
    assert repr(acts) == before


@given(wild_logs())
def test_an_act_is_in_force_if_none_that_takes_it_back_is(acts: Log) -> None:
    def in_force(act_id: int) -> bool:
        return not any(in_force(other.id) for other in acts if other.undoes == act_id)

    assert undone(acts) == {act.id for act in acts if not in_force(act.id)}
    assert standing(acts) == [act for act in acts if act.choices and in_force(act.id)]


@given(wild_logs())
def test_whatever_the_log_an_undo_takes_something_away_and_a_redo_brings_something_back(acts: Log) -> None:
    before = set(standing(acts))
    if what_to_undo(acts) is not None:
        assert set(standing(undo(acts))) < before
    if what_to_redo(acts) is not None:
        assert set(standing(redo(acts))) >= before


def test_nothing_decided_is_nothing_to_undo_or_redo() -> None:
    assert what_to_undo(()) is None
    assert what_to_redo(()) is None
    assert what_to_redo(log(KEEP)) is None
    assert what_to_undo(undo(log(KEEP))) is None


def test_undo_goes_on_to_the_act_before_and_redo_comes_back_in_order() -> None:
    acts = log(KEEP, REJECT)
    back = undo(undo(acts))
    assert [act.undoes for act in back[2:]] == [2, 1]
    assert fold(back).marks == {}
    assert fold(redo(back)).marks == {1: Mark(kept=True)}
    assert fold(redo(redo(back))).marks == {1: Mark(kept=False)}
    assert what_to_redo(redo(redo(back))) is None


def test_two_that_undo_the_same_act_at_once_take_it_back_once() -> None:
    acts = log(KEEP, REJECT)
    both = undoing(undoing(acts, 2), 2)
    assert fold(both).marks == {1: Mark(kept=True)}
