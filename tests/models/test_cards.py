from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.networks import write_card

from winnow.domain.errors import ModelDamagedError, ModelMismatchError, ModelNotFoundError
from winnow.models.cards import builtin_names, load_model, load_network
from winnow.signals.recipe import RECIPE, SIGNAL_NAMES

CURVE: dict[str, Any] = {"signal": "noise", "knots": [0, 1.5], "points": [0.25, -1], "sd": 0.4}


def a_card(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - a card is JSON, damaged ones any JSON at all
    weights = {"curves": [CURVE], "spread": [], "spread_base": 0.1, **changes.pop("weights", {})}
    # The published rule, spelt out independently: JSON, sorted keys, no spaces.
    sha256 = hashlib.sha256(json.dumps(weights, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
    return {"name": "mine", "version": "7", "recipe": "r", "sha256": sha256, "weights": weights, **changes}


def written(folder: Path, card: object) -> str:
    path = folder / "card.json"
    path.write_text(json.dumps(card), encoding="utf-8")
    return str(path)


def test_the_built_in_model_fits_this_winnow() -> None:
    assert "classical" in builtin_names()
    model = load_model("classical", recipe=RECIPE, signals=SIGNAL_NAMES)
    assert model.name == "classical"
    assert {curve.signal for curve in model.curves} == SIGNAL_NAMES


def test_the_built_in_card_says_what_it_is() -> None:
    path = Path(__file__).parents[2] / "src" / "winnow" / "models" / "builtin" / "classical.json"
    card = json.loads(path.read_text(encoding="utf-8"))
    assert card["licence"] == "Apache-2.0"
    assert "31(5) 053010, 2022" in card["trained_on"]["cite"]
    assert card["version"].endswith(card["sha256"][:8])
    assert {"source", "revision", "figures", "calibration", "limits", "reference"} <= set(card)
    assert set(card["reference"]) >= SIGNAL_NAMES - {"blockiness"}
    assert path.stat().st_size < 100_000


def test_a_card_of_ones_own_is_loaded_by_its_path(tmp_path: Path) -> None:
    model = load_model(written(tmp_path, a_card()), recipe="r", signals={"noise"})
    assert (model.name, model.version, model.spread_base) == ("mine", "7", 0.1)
    assert (model.curves[0].knots, model.curves[0].points, model.curves[0].sd) == ((0.0, 1.5), (0.25, -1.0), 0.4)


@pytest.mark.parametrize("name", ["no-such-model", "", "../classical", "a\0b", "~nobody-of-that-name/x.json"])
def test_a_model_that_is_not_there_is_named_with_what_to_type(name: str) -> None:
    with pytest.raises(ModelNotFoundError, match=r"classical.*--model"):
        load_model(name, recipe="r", signals=())


@pytest.mark.parametrize(
    ("card", "why"),
    [
        (b"{", "Expecting property name"),
        (b"\xff\xfe\x00", "decode"),
        (b"[" * 100_000, "recursion"),
        (b"[]", "not list"),
        (b"null", "not NoneType"),
        (a_card() | {"sha256": "0" * 64}, "SHA-256"),
        (a_card() | {"sha256": None}, "SHA-256"),
        ({key: value for key, value in a_card().items() if key != "recipe"}, "recipe"),
        (a_card(name=""), "no name"),
        (a_card(version=3), "no name"),
        (a_card(weights={"curves": [CURVE | {"knots": [1, 0]}]}), "do not rise"),
        (a_card(weights={"curves": [CURVE | {"knots": [1, 1]}]}), "do not rise"),
        (a_card(likeness={"knots": [-1, 1]}), "points"),
        (a_card(likeness={"knots": [-1, 0.5, 1], "points": [0, 1, 1]}), "does not rise with the cosine"),
        (a_card(likeness={"knots": [0, 1], "points": [0, 1]}), "cosine -1"),
        (a_card(weights={"curves": [CURVE | {"knots": [1]}]}), "1 knots and 2 points"),
        (a_card(weights={"curves": [CURVE | {"points": [0, float("nan")]}]}), "nan is no finite number"),
        (a_card(weights={"curves": [CURVE | {"points": [0, float("inf")]}]}), "inf is no finite number"),
        (a_card(weights={"curves": [CURVE | {"points": [0, "1"]}]}), "'1' is no finite number"),
        (a_card(weights={"curves": [CURVE | {"points": [0, True]}]}), "True is no finite number"),
        (a_card(weights={"curves": [CURVE | {"signal": None}]}), "None is no name"),
        (a_card(weights={"curves": 3}), "iterable"),
        (a_card(weights={"spread_base": None}), "None is no finite number"),
    ],
)
def test_a_damaged_card_says_what_is_wrong_and_what_to_type(
    tmp_path: Path, card: bytes | dict[str, Any], why: str
) -> None:
    path = tmp_path / "card.json"
    path.write_bytes(card if isinstance(card, bytes) else json.dumps(card).encode())
    with pytest.raises(ModelDamagedError, match=why) as caught:
        load_model(str(path), recipe="r", signals={"noise"})
    assert "--model classical" in str(caught.value)


@given(at=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_no_single_changed_byte_changes_a_weight_unnoticed(tmp_path: Path, at: int, byte: int) -> None:
    intact = json.dumps(a_card()).encode()
    path = tmp_path / "card.json"
    path.write_bytes(intact[: at % len(intact)] + bytes([byte]) + intact[at % len(intact) + 1 :])
    try:
        model = load_model(str(path), recipe="r", signals={"noise"})
    except (ModelDamagedError, ModelMismatchError):
        return
    assert (model.curves[0].knots, model.curves[0].points, model.spread_base) == ((0.0, 1.5), (0.25, -1.0), 0.1)


def test_a_card_without_a_network_needs_none() -> None:
    assert load_network("classical") is None
    assert load_model("classical", recipe=RECIPE, signals=SIGNAL_NAMES).network is None


def test_a_network_is_loaded_from_beside_its_card(tmp_path: Path) -> None:
    card = write_card(tmp_path, temperature=1.5)
    network = load_network(str(card))
    model = load_model(str(card), recipe=RECIPE, signals=SIGNAL_NAMES)
    assert network is not None
    assert network.onnx == (tmp_path / "tiny.onnx").read_bytes()
    assert network.key == model.network == f"tiny@{hashlib.sha256(network.onnx).hexdigest()[:8]}"
    assert model.temperature == 1.5
    assert model.scorer.endswith(network.key)


def test_a_network_that_is_not_there_is_told(tmp_path: Path) -> None:
    card = write_card(tmp_path)
    (tmp_path / "tiny.onnx").unlink()
    with pytest.raises(ModelNotFoundError, match=r"tiny\.onnx.*--model classical"):
        load_network(str(card))


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (lambda whole: whole[:-1], "bytes, the card says"),
        (lambda whole: whole[:-1] + bytes([whole[-1] ^ 1]), "SHA-256"),
    ],
)
def test_a_network_other_than_the_published_one_is_refused(
    tmp_path: Path, damage: Callable[[bytes], bytes], why: str
) -> None:
    card = write_card(tmp_path)
    network = tmp_path / "tiny.onnx"
    network.write_bytes(damage(network.read_bytes()))
    with pytest.raises(ModelDamagedError, match=why):
        load_network(str(card))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"file": "../tiny.onnx"}, "no plain name"),
        ({"file": None}, "no name"),
        ({"sha256": 8}, "no name"),
        ({"temperature": 0}, "above 0"),
        ({"temperature": "1"}, "no finite number"),
    ],
)
def test_a_card_says_of_its_network_what_winnow_needs(tmp_path: Path, changes: dict[str, object], why: str) -> None:
    path = write_card(tmp_path)
    card = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**card, "network": {**card["network"], **changes}}), encoding="utf-8")
    with pytest.raises(ModelDamagedError, match=why):
        load_model(str(path), recipe=RECIPE, signals=SIGNAL_NAMES)


def test_a_card_says_what_a_cosine_means(tmp_path: Path) -> None:
    assert load_model(written(tmp_path, a_card()), recipe="r", signals={"noise"}).likeness is None
    curve = {"what": "0.85 is rare", "knots": [-1, 0.6, 1], "points": [0, 0.85, 1]}
    likeness = load_model(written(tmp_path, a_card(likeness=curve)), recipe="r", signals={"noise"}).likeness
    assert likeness is not None
    assert likeness.similarity(np.array([-1, 0.6, 0.8, 1])) == pytest.approx([0, 0.85, 0.925, 1])
    assert likeness.cosine(0.925) == pytest.approx(0.8)


def test_an_impression_needs_a_network(tmp_path: Path) -> None:
    path = write_card(tmp_path)
    card = json.loads(path.read_text(encoding="utf-8"))
    del card["network"]
    path.write_text(json.dumps(card), encoding="utf-8")
    with pytest.raises(ModelMismatchError, match="impression"):
        load_model(str(path), recipe=RECIPE, signals=SIGNAL_NAMES)


def test_a_network_that_is_null_is_none(tmp_path: Path) -> None:
    path = written(tmp_path, {**a_card(), "network": None})
    assert load_model(path, recipe="r", signals={"sharpness", "noise"}).network is None
    assert load_network(path) is None


def test_a_model_for_signals_that_are_not_measured_names_them(tmp_path: Path) -> None:
    with pytest.raises(ModelMismatchError, match=r"noise.*--model classical"):
        load_model(written(tmp_path, a_card()), recipe="r", signals={"sharpness"})


def test_a_model_for_another_recipe_names_both(tmp_path: Path) -> None:
    with pytest.raises(ModelMismatchError, match=r"'r'.*'signals-99'"):
        load_model(written(tmp_path, a_card()), recipe="signals-99", signals={"noise"})


def test_reading_a_card_loads_neither_numpy_nor_opencv() -> None:
    code = (
        "import sys; from winnow.models.cards import builtin_names; from winnow.ranking.additive import score;"
        "assert builtin_names(); print(sorted({'numpy', 'cv2', 'scipy'} & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
