from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from winnow.grouping.alike import Alike, along, planes_of_a_table
from winnow.grouping.pairs import Pairs

Vectors = NDArray[np.float32]
BAR = 0.7


@pytest.fixture
def vectors() -> Vectors:
    """400 pairs at a cosine of about 0.85, 200 pairs just above the bar, 1,000 strangers."""
    random = np.random.default_rng(3)
    base = random.normal(size=(1600, 48))
    near = base[:400] + 0.6 * random.normal(size=(400, 48))
    border = base[400:600] + 0.95 * random.normal(size=(200, 48))
    return unit(np.concatenate([base, near, border]))


def unit(vectors: NDArray[np.float64]) -> Vectors:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def every(count: int) -> NDArray[np.bool_]:
    return np.ones(count, dtype=np.bool_)


def keys(pairs: Pairs) -> set[tuple[int, int]]:
    return set(zip(pairs.one.tolist(), pairs.other.tolist(), strict=True))


def by_looking_at_all(vectors: Vectors, bar: float = BAR) -> set[tuple[int, int]]:
    one, other = np.nonzero(np.triu(vectors.astype(np.float64) @ vectors.T.astype(np.float64) >= bar, 1))
    return set(zip(one.tolist(), other.tolist(), strict=True))


def test_of_few_photos_every_pair_is_found(vectors: Vectors) -> None:
    found = Alike(vectors, BAR).between(every(len(vectors)), every(len(vectors)))
    assert planes_of_a_table(len(vectors)) == 0
    assert keys(found) == by_looking_at_all(vectors)
    cosines = np.einsum("nd,nd->n", vectors[found.one], vectors[found.other])
    assert found.alike == pytest.approx(cosines, abs=1e-6)


def test_of_many_photos_nearly_every_pair_is_found_and_no_other(
    vectors: Vectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("winnow.grouping.alike.EVERY_PAIR", 1000)
    monkeypatch.setattr("winnow.grouping.alike._BUCKET", 16)
    wanted = by_looking_at_all(vectors)
    found = keys(Alike(vectors, BAR).between(every(len(vectors)), every(len(vectors))))
    assert planes_of_a_table(len(vectors)) > 0
    assert found <= wanted
    assert len(found) > 0.95 * len(wanted)


@pytest.mark.parametrize("fewest", [10, 10_000])
def test_asking_for_some_gives_just_their_pairs(vectors: Vectors, fewest: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("winnow.grouping.alike.EVERY_PAIR", fewest)
    asking, among = np.arange(len(vectors)) % 7 == 0, np.arange(len(vectors)) % 2 == 0
    search = Alike(vectors, BAR)
    whole = keys(search.between(every(len(vectors)), every(len(vectors))))
    wanted = {(a, b) for a, b in whole if (asking[a] and among[b]) or (asking[b] and among[a])}
    assert keys(search.between(asking, among)) == wanted


def test_whether_a_pair_is_found_does_not_hang_on_the_others(vectors: Vectors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("winnow.grouping.alike.EVERY_PAIR", 10)
    fewer = vectors[:2100]
    assert planes_of_a_table(len(fewer)) == planes_of_a_table(len(vectors))
    found = keys(Alike(vectors, BAR).between(every(len(vectors)), every(len(vectors))))
    found_of_fewer = keys(Alike(fewer, BAR).between(every(len(fewer)), every(len(fewer))))
    assert {pair for pair in found if max(pair) < len(fewer)} == found_of_fewer


def test_thousands_that_are_all_the_same_do_not_take_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("winnow.grouping.alike.EVERY_PAIR", 10)
    monkeypatch.setattr("winnow.grouping.alike.MOST", 50)
    same = np.tile(unit(np.random.default_rng(0).normal(size=(1, 48))), (3000, 1))
    found = Alike(same, 0.9).between(every(3000), every(3000))
    assert len(found) == 3000 / 50 * (50 * 49 / 2)


def test_a_photo_without_an_embedding_is_like_nothing() -> None:
    nothing = np.zeros((5, 48), dtype=np.float32)
    assert len(Alike(nothing, 0.3).between(every(5), every(5))) == 0


def test_along_a_run_every_pair_is_found_that_is_near_enough_in_order(vectors: Vectors) -> None:
    random = np.random.default_rng(1)
    rows = random.permutation(len(vectors))[:900]
    runs = np.sort(random.integers(0, 12, 900))
    place = {int(row): number for number, row in enumerate(rows)}
    wanted = {
        (a, b)
        for a, b in by_looking_at_all(vectors, 0.2)
        if a in place and b in place and runs[place[a]] == runs[place[b]] and abs(place[a] - place[b]) <= 30
    }
    assert keys(along(vectors, rows, runs, 30, 0.2)) == wanted
