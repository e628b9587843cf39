"""What is to be exported, what that would do, and what came of it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from winnow.web.schemas.base import MOST_PHOTOS, PhotoId, Resource


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
    """What an export would do: nothing is written yet. `id` runs it.

    `targets` says what is made at each, under which name, and the room that it takes; `steps` what is done with every
    file. `files` are those beside photos and in the folder they go to. `bytes` of a gallery are estimated.
    `problem` says why it could not go on, empty where it could.
    """

    id: str
    photos: int
    files: int
    bytes: int
    targets: tuple[str, ...]
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


class ExportRuns(Resource):
    """The exports that run or ran, what was planned last first: at most one of them runs."""

    runs: tuple[ExportRun, ...]
