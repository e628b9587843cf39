"""How a library stands, counted from its columns."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

import winnow
from winnow.domain.profile import OWN_WEIGHTS
from winnow.ranking.measures import measure_of
from winnow.ranking.metadata import LOOKS_AT, are_known
from winnow.ranking.profile import part_of, styles_of
from winnow.ranking.words import name_of
from winnow.web.bars import bars_of
from winnow.web.lists import cursor, page, read_cursor
from winnow.web.schemas.library import Facet, Failure, Failures, LibraryView, PartInfo, SignalInfo
from winnow.workflows.album import readable
from winnow.workflows.album_facts import SIGNALS
from winnow.workflows.album_groups import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from winnow.web.queries import Page
    from winnow.web.table import LightTable
    from winnow.web.view import View
    from winnow.workflows.album import Album, Kinds

BINS = 20  # half a point each


def library(table: LightTable, view: View) -> LibraryView:
    """How the library stands, by the scores that its photos are shown with."""
    desk, album = view.desk, view.desk.album
    scores = table.lists.scores(view, table.weights())
    scored = scores[~np.isnan(scores)]
    facts = table.lists.facts.made(view.reading, lambda: _facts(album))
    failed = len(facts["failed"])
    spare = desk.spare(desk.firsts())
    kinds = Counter(desk.groups.kinds.tolist())
    waiting = desk.waiting() & desk.groups.moments
    waiting_kinds = Counter(desk.groups.kinds[waiting].tolist())
    return LibraryView(
        name=readable(table.folder.name),
        folder=readable(str(table.folder)),
        rated=view.rated,
        grouped=view.grouped,
        photos=len(album),
        scored=len(scored),
        unscoreable=failed,
        waiting=len(album) - len(scored) - failed,
        missing=view.missing,
        kept=int((desk.marks.verdicts > 0).sum()),
        rejected=int((desk.marks.verdicts < 0).sum()),
        median=float(np.median(scored)) if len(scored) else None,
        histogram=tuple(np.bincount(np.minimum(scored * 2, BINS - 1).astype(np.intp), minlength=BINS).tolist()),
        groups={kind: kinds[number] for number, kind in enumerate(KINDS)},
        moments=int(desk.groups.moments.sum()),
        waiting_groups=int(waiting.sum()),
        waiting_kinds={KINDS[number]: found for number, found in sorted(waiting_kinds.items())},
        spare=int(spare.sum()),
        spare_bytes=int(album.bytes[spare].sum()),
        spare_rejected=int((desk.marks.verdicts[spare] < 0).sum()),
        scorer=f"{table.model.name} {table.model.version}",
        cameras=facts["cameras"],
        lenses=facts["lenses"],
        folders=facts["folders"],
        formats=facts["formats"],
        first_taken=album.taken.values[0] if album.taken.values else None,
        last_taken=album.taken.values[-1] if album.taken.values else None,
        signals=facts["signals"],
        parts=facts["parts"],
        styles=styles_of(table.model),
        revision=table.revision(view),
        version=winnow.__version__,
    )


def failures(table: LightTable, view: View, asked: Page) -> Failures:
    """A page of photos without a score, and why."""
    album = view.desk.album
    failed = table.lists.facts.made(view.reading, lambda: _facts(album))["failed"]
    after = read_cursor(asked.after, int)
    known = None if after is None else (album.place_of.get(after[0]), after[1])
    places, more = page(failed, np.arange(len(album)), asked.limit, known)
    return Failures(
        failures=tuple(_failure(album, place) for place in places.tolist()),
        total=len(failed),
        next=cursor(int(album.ids[places[-1]]), len(places) + (0 if after is None else after[1])) if more else None,
    )


def _facts(album: Album) -> dict[str, Any]:
    """What stays the same as long as the album does."""
    signals = tuple(_signals(album))
    return {
        "failed": np.array([place for place, row in enumerate(album.rows) if row.failure_kind], dtype=np.intp),
        "cameras": _facets(album.cameras),
        "lenses": _facets(album.lenses),
        "folders": _folders(album.folders),
        "formats": _facets(album.formats),
        "signals": signals,
        "parts": tuple(_parts(album, signals)),
    }


def _failure(album: Album, place: int) -> Failure:
    row = album.rows[place]
    folder, _, name = readable(row.path).rpartition("/")
    reason = readable(row.failure_reason or "")
    return Failure(id=row.id, name=name, folder=folder, kind=row.failure_kind or "", reason=reason)


def _facets(kinds: Kinds) -> tuple[Facet, ...]:
    """The values, those of the most photos first."""
    counts = np.bincount(kinds.codes[kinds.codes >= 0], minlength=len(kinds.values)).tolist()
    ordered = sorted(zip(counts, kinds.values, strict=True), key=lambda one: (-one[0], one[1]))
    return tuple(Facet(value=value, photos=count) for count, value in ordered)


def _folders(folders: Kinds) -> tuple[Facet, ...]:
    """Every folder with those above it, in order of the alphabet; each counts what is below it too."""
    counts: Counter[str] = Counter()
    for facet in _facets(folders):
        parts = facet.value.split("/")
        for end in range(1, len(parts) + 1):
            counts["/".join(parts[:end])] += facet.photos
    return tuple(Facet(value=value, photos=counts[value]) for value in sorted(counts) if value)


def _signals(album: Album) -> Iterator[SignalInfo]:
    """The signals that any photo has, with how much of each they have."""
    for name, column in zip(SIGNALS, album.signals.T, strict=True):
        measured: NDArray[np.float64] = column[~np.isnan(column)]
        if len(measured):
            yield SignalInfo(
                name=name,
                label=measure_of(name),
                part=part_of(name),
                lowest=float(measured.min()),
                highest=float(measured.max()),
                median=float(np.median(measured)),
                bars=bars_of(measured),
            )


def _parts(album: Album, signals: Sequence[SignalInfo]) -> Iterator[PartInfo]:
    """The parts of the score, with what they look at and how many photos tell any of it."""
    for name, own in OWN_WEIGHTS.items():
        if name == "metadata":
            looks_at: tuple[str, ...] = LOOKS_AT
            known = are_known(album.shots)
        else:
            looks_at = tuple(name_of(signal.name) for signal in signals if signal.part == name)
            columns = [at for at, signal in enumerate(SIGNALS) if part_of(signal) == name]
            known = np.any(~np.isnan(album.signals[:, columns]), axis=1)
        yield PartInfo(name=name, looks_at=looks_at, own=own, photos=int(known.sum()))
