"""What a pick keeps, rejects and leaves, by examples and by laws."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.curation.folders import PHOTOS, Folder, folder, folders, group

from winnow.curation.pick import choices, pick_at_target, pick_by_rule
from winnow.curation.target import fill
from winnow.domain.decision import PERSON, Choice, Mark, Verb
from winnow.domain.group import WHOLE, Kind
from winnow.domain.picked import PICK, Picked, Strictness

GENTLE, NORMAL, STRICT = Strictness
Asked = Strictness | int

asked = st.sampled_from(Strictness) | st.integers(1, 14)


def picked(of: Folder, how: Asked = NORMAL) -> Picked:
    if isinstance(how, Strictness):
        return pick_by_rule(of.photos, of.grouped, of.decided, how)
    return pick_at_target(of.photos, of.grouped, of.decided, how)


def kept(found: Picked) -> set[int]:
    return {one.photo for one in found.kept}


def rejected(found: Picked) -> set[int]:
    return {one.photo for one in found.rejected}


def left(found: Picked) -> set[int]:
    return {one.photo for one in found.left}


def why(found: Picked, photo: int) -> str:
    (words,) = (one.why for one in (*found.kept, *found.rejected, *found.left, *found.marked) if one.photo == photo)
    return words


def of_others(of: Folder, *, kept: bool) -> set[int]:
    """Photos that somebody else kept, one by one or all of a set, or rejected."""
    decided = of.decided
    theirs = {photo: mark.kept for photo, mark in decided.marks.items() if decided.deciders.get(photo) != PICK}
    out = {photo for photo, kept in theirs.items() if kept is False}
    stay = {photo for photo, kept in theirs.items() if kept}.union(*decided.keep_all) - out
    return (stay if kept else out) & set(PHOTOS)


# -- laws ----------------------------------------------------------------------------------------------------


@given(folders(), asked)
def test_every_photo_that_is_there_is_told_of_once(of: Folder, how: Asked) -> None:
    found = picked(of, how)
    told = [one.photo for one in (*found.kept, *found.rejected, *found.left, *found.marked)]
    assert sorted(told) == sorted(PHOTOS)
    assert all(one.why for one in (*found.kept, *found.rejected, *found.left, *found.marked))


@given(folders(), asked)
def test_no_group_of_any_kind_is_emptied(of: Folder, how: Asked) -> None:
    gone = rejected(picked(of, how))
    for one in of.groups:
        could_stay = set(one.group.members) & set(PHOTOS) - of_others(of, kept=False)
        assert not could_stay or could_stay - gone


@given(folders(), asked)
def test_of_a_bracket_or_panorama_every_frame_stays(of: Folder, how: Asked) -> None:
    found = picked(of, how)
    identical = of.of_kinds(Kind.EXACT)
    for whole in of.of_kinds(*WHOLE):
        for photo in whole & rejected(found):
            assert any(
                photo in files and files & (kept(found) | left(found) | of_others(of, kept=True)) for files in identical
            )


@given(folders(logs=st.just(())), asked)
def test_a_bracket_or_panorama_is_kept_whole_or_left_whole(of: Folder, how: Asked) -> None:
    found = picked(of, how)
    for whole in of.of_kinds(*WHOLE):
        assert not whole & kept(found) or not whole & left(found)


@given(folders(), asked)
def test_what_somebody_else_decided_stays_as_it_is(of: Folder, how: Asked) -> None:
    found = picked(of, how)
    before = of.decided
    after = of.then(*choices(found, before), who=PICK).decided
    marked = of_others(of, kept=True) | of_others(of, kept=False)
    assert {one.photo for one in found.marked} == marked
    for photo in marked:
        assert after.marks[photo] == before.marks[photo]
        assert after.deciders.get(photo) == before.deciders.get(photo)
    assert (after.chosen, after.keep_all, after.apart) == (before.chosen, before.keep_all, before.apart)
    assert {photo: mark.stars for photo, mark in before.marks.items() if mark.stars} == {
        photo: mark.stars for photo, mark in after.marks.items() if mark.stars
    }


@given(folders(), asked)
def test_nothing_with_stars_and_nothing_that_was_preferred_is_rejected(of: Folder, how: Asked) -> None:
    decided = of.decided
    starred = {photo for photo, mark in decided.marks.items() if mark.stars}
    assert not rejected(picked(of, how)) & (starred | decided.chosen.keys())


@given(folders(), st.sampled_from(Strictness))
def test_the_keeper_that_the_person_chose_of_a_moment_is_kept(of: Folder, how: Strictness) -> None:
    found = picked(of, how)
    weaker = {one.photo for one in found.left if "a weaker moment" in one.why}
    for one in of.grouped:
        if one.group.kind is Kind.BURST:
            chosen = set(one.chosen) & set(PHOTOS)
            assert chosen <= kept(found) | of_others(of, kept=True) | weaker


@given(folders(), asked)
def test_what_is_decided_are_the_marks_that_were_picked(of: Folder, how: Asked) -> None:
    found = picked(of, how)
    after = of.then(*choices(found, of.decided), who=PICK).decided
    for one in (*found.kept, *found.rejected, *found.left):
        assert after.marks.get(one.photo, Mark()).kept is one.kept


@given(folders(), asked)
def test_picking_again_changes_nothing(of: Folder, how: Asked) -> None:
    found = picked(of, how)
    after = of.then(*choices(found, of.decided), who=PICK)
    assert picked(after, how) == found
    assert choices(picked(after, how), after.decided) == []


@given(folders(), asked, asked)
def test_what_an_earlier_pick_decided_makes_no_difference(of: Folder, first: Asked, then: Asked) -> None:
    after = of.then(*choices(picked(of, first), of.decided), who=PICK)
    assert picked(after, then) == picked(of, then)


@given(folders(), asked, st.randoms())
def test_any_order_of_photos_and_groups_gives_the_same(of: Folder, how: Asked, chance: object) -> None:
    photos, groups = list(of.photos), list(of.groups)
    chance.shuffle(photos)  # type: ignore[attr-defined] # a random.Random
    chance.shuffle(groups)  # type: ignore[attr-defined] # as above
    assert picked(replace(of, photos=tuple(photos), groups=tuple(groups)), how) == picked(of, how)


@given(folders())
def test_whoever_is_stricter_rejects_all_that_a_gentler_rule_does(of: Folder) -> None:
    for gentler, stricter in pairwise(Strictness):
        assert rejected(picked(of, gentler)) <= rejected(picked(of, stricter))


@given(folders(), st.integers(1, 14))
def test_with_a_target_photos_go_only_where_one_of_their_moment_is_kept(of: Folder, target: int) -> None:
    found = picked(of, target)
    stay = kept(found) | of_others(of, kept=True)
    moments = [*of.of_kinds(Kind.EXACT, Kind.COPY, Kind.BURST, *WHOLE)]
    for photo in rejected(found):
        assert any(photo in moment and moment & stay for moment in moments)


@given(folders(logs=st.just(())), st.integers(1, 14))
def test_the_target_is_met_wherever_different_photos_and_wholes_allow_it(of: Folder, target: int) -> None:
    assert len(picked(of, target).kept) == nearest(target, sizes_of(of))


def sizes_of(of: Folder) -> list[int]:
    """How many photos come at once: a picture is one, a bracket all its frames."""
    scored = {one.photo for one in of.photos if one.score is not None}
    left_over = set(PHOTOS)
    sizes = []
    identical, copies = of.of_kinds(Kind.EXACT), of.of_kinds(Kind.COPY)
    for whole in of.of_kinds(*WHOLE):
        frames = _first_files(whole & left_over, identical, of)
        sizes += [len(frames)] if frames & scored else []
        left_over -= whole
    return sizes + [1] * len(_first_files(_first_files(left_over, identical, of), copies, of) & scored)


def _first_files(photos: Collection[int], groups: Collection[frozenset[int]], of: Folder) -> set[int]:
    """One file of each group, the best that is among `photos`, and all that are in none."""
    stay = set(photos)
    for one in of.groups:
        if frozenset(one.group.members) in groups and one.group.kind in {Kind.EXACT, Kind.COPY}:
            stay -= {*[photo for photo in one.suggestion.order if photo in stay][1:]}
    return stay


def nearest(target: int, sizes: Collection[int]) -> int:
    sums = {0}
    for size in sizes:
        sums |= {one + size for one in sums}
    return max(one for one in sums if one <= target)


@given(st.lists(st.integers(1, 6), max_size=8), st.integers(0, 30))
def test_units_fill_the_room_as_far_as_they_can_the_earlier_first(sizes: list[int], room: int) -> None:
    taken = fill(sizes, room)
    total = sum(sizes[at] for at in taken)
    assert total == nearest(room, sizes)
    for at, size in enumerate(sizes):  # no unit that was passed over could have been taken with those before it
        if at not in taken:
            before = sum(sizes[one] for one in taken if one < at) + size
            assert before > total or nearest(total - before, sizes[at + 1 :]) < total - before


# -- examples --------------------------------------------------------------------------------------------------


def test_of_a_moment_the_keeper_is_kept_and_the_rest_goes() -> None:
    found = picked(folder(group(Kind.BURST, 2, 1, 3, reasons=("sharper: 1.8x on the subject",))))
    assert (kept(found), rejected(found)) == ({2}, {1, 3})
    assert why(found, 2) == "of 3 photos of one moment: sharper: 1.8x on the subject"
    assert why(found, 1) == "of the same moment as 02.jpg (sharper: 1.8x on the subject)"
    assert why(found, 4) == "like no other photo"


@pytest.mark.parametrize(("how", "gone"), [(GENTLE, set()), (NORMAL, {3, 4}), (STRICT, {1, 3, 4})])
def test_of_a_close_call_the_next_is_left_unless_strict(how: Strictness, gone: set[int]) -> None:
    found = picked(folder(group(Kind.BURST, 2, 1, 3, 4, sure=False)), how)
    assert (kept(found), rejected(found)) == ({2}, gone)


@pytest.mark.parametrize(("how", "gone"), [(GENTLE, {2}), (NORMAL, {2, 3}), (STRICT, {2, 3})])
def test_identical_files_go_and_gently_a_copy_only_if_it_clearly_is_the_worse(how: Strictness, gone: set[int]) -> None:
    exact = group(Kind.EXACT, 1, 2, reasons=("identical: 2 files of the same bytes",))
    found = picked(folder(exact, group(Kind.COPY, 1, 2, 3, sure=False)), how)
    assert (kept(found), rejected(found)) == ({1}, gone)
    assert why(found, 2) == "identical to 01.jpg"


def test_a_frame_of_a_burst_is_judged_by_the_file_that_is_kept_of_it() -> None:
    # 3, the small copy of 1, is the first of the burst, but gone before it comes to that
    found = picked(folder(group(Kind.COPY, 1, 3), group(Kind.BURST, 3, 2, 1)), STRICT)
    assert (kept(found), rejected(found), left(found) & {1, 2, 3}) == ({2}, {3}, {1})
    assert why(found, 1) == "of the same moment as 02.jpg, but the last of its copies"


@pytest.mark.parametrize("how", [*Strictness, 3])
def test_a_bracket_is_kept_whole_but_for_identical_files(how: Asked) -> None:
    bracket = group(Kind.BRACKET, 2, 1, 3, 4)
    found = picked(folder(group(Kind.EXACT, 3, 4), group(Kind.COPY, 1, 2), bracket, photos=(1, 2, 3, 4)), how)
    assert (kept(found), rejected(found)) == ({1, 2, 3}, {4})


def test_a_bracket_of_which_a_frame_was_rejected_is_left() -> None:
    found = picked(folder(group(Kind.BRACKET, 2, 1, 3)).then(Choice(Verb.REJECT, (1,))))
    assert (kept(found), rejected(found)) == (set(), set())
    assert why(found, 2) == "one of 2 frames of a bracket of which others are rejected"


@pytest.mark.parametrize(("how", "stay", "gone"), [(NORMAL, {3}, {5}), (STRICT, {1, 2, 3}, {5, 6})])
def test_strictly_a_scene_is_thinned_to_its_best_moments(how: Strictness, stay: set[int], gone: set[int]) -> None:
    burst = group(Kind.BURST, 4, 5)
    found = picked(folder(burst, group(Kind.SCENE, 3, 1, 2, 4, 5, 6), photos=range(1, 7)), how)
    assert kept(found) - {4} == stay
    assert rejected(found) == gone
    assert (4 in left(found)) == (how is STRICT)


def test_a_close_call_that_the_person_has_settled_is_none() -> None:
    burst = folder(group(Kind.BURST, 1, 2, 3, sure=False))
    assert rejected(picked(burst)) == {3}
    assert rejected(picked(burst.then(Choice(Verb.REJECT, (2,))))) == {3}


def test_what_the_person_kept_wins_and_what_winnow_preferred_is_left() -> None:
    burst = folder(group(Kind.BURST, 1, 2, 3)).then(Choice(Verb.KEEP, (2,)))
    found = picked(burst)
    assert (kept(found), rejected(found), why(found, 2)) == (set(), {3}, "kept by you")
    assert why(found, 1) == "of the same moment as 02.jpg, but winnow would rather keep it"
    assert rejected(picked(burst, STRICT)) == {1, 3}


def test_the_keeper_that_the_person_chose_is_kept() -> None:
    found = picked(folder(group(Kind.BURST, 1, 2, 3, sure=False)).then(Choice(Verb.KEEPER, (3,), (1, 2))))
    assert (kept(found), rejected(found)) == ({3}, {1, 2})


def test_without_its_keeper_the_next_is_kept() -> None:
    found = picked(folder(group(Kind.BURST, 1, 2, 3)).then(Choice(Verb.REJECT, (1,))))
    assert (kept(found), rejected(found), why(found, 2)) == (
        {2},
        set(),
        "of 3 photos of one moment: the best that stands",
    )
    assert rejected(picked(folder(group(Kind.BURST, 1, 2)).then(Choice(Verb.REJECT, (1, 2))))) == set()


def test_of_photos_that_are_all_kept_none_goes() -> None:
    found = picked(folder(group(Kind.BURST, 1, 2, 3)).then(Choice(Verb.KEEP_ALL, (1, 2))), STRICT)
    assert (kept(found), rejected(found)) == (set(), {3})


def test_stars_spare_a_photo() -> None:
    found = picked(folder(group(Kind.BURST, 1, 2, 3)).then(Choice(Verb.STAR, (2,), value="1")), STRICT)
    assert rejected(found) == {3}
    assert why(found, 2) == "of the same moment as 01.jpg (sharper), but it has stars"


def test_what_was_told_apart_from_the_keeper_does_not_go_for_it() -> None:
    told = Choice(Verb.APART, (1,), (2,), str(Kind.BURST))
    assert rejected(picked(folder(group(Kind.BURST, 1, 2, 3)).then(told), STRICT)) == {3}


def test_what_has_no_score_was_not_judged() -> None:
    found = picked(
        folder(group(Kind.EXACT, 2, 3), group(Kind.BURST, 1, 2, 3), scores={2: None, 3: None, 4: None}), STRICT
    )
    assert (rejected(found), why(found, 4)) == ({3}, "it has no score")


def test_an_earlier_pick_is_taken_back_where_another_says_otherwise() -> None:
    burst = folder(group(Kind.BURST, 1, 2, 3, sure=False), photos=(1, 2, 3))
    strictly = burst.then(*choices(picked(burst, STRICT), burst.decided), who=PICK)
    assert choices(picked(strictly, NORMAL), strictly.decided) == [Choice(Verb.UNMARK, (2,))]
    by_hand = strictly.then(Choice(Verb.REJECT, (2,)), who=PERSON)
    assert choices(picked(by_hand, NORMAL), by_hand.decided) == []


SCORES: dict[int, float | None] = {1: 9.0, 2: 8.0, 3: 7.0, 4: 6.0, 5: 2.0, 6: None}


@pytest.mark.parametrize(
    ("target", "stay"),
    [(1, {1}), (2, {1, 4}), (3, {1, 4, 5}), (4, {1, 2, 4, 5}), (5, {1, 2, 3, 4, 5}), (6, {1, 2, 3, 4, 5})],
)
def test_a_target_takes_the_best_moments_and_then_the_runners_up(target: int, stay: set[int]) -> None:
    found = picked(folder(group(Kind.BURST, 1, 2, 3), photos=range(1, 7), scores=SCORES), target)
    assert kept(found) == stay
    assert rejected(found) == {1, 2, 3} - stay


def test_what_somebody_kept_counts_for_the_target() -> None:
    burst = folder(group(Kind.BURST, 1, 2, 3), photos=range(1, 7), scores=SCORES).then(Choice(Verb.KEEP, (3, 5)))
    found = picked(burst, 3)
    assert (kept(found), rejected(found), found.keeps) == ({4}, {1, 2}, 3)
    assert kept(picked(burst, 1)) == set()


def test_a_bracket_that_does_not_fit_is_left_and_another_photo_taken() -> None:
    found = picked(folder(group(Kind.BRACKET, 1, 2, 3), photos=range(1, 7), scores=SCORES), 2)
    assert (kept(found), rejected(found)) == ({4, 5}, set())
    assert kept(picked(folder(group(Kind.BRACKET, 1, 2, 3), photos=range(1, 7), scores=SCORES), 4)) == {1, 2, 3, 4}


def test_two_files_of_one_picture_do_not_make_two_photos() -> None:
    found = picked(folder(group(Kind.COPY, 1, 2), photos=(1, 2)), 2)
    assert (kept(found), rejected(found)) == ({1}, {2})
