"""Deciding, taking back, and what has been decided.

::

    photos by path → ids, all or none → choices, if they make sense → an act, appended      one transaction
                                                  the log of those photos, folded           → what is different now
    undo, redo: the log without choices → which act → an act that takes it back, appended   one transaction
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from winnow.curation.fold import fold
from winnow.curation.said import FLAGGING, last_flags
from winnow.curation.sense import check
from winnow.curation.standing import undone, what_to_redo, what_to_undo
from winnow.domain.decision import PERSON, Choice, Mark
from winnow.domain.errors import NoDecisionToRedoError, NoDecisionToUndoError, PhotoNotFoundError
from winnow.domain.views import Change, Decision, Done, Entry

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from winnow.catalogue.catalogue import Catalogue
    from winnow.domain.decided import Decided
    from winnow.domain.decision import Act
    from winnow.domain.tags import Flag

NAMES_IN_A_MESSAGE = 3


def decide(catalogue: Catalogue, decisions: Sequence[Decision], *, who: str = PERSON, why: str = "") -> Done:
    """Decide these at once.

    Raises:
        PhotoNotFoundError: the library does not know one of the photos; nothing is written.
        ArgumentError: one of the decisions makes no sense; nothing is written.
    """
    named = list(dict.fromkeys(path for one in decisions for path in (*one.photos, *one.others)))
    ids = catalogue.photo_ids(named)
    if len(ids) < len(named):
        raise unknown(catalogue.folder, [path for path in named if path not in ids])
    return record(catalogue, [_choice(one, ids) for one in decisions], who=who, why=why)


def record(catalogue: Catalogue, choices: Sequence[Choice], *, who: str, why: str = "") -> Done:
    """Decide these of photos named by id; raises `ArgumentError` as `decide`."""
    _check(choices)
    return _recorded(catalogue, catalogue.append_act(choices, who=who, why=why))


def record_after(
    catalogue: Catalogue, newest: int, choices: Sequence[Choice], *, who: str, why: str = ""
) -> Done | None:
    """As `record`; None, and nothing is decided, if `newest` is no longer the newest act."""
    _check(choices)
    act = catalogue.append_act_after(newest, choices, who=who, why=why)
    return None if act is None else _recorded(catalogue, act)


def undo(catalogue: Catalogue, *, why: str = "") -> Done:
    """Take back what was decided last, by whomever.

    Raises:
        NoDecisionToUndoError: nothing that was decided is in force.
    """
    log = catalogue.append_undo(what_to_undo, who=PERSON, why=why)
    if not log:
        raise NoDecisionToUndoError(f"Nothing is decided in {catalogue.folder}.")
    return _taken_back(catalogue, log)


def redo(catalogue: Catalogue, *, why: str = "") -> Done:
    """Decide again what was undone last.

    Raises:
        NoDecisionToRedoError: nothing was undone, or something was decided since.
    """
    log = catalogue.append_undo(what_to_redo, who=PERSON, why=why)
    if not log:
        raise NoDecisionToRedoError(f"Nothing was undone in {catalogue.folder}, or something was decided since.")
    return _taken_back(catalogue, log)


def decided(catalogue: Catalogue) -> Decided:
    """How things stand, by ids of photos."""
    return fold(catalogue.acts())


def standing_of(catalogue: Catalogue, photos: Collection[int]) -> Decided:
    """How things stand among these photos alone, by id, as `Decided.among` of the whole; sets together left out."""
    return fold(catalogue.acts_about(photos)).among(photos)


def marks(catalogue: Catalogue) -> dict[str, Mark]:
    """The marks of the photos that are there, of those that have any, by path."""
    given = decided(catalogue).marks
    here = catalogue.photo_paths() if given else {}
    return {here[photo]: mark for photo, mark in given.items() if photo in here}


def flags(catalogue: Catalogue) -> dict[int, Flag]:
    """Whether they are kept, of the photos that are there and were ever spoken of, by id; the log is not folded."""
    return last_flags(catalogue.words(FLAGGING), undone(catalogue.undos()))


def mark_of(catalogue: Catalogue, path: str) -> Mark:
    """The mark of the photo at `path`."""
    ids = catalogue.photo_ids([path]).values()
    return next(iter(standing_of(catalogue, ids).marks.values()), Mark())


def log(catalogue: Catalogue, n: int | None = None) -> list[Entry]:
    """What was decided, newest first; the last `n` acts, or all for None."""
    heads = catalogue.act_heads()
    back = undone(heads)
    newest = catalogue.acts_named([head.id for head in heads[::-1][:n]])[::-1]
    paths = catalogue.photo_paths(_photos(newest))
    return [_entry(act, paths, undone=act.id in back) for act in newest]


def unknown(folder: Path, photos: Sequence[str]) -> PhotoNotFoundError:
    """What to say of photos that the library of `folder` does not know."""
    more = len(photos) - NAMES_IN_A_MESSAGE
    named = ", ".join(photos[:NAMES_IN_A_MESSAGE]) + (f" and {more} more" if more > 0 else "")
    return PhotoNotFoundError(
        f"{named} {'is' if len(photos) == 1 else 'are'} not in the library of {folder}, and nothing was decided. "
        f"Type: winnow rate {shlex.quote(str(folder))}"
    )


def _check(choices: Iterable[Choice]) -> None:
    for choice in choices:
        check(choice)


def _recorded(catalogue: Catalogue, act: Act) -> Done:
    return _done(catalogue, catalogue.acts_about(_photos([act])), act, act)


def _choice(decision: Decision, ids: Mapping[str, int]) -> Choice:
    photos, others = (tuple(dict.fromkeys(ids[path] for path in side)) for side in (decision.photos, decision.others))
    return Choice(decision.verb, photos, others, decision.value)


def _photos(acts: Iterable[Act]) -> set[int]:
    return {photo for act in acts for choice in act.choices for photo in (*choice.photos, *choice.others)}


def _taken_back(catalogue: Catalogue, log: Sequence[Act]) -> Done:
    """What the last act of `log`, which may be without choices, did: an undo or an undo of one."""
    by_id = {act.id: act for act in log}
    target = log[-1]
    while target.undoes is not None:
        target = by_id[target.undoes]
    (about,) = catalogue.acts_named([target.id])
    return _done(catalogue, catalogue.acts_about(_photos([about])), log[-1], about)


def _done(catalogue: Catalogue, log: Sequence[Act], act: Act, about: Act) -> Done:
    """What `act` did, by a log that holds all that was decided of its photos."""
    before = fold([one for one in log if one.id < act.id]).marks
    until = [one for one in log if one.id <= act.id]
    after, back = fold(until).marks, undone(until)
    photos = _photos([about])
    paths = catalogue.photo_paths(photos)
    changes = [Change(paths[photo], before.get(photo, Mark()), after.get(photo, Mark())) for photo in photos]
    return Done(
        entry=_entry(act, paths, undone=False),
        about=_entry(about, paths, undone=about.id in back),
        changes=tuple(sorted((one for one in changes if one.before != one.after), key=lambda one: one.path)),
    )


def _entry(act: Act, paths: Mapping[int, str], *, undone: bool) -> Entry:
    decisions = tuple(
        Decision(
            choice.verb,
            tuple(paths[photo] for photo in choice.photos),
            tuple(paths[photo] for photo in choice.others),
            choice.value,
        )
        for choice in act.choices
    )
    return Entry(act.id, act.at, act.who, act.why, decisions, act.undoes, undone)
