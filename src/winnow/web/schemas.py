"""What goes over the wire: the resources of `/api/v1`, as OpenAPI describes them.

A photo, a group or an act is named by the library's own id: no path ever comes from a browser. Times are ISO 8601;
scores 0-10; shares 0-1.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from winnow.domain.decision import Verb  # noqa: TC001 - Pydantic reads it
from winnow.domain.group import Kind  # noqa: TC001 - as above

PhotoId = Annotated[int, Field(ge=1, le=2**53 - 1)]
Weight = Annotated[float, Field(ge=0, le=2)]
Taste = Annotated[float, Field(ge=-1, le=1)]
Name = Annotated[str, Field(min_length=1, max_length=80)]
Part = Annotated[str, Field(max_length=40)]
Verdict = Literal["kept", "rejected"]
MOST_PHOTOS = 100_000
"""Photos of one decision: a whole library may be selected."""


class Resource(BaseModel):
    """Every resource: nothing unknown is accepted."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Problem(BaseModel):
    """What went wrong, RFC 9457: `title` is the situation, `detail` what to do."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""


class Mark(Resource):
    """What has been decided of one photo."""

    verdict: Verdict | None = None
    stars: int = 0
    label: str | None = None


class Membership(Resource):
    """A group that a photo belongs to; `keeper` is true of what is suggested, or chosen, to be kept of it."""

    group: str
    kind: Kind
    size: int
    keeper: bool


class Photo(Resource):
    """A photo in a list. `width` and `height` are upright, 0 where it could not be measured.

    `version` changes when the file's content does: part of the address of its pictures, so that they can be cached.
    """

    id: int
    name: str
    folder: str
    version: str
    width: int
    height: int
    format: str | None
    score: float | None
    confidence: float | None
    taken_at: str | None
    mark: Mark
    groups: tuple[Membership, ...] = ()
    failure: str | None = None


class Photos(Resource):
    """A page of photos. `next` asks for the one after it: pass it as `after`; null at the end."""

    photos: tuple[Photo, ...]
    total: int
    next: str | None = None


class Columns(Resource):
    """All photos of a list at once, a column for each fact, in one order: what a grid of 100,000 is laid out from.

    `aspect` is width by height, 1 where unknown, 0 where there is no picture, as the photo could not be rated;
    `verdict` 1 kept, -1 rejected, 0 neither. `revision` changes with whatever the list depends on.
    """

    revision: str
    id: tuple[int, ...]
    version: tuple[str, ...]
    aspect: tuple[float, ...]
    score: tuple[float | None, ...]
    verdict: tuple[int, ...]
    stars: tuple[int, ...]
    label: tuple[str | None, ...]


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


class Group(Resource):
    """Photos that belong together, best first: the first is the one to keep, for these reasons.

    `margin` is 0 (any would do) to 1; `sure` false for a close call. `chosen` are the person's own keepers. `waiting`
    tells that there is something to choose: not all of it is to be kept, none of it is, two or more are not rejected.
    """

    id: str
    kind: Kind
    members: tuple[Photo, ...]
    margin: float
    sure: bool
    reasons: tuple[str, ...]
    chosen: tuple[int, ...]
    keep_all: bool
    waiting: bool


class Groups(Resource):
    """A page of groups, as `Photos`. `waiting` counts those of the list in which there is something to choose."""

    groups: tuple[Group, ...]
    total: int
    waiting: int
    next: str | None = None


class Facet(Resource):
    """A value that photos can be narrowed to, and how many have it."""

    value: str
    photos: int


class SignalInfo(Resource):
    """A signal that photos can be sorted and narrowed by."""

    name: str
    label: str
    part: str
    lowest: float
    highest: float


class PartInfo(Resource):
    """A part of the score: what it looks at, the weight that is the model's `own`, how many photos tell any of it."""

    name: str
    looks_at: tuple[str, ...]
    own: float
    photos: int


class LibraryView(Resource):
    """How a library stands. `grouped` tells whether groups have been looked for; if not, that goes on now.

    `histogram` counts scores, half a point each, from 0 to 10. `spare` are the photos that the groups would let go, and
    `spare_bytes` what they take. `waiting_groups` are those of the moments (burst, copy, exact; the widest group of a
    photo that is no scene) that wait.
    """

    name: str
    folder: str
    rated: bool
    grouped: bool
    photos: int
    scored: int
    unscoreable: int
    waiting: int
    missing: int
    kept: int
    rejected: int
    median: float | None
    histogram: tuple[int, ...]
    groups: dict[Kind, int]
    moments: int
    waiting_groups: int
    waiting_kinds: dict[Kind, int]
    spare: int
    spare_bytes: int
    spare_rejected: int
    scorer: str
    cameras: tuple[Facet, ...]
    lenses: tuple[Facet, ...]
    folders: tuple[Facet, ...]
    formats: tuple[Facet, ...]
    first_taken: str | None
    last_taken: str | None
    signals: tuple[SignalInfo, ...]
    parts: tuple[PartInfo, ...]
    styles: tuple[str, ...]
    revision: str
    version: str


class Failure(Resource):
    """A photo that could not be scored, and why."""

    id: int
    name: str
    folder: str
    kind: str
    reason: str


class Failures(Resource):
    """A page of failures, as `Photos`."""

    failures: tuple[Failure, ...]
    total: int
    next: str | None = None


class NewDecision(Resource):
    """What is to be decided. `key` is the client's own name for it: sent again, it is not decided again.

    `others` and `value` mean with each verb what `winnow.domain.decision.Verb` says.
    """

    verb: Verb
    photos: tuple[PhotoId, ...] = Field(min_length=1, max_length=MOST_PHOTOS)
    others: tuple[PhotoId, ...] = Field(default=(), max_length=MOST_PHOTOS)
    value: str | None = Field(default=None, max_length=80)
    why: str = Field(default="", max_length=2000)


class NewDecisions(Resource):
    """Decisions that are made at once, and undone at once."""

    key: Annotated[str, Field(min_length=8, max_length=80)]
    decisions: tuple[NewDecision, ...] = Field(min_length=1, max_length=100)


class NewStep(Resource):
    """One step back or forward in the log; `key` as for `NewDecisions`."""

    key: Annotated[str, Field(min_length=8, max_length=80)]


class Change(Resource):
    """What a photo's mark was, and is now."""

    photo: int
    before: Mark
    after: Mark


class Done(Resource):
    """What an act did, in words too: for a message with an undo. `revision` is the library's after it.

    `verbs` are of what was decided, or taken back, or decided again. `groups` are those that the act touches, as they
    are now.
    """

    act: int
    text: str
    verbs: tuple[Verb, ...]
    changes: tuple[Change, ...]
    groups: tuple[Group, ...]
    can_undo: bool
    can_redo: bool
    revision: str


class Act(Resource):
    """An entry of the log, as `winnow log` tells it."""

    id: int
    at: str
    who: str
    why: str
    text: str
    undone: bool


class Acts(Resource):
    """A page of the log, newest first."""

    acts: tuple[Act, ...]
    can_undo: bool
    can_redo: bool
    next: str | None = None


class Weights(Resource):
    """How a person wants scores put together: a weight for each part (0 leaves it out), a leaning for each style.

    Parts and styles that are not named are left as the model has them.
    """

    parts: dict[Part, Weight] = Field(default_factory=dict, max_length=20)
    styles: dict[Part, Taste] = Field(default_factory=dict, max_length=20)


class Profile(Resource):
    """Weights under a name; the command line knows them too: `winnow top --profile NAME`."""

    name: Name
    weights: Weights


class Profiles(Resource):
    """The profiles, by name, and the one in use; null for the model's own."""

    profiles: tuple[Profile, ...]
    active: str | None


class ActiveProfile(Resource):
    """Which profile is to be in use; null for the model's own."""

    name: Name | None


class NewScan(Resource):
    """How a scan is to be made."""

    retry_failed: bool = False


class Unread(Resource):
    """A file that a scan could not rate, and why."""

    name: str
    folder: str
    reason: str


class Scan(Resource):
    """The scan that runs, or the last one that did. Photos that wait are `to_do` less `done`.

    `unread` are the last few of those that failed, newest first.
    """

    state: Literal["idle", "walking", "rating", "grouping", "finished", "stopped", "failed"]
    done: int = 0
    to_do: int = 0
    failed: int = 0
    median: float | None = None
    seconds: float = 0
    message: str = ""
    unread: tuple[Unread, ...] = ()


class NewExport(Resource):
    """Which photos, and where to; what is asked for is asked for together. Places are absolute, on this machine.

    `everything` means all that were not rejected; `photos` these alone, rejected ones too. Where nothing is said of the
    photos, those that were kept are meant, and with `xmp` alone all of which there is anything to say.
    """

    top: Annotated[int, Field(ge=1)] | None = None
    kept: bool = False
    rejected: bool = False
    stars: Annotated[int, Field(ge=1, le=5)] | None = None
    min_score: Annotated[float, Field(ge=0, le=10)] | None = None
    best_of_groups: bool = False
    everything: bool = False
    photos: Annotated[tuple[PhotoId, ...], Field(max_length=MOST_PHOTOS)] | None = None
    to: Annotated[str, Field(max_length=4000)] | None = None
    by: Literal["copy", "hardlink", "symlink", "move"] = "copy"
    flat: bool = False
    zip: Annotated[str, Field(max_length=4000)] | None = None
    csv: Annotated[str, Field(max_length=4000)] | None = None
    json_file: Annotated[str, Field(max_length=4000)] | None = None
    gallery: Annotated[str, Field(max_length=4000)] | None = None
    originals: bool = False
    xmp: bool = False


class ExportPlan(Resource):
    """What an export would do: nothing is written yet. `id` runs it. `steps` says it in lines, as `--dry-run` does.

    `problem` says why it could not go on, empty where it could.
    """

    id: str
    photos: int
    files: int
    bytes: int
    steps: tuple[str, ...]
    warnings: tuple[str, ...]
    problem: str = ""


class ExportRun(Resource):
    """An export that runs or ran: `message` says what came of it, `undo` what to type to take a move back."""

    id: str
    state: Literal["planned", "running", "finished", "stopped", "failed"]
    what: str = ""
    done: int = 0
    total: int = 0
    made: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    message: str = ""
    undo: str = ""
