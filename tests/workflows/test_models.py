"""Choosing another model: scores come anew from what is stored, and a wrong model stops the run before it begins."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest

from winnow.domain.errors import ModelDamagedError, ModelMismatchError, ModelNotFoundError
from winnow.domain.events import Finished, Rescored, Walked
from winnow.library import Library
from winnow.models.cards import weights_sha256

Opener = Callable[..., Library]


@pytest.fixture
def card(tmp_path: Path) -> Callable[..., Path]:
    """Write a card like the built-in one, with some fields changed."""

    def write(**fields: object) -> Path:
        builtin = json.loads((resources.files("winnow.models") / "builtin" / "classical.json").read_text())
        path = tmp_path / "card.json"
        path.write_text(json.dumps({**builtin, **fields}))
        return path

    return write


@pytest.fixture
def bright_model(card: Callable[..., Path]) -> Path:
    """A model that likes nothing but light."""
    weights = {
        "curves": [{"signal": "brightness", "knots": [0.0, 1.0], "points": [-3.0, 3.0]}],
        "spread": [],
        "spread_base": 0.0,
    }
    return card(name="bright", weights=weights, sha256=weights_sha256(weights))


def test_another_model_rescores_without_looking_at_a_file(library: Opener, bright_model: Path, folder: Path) -> None:
    list(library().rate())
    classical = {ranked.path: ranked.score for ranked in library().top()}
    for photo in folder.rglob("*.jpg"):
        photo.chmod(0)
    events = list(library(model=str(bright_model)).rate())
    assert [type(event) for event in events] == [Rescored, Walked, Finished]
    assert events[0] == Rescored(3)  # contents: four photos, two of them the same
    bright = {ranked.path: ranked.score for ranked in library(model=str(bright_model)).top()}
    assert bright.keys() == classical.keys()
    assert bright != classical
    assert {ranked.path: ranked.score for ranked in library().top()} == classical


def test_a_score_by_another_model_is_explained_by_it(library: Opener, bright_model: Path) -> None:
    list(library(model=str(bright_model)).rate())
    explained = library(model=str(bright_model)).explain("chelsea.jpg").explanation
    assert [part.signal for part in explained.contributions] == ["brightness"]
    assert explained.base + explained.contributions[0].points == pytest.approx(explained.score.value)


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"sha256": "0" * 64}, ModelDamagedError),
        ({"weights": {"curves": "none"}}, ModelDamagedError),
        ({"recipe": "signals-of-tomorrow"}, ModelMismatchError),
    ],
)
def test_a_wrong_model_stops_the_run_before_anything_is_made(
    library: Opener, card: Callable[..., Path], folder: Path, changed: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error, match="--model classical"):
        list(library(model=str(card(**changed))).rate())
    assert not (folder / ".winnow").exists()


def test_a_missing_model_says_which_there_are(library: Opener) -> None:
    with pytest.raises(ModelNotFoundError, match="classical"):
        list(library(model="nowhere").rate())
