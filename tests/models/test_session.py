from __future__ import annotations

from typing import Any

import numpy as np
import onnxruntime
import pytest
from tests.networks import expected, tiny_network

from winnow.domain.errors import ModelDamagedError, ModelFailedError
from winnow.models import session as session_module
from winnow.models.session import CPU, Session, in_words

PICTURES = np.random.default_rng(3).integers(0, 256, (5, 12, 9, 3), np.uint8)


def a_session(**options: Any) -> Session:  # noqa: ANN401 - as the session takes them
    return Session(tiny_network(), origin="tiny.onnx", threads=1, **options)


def test_a_network_answers_by_name_what_its_weights_say() -> None:
    session = a_session()
    outputs = session.run(pictures=PICTURES)
    logits, embedding = expected(PICTURES)
    assert (session.inputs, session.outputs) == (("pictures",), ("logits", "embedding"))
    np.testing.assert_allclose(outputs["logits"], logits, atol=1e-5)
    np.testing.assert_allclose(outputs["embedding"], embedding, atol=1e-5)


def test_the_same_pictures_give_the_same_numbers_in_any_batch() -> None:
    session = a_session()
    together = session.run(pictures=PICTURES)["logits"]
    apart = [session.run(pictures=PICTURES[[at]])["logits"][0] for at in range(len(PICTURES))]
    np.testing.assert_allclose(together, apart, atol=1e-6)
    assert np.array_equal(together, session.run(pictures=PICTURES)["logits"])


@pytest.mark.parametrize("damaged", [b"", b"no network", tiny_network()[:-200], tiny_network()[200:]])
def test_a_damaged_network_is_named(damaged: bytes) -> None:
    with pytest.raises(ModelDamagedError, match=r"tiny\.onnx") as told:
        Session(damaged, origin="tiny.onnx", threads=1)
    assert told.value.exit_code == 4


def test_a_failure_while_it_runs_ends_the_run_with_what_to_type() -> None:
    with pytest.raises(ModelFailedError, match=r"tiny\.onnx on CPU: .*--model classical") as told:
        a_session().run(pictures=PICTURES[0])
    assert told.value.exit_code == 5


@pytest.mark.filterwarnings("ignore:Specified provider 'CUDAExecutionProvider':UserWarning")
def test_an_accelerator_that_does_not_begin_leaves_the_work_to_the_processor(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: [CPU, "CUDAExecutionProvider"])
    session = a_session()
    assert session.provider == CPU
    assert session.notices == ("CUDA is left out: its libraries or its driver are not there",)
    assert session.run(pictures=PICTURES)["logits"].shape == (5, 11)
    assert capfd.readouterr() == ("", "")


def test_an_accelerator_that_begins_and_cannot_run_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A double of CUDA without memory: it begins as the CPU does, and fails at the first run."""
    begun = session_module._begun

    def begins(network: bytes, provider: str, threads: int) -> onnxruntime.InferenceSession:
        session = begun(network, CPU, threads)
        if provider == CPU:
            return session

        class OutOfMemory:
            def run(self, *_: object) -> None:
                raise RuntimeError("out of memory")

        return OutOfMemory()

    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: [CPU, "CUDAExecutionProvider"])
    monkeypatch.setattr(session_module, "_begun", begins)
    session = a_session(trial={"pictures": PICTURES})
    assert session.provider == CPU
    assert session.notices == ("CUDA is left out: out of memory",)


@pytest.mark.parametrize(("provider", "name"), [(CPU, "CPU"), ("DmlExecutionProvider", "DirectML")])
def test_a_provider_is_told_as_people_call_it(provider: str, name: str) -> None:
    assert in_words(provider) == name
