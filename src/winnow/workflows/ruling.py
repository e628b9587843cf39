"""Deciding by a rule, while a person may decide too.

::

    the log's newest act → the rule, which reads the library → is that act still the newest? → yes: one act
                  ↑                                              no ↓              one transaction
                  └─────────────────────────────────────────────────┘

So nothing that a person decides while a rule reads and thinks is overridden by what it read before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from winnow.domain.errors import OvertakenError
from winnow.workflows.decide import record_after

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from winnow.catalogue.catalogue import Catalogue
    from winnow.domain.decision import Choice
    from winnow.domain.views import Done

Found = TypeVar("Found")

ATTEMPTS: Final = 5


@dataclass(frozen=True, slots=True)
class Ruling(Generic[Found]):
    """What a rule would decide.

    Attributes:
        found: what else it found.
        choices: none if there is nothing to decide.
        why: in words.
    """

    found: Found
    choices: Sequence[Choice]
    why: str = ""


def decide_by(catalogue: Catalogue, rule: Callable[[], Ruling[Found]], *, who: str) -> tuple[Found, Done | None]:
    """Decide what `rule` makes of the library; asked again whenever somebody decided meanwhile.

    Raises:
        OvertakenError: that happened again and again; nothing was decided.
    """
    for _ in range(ATTEMPTS):
        newest = catalogue.newest_act()
        ruling = rule()
        if not ruling.choices:
            return ruling.found, None
        done = record_after(catalogue, newest, ruling.choices, who=who, why=ruling.why)
        if done is not None:
            return ruling.found, done
    raise OvertakenError(f"Something was decided in {catalogue.folder} each of {ATTEMPTS} times.")
