from __future__ import annotations

import math
from dataclasses import replace

import pytest
from tests.albums import COPIED, NOON, STILL, VIEWED, Album, Photo

from winnow.domain.look import Alignment
from winnow.grouping.looks import Bars

PLAIN = 0x123456789ABCDEF0
FAR = 0xF0E1D2C3B4A59687
MIRRORED = PLAIN ^ 0x5555555555555555


def named(*photos: Photo, lies: Alignment | None = None) -> set[str]:
    return Album(photos, lambda *_: lies).named("copy")


def test_a_near_hash_that_the_network_confirms_is_a_copy() -> None:
    assert named(Photo("a", hash=PLAIN), Photo("b", hash=PLAIN ^ 0b10101)) == {"copy a b"}


def test_six_bits_are_too_many() -> None:
    assert named(Photo("a", hash=PLAIN), Photo("b", hash=PLAIN ^ 0b111111)) == set()


def test_a_near_hash_that_the_network_denies_is_a_copy_if_the_one_lies_on_the_other() -> None:
    pair = Photo("a", hash=PLAIN), Photo("b", hash=PLAIN, angle=80)
    assert named(*pair) == set()
    assert named(*pair, lies=COPIED) == {"copy a b"}


def test_what_the_network_finds_alike_is_a_copy_if_the_one_lies_on_the_other() -> None:
    pair = Photo("a", hash=PLAIN), Photo("b", hash=FAR)
    assert named(*pair) == set()
    assert named(*pair, lies=COPIED) == {"copy a b"}


def test_a_mirrored_copy_is_found() -> None:
    assert named(Photo("a", hash=PLAIN), Photo("b", hash=MIRRORED)) == {"copy a b"}


def test_where_something_moved_hash_and_network_are_not_believed() -> None:
    assert named(Photo("a", hash=PLAIN), Photo("b", hash=PLAIN), lies=VIEWED) == set()


@pytest.mark.parametrize("entropy", [0.0, 3.0])
def test_the_hash_of_a_frame_with_hardly_anything_on_it_says_nothing(entropy: float) -> None:
    assert named(Photo("a", hash=PLAIN, entropy=entropy), Photo("b", hash=PLAIN, entropy=entropy)) == set()


def test_two_frames_of_a_burst_are_no_copies_however_alike() -> None:
    assert named(Photo("a", NOON, hash=PLAIN), Photo("b", NOON + 0.1, hash=PLAIN), lies=COPIED) == set()


def test_two_shots_are_not_joined_through_a_copy_of_one() -> None:
    burst = Photo("a", NOON, hash=PLAIN), Photo("b", NOON + 0.1, hash=PLAIN)
    groups = named(*burst, Photo("sent", hash=PLAIN))
    assert len(groups) == 1
    assert groups <= {"copy a sent", "copy b sent"}


def test_a_darker_copy_of_a_dated_photo_is_a_copy() -> None:
    assert named(Photo("a", NOON, hash=PLAIN), Photo("b", hash=PLAIN, light=-3.5)) == {"copy a b"}


def test_of_undated_frames_in_different_light_a_still_one_is_no_copy() -> None:
    light, dark = Photo("a", hash=PLAIN), Photo("b", hash=PLAIN, light=-4.0)
    exact = Alignment(99, 1, 1, 1, 0, False, (0, 0), 0.9, 0.9)  # noqa: FBT003
    assert Album([light, dark], lambda *_: exact).named("copy", "bracket") == {"bracket a b"}


def test_a_still_frame_in_different_light_that_was_cropped_is_a_copy() -> None:
    assert named(Photo("a", hash=PLAIN), Photo("b", hash=PLAIN, light=-4.0), lies=COPIED) == {"copy a b"}


def test_a_frame_with_an_edge_of_its_own_either_way_is_no_copy() -> None:
    apart = Photo("a", hash=PLAIN), Photo("b", hash=FAR)
    assert Album(apart, lambda *_: COPIED).named("copy") == {"copy a b"}
    assert not Album(apart, lambda *_: replace(COPIED, shared=0.95)).named("copy")


def test_a_stricter_bar_wants_what_it_does_not_believe_checked() -> None:
    pair = [Photo("a", hash=PLAIN), Photo("b", NOON, 20, PLAIN)]
    assert [group.kind for group in Album(pair).groups(Bars(copy=0.9))][:1] == ["copy"]
    assert [group.kind for group in Album(pair).groups(Bars(copy=0.98))][:1] == ["burst"]


def test_without_a_network_one_has_to_lie_on_the_other() -> None:
    pair = [Photo("a", hash=PLAIN), Photo("b", hash=PLAIN ^ 1)]
    for lies, expected in ((None, set()), (COPIED, {"copy a b"}), (STILL, set())):
        album = Album(pair, lambda *_, lies=lies: lies)
        object.__setattr__(album.looks, "vectors", None)
        assert album.named("copy") == expected


def test_every_doubt_is_asked_about_once() -> None:
    album = Album([Photo("a", hash=PLAIN), Photo("b", hash=PLAIN, angle=80), Photo("c", hash=FAR, angle=160)])
    assert album.proposed().checks.tolist() == [sorted([album.row["a"], album.row["b"]])]
    assert math.isclose(album.looks.likeness.similarity(album.looks.light_ev * 0 + 1)[0], 1)
