from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from tests.networks import expected, tiny_network, write_card

from winnow.domain.errors import ModelDamagedError, ModelMismatchError
from winnow.models.cards import NetworkFile, load_network
from winnow.models.network import Network

FRAMES = list(np.random.default_rng(5).integers(0, 256, (3, 224, 304, 3), np.uint8))


def a_network(onnx: bytes) -> Network:
    return Network(NetworkFile("tiny@12345678", "tiny.onnx", onnx), threads=1)


def test_an_impression_is_a_distribution_and_an_embedding() -> None:
    impressions = a_network(tiny_network()).impressions(FRAMES)
    logits, embeddings = expected(np.stack(FRAMES))
    shares = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    assert {one.network for one in impressions} == {"tiny@12345678"}
    np.testing.assert_allclose([one.distribution for one in impressions], shares, atol=1e-6)
    np.testing.assert_allclose([one.embedding for one in impressions], embeddings, atol=1e-5)
    assert all(one.embedding.dtype == np.float32 for one in impressions)


def test_logits_of_any_size_make_a_distribution() -> None:
    bright = [np.full((256, 256, 3), 255, np.uint8)]
    (one,) = a_network(tiny_network(scale=1e4)).impressions(bright)
    assert sum(one.distribution) == pytest.approx(1)
    assert max(one.distribution) == pytest.approx(1)


@pytest.mark.parametrize(
    ("onnx", "error", "why"),
    [
        (tiny_network(pictures="photos"), ModelMismatchError, "takes photos"),
        (tiny_network(levels=5), ModelMismatchError, r"\(1, 5\)"),
        (b"no network", ModelDamagedError, r"tiny\.onnx"),
    ],
)
def test_a_network_that_does_not_keep_the_contract_never_begins(onnx: bytes, error: type[Exception], why: str) -> None:
    with pytest.raises(error, match=why):
        a_network(onnx).begin()


def test_a_network_loads_nothing_heavy_before_it_begins(tmp_path: Path) -> None:
    card = write_card(tmp_path)
    code = (
        "import sys; from winnow.models.cards import load_network; from winnow.models.network import Network;"
        "Network(load_network(sys.argv[1]), threads=1); print(sorted({'numpy', 'onnxruntime'} & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", code, card], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


def test_a_card_brings_its_network(tmp_path: Path) -> None:
    file = load_network(str(write_card(tmp_path, seed=4)))
    assert file is not None
    (one,) = Network(file, threads=2).impressions(FRAMES[:1])
    _, embedding = expected(FRAMES[0][None], seed=4)
    np.testing.assert_allclose(one.embedding, embedding[0], atol=1e-5)
