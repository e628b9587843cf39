"""Rating with a network beside the signals: what is asked of it, what is kept, and what is not done twice."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import numpy as np
import pytest
from tests.networks import expected, tiny_network, write_card

import winnow
from winnow.catalogue.catalogue import Catalogue
from winnow.domain.errors import ModelDamagedError, ModelFailedError, ModelMismatchError, NotScoredError, WinnowError
from winnow.domain.events import Copied, Event, Finished, Rescored, Scored, Walked
from winnow.domain.failure import Failed
from winnow.domain.image import Image as Picture
from winnow.domain.measurement import Signals
from winnow.ingest.decode import decode
from winnow.ingest.limits import Limits
from winnow.ingest.source import Source
from winnow.library import Library
from winnow.models.cards import load_model
from winnow.models.frame import frame
from winnow.models.network import Network
from winnow.models.session import Session
from winnow.signals.all import measure_signals
from winnow.signals.recipe import RECIPE, SIGNAL_NAMES
from winnow.workflows.impress import BATCH_SIZE

Opener = Callable[..., Library]


@pytest.fixture
def card(tmp_path: Path) -> str:
    """A model with a network."""
    return place(tmp_path, "first")


def place(tmp_path: Path, name: str, **options: object) -> str:
    """Another model, in a folder of its own beside its network."""
    (tmp_path / name).mkdir()
    return str(write_card(tmp_path / name, name=name, **options))  # type: ignore[arg-type]


def rate(library: Library) -> list[Event]:
    with library:
        return list(library.rate())


def counted(events: list[Event]) -> tuple[int, int, int]:
    last = events[-1]
    assert isinstance(last, Finished)
    return last.scored, last.copied, last.failed


def forbidden(*_: object, **__: object) -> NoReturn:
    raise AssertionError("this must not be done again")


def test_every_photo_is_scored_and_explained_by_the_network_too(library: Opener, card: str, folder: Path) -> None:
    assert counted(rate(library(model=card))) == (3, 1, 1)
    for path in ("2019/astronaut.jpg", "2019/coffee.jpg", "chelsea.jpg", "copy/chelsea again.jpg"):
        source = Source(path, "jpeg", (folder / path).read_bytes())
        logits, _ = expected(frame(decode(source, Limits()).colour)[None])
        shares = np.exp(logits[0]) / np.exp(logits[0]).sum()
        explanation = library(model=card).explain(path).explanation
        impression = next(one for one in explanation.contributions if one.signal == "impression")
        assert impression.value == pytest.approx(shares @ np.arange(11), abs=1e-5)
        assert explanation.distribution is not None
        assert np.dot(explanation.distribution, np.arange(11)) == pytest.approx(explanation.score.value, abs=1e-6)


def test_top_shows_the_scores_that_explain_explains(library: Opener, card: str) -> None:
    rate(library(model=card))
    ranking = library(model=card).top()
    assert len(ranking) == 4
    for ranked in ranking:
        assert library(model=card).explain(ranked.path).explanation.score.value == ranked.score


def test_worker_processes_give_the_same_scores_as_none(
    many: Path, card: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scores = []
    for workers in (0, 2):
        copy = tmp_path / f"with {workers}"
        shutil.copytree(many, copy)
        monkeypatch.setenv("WINNOW_CACHE_DIR", str(tmp_path / f"cache {workers}"))
        with winnow.open_library(copy, model=card, workers=workers) as lib:
            scores.append({event.path: event.score for event in lib.rate() if isinstance(event, Scored)})
    assert len(scores[0]) == 40
    assert scores[1] == pytest.approx(scores[0], abs=1e-5)


def test_a_second_run_looks_at_nothing_and_loads_no_network(library: Opener, card: str, folder: Path) -> None:
    rate(library(model=card))
    code = (
        "import sys, winnow\n"
        "with winnow.open_library(sys.argv[1], model=sys.argv[2], workers=0) as lib:\n"
        "    print(*[type(event).__name__ for event in lib.rate()], len(lib.top()))\n"
        "print(sorted({'numpy', 'cv2', 'onnxruntime'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code, folder, card], capture_output=True, text=True, check=True)
    assert ran.stdout == "Walked Finished 4\n[]\n"


def test_a_model_without_a_network_never_loads_onnx_runtime(folder: Path) -> None:
    code = (
        "import sys, winnow\n"
        "with winnow.open_library(sys.argv[1], model='classical', workers=0) as lib:\n"
        "    print(list(lib.rate())[-1].scored)\n"
        "print('onnxruntime' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code, folder], capture_output=True, text=True, check=True)
    assert ran.stdout == "3\nFalse\n"


def test_another_card_of_the_same_network_rescores_what_is_stored(
    library: Opener, card: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rate(library(model=card))
    before = {ranked.path: ranked.score for ranked in library(model=card).top()}
    other = place(tmp_path, "other", sharpness_points=2.0)
    monkeypatch.setattr(Network, "begin", forbidden)
    monkeypatch.setattr("winnow.workflows.measure.load", forbidden)
    events = rate(library(model=other))
    assert [type(event) for event in events] == [Rescored, Walked, Finished]
    after = {ranked.path: ranked.score for ranked in library(model=other).top()}
    assert after.keys() == before.keys()
    assert after != before
    assert {ranked.path: ranked.score for ranked in library(model=card).top()} == before


def test_another_network_is_shown_every_photo_and_no_signal_is_measured_again(
    library: Opener, card: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rate(library(model=card))
    other = place(tmp_path, "other", seed=2)
    with pytest.raises(NotScoredError, match="winnow rate"):
        library(model=other).explain("chelsea.jpg")
    monkeypatch.setattr("winnow.workflows.measure.measure_signals", forbidden)
    assert counted(rate(library(model=other))) == (3, 1, 0)
    assert len(library(model=other).top()) == len(library(model=card).top()) == 4


def test_a_network_is_added_to_what_the_classical_model_measured(
    library: Opener, card: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rate(library())
    monkeypatch.setattr("winnow.workflows.measure.measure_signals", forbidden)
    assert counted(rate(library(model=card))) == (3, 1, 0)


def test_another_recipe_measures_signals_again_and_does_not_run_the_network(
    library: Opener, card: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "broken.jpg").unlink()  # a failure is looked at again by another recipe, and then for everything
    rate(library(model=card))
    for module in ("signals.recipe", "workflows.rate", "workflows.measure", "workflows.rank"):
        monkeypatch.setattr(f"winnow.{module}.RECIPE", "signals-next")
    text = Path(card).read_text(encoding="utf-8")
    Path(card).write_text(text.replace(RECIPE, "signals-next"), encoding="utf-8")
    monkeypatch.setattr(Network, "begin", forbidden)
    assert counted(rate(library(model=card))) == (3, 1, 0)
    assert len(library(model=card).top()) == 4


def test_the_classical_model_runs_no_network(
    library: Opener, card: str, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    rate(library(model=card))
    shutil.copy(folder / "chelsea.jpg", folder / "new.jpg")
    with (folder / "new.jpg").open("ab") as file:
        file.write(b"another content")
    monkeypatch.setattr(Network, "begin", forbidden)
    assert counted(rate(library(model="classical"))) == (1, 0, 0)


def test_what_a_network_saw_in_another_folder_is_not_shown_to_it_again(
    library: Opener, card: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rate(library(model=card))
    (tmp_path / "elsewhere").mkdir()
    shutil.copy(folder / "chelsea.jpg", tmp_path / "elsewhere" / "cat.jpg")
    monkeypatch.setattr(Network, "begin", forbidden)
    with winnow.open_library(tmp_path / "elsewhere", model=card, workers=0) as other:
        events = list(other.rate())
        assert [event.path for event in events if isinstance(event, Copied)] == ["cat.jpg"]
        assert other.explain("cat.jpg").explanation == library(model=card).explain("chelsea.jpg").explanation


def test_embeddings_are_kept_for_what_was_rated(library: Opener, card: str, folder: Path) -> None:
    rate(library(model=card))
    model = load_model(card, recipe=RECIPE, signals=SIGNAL_NAMES)
    assert model.network is not None
    with Catalogue.open(folder / ".winnow" / "library.db", folder, create=False) as catalogue:
        contents = [known.content for known in catalogue.known(RECIPE).values() if known.content]
        there, matrix = catalogue.embeddings(contents, model.network)
    assert len(set(there)) == 3
    np.testing.assert_allclose(np.linalg.norm(matrix, axis=1), 1, atol=1e-3)


def test_a_stopped_run_saves_what_it_told_and_shows_nothing_twice(many: Path, card: str) -> None:
    told: list[str] = []
    with winnow.open_library(many, model=card, workers=2) as library:
        for event in library.rate():
            if isinstance(event, Scored):
                told.append(event.path)
            if len(told) == 5:
                library.stop()
        again = [event.path for event in library.rate() if isinstance(event, Scored)]
    assert len(told) >= 5
    assert not set(told) & set(again)
    assert len(told) + len(again) == 40


def test_a_network_that_fails_in_mid_run_ends_it_and_what_was_told_is_kept(
    many: Path, card: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, runs = Session.run, []

    def fail_later(session: Session, **inputs: np.ndarray) -> dict[str, np.ndarray]:
        runs.append(len(inputs["pictures"]))
        if len(runs) == 4:  # one to begin with, two batches
            raise ModelFailedError("the accelerator is gone")
        return whole(session, **inputs)

    monkeypatch.setattr(Session, "run", fail_later)
    monkeypatch.setattr("winnow.workflows.impress.LONGEST_WAIT_SECONDS", float("inf"))  # whatever else the machine does
    told: list[Event] = []
    with winnow.open_library(many, model=card, workers=0) as library:
        with pytest.raises(ModelFailedError) as caught:
            told.extend(library.rate())
        assert caught.value.exit_code == 5
        assert runs[1:] == [8, 8, 8]
        assert library.status().scored == len([event for event in told if isinstance(event, Scored)]) == 16


def test_what_was_measured_of_photos_that_waited_for_a_network_that_failed_is_not_measured_again(
    many: Path, card: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_network: Network, _frames: object) -> NoReturn:
        raise ModelFailedError("the accelerator is gone")

    monkeypatch.setattr("winnow.workflows.impress.LONGEST_WAIT_SECONDS", float("inf"))
    with monkeypatch.context() as patch, winnow.open_library(many, model=card, workers=0) as library:
        patch.setattr("winnow.models.network.Network.impressions", fail)
        with pytest.raises(ModelFailedError):
            list(library.rate())
        assert library.status().scored == 0
    measured: list[Picture] = []

    def counting(picture: Picture) -> Signals:
        measured.append(picture)
        return measure_signals(picture)

    monkeypatch.setattr("winnow.workflows.measure.measure_signals", counting)
    assert counted(rate(winnow.open_library(many, model=card, workers=0)))[0] == 40
    assert len(measured) == 40 - BATCH_SIZE


@pytest.mark.parametrize("damage", ["cut short", "absent"])
def test_a_wrong_network_stops_the_run_before_anything_is_made(
    library: Opener, card: str, folder: Path, damage: str
) -> None:
    network = Path(card).parent / "tiny.onnx"
    network.write_bytes(network.read_bytes()[:-9]) if damage == "cut short" else network.unlink()
    with pytest.raises(WinnowError, match="--model classical") as caught:
        rate(library(model=card))
    assert caught.value.exit_code == 4
    assert not (folder / ".winnow").exists()


@pytest.mark.parametrize(
    ("onnx", "error"), [(b"no network", ModelDamagedError), (tiny_network(levels=5), ModelMismatchError)]
)
def test_a_network_that_cannot_be_used_stops_the_run_before_the_first_photo(
    library: Opener, tmp_path: Path, onnx: bytes, error: type[Exception]
) -> None:
    told: list[Event] = []
    card = place(tmp_path, "other", onnx=onnx)
    with pytest.raises(error, match="--model classical"):
        told.extend(library(model=card).rate())
    assert not [event for event in told if isinstance(event, Scored | Failed)]


def test_doctor_says_what_runs_the_network(card: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WINNOW_MODEL", card)
    checks = {check.name: check for check in winnow.examine()}
    assert checks["model"].ok
    assert checks["model"].detail == "first 1, its network on CPU"
