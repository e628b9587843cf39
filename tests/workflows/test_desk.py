"""The desk after every act is the desk that is laid out anew."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.curation.logs import PHOTOS, Log, log, logs
from tests.workflows.tables import Photo, album, cluster

from winnow.curation.ledger import Ledger
from winnow.curation.standing import undone
from winnow.domain.decision import Choice, Verb
from winnow.domain.group import REACH, Kind
from winnow.workflows.desk import Desk, after, set_up, speaks_of_belonging

SHOTS = [Photo(number, f"{number}.jpg", score=float(number)) for number in PHOTOS[:5]]
CLUSTERS = [
    cluster(Kind.COPY, SHOTS[:2]),
    cluster(Kind.BURST, SHOTS[:3]),
    cluster(Kind.BURST, SHOTS[3:]),
    cluster(Kind.SCENE, SHOTS),
]
ALBUM = album(SHOTS)


def stands(desk: Desk) -> dict[str, object]:
    return {
        "marks": [desk.mark(place) for place in range(len(desk.album))],
        "groups": [(group, desk.suggestion(number)) for number, group in enumerate(desk.groups.groups)],
        "chosen": {desk.groups.groups[number].id: photos for number, photos in desk.chosen.items()},
        "keep_all": {desk.groups.groups[number].id for number in desk.keep_all},
        "waiting": desk.waiting().tolist(),
        "firsts": desk.firsts().tolist(),
        "spare": desk.spare(desk.firsts()).tolist(),
    }


@given(logs())
def test_hearing_acts_one_by_one_gives_what_laying_out_anew_gives(acts: Log) -> None:
    ledger = Ledger(())
    desk = set_up(ALBUM, CLUSTERS, ledger)
    for act in acts:
        about = ledger.add(act)
        desk = after(desk, ledger, about)
        if speaks_of_belonging(about):  # groups are then made anew, by others
            desk = set_up(ALBUM, CLUSTERS, ledger, desk)
    assert stands(desk) == stands(set_up(ALBUM, CLUSTERS, Ledger(acts)))


@given(logs())
def test_what_was_told_apart_is_in_no_group_from_then_on(acts: Log) -> None:
    ledger = Ledger(())
    desk = set_up(ALBUM, CLUSTERS, ledger)
    for act in acts:
        desk = after(desk, ledger, ledger.add(act))
        assert all(len(group.members) > 1 for group in desk.groups.groups)
        together = [frozenset(group.members) for group in desk.groups.groups if group.kind is Kind.COPY]
        apart = [pair for pair, kind in ledger.apart.items() if REACH[kind] >= REACH[Kind.COPY]]
        assert not [pair for pair in apart for group in together if group.issuperset(pair)]


@given(logs(), st.integers(0, 30))
def test_a_desk_is_never_changed(acts: Log, known: int) -> None:
    ledger = Ledger(acts[:known])
    desk = set_up(ALBUM, CLUSTERS, ledger)
    before = stands(desk)
    later = desk
    for act in acts[known:]:
        later = after(later, ledger, ledger.add(act))
    assert stands(desk) == before
    assert undone(acts) == ledger.undone()


def test_bursts_that_are_put_together_are_one_at_once() -> None:
    ledger = Ledger(())
    desk = set_up(ALBUM, CLUSTERS, ledger)
    desk = after(desk, ledger, ledger.add(log(Choice(Verb.TOGETHER, (3, 4), value="burst"))[0]))
    bursts = [group.members for group in desk.groups.groups if group.kind is Kind.BURST]
    assert bursts == [(1, 2, 3, 4, 5)]


@pytest.mark.parametrize(
    ("choices", "waits"),
    [
        ((), True),
        ((Choice(Verb.REJECT, (1,)),), True),
        ((Choice(Verb.REJECT, (1, 2)),), False),  # one is left
        ((Choice(Verb.REJECT, (1, 2, 3)),), False),
        ((Choice(Verb.KEEP, (1,)),), False),
        ((Choice(Verb.KEEP, (1, 3)),), False),
        ((Choice(Verb.KEEP, (1,)), Choice(Verb.UNMARK, (1,))), True),
        ((Choice(Verb.KEEPER, (1,), (2, 3)),), True),  # preferred, and neither kept nor alone
        ((Choice(Verb.KEEPER, (1,), (2, 3)), Choice(Verb.REJECT, (1,))), True),
        ((Choice(Verb.KEEP_ALL, (1, 2, 3)),), False),
        ((Choice(Verb.STAR, (1,), value="5"), Choice(Verb.LABEL, (2,), value="red")), True),
    ],
)
def test_a_moment_waits_as_long_as_there_is_something_to_choose(choices: tuple[Choice, ...], waits: bool) -> None:
    ledger = Ledger(())
    desk = set_up(ALBUM, CLUSTERS, ledger)
    for act in log(*choices):
        desk = after(desk, ledger, ledger.add(act))
    burst = next(number for number, group in enumerate(desk.groups.groups) if group.members == (1, 2, 3))
    assert desk.waiting()[burst] == waits


def test_moments_are_each_photos_widest_group_but_scenes() -> None:
    desk = set_up(ALBUM, CLUSTERS, Ledger(()))
    moments = [group.kind for group, is_one in zip(desk.groups.groups, desk.groups.moments, strict=True) if is_one]
    assert moments == [Kind.BURST, Kind.BURST]
    assert desk.spare(desk.firsts()).sum() == 3
