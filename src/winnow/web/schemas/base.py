"""What all resources have in common, and the problem that is answered in the place of one."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

PhotoId = Annotated[int, Field(ge=1, le=2**53 - 1)]
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
