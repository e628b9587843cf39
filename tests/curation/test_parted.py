"""Groups as a person just said that they are."""

from __future__ import annotations

from winnow.curation.parted import joined, parted
from winnow.domain.group import Group, Kind

BURST = Group("burst-a", Kind.BURST, (1, 2, 3, 4))


def test_a_group_of_which_nobody_said_anything_stays_whole() -> None:
    assert parted(BURST, {}) == [BURST]
    assert parted(BURST, {(7, 9): Kind.SCENE}) == [BURST]


def test_a_photo_that_is_told_apart_from_all_others_leaves_the_group() -> None:
    apart = {(1, 4): Kind.BURST, (2, 4): Kind.BURST, (3, 4): Kind.BURST}
    assert parted(BURST, apart) == [Group("burst-a", Kind.BURST, (1, 2, 3))]


def test_a_group_that_is_told_into_halves_is_two_groups() -> None:
    apart = {(one, other): Kind.SCENE for one in (1, 2) for other in (3, 4)}
    assert [group.members for group in parted(BURST, apart)] == [(1, 2), (3, 4)]
    assert [group.id for group in parted(BURST, apart)] == ["burst-a", "burst-a-1"]


def test_what_is_no_copy_may_still_be_of_one_moment() -> None:
    assert parted(BURST, {(1, 2): Kind.COPY}) == [BURST]


def test_a_pair_told_apart_is_no_group() -> None:
    assert parted(Group("copy-a", Kind.COPY, (1, 2)), {(1, 2): Kind.COPY}) == []


def test_bursts_that_are_put_together_are_one_burst_of_one_scene() -> None:
    groups = [
        Group("burst-a", Kind.BURST, (1, 2)),
        Group("burst-b", Kind.BURST, (3, 4)),
        Group("scene-a", Kind.SCENE, (1, 2, 9)),
        Group("copy-a", Kind.COPY, (1, 2)),
    ]
    found = {group.kind: group.members for group in joined(groups, (2, 3), Kind.BURST)}
    assert found == {Kind.COPY: (1, 2), Kind.BURST: (1, 2, 3, 4), Kind.SCENE: (1, 2, 9, 3)}


def test_photos_of_no_group_make_one() -> None:
    assert joined([], (5, 4), Kind.COPY) == [Group("copy-of-4", Kind.COPY, (5, 4))]
