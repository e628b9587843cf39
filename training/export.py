"""From a trained network to the file that ships.

float   the graph as trained, with batch normalisation folded into the convolutions by ONNX Runtime
int8    convolutions in int8, per channel, calibrated on rated photos; pooling and heads stay float

Both take (n, h, w, 3) uint8 sRGB, so that nobody has to prepare pictures by the same rules twice.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn
from training.pictures import Pixels
from training.trunk import Network, both_ways

_OPSET = 17
_CALIBRATED_ON = 256  # photos; twice as many move no score by more than .01


class Shipped(nn.Module):
    """A network that takes pictures as winnow holds them."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """Return logits and embedding of (n, h, w, 3) uint8."""
        return both_ways(self.network, pictures.permute(0, 3, 1, 2).float() / 127.5 - 1.0)


def export(network: Network, path: Path) -> None:
    """Write the graph in float."""
    side = torch.zeros((2, 256, 256, 3), dtype=torch.uint8)
    torch.onnx.export(
        Shipped(network.eval().to(memory_format=torch.contiguous_format)),
        (side,),
        str(path),
        input_names=["pictures"],
        output_names=["logits", "embedding"],
        dynamic_axes={"pictures": {0: "n", 1: "h", 2: "w"}, "logits": {0: "n"}, "embedding": {0: "n"}},
        opset_version=_OPSET,
        dynamo=False,
    )


def quantise(source: Path, target: Path, pictures: Pixels) -> None:
    """Write `source` with its convolutions in int8."""
    rows = np.random.default_rng(0).permutation(len(pictures))[:_CALIBRATED_ON]
    with tempfile.TemporaryDirectory() as folder:
        prepared = Path(folder) / "prepared.onnx"
        quant_pre_process(str(source), str(prepared), skip_symbolic_shape=True)
        quantize_static(
            str(prepared),
            str(target),
            _Shown(pictures[np.sort(rows)]),
            quant_format=QuantFormat.QDQ,
            op_types_to_quantize=["Conv", "Add"],
            per_channel=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            calibrate_method=CalibrationMethod.MinMax,
        )
    model = onnx.load(target)
    del model.metadata_props[:]  # says where and with what it was made, which changes its bytes
    onnx.save(model, target)


class _Shown(CalibrationDataReader):
    def __init__(self, pictures: Pixels) -> None:
        self._batches: Iterator[Pixels] = iter(pictures.reshape(-1, 8, *pictures.shape[1:]))

    def get_next(self) -> dict[str, Pixels] | None:
        batch = next(self._batches, None)
        return None if batch is None else {"pictures": np.ascontiguousarray(batch)}
