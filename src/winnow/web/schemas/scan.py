"""How a scan is to be made, and how far it is."""

from __future__ import annotations

from typing import Literal

from winnow.web.schemas.base import Resource

State = Literal["idle", "walking", "rating", "grouping", "finished", "stopped", "failed"]


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

    `missing` are the photos that it found gone. `median` is that of the photos rated so far, null where a profile is in
    use: they are shown by other scores. `unread` are the last few of those that failed, newest first.
    """

    state: State
    done: int = 0
    to_do: int = 0
    failed: int = 0
    missing: int = 0
    median: float | None = None
    seconds: float = 0
    message: str = ""
    unread: tuple[Unread, ...] = ()
