"""Counts of a run so far."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from winnow.domain.events import Copied, Event, Ignored, Scored, Walked
from winnow.domain.failure import Failed, FailureKind
from winnow.workflows.tally import Tally

SCORED, COPIED = Scored("a.jpg", 5.0, 0.5), Copied("b.jpg", 5.0, 0.5)
FAILED = Failed("c.jpg", FailureKind.DAMAGED, "truncated")
IGNORED = Ignored("LICENSE.txt")


@given(events=st.lists(st.sampled_from([SCORED, COPIED, FAILED, IGNORED])))
def test_only_photos_are_counted_and_in_the_end_all_are_done(events: list[Event]) -> None:
    tally = Tally()
    tally.add(Walked("/pics", len(events), 0, len(events)))
    for event in events:
        assert tally.done <= tally.to_do
        tally.add(event)
    assert tally.done == tally.to_do == len(events) - events.count(IGNORED)


def test_a_folder_that_cannot_be_read_is_among_what_was_to_do() -> None:
    tally = Tally()
    for event in (FAILED, Walked("/pics", 1, 0, 1), SCORED):
        tally.add(event)
    assert (tally.done, tally.to_do) == (2, 2)
