"""Which acts of a log are in force, and what can be undone and redone.

An act that undoes another is an act too, so a redo takes back an undo::

    1 keep   2 reject   3 undoes 2          in force: 1;      undo would take back 1, redo 3
    1 keep   2 reject   3 undoes 2  4 undoes 3    in force: 1, 2;   undo would take back 2
    1 keep   2 reject   3 undoes 2  4 keep        in force: 1, 4;   nothing to redo: a new decision ended it
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from winnow.domain.decision import Act


def undone(acts: Sequence[Act]) -> frozenset[int]:
    """The ids of acts that are not in force, undos among them. `acts` are in order of id, as everywhere here."""
    back: set[int] = set()
    for act in reversed(acts):  # whatever takes an act back is younger, so by then it is known to be in force itself
        if act.undoes is not None and act.id not in back:
            back.add(act.undoes)
    return frozenset(back)


def standing(acts: Sequence[Act]) -> list[Act]:
    """The acts in force that decide something."""
    back = undone(acts)
    return [act for act in acts if act.undoes is None and act.id not in back]


def what_to_undo(acts: Sequence[Act]) -> int | None:
    """The act that an undo takes back: the newest in force."""
    in_force = standing(acts)
    return in_force[-1].id if in_force else None


def what_to_redo(acts: Sequence[Act]) -> int | None:
    """The undo that a redo takes back: the newest in force, unless something was decided since."""
    back = undone(acts)
    undoes = {act.id: act.undoes for act in acts}
    for act in reversed(acts):
        if act.undoes is None:
            return None
        if act.id not in back and not _is_redo(act.undoes, undoes):
            return act.id
    return None


def _is_redo(target: int, undoes: dict[int, int | None]) -> bool:
    """Whether an act that undoes `target` brings a decision back rather than takes it away."""
    redo = False
    while (above := undoes.get(target)) is not None:
        target, redo = above, not redo
    return redo
