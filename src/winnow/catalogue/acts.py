"""The log of decisions as rows. It only grows: nothing here updates or deletes.

A photo is named by the id of its row, which follows it when it is moved or edited and stays when it is gone.
"""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select

from winnow.catalogue.measurements import in_chunks
from winnow.catalogue.plan import storable
from winnow.catalogue.tables import acts, choices, photos
from winnow.domain.decision import Act, Choice, Verb

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from sqlalchemy import Connection

_ACT = (acts.c.id, acts.c.at, acts.c.who, acts.c.why, acts.c.undoes)
_CHOICE = (choices.c.number, choices.c.verb, choices.c.value, choices.c.photo_id, choices.c.other)
_NUMBER, _PHOTO, _OTHER = len(_ACT), len(_ACT) + 3, len(_ACT) + 4  # places in a row of both
_IN_ORDER = (acts.c.id, choices.c.number, choices.c.place)


def read_acts(connection: Connection, root_id: int) -> list[Act]:
    """The whole log of a folder, oldest first."""
    query = select(*_ACT, *_CHOICE).outerjoin(choices).where(acts.c.root_id == root_id).order_by(*_IN_ORDER)
    return list(_to_acts(connection.execute(query)))


def read_acts_about(connection: Connection, root_id: int, photo_ids: Collection[int]) -> list[Act]:
    """What was decided of these photos, of them alone, and every undo, oldest first: enough for their marks."""
    query = select(*_ACT, *_CHOICE).where(acts.c.root_id == root_id)
    rows: list[Any] = list(connection.execute(query.outerjoin(choices).where(acts.c.undoes.is_not(None))))
    for some in in_chunks(photo_ids):
        rows += connection.execute(query.join(choices).where(choices.c.photo_id.in_(some)))
    return list(_to_acts(sorted(rows, key=lambda row: (row[0], row[_NUMBER] or 0))))


def read_acts_since(connection: Connection, root_id: int, act_id: int) -> list[Act]:
    """The acts of a folder that are newer than one, oldest first."""
    query = select(*_ACT, *_CHOICE).outerjoin(choices).where(acts.c.root_id == root_id, acts.c.id > act_id)
    return list(_to_acts(connection.execute(query.order_by(*_IN_ORDER))))


def read_heads(connection: Connection, root_id: int) -> list[Act]:
    """The whole log without its choices: all that undo and redo ask for, in an eighth of the time."""
    rows = connection.execute(select(*_ACT).where(acts.c.root_id == root_id).order_by(acts.c.id))
    return [Act(act_id, at, who, why, (), undoes) for act_id, at, who, why, undoes in rows]


def read_undos(connection: Connection, root_id: int) -> list[Act]:
    """The acts that take back others, oldest first: they alone tell what is in force."""
    query = select(*_ACT).where(acts.c.root_id == root_id, acts.c.undoes.is_not(None)).order_by(acts.c.id)
    return [Act(act_id, at, who, why, (), undoes) for act_id, at, who, why, undoes in connection.execute(query)]


def read_acts_named(connection: Connection, act_ids: Collection[int]) -> list[Act]:
    """These acts, oldest first."""
    rows: list[Any] = []
    for some in in_chunks(act_ids):
        query = select(*_ACT, *_CHOICE).outerjoin(choices).where(acts.c.id.in_(some)).order_by(*_IN_ORDER)
        rows += connection.execute(query)
    return list(_to_acts(sorted(rows, key=itemgetter(0))))


def read_words(connection: Connection, root_id: int, verbs: Collection[Verb]) -> list[tuple[int, Verb, int]]:
    """Who was spoken of by these verbs, of photos that are there: photo, verb and act, newest first."""
    named = {verb.value: verb for verb in verbs}
    query = (
        select(choices.c.photo_id, choices.c.verb, choices.c.act_id)
        .join(acts)
        .join(photos, photos.c.id == choices.c.photo_id)
        .where(acts.c.root_id == root_id, photos.c.missing_since.is_(None))
        .where(choices.c.verb.in_(named), ~choices.c.other)
        .order_by(choices.c.act_id.desc(), choices.c.number.desc())
    )
    return [(photo, named[verb], act) for photo, verb, act in connection.execute(query)]


def newest_act(connection: Connection, root_id: int) -> int:
    """The id of the newest act of a folder; 0 if there is none."""
    return connection.scalar(select(func.max(acts.c.id)).where(acts.c.root_id == root_id)) or 0


def find_keyed(connection: Connection, root_id: int, key: str) -> int | None:
    """The id of the act that a client called so."""
    found: int | None = connection.scalar(select(acts.c.id).where(acts.c.root_id == root_id, acts.c.key == key))
    return found


def append_act(
    connection: Connection,
    root_id: int,
    *,
    who: str,
    why: str,
    decided: Sequence[Choice] = (),
    undoes: int | None = None,
    key: str | None = None,
) -> Act:
    """Write an act, now."""
    at, why = datetime.now(UTC).isoformat(timespec="milliseconds"), storable(why)
    row = {"root_id": root_id, "at": at, "who": who, "why": why, "undoes": undoes, "key": key}
    act_id: int = connection.execute(insert(acts).values(row).returning(acts.c.id)).scalar_one()
    rows = [{"act_id": act_id, **row} for number, choice in enumerate(decided) for row in _to_rows(number, choice)]
    if rows:
        connection.execute(insert(choices), rows)
    return Act(act_id, at, who, why, tuple(decided), undoes)


def _to_rows(number: int, choice: Choice) -> Iterator[dict[str, Any]]:
    photos = [(photo, False) for photo in choice.photos] + [(photo, True) for photo in choice.others]
    for place, (photo, other) in enumerate(photos):
        yield {
            "number": number,
            "place": place,
            "photo_id": photo,
            "other": other,
            "verb": choice.verb.value,
            "value": choice.value,
        }


def _to_acts(rows: Iterable[Any]) -> Iterator[Act]:
    for _, of_act in groupby(rows, key=itemgetter(0)):
        together = list(of_act)
        act_id, at, who, why, undoes = together[0][:_NUMBER]
        yield Act(act_id, at, who, why, tuple(_to_choices(together)) if undoes is None else (), undoes)


def _to_choices(rows: Iterable[Any]) -> Iterator[Choice]:
    for _, of_choice in groupby(rows, key=itemgetter(_NUMBER)):
        together = list(of_choice)
        verb, value = together[0][_NUMBER + 1 : _PHOTO]
        photos = tuple([row[_PHOTO] for row in together if not row[_OTHER]])
        others = tuple([row[_PHOTO] for row in together if row[_OTHER]])
        yield Choice(Verb(verb), photos, others, value)
