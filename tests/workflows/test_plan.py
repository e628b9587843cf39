"""What a run has to do about each path, decided without touching a file."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from winnow.catalogue.rows import Known
from winnow.domain.failure import FailureKind
from winnow.domain.photo import Companion, Fingerprint, Found
from winnow.workflows.plan import Moves, Plan, plan

CONTENT = bytes(range(32))
SCORED = Known(
    size=10,
    mtime_ns=20,
    companion=None,
    content=CONTENT,
    missing=False,
    failed=None,
    failed_recipe=None,
    measured=True,
    photo=True,
)


def planned(found: list[Found], known: dict[str, Known], **options: object) -> Plan:
    return plan(found, known, **{"recipe": "now", "retry_failed": False, **options})  # type: ignore[arg-type]


def test_a_file_the_catalogue_does_not_know_is_looked_at() -> None:
    new = Found("a.jpg", 10, 20)
    assert planned([new], {}).look == (new,)


def test_a_scored_file_of_the_same_size_and_time_is_left_alone() -> None:
    result = planned([Found("a.jpg", 10, 20)], {"a.jpg": SCORED})
    assert (result.look, result.recognise, result.unchanged) == ((), (), 1)


def test_a_file_of_another_size_or_time_is_looked_at() -> None:
    for edited in (Found("a.jpg", 11, 20), Found("a.jpg", 10, 21)):
        assert planned([edited], {"a.jpg": SCORED}).look == (edited,)


def test_a_raw_that_joins_its_jpeg_makes_the_photo_looked_at_again() -> None:
    joined = Found("a.jpg", 10, 20, Companion("a.nef", 5, 5))
    assert planned([joined], {"a.jpg": SCORED}).look == (joined,)


def test_a_photo_measured_by_an_older_recipe_is_measured_again_without_hashing() -> None:
    photo = Found("a.jpg", 10, 20)
    result = planned([photo], {"a.jpg": SCORED._replace(measured=False)})
    assert (result.look, result.recognise) == ((), (Fingerprint(photo, CONTENT),))


def test_a_failure_is_retried_when_asked_or_when_winnow_changed_and_not_otherwise() -> None:
    photo = Found("a.jpg", 10, 20)
    failed = {"a.jpg": SCORED._replace(failed=FailureKind.DAMAGED, failed_recipe="now", measured=False)}
    assert planned([photo], failed).unchanged == 1
    assert planned([photo], failed, retry_failed=True).look == (photo,)
    assert planned([photo], failed, recipe="later").look == (photo,)


def test_a_file_that_is_no_photo_is_not_opened_again() -> None:
    other = SCORED._replace(photo=False, content=None, measured=False)
    assert planned([Found("notes.txt", 10, 20)], {"notes.txt": other}).unchanged == 1
    assert planned([], {"notes.txt": other}).missing == ()
    assert planned([], {"notes.txt": other}).vanished == ("notes.txt",)


def test_a_photo_that_is_gone_is_missing_once() -> None:
    assert planned([], {"a.jpg": SCORED}).missing == ("a.jpg",)
    assert planned([], {"a.jpg": SCORED._replace(missing=True)}).missing == ()


def test_a_photo_in_a_folder_that_cannot_be_read_is_not_called_missing() -> None:
    known = {"locked/a.jpg": SCORED, "lockedish/b.jpg": SCORED}
    assert planned([], known, unreadable=["locked"]).missing == ("lockedish/b.jpg",)


def test_a_photo_that_comes_back_is_recognised() -> None:
    photo = Found("a.jpg", 10, 20)
    assert planned([photo], {"a.jpg": SCORED._replace(missing=True)}).recognise == (Fingerprint(photo, CONTENT),)


def moves(found: list[Found], known: dict[str, Known]) -> Moves:
    return Moves(planned(found, known), found, known)


def test_a_moved_photo_continues_the_path_with_its_own_file_name_first() -> None:
    new = [Found(f"new/{name}.jpg", 10, 20) for name in "bcd"]
    claims = moves(new, {"old/a.jpg": SCORED, "old/b.jpg": SCORED})
    assert [claims.claim(Fingerprint(photo, CONTENT)) for photo in new] == ["old/b.jpg", "old/a.jpg", None]
    assert claims.taken == {"old/a.jpg", "old/b.jpg"}


def test_a_photo_missing_since_an_earlier_run_can_still_be_found_moved() -> None:
    new = Found("new.jpg", 10, 20)
    assert moves([new], {"old.jpg": SCORED._replace(missing=True)}).claim(Fingerprint(new, CONTENT)) == "old.jpg"


def test_a_photo_that_stands_where_it_stood_continues_no_deleted_copy() -> None:
    kept = Found("keep.jpg", 10, 99)
    known = {"keep.jpg": SCORED, "duplicate.jpg": SCORED._replace(missing=True)}
    assert moves([kept], known).claim(Fingerprint(kept, CONTENT)) is None


def test_a_photo_that_took_the_place_of_another_continues_its_own_old_path() -> None:
    here = Found("here.jpg", 10, 99)
    known = {"here.jpg": SCORED._replace(content=bytes(32)), "old.jpg": SCORED}
    assert moves([here], known).claim(Fingerprint(here, CONTENT)) == "old.jpg"


def test_a_raw_that_is_joined_by_its_jpeg_goes_on_as_that_photo_and_back() -> None:
    joined = Found("a.jpg", 10, 20, Companion("a.nef", 5, 5))
    assert moves([joined], {"a.nef": SCORED}).claim(Fingerprint(joined, bytes(32))) == "a.nef"
    alone = Found("a.nef", 5, 5)
    pair = SCORED._replace(companion=joined.companion)
    assert moves([alone], {"a.jpg": pair}).claim(Fingerprint(alone, bytes(32))) == "a.jpg"


def test_a_file_that_the_system_would_not_show_is_not_called_missing() -> None:
    assert planned([], {"a.jpg": SCORED}, unreadable=["a.jpg"]).missing == ()


paths = st.sampled_from(["a.jpg", "b.jpg", "c/d.jpg", "c/e.jpg", "f.jpg"])
founds = st.dictionaries(paths, st.tuples(st.integers(1, 2), st.integers(1, 2)))
rows = st.builds(
    SCORED._replace,
    size=st.integers(1, 2),
    mtime_ns=st.integers(1, 2),
    content=st.sampled_from([CONTENT, bytes(32), None]),
    missing=st.booleans(),
    measured=st.booleans(),
)


@given(founds, st.dictionaries(paths, rows), st.integers(0, 5))
def test_every_file_met_is_in_the_plan_once_and_a_limit_only_cuts(
    met: dict[str, tuple[int, int]], known: dict[str, Known], limit: int
) -> None:
    found = [Found(path, *facts) for path, facts in met.items()]
    result = planned(found, known)
    assert result.to_do + result.unchanged == len(found)
    assert not set(result.missing) & set(met)
    limited = result.limited_to(limit)
    assert limited.to_do == min(limit, result.to_do)
    assert replace(limited, look=result.look, recognise=result.recognise) == result
