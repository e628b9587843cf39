"""How a library's standing is drawn."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from winnow.cli.status import KIND_IN_WORDS, counts, failures, histogram
from winnow.domain.failure import Failed, FailureKind
from winnow.domain.views import Status

bins = st.lists(st.integers(min_value=0, max_value=100_000), min_size=20, max_size=20).filter(any)


@given(bins)
def test_the_histogram_fits_eighty_columns_and_shows_every_bin_that_is_not_empty(counts_: list[int]) -> None:
    lines = histogram(counts_)
    assert all(len(line) <= 80 for line in lines)
    bottom = lines[-3]
    drawn = bottom[bottom.index("│") + 1 :].ljust(60)
    assert [drawn[3 * i] != " " for i in range(20)] == [count > 0 for count in counts_]


def test_the_histogram_is_as_high_as_the_counts_say() -> None:
    counts_ = [0] * 20
    counts_[9], counts_[10], counts_[11] = 50, 100, 1
    lines = histogram(counts_, rows=4)
    assert lines == [
        "100 ┤                              ██",
        "    │                              ██",
        "    │                           ██ ██",
        "    │                           ██ ██ ▁▁",
        "    └────────────────────────────────────────────────────────────",
        "     0     1     2     3     4     5     6     7     8     9     10",
    ]


def _damaged(n: int, reason: str = "truncated") -> list[Failed]:
    return [Failed(f"{reason}{i}.jpg", FailureKind.DAMAGED, reason) for i in range(n)]


def test_failures_are_grouped_by_reason_most_frequent_first() -> None:
    empty = Failed("e.jpg", FailureKind.EMPTY, "no bytes")
    text = [line.plain for line in failures([empty, *_damaged(2)], "pics", most_paths=None)]
    assert text[:9] == [
        "",
        "2 damaged",
        "  truncated",
        "    truncated0.jpg",
        "    truncated1.jpg",
        "",
        "1 empty",
        "  no bytes",
        "    e.jpg",
    ]


def test_a_long_list_is_cut_and_says_how_to_see_all_of_it() -> None:
    text = "\n".join(line.plain for line in failures(_damaged(30), "'my pics'", most_paths=8))
    assert "truncated7.jpg" in text
    assert "truncated8.jpg" not in text
    assert "... and 22 more" in text
    assert "winnow status 'my pics' | less" in text


def test_every_kind_of_failure_has_words() -> None:
    assert set(KIND_IN_WORDS) == set(FailureKind)


def test_photos_that_wait_come_with_the_command_that_scores_them() -> None:
    standing = Status(1200, 1000, 0, 200, 0, 3, 5.0, (0,) * 20, ())
    text = [line.plain for line in counts(standing, "pics")]
    assert text == [
        "1,200 photos",
        "1,000 scored",
        "  200 waiting  to score them: winnow rate pics",
        "    3 other files  no photo",
    ]
