"""Made-up albums, as the light table has them."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from hypothesis import strategies as st

from winnow.catalogue.columns import ContentFacts, PhotoRow
from winnow.domain.additive import AdditiveModel, Curve, Reference
from winnow.domain.group import Cluster, Kind
from winnow.workflows.album import Album, album_of
from winnow.workflows.album_facts import Facts

MODEL = AdditiveModel(
    "test",
    "1",
    "signals-1",
    (Curve("sharpness", (-1.0, 1.0), (-1.0, 1.0)), Curve("balance", (0.0, 1.0), (0.5, -0.5))),
    (),
    0.0,
    reference=(Reference("saturation", 0.3, 0.1),),
)
FOLDERS = ("", "a", "a/b", "ab", "2019")
CAMERAS = (None, ("FUJIFILM", "X-T3"), ("Apple", "iPhone 12"))
TIMES = (None, "2019", "2019-07-14T10:00:00", "2019-07-14T10:00:01", "2020-01-01T00:00:00")


@dataclass(frozen=True)
class Photo:
    """One photo, by what lists know of it."""

    id: int
    path: str
    score: float | None = 5.0
    size: int = 1000
    camera: tuple[str, str] | None = None
    lens: str | None = None
    taken_at: str | None = None
    format: str = "jpeg"
    signals: dict[str, float | None] = field(default_factory=dict)
    copy_of: int | None = None

    @property
    def content(self) -> bytes:
        return hashlib.sha256(str(self.copy_of or self.id).encode()).digest()

    @property
    def row(self) -> PhotoRow:
        confidence = None if self.score is None else 0.5
        return PhotoRow(self.id, self.path, self.size, 1, None, 0, self.content, None, None, self.score, confidence)

    @property
    def facts(self) -> ContentFacts:
        notes: dict[str, object] = {"taken_at": self.taken_at, "lens": self.lens}
        if self.camera is not None:
            notes |= {"camera_make": self.camera[0], "camera_model": self.camera[1]}
        return ContentFacts(self.format, 600, 400, self.signals, notes, None)


def album(photos: Sequence[Photo]) -> Album:
    ordered = sorted(photos, key=lambda photo: photo.path.encode())
    facts = Facts.none().with_more({photo.content: photo.facts for photo in ordered})
    return album_of([photo.row for photo in ordered], facts, MODEL)


def cluster(kind: Kind, photos: Sequence[Photo]) -> Cluster:
    members = tuple(sorted({photo.content for photo in photos}))
    return Cluster(f"{kind}-{members[0].hex()[:10]}", kind, members, members[0])


@st.composite
def albums(draw: st.DrawFn) -> list[Photo]:
    """Draw photos that have much in common."""
    names = draw(st.lists(st.sampled_from([f"IMG_{number}.jpg" for number in (1, 2, 9, 10, 11)]), max_size=12))
    paths = {f"{draw(st.sampled_from(FOLDERS))}/{name}".lstrip("/") for name in names}
    return [
        Photo(
            number,
            path,
            score=draw(st.none() | st.sampled_from([0.0, 4.5, 5.0, 7.25, 10.0])),
            size=draw(st.sampled_from([10, 1000])),
            camera=draw(st.sampled_from(CAMERAS)),
            lens=draw(st.sampled_from([None, "XF35mm"])),
            taken_at=draw(st.sampled_from(TIMES)),
            format=draw(st.sampled_from(["jpeg", "raw"])),
            signals={"sharpness": draw(st.none() | st.sampled_from([-0.5, 0.0, 0.5])), "balance": 0.1},
        )
        for number, path in enumerate(sorted(paths), start=1)
    ]


def known(value: float) -> float | None:
    return None if math.isnan(value) else value
