"""Work that nobody wants any more is given up, wherever it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.albums import Album, Photo, odd_lies

from winnow.grouping.wanted import GivenUpError, as_long_as, go_on

ALBUM = Album(
    [Photo(str(number), at=None if number % 3 else number, angle=number * 9.0) for number in range(40)], odd_lies
)


def asked_at_most(times: float) -> tuple[Callable[[], bool], list[None]]:
    asked: list[None] = []

    def is_wanted() -> bool:
        asked.append(None)
        return len(asked) <= times

    return is_wanted, asked


def test_grouping_is_given_up_at_any_of_its_steps_and_comes_out_the_same_where_it_is_not() -> None:
    whole, asked = asked_at_most(float("inf"))
    with as_long_as(whole):
        groups = ALBUM.groups()
    assert len(asked) > 5
    for times in range(len(asked)):
        is_wanted, _ = asked_at_most(times)
        with pytest.raises(GivenUpError), as_long_as(is_wanted):
            ALBUM.groups()
    assert ALBUM.groups() == groups


def test_work_of_which_nobody_said_for_how_long_goes_on() -> None:
    with pytest.raises(GivenUpError), as_long_as(lambda: False):
        go_on()
    go_on()
