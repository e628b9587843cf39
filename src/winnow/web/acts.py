"""Acts of the log, as resources."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from winnow.curation.ledger import photos_of
from winnow.curation.words import NAMES_SHOWN, in_words
from winnow.domain.decision import Choice
from winnow.web import present
from winnow.web.lists import cursor, read_cursor
from winnow.web.schemas import decisions
from winnow.workflows.album import readable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from winnow.domain.decision import Act
    from winnow.web.queries import Page
    from winnow.web.schemas.groups import Group
    from winnow.web.table import LightTable
    from winnow.web.view import Outcome, View

MOST_MEMBERS = 500
"""Photos in the groups that an act's answer tells of: whoever decided on a thousand asks for what is shown."""


def choices(new: Iterable[decisions.NewDecision]) -> list[Choice]:
    """What is to be decided; a photo that is named twice counts once."""
    return [
        Choice(one.verb, tuple(dict.fromkeys(one.photos)), tuple(dict.fromkeys(one.others)), one.value) for one in new
    ]


def done(table: LightTable, outcome: Outcome) -> decisions.Done:
    """What an act did."""
    view = outcome.view
    return decisions.Done(
        act=outcome.act.id,
        text=_text(table, outcome),
        verbs=tuple(dict.fromkeys(choice.verb for choice in outcome.about.choices)),
        changes=tuple(
            decisions.Change(photo=one.photo, before=present.mark(one.before), after=present.mark(one.after))
            for one in outcome.changes
        ),
        groups=tuple(_touched(table, outcome)),
        can_undo=view.can_undo,
        can_redo=view.can_redo,
        revision=table.revision(view),
    )


def page_of_log(table: LightTable, view: View, asked: Page) -> decisions.Acts:
    """A page of the log, newest first."""
    log, undone = table.log()
    after = read_cursor(asked.after, int)
    older = [act for act in log if after is None or act.id < after[0]]
    newest = older[: -asked.limit - 1 : -1]
    about = {act.id: _about(act, log) for act in newest}
    name = _names(table, view, list(about.values()))
    return decisions.Acts(
        acts=tuple(
            decisions.Act(
                id=act.id,
                at=act.at,
                who=act.who,
                why=act.why,
                text=_said(act, about[act.id], back=about[act.id].id in undone, name=name),
                undone=act.id in undone,
            )
            for act in newest
        ),
        can_undo=view.can_undo,
        can_redo=view.can_redo,
        next=cursor(newest[-1].id, len(newest)) if len(older) > len(newest) else None,
    )


def _text(table: LightTable, outcome: Outcome) -> str:
    act, about = outcome.act, outcome.about
    name = _names(table, outcome.view, [about])
    return _said(act, about, back=outcome.took_back, name=name)


def _said(act: Act, about: Act, *, back: bool, name: Callable[[int], str]) -> str:
    words = in_words(about.choices, name)
    if act.undoes is None:
        return words
    return f"took back: {words}" if back else f"decided again: {words}"


def _about(act: Act, log: Sequence[Act]) -> Act:
    """What an act takes back or brings back in the end."""
    while act.undoes is not None:
        act = log[bisect_left(log, act.undoes, key=lambda one: one.id)]
    return act


def _names(table: LightTable, view: View, acts: Sequence[Act]) -> Callable[[int], str]:
    """What photos are called by that are named in words: by their paths, also if they are gone."""
    album = view.desk.album
    named = {photo for act in acts for choice in act.choices for photo in _named(choice)}
    paths = {photo: album.rows[album.place_of[photo]].path for photo in named if photo in album.place_of}
    if gone := named - paths.keys():
        paths |= table.catalogue().photo_paths(gone)
    return lambda photo: readable(paths.get(photo, f"photo {photo}"))


def _named(choice: Choice) -> tuple[int, ...]:
    return (*choice.photos[:NAMES_SHOWN], *choice.others[:NAMES_SHOWN])


def _touched(table: LightTable, outcome: Outcome) -> list[Group]:
    """The groups that hold any of the act's photos, the narrowest first, as far as they are few."""
    view, desk = outcome.view, outcome.view.desk
    scores = table.lists.scores(view, table.weights())
    waiting = desk.waiting()
    found: list[Group] = []
    room = MOST_MEMBERS
    for number in desk.groups.of_any(desk.album.places(photos_of(outcome.about)).tolist()):
        room -= len(desk.groups.members(number))
        if room < 0:
            break
        found.append(present.group(view, number, scores, waiting=bool(waiting[number])))
    return found
