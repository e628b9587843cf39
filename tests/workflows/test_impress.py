"""Gathering frames into batches: what comes in goes out once, in batches of one shape, and few wait."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.networks import tiny_network

from winnow.domain.failure import Broken, FailureKind
from winnow.domain.photo import Fingerprint, Found, NotAPhoto
from winnow.models.cards import NetworkFile
from winnow.models.network import Network
from winnow.workflows.content import Decoded, Lacking, Learned
from winnow.workflows.impress import BATCH_SIZE, LONGEST_WAIT_SECONDS, MOST_WAITING, Sitter, WaitingRoom, impressed


def photo(name: str) -> Fingerprint:
    return Fingerprint(Found(name, 1, 1), hashlib.sha256(name.encode()).digest())


def sitter(number: int, kind: int) -> Sitter:
    return Sitter(photo(f"{number}.jpg"), None, np.zeros((2 + kind, 4, 3), np.uint8))


@pytest.fixture(scope="module")
def network() -> Network:
    network = Network(NetworkFile("tiny@1", "tiny.onnx", tiny_network()), threads=1)
    network.begin()
    return network


@given(st.lists(st.tuples(st.integers(0, 6), st.floats(0, 1)), max_size=120))
@settings(max_examples=40)
def test_everyone_who_enters_leaves_once_with_others_of_the_same_shape(arrivals: list[tuple[int, float]]) -> None:
    room, now, left = WaitingRoom(), 0.0, []
    for number, (kind, pause) in enumerate(arrivals):
        now += pause
        room.enter(sitter(number, kind), now)
        left += room.due(now)
        assert len(room) <= MOST_WAITING
    left += room.everyone()
    assert Counter(one.photo for batch in left for one in batch) == Counter(
        photo(f"{number}.jpg") for number in range(len(arrivals))
    )
    assert all(len({one.frame.shape for one in batch}) == 1 and len(batch) <= BATCH_SIZE for batch in left)


def test_a_batch_leaves_when_it_is_full() -> None:
    room = WaitingRoom()
    for number in range(BATCH_SIZE):
        assert room.due(0.0) == []
        room.enter(sitter(number, 0), 0.0)
    (batch,) = room.due(0.0)
    assert len(batch) == BATCH_SIZE
    assert len(room) == 0


def test_nobody_waits_long() -> None:
    room = WaitingRoom()
    room.enter(sitter(1, 0), 100.0)
    room.enter(sitter(2, 1), 101.0)
    assert room.due(100.0 + LONGEST_WAIT_SECONDS - 0.01) == []
    assert sorted(len(batch) for batch in room.due(100.0 + LONGEST_WAIT_SECONDS)) == [1, 1]


def test_what_has_no_frame_goes_straight_through_and_frames_come_out_as_impressions(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("winnow.workflows.impress.LONGEST_WAIT_SECONDS", float("inf"))  # whatever else the machine does
    pictures = np.random.default_rng(1).integers(0, 256, (3, 16, 16, 3), np.uint8)
    lacking = [Lacking(photo(f"{number}.jpg"), signals=False, frame=True) for number in range(3)]
    other, broken = Found("notes.txt", 1, 1), Broken(FailureKind.DAMAGED, "truncated")
    note = NotAPhoto(other)
    seen: list[int] = []

    def stream() -> Iterator[tuple[object, object]]:
        yield lacking[0], Decoded(None, pictures[0])
        yield other, note
        yield lacking[1], broken
        seen.append(len(out))
        yield lacking[2], Decoded(None, pictures[2])

    out: list[tuple[object, object]] = []
    for item in impressed(stream(), network):
        out.append(item)  # noqa: PERF402 - the stream looks at what is out already
    assert out[:2] == [(other, note), (lacking[1].photo, broken)]
    assert seen == [2]
    assert [item for item, _ in out[2:]] == [lacking[0].photo, lacking[2].photo]
    for (_, learned), picture in zip(out[2:], pictures[[0, 2]], strict=True):
        assert isinstance(learned, Learned)
        assert learned.impression is not None
        assert learned.impression.distribution == pytest.approx(
            network.impressions([picture])[0].distribution, abs=1e-6
        )


def test_without_a_network_everything_goes_straight_through() -> None:
    lacking = Lacking(photo("a.jpg"), signals=True, frame=False)
    ((item, learned),) = impressed([(lacking, Decoded(None, None))], None)
    assert item == lacking.photo
    assert isinstance(learned, Learned)
