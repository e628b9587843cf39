from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("scipy", reason="the benchmarks need scipy: the dependency group `train`")
pytest.importorskip("ai_edge_litert", reason="MobileNet needs ai-edge-litert: the dependency group `train`")

from tests.networks import expected, tiny_network
from training.likeness import embedder


def test_a_network_embeds_more_pictures_than_fit_a_batch_in_order(tmp_path: Path) -> None:
    file = tmp_path / "tiny.onnx"
    file.write_bytes(tiny_network())
    pictures = np.random.default_rng(0).integers(0, 256, (150, 16, 16, 3), dtype=np.uint8)
    embedded = embedder(file)(pictures)
    assert embedded == pytest.approx(expected(pictures)[1], abs=1e-4)
