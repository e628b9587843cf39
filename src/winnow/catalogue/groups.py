"""Groups as rows, and of what they were made, so that the next time only what is different is touched."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, select

from winnow.catalogue.measurements import in_chunks
from winnow.catalogue.tables import gathered, gatherings, groups, members, photos, scores
from winnow.catalogue.upsert import upsert
from winnow.domain.group import Cluster, Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Gathering:
    """Of what the groups of a folder were made.

    Attributes:
        how: names everything but photos and decisions that groups hang on.
        act: the last of the log of decisions that was heard; 0 for none.
        facts: a digest of what the log said of contents then.
        taken_ns: capture time of each content that was there, as grouping has it.
    """

    how: str
    act: int
    facts: str
    taken_ns: Mapping[bytes, int]


def read_gathering(connection: Connection, root_id: int) -> Gathering | None:
    """Of what the groups were made; None if there never were any."""
    row = connection.execute(select(gatherings).where(gatherings.c.root_id == root_id)).first()
    if row is None:
        return None
    rows = connection.execute(select(gathered.c.content, gathered.c.taken_ns).where(gathered.c.root_id == root_id))
    return Gathering(row.how, row.act, row.facts, {content: taken_ns for content, taken_ns in rows})  # noqa: C416 - rows are no tuples to mypy


def is_any_new(connection: Connection, root_id: int, scorer: str) -> bool:
    """Whether a photo that is there, and has a score, was not there when the groups were made."""
    seen = select(gathered.c.content).where(gathered.c.root_id == root_id, gathered.c.content == photos.c.content)
    query = (
        select(photos.c.id)
        .join(scores, and_(scores.c.content == photos.c.content, scores.c.scorer == scorer))
        .where(photos.c.root_id == root_id, photos.c.missing_since.is_(None), photos.c.failure_kind.is_(None))
        .where(~seen.exists())
    )
    return connection.execute(query.limit(1)).first() is not None


def read_clusters(connection: Connection, root_id: int) -> list[Cluster]:
    """All groups of a folder, in order of id."""
    of_group: dict[str, list[bytes]] = defaultdict(list)
    rows = select(members.c.group_id, members.c.content).where(members.c.root_id == root_id)
    for group_id, content in connection.execute(rows.order_by(members.c.content)):
        of_group[group_id].append(content)
    found = select(groups.c.id, groups.c.kind, groups.c.centre).where(groups.c.root_id == root_id).order_by(groups.c.id)
    return [
        Cluster(group_id, Kind(kind), tuple(of_group[group_id]), centre)
        for group_id, kind, centre in connection.execute(found)
    ]


def write_clusters(connection: Connection, root_id: int, gone: Collection[str], new: Collection[Cluster]) -> None:
    """Forget the groups with the ids `gone`, and write `new` ones; no other group is touched."""
    for some in in_chunks(gone):
        connection.execute(delete(members).where(members.c.root_id == root_id, members.c.group_id.in_(some)))
        connection.execute(delete(groups).where(groups.c.root_id == root_id, groups.c.id.in_(some)))
    of_root = {"root_id": root_id}
    upsert(connection, groups, [of_root | {"id": one.id, "kind": one.kind.value, "centre": one.centre} for one in new])
    rows = [of_root | {"group_id": one.id, "content": content} for one in new for content in one.members]
    if rows:
        connection.execute(members.insert(), rows)


def write_gathering(connection: Connection, root_id: int, before: Gathering | None, now: Gathering) -> None:
    """Write of what the groups were made, but only what is different."""
    had = {} if before is None else before.taken_ns
    for some in in_chunks([content for content in had if content not in now.taken_ns]):
        connection.execute(delete(gathered).where(gathered.c.root_id == root_id, gathered.c.content.in_(some)))
    fresh = [(content, taken) for content, taken in now.taken_ns.items() if had.get(content) != taken]
    upsert(connection, gathered, [{"root_id": root_id, "content": one, "taken_ns": taken} for one, taken in fresh])
    upsert(connection, gatherings, [{"root_id": root_id, "how": now.how, "act": now.act, "facts": now.facts}])
