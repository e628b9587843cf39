"""Dates may be given by their front."""

from __future__ import annotations

import datetime as dt

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from winnow.cli.options import partial_date


@given(st.dates(min_value=dt.date(1000, 1, 1)), st.sampled_from([4, 7, 10]))
def test_every_date_and_its_fronts_are_accepted_as_they_are(date: dt.date, length: int) -> None:
    front = date.isoformat()[:length]
    assert partial_date(front) == front


@pytest.mark.parametrize(
    "wrong", ["", "19", "2019-13", "2019-02-30", "2019/07", "july", "2019-7-1", "2019-07-", "٢٠١٩"]
)
def test_what_is_no_date_is_refused_with_the_way_to_write_one(wrong: str) -> None:
    with pytest.raises(typer.BadParameter, match="YYYY-MM-DD"):
        partial_date(wrong)


def test_no_date_is_no_limit() -> None:
    assert partial_date(None) is None
