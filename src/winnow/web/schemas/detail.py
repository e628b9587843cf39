"""One photo, as somebody looks at it: its score as a sum, its shot, where it is sharpest."""

from __future__ import annotations

from winnow.web.schemas.base import Resource
from winnow.web.schemas.photos import Photo


class Contribution(Resource):
    """What one signal did to the score: `points` of 10 against the reference photo, and why, in words.

    `part` is the part of the score that the signal belongs to: the weight that a profile gives it is in the points.
    Null for a leaning to a style, and for what is taken back of a sum beyond 0 to 10.
    """

    signal: str
    part: str | None
    value: float | None
    points: float
    text: str


class Explanation(Resource):
    """A score as a sum: `base` and every contribution's points add up to it.

    `score` is by the weights in use, `own_score` the model's own. `distribution` is the model's: the share of each
    score 0, 1, ... 10; null where it has no network.
    """

    score: float
    own_score: float
    confidence: float
    base: float
    contributions: tuple[Contribution, ...]
    distribution: tuple[float, ...] | None
    scorer: str


class Shot(Resource):
    """What the camera wrote, null where the file does not say."""

    camera: str | None = None
    lens: str | None = None
    focal_length_mm: float | None = None
    focal_length_35mm: float | None = None
    aperture_f: float | None = None
    shutter_seconds: float | None = None
    iso: int | None = None
    flash_fired: bool | None = None
    latitude: float | None = None
    longitude: float | None = None
    film_simulation: str | None = None


class Point(Resource):
    """A place in the upright picture: 0 to 1 from the left and from the top."""

    x: float
    y: float


class PhotoDetail(Photo):
    """Everything winnow knows of one photo. `sharpest` is where its finest detail is, null for a plain picture."""

    companion: str | None
    bytes: int
    shot: Shot
    explanation: Explanation | None
    sharpest: Point | None
