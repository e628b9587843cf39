"""Everything that is known of one photo: read from the library when somebody looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from winnow.domain.errors import LibraryNotFoundError
from winnow.domain.metadata import shot_of
from winnow.ranking.additive import explain
from winnow.ranking.reweigh import reweighed, weighed_part
from winnow.signals.recipe import RECIPE
from winnow.web import present
from winnow.web.kept import Kept
from winnow.web.schemas.detail import Contribution, Explanation, PhotoDetail, Point, Shot
from winnow.workflows.album import readable
from winnow.workflows.album_facts import camera_of

if TYPE_CHECKING:
    from winnow.catalogue.rows import Detail
    from winnow.domain.additive import AdditiveModel
    from winnow.domain.measurement import Measurement
    from winnow.domain.profile import Weights
    from winnow.web.context import Context
    from winnow.web.view import Located, View

_MOST_POINTS = 2000
_points: Kept[tuple[Point | None]] = Kept(_MOST_POINTS)


def photo(here: Context, view: View, place: int) -> PhotoDetail:
    """A photo with its shot, its score as a sum, and where it is sharpest."""
    album = view.desk.album
    row = album.rows[place]
    with_known = here.table.catalogue().photo(row.path, RECIPE, here.table.model.network)
    if with_known is None:
        raise LibraryNotFoundError
    located = here.table.located(row.id)
    return PhotoDetail(
        **present.photo_fields(view, place, here.table.lists.scores(view, here.table.weights())),
        companion=None if row.companion is None else readable(row.companion.rpartition("/")[2]),
        bytes=int(album.bytes[place]),
        shot=_shot(with_known.measurement),
        explanation=_explanation(here.table.model, with_known, here.table.weights()),
        sharpest=_sharpest(here, located),
    )


def _shot(measured: Measurement | None) -> Shot:
    if measured is None:
        return Shot()
    notes = measured.metadata
    named = {"camera_make": notes.camera_make, "camera_model": notes.camera_model}
    return Shot(
        camera=camera_of(named),
        lens=notes.lens,
        focal_length_mm=notes.focal_length_mm,
        focal_length_35mm=notes.focal_length_35mm,
        aperture_f=notes.aperture_f,
        shutter_seconds=notes.shutter_seconds,
        iso=notes.iso,
        flash_fired=notes.flash_fired,
        latitude=notes.latitude,
        longitude=notes.longitude,
        film_simulation=notes.film_simulation,
    )


def _explanation(model: AdditiveModel, known: Detail, weights: Weights) -> Explanation | None:
    """The score that is shown as a sum, by the weights in use; None for a photo without one."""
    if known.failed or known.measurement is None or (model.network is not None and known.distribution is None):
        return None
    signals, shot = known.measurement.signals, shot_of(known.measurement.metadata)
    own = explain(model, signals, known.distribution)
    said = reweighed(own, model, signals, shot, weights)
    return Explanation(
        score=said.score.value,
        own_score=own.score.value,
        confidence=said.score.confidence,
        base=said.base,
        contributions=tuple(
            Contribution(
                signal=one.signal, part=weighed_part(one.signal), value=one.value, points=one.points, text=one.text
            )
            for one in said.contributions
        ),
        distribution=said.distribution,
        scorer=said.scorer,
    )


def _sharpest(here: Context, located: Located) -> Point | None:
    """Where the photo is sharpest, by the largest picture of it that is to hand; nothing is decoded for that."""
    from winnow.ingest.thumbnail import pixels_of  # noqa: PLC0415 - loads a decoder
    from winnow.signals.sharpest import sharpest_point  # noqa: PLC0415 - loads OpenCV
    from winnow.web.pictures import Size  # noqa: PLC0415 - as above

    for size in (Size.PREVIEW, Size.THUMBNAIL):
        key = (str(size), located.content or b"")
        if known := _points.get(key):
            return known[0]
        kept = here.pictures.kept(located, size)
        if kept is not None:
            found = sharpest_point(pixels_of(kept.jpeg))
            point = None if found is None else Point(x=found[0], y=found[1])
            _points.put(key, (point,))
            return point
    return None
