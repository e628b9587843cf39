"""Tiny networks with the contract of winnow's own: a linear look at the mean colour, with weights drawn by a seed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from winnow.models.cards import weights_sha256
from winnow.signals.recipe import RECIPE

LEVELS, EMBEDDING = 11, 256


def weights(seed: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """(3, 11) towards the logits and (3, 256) towards the embedding, of colours 0 to 1."""
    random = np.random.default_rng(seed)
    heads = random.normal(0, 3, (3, LEVELS)), random.normal(0, 1, (3, EMBEDDING))
    return heads[0].astype(np.float32), heads[1].astype(np.float32)


def tiny_network(seed: int = 1, *, levels: int = LEVELS, pictures: str = "pictures", scale: float = 1.0) -> bytes:
    """An ONNX file; `levels` and `pictures` break the contract, `scale` makes large logits."""
    to_logits, to_embedding = weights(seed)
    to_logits *= np.float32(scale)
    constants = {"black_to_white": np.float32(255), "to_logits": to_logits[:, :levels], "to_embedding": to_embedding}
    nodes = [
        helper.make_node("Cast", [pictures], ["values"], to=TensorProto.FLOAT),
        helper.make_node("ReduceMean", ["values"], ["mean"], axes=[1, 2], keepdims=0),
        helper.make_node("Div", ["mean", "black_to_white"], ["colour"]),
        helper.make_node("MatMul", ["colour", "to_logits"], ["logits"]),
        helper.make_node("MatMul", ["colour", "to_embedding"], ["look"]),
        helper.make_node("LpNormalization", ["look"], ["embedding"], axis=1, p=2),
    ]
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info(pictures, TensorProto.UINT8, ["n", "h", "w", 3])],
        [
            helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["n", levels]),
            helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["n", EMBEDDING]),
        ],
        [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    return bytes(model.SerializeToString())


def expected(pictures: NDArray[np.uint8], seed: int = 1) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """What `tiny_network(seed)` answers, computed by NumPy: logits and embedding."""
    to_logits, to_embedding = weights(seed)
    colour = pictures.mean(axis=(1, 2)) / 255
    look = colour @ to_embedding
    return colour @ to_logits, look / np.linalg.norm(look, axis=1, keepdims=True)


def write_card(
    folder: Path,
    *,
    seed: int = 1,
    onnx: bytes | None = None,
    name: str = "tiny",
    sharpness_points: float = 0.3,
    temperature: float = 1.0,
) -> Path:
    """A card and its network, `tiny_network(seed)` or `onnx`: a score of the impression and a little sharpness."""
    network = tiny_network(seed) if onnx is None else onnx
    (folder / "tiny.onnx").write_bytes(network)
    weights: dict[str, Any] = {
        "curves": [
            {"signal": "impression", "knots": [0, 5, 10], "points": [-2.5, 0, 2.5], "sd": 1.0},
            {"signal": "sharpness", "knots": [-1, 1], "points": [-sharpness_points, sharpness_points], "sd": 0.2},
        ],
        "spread": [],
        "spread_base": 0.7,
    }
    card = {
        "name": name,
        "version": "1",
        "recipe": RECIPE,
        "sha256": weights_sha256(weights),
        "weights": weights,
        "network": {
            "file": "tiny.onnx",
            "sha256": hashlib.sha256(network).hexdigest(),
            "bytes": len(network),
            "temperature": temperature,
            "input": "pictures: uint8 (n, h, w, 3) sRGB",
            "outputs": {"logits": "float32 (n, 11)", "embedding": "float32 (n, 256)"},
        },
    }
    path = folder / f"{name}.json"
    path.write_text(json.dumps(card), encoding="utf-8")
    return path
