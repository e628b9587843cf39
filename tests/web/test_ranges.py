"""What a Range asks for is what a slice would cut, and nonsense asks for nothing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from winnow.web.ranges import asked_for

DATA = st.binary(max_size=60)
PLACES = st.integers(0, 80)


def _cut(data: bytes, said: str) -> bytes:
    part = asked_for(said, len(data))
    assert part is not None
    return bytes(data[place] for place in part)


@given(data=DATA, first=PLACES, more=PLACES)
def test_from_one_byte_to_another_both_are_in_it(data: bytes, first: int, more: int) -> None:
    assert _cut(data, f"bytes={first}-{first + more}") == data[first : first + more + 1]


@given(data=DATA, first=PLACES)
def test_from_one_byte_on_the_rest_is_in_it(data: bytes, first: int) -> None:
    assert _cut(data, f"bytes={first}-") == data[first:]


@given(data=DATA, last=PLACES)
def test_of_the_last_bytes_there_are_as_many_as_asked_for_or_all(data: bytes, last: int) -> None:
    assert _cut(data, f"bytes=-{last}") == data[max(len(data) - last, 0) :]


@given(data=DATA, cuts=st.lists(PLACES, max_size=5))
def test_parts_that_follow_each_other_make_the_whole(data: bytes, cuts: list[int]) -> None:
    starts = sorted({0, *cuts})
    asked = [f"bytes={start}-{after - 1}" for start, after in pairwise(starts)]
    assert b"".join(_cut(data, said) for said in [*asked, f"bytes={starts[-1]}-"]) == data


@given(said=st.one_of(st.text(max_size=30), st.from_regex(r"bytes=[0-9, -]{0,12}")), size=st.integers(0, 60))
def test_no_header_asks_for_what_is_not_there(said: str, size: int) -> None:
    part = asked_for(said, size)
    assert not part or (part.step == 1 and 0 <= part[0] <= part[-1] < size)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=9-5",
        "bytes=a-b",
        "bytes=+1-2",
        "bytes=٣-٤",
        "byte\u017f=0-1",  # the long s, an S in lower case
        "lines=0-1",
        "bytes=0-1,4-5",
        f"bytes={'9' * 5000}-",
    ],
)
def test_several_ranges_and_nonsense_are_taken_as_not_said(said: str) -> None:
    assert asked_for(said, 100) is None


def test_the_unit_may_be_written_in_any_case_and_blanks_may_be_around_the_range() -> None:
    assert asked_for("Bytes= 10-19\t", 100) == range(10, 20)
