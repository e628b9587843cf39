from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from winnow.grouping.minimax import clusters
from winnow.grouping.pairs import Pairs

Alike = dict[tuple[int, int], float]
Barred = frozenset[tuple[int, int]]

ROWS = 9
BAR, HIGHER = 3, 5
alikes = st.dictionaries(
    st.tuples(st.integers(0, ROWS), st.integers(0, ROWS)).filter(lambda pair: pair[0] < pair[1]), st.integers(0, 9)
)
barreds = st.frozensets(st.tuples(st.integers(0, ROWS), st.integers(0, ROWS)), max_size=6)


def clustered(alike: Alike, bar: float, barred: Barred = frozenset()) -> dict[int, set[int]]:
    """Return the members of each cluster by its centre."""
    reaching = sorted(pair for pair, value in alike.items() if value >= bar)
    one, other = np.array(reaching, dtype=np.int64).reshape(-1, 2).T
    pairs = Pairs(one, other, np.array([float(alike[pair]) for pair in reaching]))

    def apart(rows: np.typing.NDArray[np.int64]) -> np.typing.NDArray[np.bool_]:
        return np.array([[(a, b) in barred or (b, a) in barred for b in rows.tolist()] for a in rows.tolist()])

    return {centre: set(members.tolist()) for centre, members in clusters(pairs, apart)}


def by_definition(alike: Alike, bar: float, barred: Barred) -> set[frozenset[int]]:
    """Join, again and again, the two clusters whose union has the best centre; of equals the first in order of rows."""

    def value(one: int, other: int) -> float:
        return float("inf") if one == other else alike.get((min(one, other), max(one, other)), float("-inf"))

    def linkage(pair: tuple[frozenset[int], ...]) -> float:
        union = pair[0] | pair[1]
        if any((a, b) in barred or (b, a) in barred for a in pair[0] for b in pair[1]):
            return float("-inf")
        return max(min(value(centre, member) for member in union) for centre in union)

    found = {frozenset([row]) for row in range(ROWS + 1)}
    while pairs := list(combinations(sorted(found, key=min), 2)):
        best = max(pairs, key=linkage)
        if linkage(best) < bar:
            break
        found = (found - set(best)) | {best[0] | best[1]}
    return {cluster for cluster in found if len(cluster) > 1}


@given(alikes, barreds)
def test_clusters_are_those_of_the_definition(alike: Alike, barred: Barred) -> None:
    found = clustered(alike, BAR, barred)
    assert {frozenset(members) for members in found.values()} == by_definition(alike, BAR, barred)


@given(alikes, barreds)
def test_every_member_is_as_alike_to_the_centre_as_the_bar_asks(alike: Alike, barred: Barred) -> None:
    for centre, members in clustered(alike, BAR, barred).items():
        assert all(alike[min(centre, row), max(centre, row)] >= BAR for row in members - {centre})


@given(alikes, barreds)
def test_who_is_barred_from_another_is_never_with_it(alike: Alike, barred: Barred) -> None:
    for members in clustered(alike, BAR, barred).values():
        assert not any(one in members and other in members and one != other for one, other in barred)


@given(alikes, barreds)
def test_a_higher_bar_never_joins_what_a_lower_one_kept_apart(alike: Alike, barred: Barred) -> None:
    low = clustered(alike, BAR, barred).values()
    for members in clustered(alike, HIGHER, barred).values():
        assert any(members <= larger for larger in low)


def test_a_chain_is_cut_where_no_centre_reaches_both_ends() -> None:
    chain: Alike = {(row, row + 1): 9 for row in range(8)}
    assert max(map(len, clustered(chain, BAR).values())) <= 3


def test_of_thousands_that_are_all_alike_no_cluster_is_larger_than_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("winnow.grouping.minimax.LARGEST", 4)
    every: Alike = {pair: 9 - abs(pair[0] - pair[1]) % 3 for pair in combinations(range(10), 2)}
    found = clustered(every, BAR).values()
    assert max(map(len, found)) <= 4
    assert sum(map(len, found)) >= 8
