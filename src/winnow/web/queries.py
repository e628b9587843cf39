"""What may be asked of lists: the parameters of their addresses."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from winnow.domain import profile
from winnow.domain.errors import ArgumentError
from winnow.domain.group import Kind
from winnow.web.schemas.profiles import Weights
from winnow.workflows.sift import Wanted

MOST_AT_ONCE = 1000
Text = Annotated[str, Field(max_length=1000)]
Score = Annotated[float, Field(ge=0, le=10)]
Limit = Annotated[int, Field(ge=1, le=MOST_AT_ONCE, description="how many at most")]
After = Annotated[str | None, Field(max_length=200, description="`next` of the page before")]


class Asked(BaseModel):
    """Parameters; an unknown one is a mistake that is told."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Filter(Asked):
    """Which photos, all of it together, in what order, and by whose weights."""

    sort: Text = Field(
        "score",
        description="score, taken_at, name, folder, camera, lens, format, decision, stars, group, bytes, confidence, "
        "or a signal's name",
    )
    order: Literal["asc", "desc"] | None = Field(None, description="the best first, or the alphabet, if not said")
    min_score: Score | None = Field(None, description="this score or more, as the photos are ranked here")
    max_score: Score | None = Field(None, description="this score or less, likewise")
    since: Text | None = Field(None, description="front of an ISO date: taken then or later", examples=["2019-07"])
    until: Text | None = Field(None, description="likewise: taken then or earlier", examples=["2019"])
    camera: Text | None = Field(None, description="taken with it", examples=["Canon EOS R6"])
    lens: Text | None = Field(None, description="taken through it", examples=["RF50mm F1.8 STM"])
    folder: Text | None = Field(None, description="in it or below it")
    format: Text | None = Field(None, description="of this file format", examples=["jpeg"])
    decision: Literal["kept", "rejected", "undecided", "starred"] | None = Field(
        None, description="what was decided; starred: there are stars, kept or not"
    )
    stars: Annotated[int, Field(ge=1, le=5)] | None = Field(None, description="so many or more")
    label: Text | None = Field(None, description="with this label: red, yellow, green, blue or purple")
    group: Text | None = Field(None, description="in the group with this id")
    grouped: Kind | Literal["none"] | None = Field(None, description="in a group of this kind, or in none")
    spare: bool | None = Field(None, description="whether the moments would let it go")
    signal: Text | None = Field(None, description="NAME:LOW:HIGH, either end may be empty", examples=["sharpness:0:"])
    text: Text | None = Field(None, description="in the path, upper case or lower")
    weights: Text | None = Field(
        None, description="`Weights` as JSON: rank by these, whatever profile is in use", examples=['{"parts":{}}']
    )

    def wanted(self) -> Wanted:
        """The same for `winnow.workflows.sift`."""
        return Wanted(
            min_score=self.min_score,
            max_score=self.max_score,
            since=self.since,
            until=self.until,
            camera=self.camera,
            lens=self.lens,
            folder=self.folder,
            format=self.format,
            decision=self.decision,
            stars=self.stars,
            label=self.label,
            group=self.group,
            grouped=self.grouped,
            spare=self.spare,
            signal=self.signal,
            text=self.text,
        )

    @property
    def descending(self) -> bool | None:
        """Whether the last come first; None if nobody said."""
        return None if self.order is None else self.order == "desc"


class Listing(Filter):
    """A page of photos."""

    limit: Limit = 200
    after: After = None


class GroupListing(Asked):
    """A page of groups."""

    kind: tuple[Kind, ...] | None = Field(None, max_length=len(Kind), description="of these kinds")
    moments: bool = Field(default=False, description="of each photo only its widest group that is no scene")
    state: Literal["all", "waiting", "decided"] = Field("all", description="waiting: there is something to choose")
    sort: Literal["strongest", "taken_at", "largest"] = Field(
        "strongest", description="strongest: by the best score in it"
    )
    limit: Limit = 50
    after: After = None


class Page(Asked):
    """A page of anything."""

    limit: Limit = 100
    after: After = None


def read_weights(text: str | None) -> profile.Weights | None:
    """The weights that a list is asked to be ranked by; None if it is not.

    Raises:
        ArgumentError: they are none.
    """
    if text is None:
        return None
    try:
        given = Weights.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        raise ArgumentError(f"weights: {'.'.join(map(str, first['loc']))} {first['msg']}".rstrip()) from error
    return profile.Weights(given.parts, given.styles)
