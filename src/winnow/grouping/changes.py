"""What is different about groups: those to forget, those to write, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from winnow.domain.group import Cluster


@dataclass(frozen=True, slots=True)
class Changes:
    """What to do to stored groups.

    Attributes:
        gone: ids of groups that are no more, or not as they were.
        new: groups that were not there, or not as they are.
    """

    gone: tuple[str, ...]
    new: tuple[Cluster, ...]


def changes(before: Iterable[Cluster], now: Iterable[Cluster]) -> Changes:
    """Return how to make `before` into `now`.

    Args:
        before: the stored groups with a member among the rows that were grouped again, and those with a member that is
            no longer there.
        now: the groups of those rows.
    """
    had, have = list(before), list(now)
    kept = frozenset(had) & frozenset(have)
    return Changes(
        gone=tuple(cluster.id for cluster in had if cluster not in kept),
        new=tuple(cluster for cluster in have if cluster not in kept),
    )
