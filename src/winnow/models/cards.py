"""Model cards: one JSON file that says what a model is, and holds its weights when they are few.

text    <- the built-in card of that name, or the file at that path
card    <- JSON with every field of a card
weights <- those whose SHA-256 the card states
curves  <- finite numbers over rising knots
network <- if the card names one, the file beside it, of the size and SHA-256 that the card states
model   <- if this winnow measures what the card needs, by the recipe that it was fitted on
"""

from __future__ import annotations

import hashlib
import json
import math
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from winnow.domain.additive import AdditiveModel, Curve, Reference
from winnow.domain.errors import ModelDamagedError, ModelMismatchError, ModelNotFoundError
from winnow.domain.impression import SIGNAL as IMPRESSION
from winnow.domain.likeness import Likeness

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

_SUFFIX = ".json"
_FEWEST_KNOTS = 2
_SHA_FRONT = 8  # hexadecimal digits of a SHA-256 that name a network


@dataclass(frozen=True, slots=True)
class NetworkFile:
    """A network as its card names it.

    Attributes:
        key: what its impressions are stored under, see `winnow.domain.impression.Impression`.
        origin: the file's name, for messages.
        onnx: the file's bytes, checked.
    """

    key: str
    origin: str
    onnx: bytes


def builtin_names() -> tuple[str, ...]:
    """Return the names of the models that come with winnow."""
    return tuple(sorted(card.name.removesuffix(_SUFFIX) for card in _builtin().iterdir() if _is_card(card.name)))


def load_model(name_or_path: str, *, recipe: str, signals: Collection[str]) -> AdditiveModel:
    """Return the built-in model of that name, or the one whose card lies at that path.

    Args:
        name_or_path: what `--model` was given.
        recipe: the recipe by which this winnow measures.
        signals: the signals that it measures.

    Raises:
        ModelNotFoundError: neither is there.
        ModelDamagedError: the card is no card, or its weights are not those that it was published with.
        ModelMismatchError: it was fitted on signals that this winnow does not measure, or measures otherwise.
    """
    model = _model(_card(name_or_path), name_or_path)
    needed = {curve.signal for curve in (*model.curves, *model.spread)}
    measured = set(signals) if model.network is None else {*signals, IMPRESSION}
    if unknown := sorted(needed - measured):
        raise ModelMismatchError(
            f"{name_or_path} needs signals that are not measured: {', '.join(unknown)}. {_ADVICE_MISMATCH}"
        )
    if model.recipe != recipe:
        raise ModelMismatchError(
            f"{name_or_path} was fitted on the recipe {model.recipe!r}, photos are measured by {recipe!r}. "
            f"{_ADVICE_MISMATCH}"
        )
    return model


def load_network(name_or_path: str) -> NetworkFile | None:
    """Return the network of the model that `load_model` loads by the same name; None if it has none.

    Raises:
        ModelNotFoundError: there is no such card, or the network is not beside it.
        ModelDamagedError: the card is no card, or the network is not the one that it was published with.
    """
    card = _card(name_or_path)
    with _damage_told(name_or_path):
        stated = card.get("network")
        if stated is None:
            return None
        key, name = _network_key(stated), stated["file"]
        onnx = _beside(name_or_path, name)
        _check_network(stated, name, onnx)
    return NetworkFile(key, name, onnx)


_ADVICE_MISMATCH = "Upgrade winnow, or choose a built-in model: --model classical"
_ADVICE_DAMAGED = "Fetch the file again, or choose a built-in model: --model classical"


def weights_sha256(weights: Mapping[str, Any]) -> str:
    """Return the SHA-256, in hex, of a card's weights as JSON with sorted keys and no spaces."""
    text = json.dumps(weights, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _builtin() -> resources.abc.Traversable:
    return resources.files("winnow.models") / "builtin"


def _is_card(name: str) -> bool:
    return name.endswith(_SUFFIX)


def _card(name_or_path: str) -> dict[str, Any]:
    with _damage_told(name_or_path):
        card = json.loads(_card_text(name_or_path))
        if not isinstance(card, dict):
            raise TypeError(f"a card is a JSON object, not {type(card).__name__}")
        return card


def _card_text(name_or_path: str) -> bytes:
    if name_or_path in builtin_names():
        return (_builtin() / f"{name_or_path}{_SUFFIX}").read_bytes()
    try:
        return Path(name_or_path).expanduser().read_bytes()
    except (OSError, ValueError, RuntimeError) as failure:  # a NUL in the path; ~ of somebody unknown
        raise ModelNotFoundError(
            f"{name_or_path!r} is neither built in ({', '.join(builtin_names())}) nor a file that can be read. "
            "Say --model NAME or --model PATH/TO/CARD.json"
        ) from failure


def _beside(name_or_path: str, file: str) -> bytes:
    """The file of that name beside a card."""
    folder = _builtin() if name_or_path in builtin_names() else Path(name_or_path).expanduser().parent
    try:
        return (folder / file).read_bytes()
    except OSError as failure:
        raise ModelNotFoundError(
            f"The network {file} of {name_or_path} cannot be read: {failure.strerror}. {_ADVICE_DAMAGED}"
        ) from failure


@contextmanager
def _damage_told(origin: str) -> Iterator[None]:
    """Whatever is wrong with a card's shape is one situation: it is damaged."""
    try:
        yield
    except KeyError as missing:
        raise ModelDamagedError(f"{origin}: the card has no {missing}. {_ADVICE_DAMAGED}") from missing
    except (ValueError, TypeError, AttributeError, RecursionError) as wrong:
        raise ModelDamagedError(f"{origin}: {wrong}. {_ADVICE_DAMAGED}") from wrong


def _model(card: Mapping[str, Any], origin: str) -> AdditiveModel:
    with _damage_told(origin):
        weights = card["weights"]
        _check_sha256(weights, card["sha256"])
        network = card.get("network")
        return AdditiveModel(
            name=_text(card["name"]),
            version=_text(card["version"]),
            recipe=_text(card["recipe"]),
            curves=tuple(_curve(one) for one in weights["curves"]),
            spread=tuple(_curve(one) for one in weights["spread"]),
            spread_base=_number(weights["spread_base"]),
            network=None if network is None else _network_key(network),
            temperature=1.0 if network is None else _temperature(network["temperature"]),
            likeness=_likeness(card["likeness"]) if "likeness" in card else None,
            reference=tuple(_reference(name, one) for name, one in card.get("reference", {}).items()),
        )


def _network_key(network: Mapping[str, Any]) -> str:
    """Name and front of the SHA-256, so that every card with this network has the same key."""
    file, sha256 = _text(network["file"]), _text(network["sha256"])
    if Path(file).name != file:
        raise ValueError(f"its network {file!r} is no plain name of a file beside it")
    return f"{Path(file).stem}@{sha256[:_SHA_FRONT]}"


def _temperature(value: object) -> float:
    if (temperature := _number(value)) <= 0:
        raise ValueError(f"a temperature is above 0, not {temperature:g}")
    return temperature


def _likeness(stated: Mapping[str, Any]) -> Likeness:
    curve = _curve({"signal": "likeness", "knots": stated["knots"], "points": stated["points"]})
    if any(right <= left for left, right in pairwise(curve.points)):
        raise ValueError("its likeness does not rise with the cosine")
    if (curve.knots[0], curve.knots[-1], curve.points[0], curve.points[-1]) != (-1, 1, 0, 1):
        raise ValueError("its likeness does not lead from cosine -1, similarity 0, to cosine 1, similarity 1")
    return Likeness(curve.knots, curve.points)


def _reference(signal: str, stated: Mapping[str, Any]) -> Reference:
    found = Reference(signal, _number(stated["median"]), _number(stated["sd"]))
    if found.sd <= 0:
        raise ValueError(f"the reference of {signal} has no spread")
    return found


def _check_network(stated: Mapping[str, Any], name: str, onnx: bytes) -> None:
    if len(onnx) != stated["bytes"]:
        raise ValueError(f"{name} has {len(onnx)} bytes, the card says {stated['bytes']}")
    found = hashlib.sha256(onnx).hexdigest()
    if found != stated["sha256"]:
        raise ValueError(f"{name} has the SHA-256 {found[:12]}..., the card says {stated['sha256'][:12]}...")


def _check_sha256(weights: Mapping[str, Any], stated: object) -> None:
    found = weights_sha256(weights)
    if stated != found:
        raise ValueError(f"its weights have the SHA-256 {found[:12]}..., the card says {str(stated)[:12]}...")


def _curve(one: Mapping[str, Any]) -> Curve:
    curve = Curve(
        signal=_text(one["signal"]),
        knots=tuple(_number(knot) for knot in one["knots"]),
        points=tuple(_number(point) for point in one["points"]),
        sd=_number(one.get("sd", 0.0)),
    )
    if len(curve.knots) < _FEWEST_KNOTS or len(curve.knots) != len(curve.points):
        raise ValueError(f"the curve of {curve.signal} has {len(curve.knots)} knots and {len(curve.points)} points")
    if any(right <= left for left, right in pairwise(curve.knots)):
        raise ValueError(f"the knots of {curve.signal} do not rise")
    return curve


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError(f"{value!r} is no name")
    return value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise TypeError(f"{value!r} is no finite number")
    return float(value)
