"""The log kept in mind: heard act by act, it says what folding all of it says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.curation.logs import PHOTOS, Log, log, logs, then, undo, wild_logs

from winnow.curation.fold import fold
from winnow.curation.ledger import Ledger, photos_of
from winnow.curation.standing import undone, what_to_redo, what_to_undo
from winnow.domain.decision import Choice, Mark, Verb


@given(logs() | wild_logs(), st.integers(0, 20))
def test_acts_that_are_heard_one_by_one_leave_things_as_the_whole_log_does(acts: Log, known: int) -> None:
    ledger = Ledger(acts[:known])
    for act in acts[known:]:
        ledger.add(act)
    assert says_what_fold_says(ledger, acts)


@given(logs())
def test_what_may_be_undone_and_redone_is_what_the_log_says(acts: Log) -> None:
    ledger = Ledger(acts)
    assert (ledger.to_undo(), ledger.to_redo()) == (what_to_undo(acts), what_to_redo(acts))
    assert ledger.undone() == undone(acts)


def test_an_undo_is_about_the_act_that_it_takes_back_and_a_redo_too() -> None:
    acts = undo(log(Choice(Verb.KEEP, (1,)), Choice(Verb.REJECT, (2,))))
    ledger = Ledger(acts[:2])
    assert photos_of(ledger.add(acts[2])) == {2}
    assert ledger.mark(2) == Mark()
    again = then(acts, Choice(Verb.KEEP, (3,)))[-1]
    assert ledger.add(again) == again


@given(logs() | wild_logs())
def test_what_an_act_did_can_be_told_again_however_much_was_said_since(acts: Log) -> None:
    ledger = Ledger(())
    effects = [ledger.effect(act) for act in acts]
    assert [ledger.effect_again(act) for act in acts] == effects
    for act, effect in zip(acts, effects, strict=True):
        before, after = (fold([one for one in acts if one.id < newest]) for newest in (act.id, act.id + 1))
        marks = {
            photo: (before.marks.get(photo, Mark()), after.marks.get(photo, Mark()))
            for photo in photos_of(effect.about)
        }
        assert effect.marks == marks


def test_a_photo_of_which_nothing_was_said_has_a_plain_mark() -> None:
    assert Ledger(()).mark(7) == Mark()
    assert Ledger(()).newest == 0


def says_what_fold_says(ledger: Ledger, acts: Log) -> bool:
    decided = fold(acts)
    groups = [PHOTOS, PHOTOS[:3], PHOTOS[2:4]]
    return (
        ledger.marks() == decided.marks
        and ledger.apart == decided.apart
        and all(ledger.keepers(group) == decided.keepers(group) for group in groups)
        and all(
            ledger.keeps_all(group) == any(frozenset(group) <= whole for whole in decided.keep_all) for group in groups
        )
        and ledger.named() == frozenset(decided.chosen).union(*decided.keep_all)
    )
