from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.fft import dctn
from scipy.stats import entropy

from winnow.grouping.hashes import differing, transposed, variants
from winnow.signals.look import measure_look

Pixels = NDArray[np.uint8]
NAMES = ("astronaut", "coffee", "chelsea")


@pytest.fixture(params=NAMES)
def thumbnail(request: pytest.FixtureRequest, photo: Callable[[str], Pixels]) -> Pixels:
    """The middle 288 x 288 pixels: nine to each of 32."""
    whole = photo(f"{request.param}.png")
    top, left = ((side - 288) // 2 for side in whole.shape[:2])
    return np.ascontiguousarray(whole[top : top + 288, left : left + 288])


def hash_of(pixels: Pixels) -> NDArray[np.uint64]:
    return np.array([measure_look(np.ascontiguousarray(pixels)).hash], dtype=np.uint64)


def bits_apart(one: Pixels, other: Pixels) -> int:
    return int(differing(hash_of(one), hash_of(other))[0])


def test_the_hash_is_the_signs_of_low_frequencies(thumbnail: Pixels) -> None:
    grey = np.rint(thumbnail @ [0.299, 0.587, 0.114])
    frequencies = dctn(grey.reshape(32, 9, 32, 9).mean(axis=(1, 3)))
    low = frequencies[:8, :8].ravel()
    low[0] = frequencies[8, 8]
    golden = int("".join("1" if value > 0 else "0" for value in low), 2)
    assert (measure_look(thumbnail).hash ^ golden).bit_count() <= 1  # a frequency that is nearly 0


def test_a_smaller_recompressed_copy_has_nearly_the_same_hash(thumbnail: Pixels) -> None:
    small = cv2.resize(thumbnail, (120, 120), interpolation=cv2.INTER_AREA)
    _, jpeg = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 40])
    assert bits_apart(thumbnail, np.asarray(cv2.imdecode(jpeg, cv2.IMREAD_COLOR), dtype=np.uint8)) <= 5


def test_the_hashes_of_different_photographs_are_far_apart(photo: Callable[[str], Pixels]) -> None:
    first, second, third = (photo(f"{name}.png") for name in NAMES)
    assert min(bits_apart(first, second), bits_apart(first, third), bits_apart(second, third)) > 16


def test_a_turned_or_mirrored_picture_has_a_variant_of_the_hash(thumbnail: Pixels) -> None:
    turned = [
        thumbnail,
        thumbnail[:, ::-1],
        thumbnail[::-1],
        thumbnail[::-1, ::-1],
        thumbnail.transpose(1, 0, 2),
        thumbnail[::-1, ::-1].transpose(1, 0, 2),
        thumbnail[:, ::-1].transpose(1, 0, 2),
        thumbnail[::-1].transpose(1, 0, 2),
    ]
    for variant, picture in zip(variants(hash_of(thumbnail)), turned, strict=True):
        assert differing(variant, hash_of(picture))[0] <= 2
    assert differing(transposed(hash_of(thumbnail)), hash_of(turned[4]))[0] <= 2


def test_entropy_is_that_of_the_grey_levels(thumbnail: Pixels) -> None:
    grey = cv2.cvtColor(thumbnail, cv2.COLOR_RGB2GRAY)
    assert measure_look(thumbnail).entropy_bits == pytest.approx(entropy(np.bincount(grey.ravel()), base=2))


@pytest.mark.parametrize("level", [0, 7, 128, 255])
def test_a_flat_frame_has_no_entropy(level: int) -> None:
    look = measure_look(np.full((200, 320, 3), level, dtype=np.uint8))
    assert look.entropy_bits == 0


def test_light_is_counted_in_stops() -> None:
    def light(linear: float) -> float:
        encoded = 1.055 * linear ** (1 / 2.4) - 0.055
        return measure_look(np.full((20, 30, 3), round(255 * encoded), dtype=np.uint8)).light_ev

    assert light(1.0) == pytest.approx(0, abs=0.01)
    assert light(0.5) == pytest.approx(-1, abs=0.02)
    assert light(0.125) == pytest.approx(-3, abs=0.02)
    assert light(0.0031308) == pytest.approx(-8.3, abs=0.2)


def test_a_black_frame_is_dark_and_not_infinitely_so() -> None:
    assert measure_look(np.zeros((20, 30, 3), dtype=np.uint8)).light_ev == -12


@pytest.mark.parametrize("shape", [(1, 1, 3), (1, 320, 3), (320, 2, 3)])
def test_a_picture_of_any_size_has_a_look(shape: tuple[int, int, int]) -> None:
    look = measure_look(np.random.default_rng(0).integers(0, 256, shape, dtype=np.uint8))
    assert 0 <= look.hash < 2**64
