"""The laws that groups obey, whatever the photos, the verdicts and the person say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.albums import NOON, STILL, VIEWED, Album, Photo, odd_lies, photos

from winnow.domain.group import REACH, Cluster, Kind
from winnow.grouping.changes import changes
from winnow.grouping.looks import Bars, Facts
from winnow.grouping.propose import Changed

KINDS = st.sampled_from([Kind.COPY, Kind.BURST, Kind.SCENE])
Sets = list[frozenset[bytes]]


@st.composite
def told(draw: st.DrawFn) -> tuple[Album, Facts]:
    """Draw an album, and what the person said of it."""
    album = Album(draw(photos()), odd_lies)
    row = st.integers(0, len(album.photos) - 1)
    apart = draw(st.lists(st.tuples(row, row, KINDS).filter(lambda said: said[0] != said[1]), max_size=4))
    together = draw(st.lists(st.tuples(st.lists(row, min_size=2, max_size=4).map(tuple), KINDS), max_size=2))
    return album, Facts(tuple(apart), tuple(together))


def sets(groups: Iterable[Cluster], reach: int) -> Sets:
    return [frozenset(group.members) for group in groups if REACH[group.kind] == reach]


def refines(fine: Sets, coarse: Sets) -> bool:
    return all(any(part <= whole for whole in coarse) for part in fine)


@given(told())
def test_at_every_reach_each_photo_is_in_one_group_at_most(said: tuple[Album, Facts]) -> None:
    album, facts = said
    groups = album.groups(facts=facts)
    for reach in (1, 2, 3):
        members = [key for group in sets(groups, reach) for key in group]
        assert len(members) == len(set(members))
    assert all(len(group.members) > 1 and group.centre in group.members for group in groups)
    assert len({group.id for group in groups}) == len(groups)


@given(told())
def test_who_is_together_at_a_narrow_reach_is_so_at_the_wider_ones(said: tuple[Album, Facts]) -> None:
    album, facts = said
    groups = album.groups(facts=facts)
    assert refines(sets(groups, 1), sets(groups, 2))
    assert refines(sets(groups, 2), sets(groups, 3))


@given(told())
def test_who_was_told_apart_is_never_together_that_narrowly(said: tuple[Album, Facts]) -> None:
    album, facts = said
    groups = album.groups(facts=facts)
    for one, other, kind in facts.apart:
        pair = {album.looks.keys[one], album.looks.keys[other]}
        assert not any(pair <= set(group.members) for group in groups if REACH[group.kind] <= REACH[kind])


@given(told())
def test_who_was_put_together_is_so_from_there_on(said: tuple[Album, Facts]) -> None:
    album, facts = said
    facts = replace(facts, apart=())
    groups = album.groups(facts=facts)
    for rows, kind in facts.together:
        keys = frozenset(album.looks.keys[row] for row in rows)
        for reach in range(REACH[kind], 4):
            assert len(keys) == 1 or any(keys <= group for group in sets(groups, reach))


@given(photos(), st.randoms())
def test_the_order_of_photos_plays_no_part(some: list[Photo], random: st.DataObject) -> None:
    shuffled = some.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert Album(shuffled, odd_lies).groups() == Album(some, odd_lies).groups()


@given(photos())
def test_the_order_of_verdicts_plays_no_part(some: list[Photo]) -> None:
    album = Album(some, odd_lies)
    backwards = Album(some, odd_lies)
    backwards.verdicts = lambda checks: dict(reversed(album.verdicts(checks).items()))  # type: ignore[method-assign]
    assert backwards.groups() == album.groups()


@given(photos())
def test_a_group_keeps_its_id_while_strangers_come(some: list[Photo]) -> None:
    strangers = [
        Photo(f"stranger {number}", NOON + 10**6 * (number + 1), 232 + number, 0x5555AAAA33CC0FF0)
        for number in range(3)
    ]
    strangers += [Photo("undated stranger", None, 238, 0x0FF033CC5555AAAA)]
    assert set(Album(some, odd_lies).groups()) <= set(Album(some + strangers, odd_lies).groups())


@given(photos(), st.sampled_from(["copy", "burst", "scene"]), st.floats(0.7, 0.99), st.floats(0.7, 0.99))
def test_a_higher_bar_only_parts_the_groups_of_its_reach(
    some: list[Photo], relation: str, one: float, other: float
) -> None:
    album = Album(some, odd_lies)
    every = [(a, b) for a in range(len(album.photos)) for b in range(a + 1, len(album.photos))]
    verdicts = album.verdicts(every)
    album.verdicts = lambda checks: verdicts  # type: ignore[method-assign]  # noqa: ARG005
    low, high = (album.groups(replace(Bars(), **{relation: bar})) for bar in sorted((one, other)))
    reach = {"copy": 1, "burst": 2, "scene": 3}[relation]
    assert refines(sets(high, reach), sets(low, reach))
    assert all(sets(high, narrower) == sets(low, narrower) for narrower in range(1, reach))


@given(photos(), photos(), st.data())
def test_grouping_what_a_change_reaches_is_grouping_everything(
    some: list[Photo], more: list[Photo], data: st.DataObject
) -> None:
    gone = data.draw(st.sets(st.sampled_from(some)))
    before, after = Album(some, odd_lies), Album(merged(some, more, gone), odd_lies)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("winnow.grouping.propose._FAR", data.draw(st.sampled_from([7, 2000])))
        assert_patched(before, after, changed(before, after))


def assert_patched(before: Album, after: Album, change: Changed) -> None:
    """Groups made into those of what a change reaches are those of everything, and none is written that was there."""
    stored = before.groups()
    rows = after.proposed(changed=change).rows
    touched = {key for key, is_touched in zip(after.looks.keys, rows, strict=True) if is_touched}
    touched |= set(before.looks.keys) - set(after.looks.keys)
    now = after.groups(changed=change)
    to_do = changes([group for group in stored if touched & set(group.members)], now)
    assert {group for group in stored if group.id not in to_do.gone} | set(to_do.new) == set(after.groups())
    assert not set(to_do.new) & set(stored)


def merged(some: list[Photo], more: list[Photo], gone: set[Photo]) -> list[Photo]:
    """Return one photo of each name: those that are there still, and new ones, or what is known of them anew."""
    return list({photo.name: photo for photo in [*(photo for photo in some if photo not in gone), *more]}.values())


def changed(before: Album, after: Album) -> Changed:
    """Return what the keeper of the stored groups knows to be different."""
    kept = {photo.key for photo in set(before.photos) & set(after.photos)}
    left = {key for group in before.groups() if not set(group.members) <= kept for key in group.members}
    vacated = set(before.photos) - set(after.photos)
    return Changed(
        rows=tuple(row for row, key in enumerate(after.looks.keys) if key not in kept or key in left),
        vacated_ns=tuple(int(before.looks.taken_ns[before.row[photo.name]]) for photo in vacated),
        before=len(before.photos),
    )


def test_a_new_photo_touches_its_own_occasion_alone() -> None:
    party = [Photo(f"party {number}", NOON + number) for number in range(5)]
    walk = [Photo(f"walk {number}", NOON + 10**6 + 60 * number, 90, 2**63) for number in range(40)]
    after = Album([*party, *walk, Photo("late guest", NOON + 7, 3)])
    change = Changed(rows=(after.row["late guest"],), vacated_ns=(), before=45)
    rows = after.proposed(changed=change).rows
    touched = {photo.name for photo, is_touched in zip(after.photos, rows, strict=True) if is_touched}
    assert touched == {"late guest", *(photo.name for photo in party)}
    assert {name.split()[0] for name in map(after.spell, after.groups(changed=change))} == {"burst", "scene"}


def test_without_capture_times_likeness_makes_bursts_and_scenes_and_does_not_chain() -> None:
    ring = [Photo(f"{angle:03}", angle=angle, hash=hash_of(angle)) for angle in range(0, 360, 8)]
    groups = Album(ring).groups()
    assert {group.kind for group in groups} == {Kind.BURST, Kind.SCENE}
    assert max(len(group.members) for group in groups) <= 11  # 40 degrees on either side of the centre


def hash_of(number: int) -> int:
    """Return a hash far from others."""
    return (number * 0x9E3779B97F4A7C15 + 0x1234567) % 2**64


def test_what_lies_on_one_another_belongs_together_though_the_network_sees_little_alike() -> None:
    album = Album(
        [Photo("sharp", angle=0, hash=hash_of(1)), Photo("blurred", angle=50, hash=hash_of(2))], lambda *_: VIEWED
    )
    assert album.named() == {"burst blurred sharp", "scene blurred sharp"}


def test_two_shots_of_different_days_are_not_joined_by_an_undated_one_like_both() -> None:
    album = Album([Photo("monday", NOON), Photo("friday", NOON + 400_000, 4), Photo("copy", None, 2, hash_of(1))])
    groups = album.groups()
    for group in groups:
        assert not {album.photos[0].key, album.photos[1].key, album.photos[2].key} <= set(group.members)
    assert not any("friday" in name and "monday" in name for name in album.named())


@pytest.mark.parametrize(("pause", "expected"), [(0.1, "burst"), (60, "scene"), (50_000, None)])
def test_how_close_two_alike_photos_are_says_how_they_belong_together(pause: float, expected: str | None) -> None:
    narrowest = [group.kind for group in Album([Photo("a", NOON), Photo("b", NOON + pause, 20)]).groups()][:1]
    assert narrowest == ([expected] if expected else [])


def test_a_fast_burst_holds_through_a_pan_that_a_slow_one_does_not() -> None:
    assert Album([Photo("a", NOON), Photo("b", NOON + 0.15, 50)]).named("burst") == {"burst a b"}
    assert Album([Photo("a", NOON), Photo("b", NOON + 8, 50)]).named("burst") == set()


def test_another_camera_s_photo_is_of_the_scene_and_not_of_the_burst() -> None:
    album = Album([Photo("a", NOON), Photo("b", NOON + 0.2), Photo("c", NOON + 0.1, camera=1)])
    assert album.named("burst", "scene") == {"burst a b", "scene a b c"}


def test_an_empty_album_has_no_groups() -> None:
    assert Album([]).groups() == ()
    assert Album([Photo("alone", NOON)]).groups() == ()


def test_ids_that_would_be_the_same_are_made_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("winnow.grouping.gather._ID_DIGITS", 1)
    pairs = [Photo(f"{number}{twin}", NOON + 10**5 * number) for number in range(20) for twin in "ab"]
    ids = [group.id for group in Album(pairs, lambda *_: STILL).groups()]
    assert len(ids) == len(set(ids))
