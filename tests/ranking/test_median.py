from __future__ import annotations

import statistics

from hypothesis import given
from hypothesis import strategies as st

from winnow.ranking.median import RunningMedian

FINITE = st.floats(allow_nan=False, allow_infinity=False, width=32)


@given(st.lists(FINITE, min_size=1))
def test_after_every_value_it_is_the_median_of_the_values_so_far(values: list[float]) -> None:
    running = RunningMedian()
    for count, value in enumerate(values, start=1):
        running.push(value)
        assert running.median == statistics.median(values[:count])
        assert len(running) == count


def test_before_the_first_value_there_is_no_median() -> None:
    assert RunningMedian().median is None
