"""A made-up library of any size, written through the catalogue as rating, grouping and a person would have written it.

photos  <- trips of 400 in folders of their own; scenes of 12, in them bursts of 1 to 6 frames; one in ten has a copy
scores  <- drawn, as are signals, about the model's own reference; every 500th photo failed
log     <- one act for one photo in twenty: kept, rejected or given stars
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import cv2
import numpy as np
import simplejpeg
from benchmarks.throughput import SCENES, camera_jpeg, with_comment
from skimage import data

from winnow.catalogue.batch import Batch
from winnow.catalogue.catalogue import Catalogue
from winnow.catalogue.groups import Gathering
from winnow.domain.additive import AdditiveModel
from winnow.domain.decision import PERSON, Choice, Verb
from winnow.domain.failure import Failed, FailureKind
from winnow.domain.group import Cluster, Kind
from winnow.domain.impression import EMBEDDING, LEVELS, Impression
from winnow.domain.measurement import Measurement
from winnow.domain.metadata import Metadata
from winnow.domain.photo import Fingerprint, Found
from winnow.domain.score import Score
from winnow.signals.recipe import RECIPE
from winnow.storage.folder import FolderStore

BATCH_SIZE = 2048
TRIP, SCENE = 400, 12
_CAMERAS = (("FUJIFILM", "X-T3"), ("Apple", "iPhone 12"), ("NIKON CORPORATION", "NIKON D750"))
_LENSES = ("XF35mmF1.4 R", None, "AF-S NIKKOR 24-70mm f/2.8E ED VR")
_BURSTS = (1, 3, 1, 5, 2)  # sizes of the bursts of a scene; they add up to SCENE
_FAILS = 500
_COPIED = 10
_DECIDED = 20
PREVIEW = (2048, 1365)
PICTURES = 64
_FIRST = datetime(2015, 6, 1, 8, 0)  # noqa: DTZ001 - local to the camera, as files have it


@dataclass(frozen=True, slots=True)
class Made:
    """One photo: its number, its content, and where it stands in its scene."""

    number: int
    content: bytes
    scene: int
    burst: int


def make(database: Path, folder: Path, photos: int, model: AdditiveModel) -> None:
    """Write a library of so many photos of `folder`; no photo is made."""
    made = [_made(number) for number in range(photos)]
    random = np.random.default_rng(5)
    with Catalogue.open(database, folder, create=True) as catalogue:
        for batch in _batches(made, model, random):
            catalogue.write(batch, RECIPE, model.scorer)
        clusters = list(_clusters(made))
        taken = {one.content: 0 for one in made}
        catalogue.write_groups((), clusters, None, Gathering("made up", 0, "", taken))
        ids = sorted(catalogue.photo_paths())
        for at, photo in enumerate(ids[::_DECIDED]):
            catalogue.append_act([_decision(at, photo)], who=PERSON, why="")


def put_pictures(cache: Path, photos: int) -> None:
    """Give the photos of a made-up library thumbnails and previews: a few pictures, linked again and again."""
    previews = [camera_jpeg(scene, *PREVIEW) for scene in SCENES]
    _put(cache / "thumbnails", photos, _thumbnail)
    _put(cache / "previews", photos, lambda number: with_comment(previews[number % len(SCENES)], number))


def _put(folder: Path, photos: int, picture: Callable[[int], bytes]) -> None:
    store = FolderStore(folder)
    for number in range(photos):
        key = _content(number).hex()
        if number < PICTURES:
            store.put(key, picture(number))
        else:
            path, same = (folder / name[:2] / name for name in (key, _content(number % PICTURES).hex()))
            path.parent.mkdir(exist_ok=True)
            path.hardlink_to(same)


def _thumbnail(number: int) -> bytes:
    """A photograph that scikit-image ships, as large as thumbnails are, lighter or darker by the number."""
    photo = cv2.resize(getattr(data, SCENES[number % len(SCENES)])(), (320, 213), interpolation=cv2.INTER_AREA)
    light = 0.6 + 0.4 * number / PICTURES
    encoded: bytes = simplejpeg.encode_jpeg((photo * light).astype(np.uint8), quality=80, colorsubsampling="420")
    return encoded


def _made(number: int) -> Made:
    """Every tenth photo is a copy of the one before; the bursts of a scene follow one another."""
    scene, within = divmod(number, SCENE)
    burst = next(at for at, end in enumerate(np.cumsum(_BURSTS)) if within < end)
    return Made(number, _content(number), scene, burst)


def _content(number: int) -> bytes:
    return hashlib.sha256(b"%d" % number).digest()


def _batches(made: list[Made], model: AdditiveModel, random: np.random.Generator) -> Iterator[Batch]:
    signals = [curve.signal for curve in model.curves if curve.signal != "impression"]
    for start in range(0, len(made), BATCH_SIZE):
        some = made[start : start + BATCH_SIZE]
        good = [one for one in some if one.number % _FAILS]
        values = random.normal(0.5, 0.3, (len(good), len(signals))).round(6)
        shares = random.dirichlet([1, 1, 2, 4, 8, 12, 16, 12, 8, 4, 1], len(good))
        points = np.clip(random.normal(5, 1.2, len(good)), 0.1, 9.9)
        embedding = np.zeros(EMBEDDING, np.float32)
        yield Batch(
            fingerprints=tuple(Fingerprint(_found(one), one.content) for one in good),
            failures=tuple(
                (_found(one), one.content, Failed(_path(one), FailureKind.DAMAGED, "the file ends too soon"))
                for one in some
                if not one.number % _FAILS
            ),
            measurements=tuple(
                _measurement(one, dict(zip(signals, row, strict=True)))
                for one, row in zip(good, values.tolist(), strict=True)
            ),
            impressions=()
            if model.network is None
            else tuple(
                (one.content, Impression(model.network, tuple(row[:LEVELS]), embedding))
                for one, row in zip(good, shares.tolist(), strict=True)
            ),
            scores=tuple((one.content, Score(point, 0.4)) for one, point in zip(good, points.tolist(), strict=True)),
        )


def _path(one: Made) -> str:
    trip = one.number // TRIP
    return f"{2015 + trip // 30}/{trip % 30:02} trip/IMG_{one.number:06}.jpg"


def _found(one: Made) -> Found:
    return Found(_path(one), 3_000_000 + one.number, 10**18 + one.number)


def _measurement(one: Made, signals: dict[str, float | None]) -> Measurement:
    make_, model = _CAMERAS[one.scene % 3]
    at = _FIRST + timedelta(minutes=one.scene * 40 + one.burst * 2, seconds=one.number % SCENE)
    metadata = Metadata(
        at.isoformat(timespec="milliseconds"), make_, model, _LENSES[one.scene % 3], iso=200, shutter_seconds=0.004
    )
    width, height = (4000, 6000) if one.number % 5 == 0 else (6000, 4000)
    return Measurement(one.content, RECIPE, "jpeg", width, height, signals, metadata)


def _clusters(made: list[Made]) -> Iterator[Cluster]:
    together: dict[tuple[Kind, object], list[bytes]] = {}
    for one in made:
        together.setdefault((Kind.SCENE, one.scene), []).append(one.content)
        together.setdefault((Kind.BURST, (one.scene, one.burst)), []).append(one.content)
        if one.number % _COPIED < 2:  # noqa: PLR2004 - a photo and its copy
            together.setdefault((Kind.COPY, one.number // _COPIED), []).append(one.content)
    for (kind, _), contents in together.items():
        if len(contents) > 1:
            members = tuple(sorted(contents))
            yield Cluster(f"{kind}-{hashlib.sha256(members[0]).hexdigest()[:10]}", kind, members, members[0])


def _decision(at: int, photo: int) -> Choice:
    if at % 5 == 0:
        return Choice(Verb.STAR, (photo,), value=str(1 + at // 5 % 5))
    return Choice(Verb.KEEP if at % 2 else Verb.REJECT, (photo,))
