"""What was taken over from other programs."""

from __future__ import annotations

from dataclasses import dataclass

from winnow.domain.views import Decision, Done


@dataclass(frozen=True, slots=True)
class Unread:
    """A sidecar that was left out, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What other programs decided and the library had not.

    Attributes:
        decisions: what is taken over.
        held: photos of which the person had decided otherwise in winnow, which stands.
        unread: sidecars that are not understood, or cannot be read.
        done: the act; None if there was nothing to take over, or nothing was to be written.
    """

    decisions: tuple[Decision, ...]
    held: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()
    done: Done | None = None
