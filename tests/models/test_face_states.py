from __future__ import annotations

import csv
import hashlib
import json
import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from PIL import Image

from winnow.domain.errors import ModelDamagedError
from winnow.models.cards import builtin_names
from winnow.models.face_states import CROP_PX, FaceStates, StateNetwork, load_face_states

FOLDER = Path(__file__).parents[2] / "src" / "winnow" / "models" / "builtin" / "faces"
NAMES = ("eyes", "smiles")
Crops = NDArray[np.uint8]


@pytest.fixture(scope="module")
def states() -> FaceStates:
    return load_face_states()


def network_of(states: FaceStates, name: str) -> StateNetwork:
    return {"eyes": states.eyes, "smiles": states.smiles}[name]


def sized(grey: NDArray[np.uint8]) -> Crops:
    """A crop as the docstring of `probability` says it is made, in a batch of one."""
    return np.asarray(cv2.resize(grey, (CROP_PX, CROP_PX), interpolation=cv2.INTER_AREA), dtype=np.uint8)[None]


def framed(grey: NDArray[np.uint8], left: float, top: float, side: float) -> Crops:
    return sized(grey[round(top) : round(top + side), round(left) : round(left + side)])


@pytest.fixture(scope="module")
def astronaut(photographs: Path) -> NDArray[np.uint8]:
    """Eileen Collins, smiling at the camera; her eyes are at (203, 104) and (248, 104)."""
    with Image.open(photographs / "astronaut.png") as opened:
        return np.asarray(opened.convert("L"))


def drawn_eye(*, is_open: bool) -> Crops:
    """An eye drawn: the dark line of the lashes, or a white almond with an iris, a pupil and a glint."""
    skin = np.full((256, 256), 170, dtype=np.uint8)
    if is_open:
        cv2.ellipse(skin, (128, 128), (92, 46), 0, 0, 360, 225, -1)
        cv2.circle(skin, (128, 126), 42, 70, -1)
        cv2.circle(skin, (128, 126), 18, 15, -1)
        cv2.circle(skin, (140, 114), 7, 250, -1)
        cv2.ellipse(skin, (128, 128), (92, 46), 0, 180, 360, 50, 7)
    else:
        cv2.ellipse(skin, (128, 120), (92, 30), 0, 10, 170, 60, 7)
        for at in range(40, 220, 16):
            cv2.line(skin, (at, 142), (at + (at - 128) // 6, 162), 80, 3)
    return sized(cv2.GaussianBlur(skin, (0, 0), 3).astype(np.uint8))


def test_drawn_eyes_are_told_apart(states: FaceStates) -> None:
    assert states.eyes.probability(drawn_eye(is_open=True)).item() > 0.9
    assert states.eyes.probability(drawn_eye(is_open=False)).item() < 0.1


def test_a_portrait_smiles_with_open_eyes(states: FaceStates, astronaut: NDArray[np.uint8]) -> None:
    distance = 44.0  # between the eyes; the framing is that of the cards
    for middle in (203.4, 247.5):
        eye = framed(astronaut, middle - distance / 4, 104 - distance / 4, distance / 2)
        assert states.eyes.probability(eye).item() > 0.8
    side = 2.15 * distance
    face = framed(astronaut, 225.5 - side / 2, 104 - side / 4, side)
    assert states.smiles.probability(face).item() > 0.8


@pytest.mark.parametrize(("name", "positive", "least_right"), [("eyes", "open", 0.95), ("smiles", "smile", 0.85)])
def test_photos_that_nothing_was_chosen_by_are_told_apart(
    states: FaceStates, shared: Path, name: str, positive: str, least_right: float
) -> None:
    with (shared / "photos" / "labels.csv").open(encoding="utf-8", errors="replace", newline="") as table:
        labels = {row["file"]: row["value"] for row in csv.DictReader(table) if row["file"].startswith(f"{name}/")}
    assert len(labels) == 60
    crops = []
    for file in labels:
        with Image.open(shared / "photos" / file) as opened:
            crops.append(sized(np.asarray(opened.convert("L"))))
    told = network_of(states, name).probability(np.concatenate(crops)) > 0.5
    assert np.mean(told == [label == positive for label in labels.values()]) >= least_right


def test_other_light_changes_little(states: FaceStates, astronaut: NDArray[np.uint8]) -> None:
    crop = framed(astronaut, 178, 80, 95)
    dark, bright = (crop // 3).astype(np.uint8), (crop // 2 + 120).astype(np.uint8)
    told = states.smiles.probability(np.concatenate([crop, dark, bright]))
    assert np.ptp(told) < 0.1


@pytest.mark.parametrize("name", NAMES)
@given(crops=arrays(np.uint8, (3, 8, 8)))
def test_a_mirrored_crop_is_told_the_same(states: FaceStates, name: str, crops: Crops) -> None:
    crops = crops.repeat(8, axis=1).repeat(8, axis=2)
    told = network_of(states, name).probability(crops)
    assert told == pytest.approx(network_of(states, name).probability(crops[:, :, ::-1]), abs=1e-4)


@pytest.mark.parametrize("name", NAMES)
def test_every_crop_of_a_batch_is_told_as_if_alone(states: FaceStates, name: str) -> None:
    crops = np.random.default_rng(0).integers(0, 256, (5, CROP_PX, CROP_PX), dtype=np.uint8)
    told = network_of(states, name).probability(crops)
    assert told.shape == (5,)
    assert told.dtype == np.float32
    assert ((told >= 0) & (told <= 1)).all()
    alone = [network_of(states, name).probability(crop[None]).item() for crop in crops]
    assert told == pytest.approx(alone, abs=1e-5)


@pytest.mark.parametrize("name", NAMES)
def test_of_no_crops_nothing_is_told(states: FaceStates, name: str) -> None:
    told = network_of(states, name).probability(np.empty((0, CROP_PX, CROP_PX), dtype=np.uint8))
    assert told.shape == (0,)
    assert told.dtype == np.float32


@pytest.mark.parametrize(
    "crops",
    [
        np.zeros((64, 64), dtype=np.uint8),
        np.zeros((1, 32, 32), dtype=np.uint8),
        np.zeros((1, 64, 64, 3), dtype=np.uint8),
        np.zeros((1, 64, 64), dtype=np.float32),
    ],
    ids=["no batch", "small", "colour", "float"],
)
def test_what_is_no_batch_of_grey_crops_is_refused(states: FaceStates, crops: NDArray[np.uint8]) -> None:
    with pytest.raises(ValueError, match="crops are"):
        states.eyes.probability(crops)


@pytest.mark.parametrize("name", NAMES)
def test_a_card_is_true(name: str) -> None:
    card = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    network = (FOLDER / card["file"]).read_bytes()
    assert (card["name"], card["licence"]) == (name, "Apache-2.0")
    assert (card["sha256"], card["bytes"]) == (hashlib.sha256(network).hexdigest(), len(network))
    assert card["version"].endswith(card["sha256"][:8])
    assert len(network) <= 200_000
    assert {"source", "revision", "preprocessing", "outputs", "calibration", "trained_on", "limits"} <= set(card)
    figures = card["figures"]
    assert figures["auc"] > figures["hog_logistic_regression"]["auc"] > 0.9
    assert figures["calibration_error"] < 0.05


def test_the_networks_are_no_choice_of_a_scoring_model() -> None:
    assert not {"eyes", "smiles", "faces"} & set(builtin_names())


@pytest.mark.parametrize("name", NAMES)
def test_a_network_that_is_not_its_cards_is_refused(tmp_path: Path, name: str) -> None:
    shutil.copytree(FOLDER, tmp_path / "faces")
    network = bytearray((tmp_path / "faces" / f"{name}.onnx").read_bytes())
    network[len(network) // 2] ^= 1
    (tmp_path / "faces" / f"{name}.onnx").write_bytes(network)
    with pytest.raises(ModelDamagedError, match=f"{name}: the network has the SHA-256"):
        load_face_states(tmp_path / "faces")


@pytest.mark.parametrize("text", ["{", "[]", "{}"])
def test_a_damaged_card_is_told(tmp_path: Path, text: str) -> None:
    shutil.copytree(FOLDER, tmp_path / "faces")
    (tmp_path / "faces" / "eyes.json").write_text(text, encoding="utf-8")
    with pytest.raises(ModelDamagedError, match="eyes: the card or the network cannot be read"):
        load_face_states(tmp_path / "faces")


@pytest.mark.parametrize("file", ["smiles.json", "smiles.onnx"])
def test_a_missing_file_is_told(tmp_path: Path, file: str) -> None:
    shutil.copytree(FOLDER, tmp_path / "faces")
    (tmp_path / "faces" / file).unlink()
    with pytest.raises(ModelDamagedError, match="smiles: the card or the network cannot be read"):
        load_face_states(tmp_path / "faces")
