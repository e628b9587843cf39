"""What a library answers: the best photos, one photo, how things stand."""

from __future__ import annotations

import os
from statistics import median
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, select

from winnow.catalogue.impressions import to_distribution
from winnow.catalogue.measurements import to_measurement
from winnow.catalogue.rows import Best, Detail
from winnow.catalogue.tables import impressions, measurements, others, photos, scores
from winnow.domain.failure import Failed, FailureKind
from winnow.domain.metadata import SHOT
from winnow.domain.views import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import ColumnElement, Connection, Select

    from winnow.domain.impression import Distribution

HISTOGRAM_BINS = 20
_HERE = photos.c.missing_since.is_(None)
_SHOT = tuple(  # by the database, which takes a third of the time of reading all that is written there
    measurements.c.metadata[name].as_boolean() if name == "flash_fired" else measurements.c.metadata[name].as_float()
    for name in SHOT
)


def read_best(
    connection: Connection,
    root_id: int,
    recipe: str,
    network: str | None,
    scorer: str,
    wanted: Iterable[ColumnElement[bool]],
    n: int | None,
) -> list[Best]:
    """The first `n` (all for None) of the photos that meet every condition in `wanted`: best first, then by path.

    Photos that are missing, or failed when they were last looked at, are not among them.
    """
    columns = (
        photos.c.path,
        scores.c.value,
        scores.c.confidence,
        measurements.c.taken_at,
        measurements.c.signals,
        impressions.c.distribution,
        *_SHOT,
    )
    ranked = _ranked(select(*columns), root_id, recipe, scorer).outerjoin(impressions, _seen_by(network))
    query = ranked.where(*wanted).order_by(scores.c.value.desc(), photos.c.path).limit(n)
    return [
        Best(os.fsdecode(path), value, confidence, taken_at, signals, _distribution(shares), tuple(shot))
        for path, value, confidence, taken_at, signals, shares, *shot in connection.execute(query)
    ]


def _ranked(query: Select[Any], root_id: int, recipe: str, scorer: str) -> Select[Any]:
    """`query` over the photos that are there, did not fail, are measured under `recipe` and scored by `scorer`."""
    return (
        query.select_from(photos)
        .join(scores, and_(scores.c.content == photos.c.content, scores.c.scorer == scorer))
        .join(measurements, and_(measurements.c.content == photos.c.content, measurements.c.recipe == recipe))
        # "+ 0" keeps the planner from starting at the photos, all of them: with it the best 50 of 100,000 come off the
        # index of scores in 1 ms, without in 300 ms (`benchmarks/catalogue.py`).
        .where(photos.c.root_id + 0 == root_id, _HERE, photos.c.failure_kind.is_(None))
    )


def _seen_by(network: str | None) -> ColumnElement[bool]:
    """The photo's impression by that network; for None there is none."""
    return and_(impressions.c.content == photos.c.content, impressions.c.network == network)


def scored_at_least(value: float) -> ColumnElement[bool]:
    """Photos with that score or a better one."""
    return scores.c.value >= value


def taken_since(date: str) -> ColumnElement[bool]:
    """Photos taken on `date` or later; the beginning of an ISO 8601 time: ``2019``, ``2019-07-14``."""
    return func.substr(measurements.c.taken_at, 1, len(date)) >= date


def taken_until(date: str) -> ColumnElement[bool]:
    """Photos taken on `date` or earlier; all of that year, month or day is in."""
    return func.substr(measurements.c.taken_at, 1, len(date)) <= date


def lying_under(root_id: int, folder: str) -> ColumnElement[bool]:
    """Photos in the relative `folder` and below it."""
    inside = os.fsencode(folder) + b"/"
    beyond = os.fsencode(folder) + b"0"  # "0" comes right after "/"
    return and_(photos.c.root_id == root_id, photos.c.path >= inside, photos.c.path < beyond)


def read_detail(connection: Connection, root_id: int, path: str, recipe: str, network: str | None) -> Detail | None:
    """Everything about the photo at `path`; if it is gone, about the one that was there last; None if none ever was."""
    query = (
        select(photos, measurements, impressions.c.distribution)
        .outerjoin(measurements, and_(measurements.c.content == photos.c.content, measurements.c.recipe == recipe))
        .outerjoin(impressions, _seen_by(network))
        .where(photos.c.root_id == root_id, photos.c.path == os.fsencode(path))
    )
    here = query.where(_HERE)
    gone = query.where(~_HERE).order_by(photos.c.id.desc()).limit(1)
    row = connection.execute(here).mappings().first() or connection.execute(gone).mappings().first()
    return _detail(row) if row else None


def read_status(connection: Connection, root_id: int, recipe: str, scorer: str) -> Status:
    """How the folder stands. `scored` counts what `read_best` ranks."""
    here = and_(photos.c.root_id == root_id, _HERE)
    values = connection.scalars(_ranked(select(scores.c.value), root_id, recipe, scorer)).all()
    failed = select(photos.c.path, photos.c.failure_kind, photos.c.failure_reason).order_by(photos.c.path)
    failures = [
        Failed(os.fsdecode(path), FailureKind(kind), reason)
        for path, kind, reason in connection.execute(failed.where(here, photos.c.failure_kind.is_not(None)))
    ]
    count = select(func.count()).select_from(photos)
    present = connection.execute(count.where(here)).scalar_one()
    return Status(
        photos=present,
        scored=len(values),
        unscoreable=len(failures),
        waiting=present - len(values) - len(failures),
        missing=connection.execute(count.where(photos.c.root_id == root_id, ~_HERE)).scalar_one(),
        others=connection.execute(select(func.count()).where(others.c.root_id == root_id)).scalar_one(),
        median=median(values) if values else None,
        histogram=histogram(values),
        failures=tuple(failures),
    )


def histogram(values: Iterable[float]) -> tuple[int, ...]:
    """20 counts of scores, half a point each; 10 itself falls into the last."""
    counts = [0] * HISTOGRAM_BINS
    for value in values:
        counts[min(int(value * 2), HISTOGRAM_BINS - 1)] += 1
    return tuple(counts)


def _detail(row: Mapping[Any, Any]) -> Detail:
    kind, companion_path = row[photos.c.failure_kind], row[photos.c.companion_path]
    path = os.fsdecode(row[photos.c.path])
    return Detail(
        companion=os.fsdecode(companion_path) if companion_path else None,
        missing_since=row[photos.c.missing_since],
        failed=Failed(path, FailureKind(kind), row[photos.c.failure_reason]) if kind else None,
        measurement=to_measurement(row) if row[measurements.c.recipe] else None,
        distribution=_distribution(row[impressions.c.distribution]),
    )


def _distribution(shares: bytes | None) -> Distribution | None:
    return None if shares is None else to_distribution(shares)
