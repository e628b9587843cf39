from __future__ import annotations

from tests.albums import NOON, Album, Photo

from winnow.grouping.changes import Changes, changes


def test_nothing_is_rewritten_where_nothing_changed() -> None:
    groups = Album([Photo("a", NOON), Photo("b", NOON + 0.1)]).groups()
    assert groups
    assert changes(groups, groups) == Changes((), ())


def test_a_group_that_grew_is_written_anew_and_its_neighbours_are_left() -> None:
    pair, others = (
        [Photo("a", NOON), Photo("b", NOON + 0.1)],
        [Photo("x", NOON + 10**6), Photo("y", NOON + 10**6 + 0.1)],
    )
    before, after = Album([*pair, *others]), Album([*pair, *others, Photo("c", NOON + 0.2)])
    to_do = changes(before.groups(), after.groups())
    assert {before.spell(group) for group in before.groups() if group.id in to_do.gone} == {"burst a b", "scene a b"}
    assert {after.spell(group) for group in to_do.new} == {"burst a b c", "scene a b c"}


def test_a_group_of_which_one_is_left_is_gone() -> None:
    before = Album([Photo("a", NOON), Photo("b", NOON + 0.1)]).groups()
    assert changes(before, ()) == Changes(tuple(group.id for group in before), ())
