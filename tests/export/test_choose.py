"""Which photos are taken: everything that was asked for, together, the best first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from winnow.domain.decision import Mark
from winnow.domain.errors import ArgumentError
from winnow.domain.export import Candidate, Membership, Selection
from winnow.domain.group import Kind
from winnow.domain.score import Score
from winnow.export.choose import choose


def _photo(
    rank: int | None, *groups: Membership, kept: bool | None = None, stars: int = 0, score: float | None = None
) -> Candidate:
    value = None if rank is None else Score(10.0 - rank if score is None else score, 0.5)
    return Candidate(rank or 99, f"{rank}.jpg", rank=rank, score=value, mark=Mark(kept, stars), groups=groups)


def _group(kind: Kind, *, keeper: bool) -> Membership:
    return Membership(f"{kind}-1", kind, 3, keeper)


def _ranks(photos: list[Candidate]) -> list[int | None]:
    return [photo.rank for photo in photos]


def test_the_kept_ones_are_meant_when_nothing_is_said() -> None:
    photos = [_photo(3, kept=True), _photo(1), _photo(2, kept=False), _photo(None, kept=True)]
    assert _ranks(choose(photos, Selection())) == [3, None]


def test_when_nothing_was_kept_either_it_is_said_what_to_type() -> None:
    with pytest.raises(ArgumentError, match=r"--top 50.*winnow keep.*winnow pick"):
        choose([_photo(1), _photo(2, kept=False)], Selection())


def test_the_best_are_the_best_of_those_that_meet_everything_else() -> None:
    photos = [_photo(rank, kept=rank % 2 == 0 or None, stars=rank) for rank in range(1, 6)]
    assert _ranks(choose(photos, Selection(top=1, kept=True, stars=3))) == [4]
    assert _ranks(choose(photos, Selection(top=2))) == [1, 2]
    assert _ranks(choose(photos, Selection(min_score=7.0))) == [1, 2, 3]


def test_what_was_rejected_is_left_out_unless_it_is_asked_for() -> None:
    photos = [_photo(1, kept=False, stars=5), _photo(2, stars=5)]
    assert _ranks(choose(photos, Selection(top=10))) == [2]
    assert _ranks(choose(photos, Selection(stars=5))) == [2]
    assert _ranks(choose(photos, Selection(rejected=True))) == [1]


def test_of_a_moment_its_keeper_is_taken_and_of_an_occasion_every_moment() -> None:
    photos = [
        _photo(1, _group(Kind.BURST, keeper=False), _group(Kind.SCENE, keeper=False)),
        _photo(2, _group(Kind.BURST, keeper=True), _group(Kind.SCENE, keeper=False)),
        _photo(3, _group(Kind.COPY, keeper=False)),
        _photo(4, _group(Kind.BRACKET, keeper=False)),
        _photo(5),
    ]
    assert _ranks(choose(photos, Selection(best_of_groups=True))) == [2, 4, 5]


def test_a_photo_without_a_score_is_never_among_the_best() -> None:
    photos = [_photo(None, kept=True), _photo(1)]
    assert _ranks(choose(photos, Selection(top=5))) == [1]
    assert _ranks(choose(photos, Selection(min_score=0.0))) == [1]
    assert _ranks(choose(photos, Selection(kept=True))) == [None]


def test_everything_is_all_but_the_rejected() -> None:
    photos = [_photo(1, kept=True), _photo(2), _photo(3, kept=False), _photo(None)]
    assert _ranks(choose(photos, Selection(everything=True))) == [1, 2, None]


def test_photos_that_are_named_are_taken_whatever_was_decided_of_them() -> None:
    photos = [_photo(1, kept=False), _photo(2), _photo(3, kept=True), _photo(4)]
    named = frozenset({1, 3, 4})
    assert _ranks(choose(photos, Selection(photos=named))) == [1, 3, 4]
    assert _ranks(choose(photos, Selection(photos=named, kept=True))) == [3]
    assert _ranks(choose(photos, Selection(photos=named, rejected=True))) == [1]
    assert choose(photos, Selection(photos=frozenset())) == []


@pytest.mark.parametrize("wrong", [{"kept": True, "rejected": True}, {"top": 0}, {"stars": 0}, {"stars": 6}])
def test_what_cannot_be_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ArgumentError):
        Selection(**wrong)  # type: ignore[arg-type]


marks = st.builds(Mark, st.sampled_from([True, False, None]), st.integers(0, 5))
candidates = st.lists(marks).map(
    lambda all_marks: [
        Candidate(rank, f"{rank}", rank=rank, score=Score(10 / rank, 0.5), mark=mark)
        for rank, mark in enumerate(all_marks, start=1)
    ]
)
selections = st.builds(
    Selection,
    top=st.none() | st.integers(1, 9),
    kept=st.booleans(),
    stars=st.none() | st.integers(1, 5),
    min_score=st.none() | st.floats(0, 10),
).filter(lambda selection: not selection.says_nothing)


@given(candidates, selections)
def test_asking_for_more_never_adds_a_photo_and_order_does_not_matter(
    photos: list[Candidate], selection: Selection
) -> None:
    chosen = choose(photos, selection)
    assert choose(photos[::-1], selection) == chosen
    wider = Selection(top=len(photos) + 1)
    assert set(chosen) <= set(choose(photos, wider)) | {photo for photo in photos if photo.mark.kept}
    assert selection.top is None or len(chosen) <= selection.top
