from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from winnow.grouping.hashes import NEAR_BITS, Near, differing, signs, transposed, variants

Hashes = np.typing.NDArray[np.uint64]
Bits = np.typing.NDArray[np.bool_]

hashes = st.integers(0, 2**64 - 1).map(lambda value: np.array([value], dtype=np.uint64))


def anything(one: np.typing.NDArray[np.int64], _: np.typing.NDArray[np.int64]) -> Bits:
    return np.ones(len(one), dtype=np.bool_)


def found(values: Hashes, asking: list[int] | None = None) -> set[tuple[int, int]]:
    rows = np.arange(len(values))
    asked = rows if asking is None else np.array(asking, dtype=np.int64)
    one, other = Near(values, rows).touching(asked, anything)
    return set(zip(one.tolist(), other.tolist(), strict=True))


def matrix(value: Hashes) -> Bits:
    return np.unpackbits(value.astype(">u8").view(np.uint8)).reshape(8, 8).astype(np.bool_)


@given(hashes, hashes)
def test_bits_that_differ_are_counted(one: Hashes, other: Hashes) -> None:
    assert differing(one, other)[0] == (int(one[0]) ^ int(other[0])).bit_count()


@given(hashes)
def test_a_transposed_hash_is_the_transposed_matrix(value: Hashes) -> None:
    assert (matrix(transposed(value)) == matrix(value).T).all()


@given(hashes)
def test_the_variants_form_the_symmetries_of_the_square(value: Hashes) -> None:
    whole = {int(variant[0]) for variant in variants(value)}
    for variant in variants(value):
        assert {int(again[0]) for again in variants(variant)} == whole


@given(hashes, hashes)
def test_the_cosine_of_signs_counts_the_bits(one: Hashes, other: Hashes) -> None:
    assert float(signs(one)[0] @ signs(other)[0]) == pytest.approx(1 - int(differing(one, other)[0]) / 32, abs=1e-6)


@given(
    st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=3),
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 7), st.sets(st.integers(0, 63), max_size=8)), max_size=12),
    st.sets(st.integers(0, 11)),
)
def test_every_near_pair_is_found_and_no_other(
    base: list[int], copies: list[tuple[int, int, set[int]]], asking: set[int]
) -> None:
    values = np.array(
        [edited(base[number % len(base)], turn, flips) for number, turn, flips in copies], dtype=np.uint64
    )
    wanted = {
        (one, other)
        for one in range(len(values))
        for other in range(one + 1, len(values))
        if min(int(differing(variant, values[other : other + 1])[0]) for variant in variants(values[one : one + 1]))
        <= NEAR_BITS
    }
    assert found(values) == wanted
    some = sorted(row for row in asking if row < len(values))
    assert found(values, some) == {pair for pair in wanted if pair[0] in some or pair[1] in some}


def edited(value: int, turn: int, flips: set[int]) -> int:
    turned = int(variants(np.array([value], dtype=np.uint64))[turn][0])
    return turned ^ sum(1 << flip for flip in flips)


def test_many_equal_hashes_are_each_compared_with_some_of_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("winnow.grouping.hashes.MOST", 3)
    pairs = found(np.full(50, 0x123456789ABCDEF0, dtype=np.uint64))
    assert 50 <= len(pairs) <= 6 * 50
    assert {row for pair in pairs for row in pair} == set(range(50))


@given(arrays(np.uint64, st.integers(0, 40)))
def test_blocks_of_candidates_change_nothing(values: Hashes) -> None:
    whole = found(values)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("winnow.grouping.hashes._BLOCK", 2)
        assert found(values) == whole
