"""An ONNX network, running on the best processor that this machine offers.

provider <- the first of PROVIDERS that ONNX Runtime was built with and that begins; the CPU begins everywhere
notices  <- those that it was built with and that do not begin, and why
outputs  <- run, by name
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state as native

from winnow.domain.errors import ModelDamagedError, ModelFailedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

CPU = "CPUExecutionProvider"
# Fastest first, as far as one machine can have two of them.
PROVIDERS = (
    "CUDAExecutionProvider",
    "MIGraphXExecutionProvider",
    "ROCMExecutionProvider",
    "CoreMLExecutionProvider",
    "DmlExecutionProvider",
    "OpenVINOExecutionProvider",
    CPU,
)

_SILENT = 4  # only what is fatal: the library writes to standard error, where the progress display is

# ONNX Runtime's own errors share no parent but Exception; RuntimeError and ValueError are those of its Python half.
_ERRORS = (
    native.EPFail,
    native.EngineError,
    native.Fail,
    native.InvalidArgument,
    native.InvalidGraph,
    native.InvalidProtobuf,
    native.NotImplemented,
    native.RuntimeException,
    RuntimeError,
    ValueError,
)

onnxruntime.disable_telemetry_events()  # Windows builds have them


class Session:
    """A network that is loaded and can be run. Not for several threads at once.

    Attributes:
        provider: what runs it, by ONNX Runtime's name: one of `PROVIDERS`.
        runs_on: the same in words.
        notices: one sentence for each provider that was tried before and did not begin.
        inputs: the names of its inputs.
        outputs: the names of its outputs.
    """

    def __init__(
        self, network: bytes, *, origin: str, threads: int, trial: Mapping[str, NDArray[Any]] | None = None
    ) -> None:
        """Load a network.

        Args:
            network: the ONNX file.
            origin: where it is from, for messages.
            threads: how many the CPU may use for one run; 0 for one per core.
            trial: inputs that an accelerator has to run before it is chosen: some begin and cannot.

        Raises:
            ModelDamagedError: it is no ONNX network, or one that this ONNX Runtime cannot run.
        """
        offered = onnxruntime.get_available_providers()
        notices: list[str] = []
        for provider in (*(one for one in PROVIDERS[:-1] if one in offered), CPU):
            try:
                self._session = _begun(network, provider, threads)
                if provider != CPU and trial is not None:
                    self._session.run(None, dict(trial))
            except _ERRORS as failure:
                if provider == CPU:
                    raise ModelDamagedError(
                        f"{origin}: {_one_line(failure)} Fetch the file again, or choose another: --model classical"
                    ) from failure
                notices.append(f"{in_words(provider)} is left out: {_one_line(failure)}")
            else:
                break
        self.provider = provider
        self.runs_on = in_words(provider)
        self.notices = tuple(notices)
        self.inputs = tuple(one.name for one in self._session.get_inputs())
        self.outputs = tuple(one.name for one in self._session.get_outputs())
        self._origin = origin

    def run(self, **inputs: NDArray[Any]) -> dict[str, NDArray[np.float32]]:
        """Return every output by name for the inputs by name. Outputs are float32.

        Raises:
            ModelFailedError: the accelerator or its driver failed, or memory ran out.
        """
        try:
            outputs = self._session.run(None, inputs)
        except _ERRORS as failure:
            raise ModelFailedError(
                f"{self._origin} on {self.runs_on}: {_one_line(failure)}. What was measured is kept; the "
                "same command goes on, or goes without a network: --model classical"
            ) from failure
        return dict(zip(self.outputs, outputs, strict=True))


def in_words(provider: str) -> str:
    """What runs a network, as a person calls it: ``CUDA``, ``CPU``."""
    name = provider.removesuffix("ExecutionProvider")
    return {"Dml": "DirectML", "ROCM": "ROCm"}.get(name, name)


def _begun(network: bytes, provider: str, threads: int) -> onnxruntime.InferenceSession:
    """A session on that provider, the CPU taking over only the operations that the provider does not know."""
    session = onnxruntime.InferenceSession(
        network, _options(threads), providers=list(dict.fromkeys((provider, CPU))), enable_fallback=0
    )
    if provider not in session.get_providers():  # a library of the provider is missing: that is logged, not raised
        raise RuntimeError("its libraries or its driver are not there")
    return session


def _options(threads: int) -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # waiting threads leave cores to decoding
    options.use_deterministic_compute = True
    options.enable_mem_pattern = False  # DirectML allows none, and it would keep one for each shape of batch
    options.log_severity_level = _SILENT
    return options


def _one_line(failure: Exception) -> str:
    return " ".join(str(failure).split())
