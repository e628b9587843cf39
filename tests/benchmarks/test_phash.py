from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("scipy", reason="the benchmarks need scipy: the dependency group `train`")

from benchmarks.likeness.phash import phash, phash_vectors

Pixels = np.typing.NDArray[np.uint8]


def waves() -> Pixels:
    y, x = np.mgrid[0:200, 0:300]
    channels = [128 + 100 * np.sin(x / 37 + y / 90), 128 + 90 * np.cos(y / 23), (x * y / 240) % 256]
    return np.stack(channels, axis=2).clip(0, 255).astype(np.uint8)


def test_the_hash_is_that_of_the_imagehash_library() -> None:
    golden = "b560cae04be34ee5"  # str(imagehash.phash(Image.fromarray(waves()))), ImageHash 4.3.2
    assert np.packbits(phash(waves())).tobytes().hex() == golden


def test_a_cosine_tells_how_many_bits_differ() -> None:
    pictures = np.stack([waves(), waves()[::-1], 255 - waves()])
    bits, vectors = [phash(picture) for picture in pictures], phash_vectors(pictures)
    assert vectors[0] @ vectors[0] == pytest.approx(1)
    for other in (1, 2):
        assert vectors[0] @ vectors[other] == pytest.approx(1 - (bits[0] != bits[other]).sum() / 32)
