"""Measurements as rows, keyed by (content, recipe): the same code for a library and for the per-user cache."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import or_, select

from winnow.catalogue.tables import measurements
from winnow.catalogue.upsert import upsert
from winnow.domain.measurement import Measurement
from winnow.domain.metadata import Metadata
from winnow.domain.tags import Flag, Tags

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from sqlalchemy import Connection

ASK_AT_ONCE = 500
"""Values in one IN (...): SQLite before 3.32 allowed 999 parameters, every database allows these."""

Key = TypeVar("Key", bytes, int, str)

_TABLE = measurements.c
_METADATA_NAMES = tuple(field.name for field in fields(Metadata))


def find_measurements(connection: Connection, contents: Collection[bytes], recipe: str) -> dict[bytes, Measurement]:
    """Those of `contents` that were measured under `recipe`."""
    found = {}
    for some in in_chunks(contents):
        query = select(measurements).where(_TABLE.recipe == recipe, _TABLE.content.in_(some))
        found.update({row[_TABLE.content]: to_measurement(row) for row in connection.execute(query).mappings()})
    return found


def read_tags(connection: Connection, recipe: str) -> dict[bytes, Tags]:
    """What is said inside files; a rating of 0, which many cameras write, says nothing."""
    rating, label = _TABLE.metadata["rating"].as_integer(), _TABLE.metadata["label"].as_string()
    picked = _TABLE.metadata["picked"].as_boolean()
    says = or_(rating != 0, label.is_not(None), picked.is_not(None))
    rows = connection.execute(select(_TABLE.content, rating, label, picked).where(_TABLE.recipe == recipe, says))
    return {content: _to_tags(*said) for content, *said in rows}


def _to_tags(rating: int | None, label: str | None, picked: bool | None) -> Tags:
    flag = None if picked is None else Flag.PICKED if picked else Flag.REJECTED
    return Tags(Flag.REJECTED, None, label) if rating == Flag.REJECTED else Tags(flag, rating or None, label)


def add_measurements(connection: Connection, measured: Collection[Measurement]) -> None:
    """Write them; the same content under the same recipe is written over."""
    upsert(connection, measurements, [_to_row(one) for one in measured])


def in_chunks(values: Collection[Key]) -> Iterator[list[Key]]:
    """`values` in lists short enough for one query."""
    listed = list(values)
    return (listed[start : start + ASK_AT_ONCE] for start in range(0, len(listed), ASK_AT_ONCE))


def to_measurement(row: Mapping[Any, Any]) -> Measurement:
    """The measurement that a row of `measurements` holds."""
    return Measurement(
        content=row[_TABLE.content],
        recipe=row[_TABLE.recipe],
        format=row[_TABLE.format],
        width=row[_TABLE.width],
        height=row[_TABLE.height],
        signals=row[_TABLE.signals],
        metadata=to_metadata(row[_TABLE.metadata]),
    )


def to_metadata(stored: Mapping[str, Any]) -> Metadata:
    """The metadata that a row of `measurements` holds. What this winnow does not know is left out."""
    return Metadata(**{name: value for name, value in stored.items() if name in _METADATA_NAMES})


def _to_row(measurement: Measurement) -> dict[str, Any]:
    values = ((name, getattr(measurement.metadata, name)) for name in _METADATA_NAMES)
    return {
        "content": measurement.content,
        "recipe": measurement.recipe,
        "format": measurement.format,
        "width": measurement.width,
        "height": measurement.height,
        "signals": dict(measurement.signals),
        "metadata": {name: value for name, value in values if value is not None},
        "taken_at": measurement.metadata.taken_at,
    }
