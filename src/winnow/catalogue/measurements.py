"""Measurements as rows, keyed by (content, recipe): the same code for a library and for the per-user cache."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import select

from winnow.catalogue.tables import measurements
from winnow.catalogue.upsert import upsert
from winnow.domain.measurement import Measurement
from winnow.domain.metadata import Metadata

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


def read_ratings(connection: Connection, recipe: str) -> dict[bytes, int]:
    """The ratings inside files, of contents where it is not 0, which many cameras write."""
    rating = _TABLE.metadata["rating"].as_integer()
    rows = connection.execute(select(_TABLE.content, rating).where(_TABLE.recipe == recipe, rating != 0))
    return {content: stars for content, stars in rows}  # noqa: C416 - rows are no tuples to mypy


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
