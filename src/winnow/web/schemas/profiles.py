"""A person's own weights, by name."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from winnow.web.schemas.base import Resource

Weight = Annotated[float, Field(ge=0, le=2)]
Taste = Annotated[float, Field(ge=-1, le=1)]
Name = Annotated[str, Field(min_length=1, max_length=80)]
Part = Annotated[str, Field(max_length=40)]


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
