"""Profiles: a person's own weights, by name."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Path

from winnow.domain import profile
from winnow.web.context import Context, Here
from winnow.web.schemas.profiles import ActiveProfile, Name, Profile, Profiles, Weights

router = APIRouter(prefix="/api/v1", tags=["profiles"])
Called = Annotated[Name, Path(description="the profile's name")]
LANDSCAPES = {"parts": {"content": 1.5, "technical": 0.8}, "styles": {"saturation": 0.3}}


@router.get("/profiles", operation_id="listProfiles")
def profiles(here: Here) -> Profiles:
    """All profiles, by name, and the one in use."""
    saved = here.table.profiles.read()
    return Profiles(profiles=tuple(_shown(one) for one in saved.profiles), active=saved.active)


@router.put("/profiles/{name}", operation_id="saveProfile")
def save(
    name: Called,
    weights: Annotated[Weights, Body(openapi_examples={"landscapes": {"value": LANDSCAPES}})],
    here: Here,
) -> Profile:
    """Save weights under a name, in the place of what had it. `winnow top --profile NAME` ranks by them too."""
    saved = here.table.profiles.save(name, profile.Weights(dict(weights.parts), dict(weights.styles)))
    _tell(here)
    return _shown(saved)


@router.delete("/profiles/{name}", operation_id="deleteProfile", status_code=204)
def delete(name: Called, here: Here) -> None:
    """Forget a profile; if it was in use, the model's own weights are. 404 if there is none of that name."""
    here.table.profiles.delete(name)
    _tell(here)


@router.put("/active-profile", operation_id="useProfile")
def use(active: ActiveProfile, here: Here) -> ActiveProfile:
    """Have every list ranked by a profile, or by the model's own weights. 404 if there is none of that name."""
    here.table.profiles.use(active.name)
    _tell(here)
    return active


def _shown(one: profile.Profile) -> Profile:
    return Profile(name=one.name, weights=Weights(parts=dict(one.weights.parts), styles=dict(one.weights.styles)))


def _tell(here: Context) -> None:
    here.events.publish("library", {"revision": here.table.revision()})
