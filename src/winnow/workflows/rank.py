"""Asking a library: the best photos, one photo's explanation, how things stand."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from winnow.domain.errors import ArgumentError, NotScoredError, PhotoNotFoundError
from winnow.domain.metadata import shot_of
from winnow.domain.tags import Flag
from winnow.domain.views import Explained, Ranked, Status
from winnow.ranking.additive import explain as explain_score
from winnow.ranking.words import reasons
from winnow.signals.recipe import RECIPE
from winnow.workflows.decide import flags, mark_of

if TYPE_CHECKING:
    from winnow.catalogue.catalogue import Catalogue
    from winnow.catalogue.rows import Best
    from winnow.domain.additive import AdditiveModel
    from winnow.domain.profile import Weights
    from winnow.domain.score import Explanation


ISO_DATE_FRONT = re.compile(r"\d{4}(-\d{2}(-\d{2}(T.*)?)?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which photos a ranking is asked for; see `Library.top`."""

    n: int | None
    min_score: float | None = None
    since: str | None = None
    until: str | None = None
    under: str | None = None

    def __post_init__(self) -> None:
        if self.n is not None and self.n < 1:
            raise ArgumentError(f"n is {self.n}; it must be 1 or more, or None for all.")
        for date in (self.since, self.until):
            if date is not None and not (isinstance(date, str) and ISO_DATE_FRONT.fullmatch(date)):
                raise ArgumentError(f"{date!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD.")


def top(catalogue: Catalogue, model: AdditiveModel, wanted: Wanted, weights: Weights | None = None) -> list[Ranked]:
    """The best photos, best first, each with its two strongest reasons; by the model's own scores or by `weights`."""
    weighs = weights is not None and not weights.are_the_models
    rows = catalogue.best(
        model.scorer,
        RECIPE,
        model.network,
        n=None if weighs else wanted.n,
        min_score=None if weighs else wanted.min_score,
        since=wanted.since,
        until=wanted.until,
        under=wanted.under,
    )
    if weights is None or not weighs:
        return [_ranked(row, explain_score(model, row.signals, row.distribution)) for row in rows]
    from winnow.workflows.weigh import explained, weighed  # noqa: PLC0415 - loads NumPy

    least = 0.0 if wanted.min_score is None else wanted.min_score
    best = [row for row in weighed(rows, model, weights) if row.score >= least][: wanted.n]
    return [_ranked(row, explained(model, row.signals, row.distribution, row.shot, weights)) for row in best]


def _ranked(row: Best, why: Explanation) -> Ranked:
    return Ranked(row.path, row.score, row.confidence, row.taken_at, reasons(why))


def explain(catalogue: Catalogue, model: AdditiveModel, path: str, weights: Weights | None = None) -> Explained:
    """Why one photo has its score; the model's own, or the one by `weights`."""
    photo = catalogue.photo(path, RECIPE, model.network)
    if photo is None:
        raise PhotoNotFoundError(f"{path} is not in the library of {catalogue.folder}. {_rate(catalogue)}")
    if photo.failed is not None:
        raise NotScoredError(f"{path} could not be scored: {photo.failed.reason}")
    if photo.measurement is None or (model.network is not None and photo.distribution is None):
        raise NotScoredError(f"{path} waits for a score by this winnow and model. {_rate(catalogue)}")
    measured = photo.measurement
    if weights is None:
        why = explain_score(model, measured.signals, photo.distribution)
    else:
        from winnow.workflows.weigh import explained  # noqa: PLC0415 - loads NumPy

        why = explained(model, measured.signals, photo.distribution, shot_of(measured.metadata), weights)
    return Explained(
        path=path,
        companion=photo.companion,
        missing_since=photo.missing_since,
        format=measured.format,
        width=measured.width,
        height=measured.height,
        metadata=measured.metadata,
        explanation=why,
        mark=mark_of(catalogue, path),
    )


def _rate(catalogue: Catalogue) -> str:
    return f"Type: winnow rate {shlex.quote(str(catalogue.folder))}"


def status(catalogue: Catalogue, model: AdditiveModel) -> Status:
    """Counts, the spread of the scores, failures with their reasons, how many photos are kept and rejected."""
    given = list(flags(catalogue).values())
    kept, rejected = given.count(Flag.PICKED), given.count(Flag.REJECTED)
    return replace(catalogue.status(RECIPE, model.scorer), kept=kept, rejected=rejected)
