"""An example of each resource that is answered or sent, for the OpenAPI document: one evening's burst of a cake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from winnow.domain.decision import Verb
from winnow.domain.group import Kind
from winnow.web.schemas.base import Problem, Resource
from winnow.web.schemas.decisions import Act, Acts, Change, Done, NewStep
from winnow.web.schemas.detail import Contribution, Explanation, PhotoDetail, Point, Shot
from winnow.web.schemas.exports import ExportPlan, ExportRun, ExportRuns
from winnow.web.schemas.groups import Group, Groups
from winnow.web.schemas.library import Bars, Facet, Failure, Failures, LibraryView, PartInfo, SignalInfo
from winnow.web.schemas.photos import Columns, Mark, Membership, Photo, Photos
from winnow.web.schemas.profiles import ActiveProfile, Profile, Profiles, Weights
from winnow.web.schemas.scan import NewScan, Scan, Unread

if TYPE_CHECKING:
    from collections.abc import Mapping

_KEPT = Mark(verdict="kept", stars=4, label="green")
_BURST = "burst-5f0c2a91d3e4"
_CAKE = Photo(
    id=812,
    name="IMG_4711.jpg",
    folder="2026/birthday",
    version="9c7954e9",
    width=4032,
    height=3024,
    format="jpeg",
    score=7.4,
    confidence=0.42,
    taken_at="2026-07-14T18:03:22.410+02:00",
    mark=_KEPT,
    groups=(Membership(group=_BURST, kind=Kind.BURST, size=2, keeper=True),),
)
_SHAKEN = _CAKE.model_copy(
    update={
        "id": 813,
        "name": "IMG_4712.jpg",
        "version": "0a1b2c3d",
        "score": 5.1,
        "mark": Mark(),
        "groups": (Membership(group=_BURST, kind=Kind.BURST, size=2, keeper=False),),
    }
)
_GROUP = Group(
    id=_BURST,
    kind=Kind.BURST,
    members=(_CAKE, _SHAKEN),
    margin=0.81,
    sure=True,
    reasons=("sharper: 1.8x on the subject", "higher score: 7.4, not 5.1"),
    chosen=(),
    keep_all=False,
    waiting=False,
)
_EXPLANATION = Explanation(
    score=7.4,
    own_score=7.4,
    confidence=0.42,
    base=5.0,
    contributions=(
        Contribution(
            signal="impression", part="aesthetic", value=6.9, points=1.9, text="the picture as a whole is strong"
        ),
        Contribution(signal="subject_sharpness", part="technical", value=3.2, points=0.5, text="well focused"),
    ),
    distribution=(0.0, 0.0, 0.01, 0.02, 0.05, 0.1, 0.18, 0.28, 0.23, 0.1, 0.03),
    scorer="winnow 1.9c7954e9",
)
_DETAIL = PhotoDetail(
    **_CAKE.model_dump(),
    companion="2026/birthday/IMG_4711.CR3",
    bytes=3_812_044,
    shot=Shot(
        camera="Canon EOS R6",
        lens="RF50mm F1.8 STM",
        focal_length_mm=50,
        aperture_f=2.2,
        shutter_seconds=0.005,
        iso=800,
    ),
    explanation=_EXPLANATION,
    sharpest=Point(x=0.48, y=0.37),
)
_LIBRARY = LibraryView(
    name="Pictures",
    folder="/home/ada/Pictures",
    rated=True,
    grouped=True,
    photos=3012,
    scored=3010,
    unscoreable=2,
    waiting=0,
    missing=4,
    kept=212,
    rejected=640,
    median=4.8,
    histogram=(0, 2, 11, 40, 95, 180, 260, 330, 390, 410, 380, 310, 240, 170, 105, 55, 22, 8, 2, 0),
    groups={Kind.EXACT: 12, Kind.COPY: 48, Kind.BURST: 280, Kind.SCENE: 160},
    moments=334,
    waiting_groups=328,
    waiting_kinds={Kind.EXACT: 10, Kind.COPY: 44, Kind.BURST: 274},
    spare=910,
    spare_bytes=3_400_112_044,
    spare_rejected=120,
    scorer="winnow 1.9c7954e9",
    cameras=(Facet(value="Canon EOS R6", photos=2410),),
    lenses=(Facet(value="RF50mm F1.8 STM", photos=1304),),
    folders=(Facet(value="2026/birthday", photos=318),),
    formats=(Facet(value="jpeg", photos=3012),),
    first_taken="2019-05-13T16:20:31",
    last_taken="2026-07-14T21:40:02",
    signals=(
        SignalInfo(
            name="subject_sharpness",
            label="sharpness at the sharpest part",
            part="technical",
            lowest=0,
            highest=6.2,
            median=3.1,
            bars=Bars(low=0, width=0.5, photos=(8, 19, 40, 96, 180, 402, 755, 820, 431, 160, 61, 27, 11)),
        ),
    ),
    parts=(
        PartInfo(name="technical", looks_at=("sharpness at the sharpest part",), own=1, photos=3010),
        PartInfo(name="metadata", looks_at=("ISO", "shutter speed"), own=0, photos=2984),
    ),
    styles=("saturation", "sharpness", "brightness", "contrast"),
    revision="5f0c2a-17",
    version="0.1.0",
)
_EXPORTED = ExportRun(
    id="0f1e2d3c4b5a6978",
    state="finished",
    what="files",
    done=2,
    total=2,
    message="2 files copied to /media/best.",
)
_PROFILE = Profile(name="Portraits", weights=Weights(parts={"technical": 1.4}, styles={"saturation": -0.2}))

EXAMPLES: Final[Mapping[str, Resource | Problem]] = {
    type(one).__name__: one
    for one in (
        Problem(
            type="urn:winnow:photo-not-found",
            title="The library does not know this photo.",
            status=404,
            detail="There is no photo 99 in the folder now.",
        ),
        _CAKE,
        Photos(photos=(_CAKE, _SHAKEN), total=3012, next="eyJzIjo1LjF9"),
        Columns(
            revision="5f0c2a-17",
            id=(812, 813),
            version=("9c7954e9", "0a1b2c3d"),
            aspect=(1.3333, 1.3333),
            score=(7.4, 5.1),
            verdict=(1, 0),
            stars=(4, 0),
            label=("green", None),
        ),
        _DETAIL,
        _LIBRARY,
        Failures(
            failures=(
                Failure(id=99, name="IMG_0001.jpg", folder="2019", kind="damaged", reason="the file breaks off"),
            ),
            total=1,
        ),
        _GROUP,
        Groups(groups=(_GROUP,), total=340, waiting=328, next="NTA"),
        Done(
            act=57,
            text="IMG_4711.jpg: kept",
            verbs=(Verb.KEEP,),
            changes=(Change(photo=812, before=Mark(), after=_KEPT),),
            groups=(_GROUP,),
            can_undo=True,
            can_redo=False,
            revision="5f0c2a-18",
        ),
        NewStep(key="018f2f6e-7d2c-7c1a-9b1e-5f0c2a91d3e5"),
        Acts(
            acts=(
                Act(id=57, at="2026-07-20T20:14:03Z", who="person", why="", text="IMG_4711.jpg: kept", undone=False),
            ),
            can_undo=True,
            can_redo=False,
        ),
        _PROFILE,
        Profiles(profiles=(_PROFILE,), active="Portraits"),
        ActiveProfile(name="Portraits"),
        NewScan(retry_failed=True),
        Scan(
            state="rating",
            done=412,
            to_do=3012,
            failed=1,
            median=4.8,
            seconds=21.5,
            unread=(Unread(name="IMG_4711.jpg", folder="2026/birthday", reason="damaged JPEG"),),
        ),
        ExportPlan(
            id="0f1e2d3c4b5a6978",
            photos=1,
            files=2,
            bytes=29_400_112,
            targets=(
                "copy 2 files to /media/best",
                "29 MB for /media/best, where 12 GB are free",
            ),
            steps=("copy 2026/birthday/IMG_4711.jpg to /media/best/2026/birthday/IMG_4711.jpg",),
            warnings=(),
        ),
        _EXPORTED,
        ExportRuns(runs=(_EXPORTED,)),
    )
}


def with_examples(schemas: dict[str, Any]) -> None:
    """Give the schemas of an OpenAPI document their examples."""
    for name, example in EXAMPLES.items():
        if name in schemas:
            schemas[name]["examples"] = [example.model_dump(mode="json")]
