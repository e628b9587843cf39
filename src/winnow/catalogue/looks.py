"""What thumbnails look like, and how they lie on one another, as rows: made once for each content and each pair."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from winnow.catalogue.measurements import in_chunks
from winnow.catalogue.tables import alignments, looks
from winnow.catalogue.upsert import upsert
from winnow.domain.look import Alignment, Look

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy import Connection

Pair = tuple[bytes, bytes]
"""Two contents, the lower first."""

_SIGNED = 1 << 63


def find_looks(connection: Connection, contents: Collection[bytes], recipe: str) -> dict[bytes, Look]:
    """The looks of those of `contents` that have one."""
    found: dict[bytes, Look] = {}
    query = select(looks.c.content, looks.c.hash, looks.c.entropy_bits, looks.c.light_ev)
    for some in in_chunks(contents):
        rows = connection.execute(query.where(looks.c.recipe == recipe, looks.c.content.in_(some)))
        found.update((content, Look(number + _SIGNED, entropy, light)) for content, number, entropy, light in rows)
    return found


def add_looks(connection: Connection, found: Mapping[bytes, Look], recipe: str) -> None:
    """Write looks; the same content under the same recipe is written over."""
    rows = [
        {
            "content": content,
            "recipe": recipe,
            "hash": look.hash - _SIGNED,  # shifted, not wrapped: both keep the order of the unsigned ones
            "entropy_bits": look.entropy_bits,
            "light_ev": look.light_ev,
        }
        for content, look in found.items()
    ]
    upsert(connection, looks, rows)


def find_alignments(connection: Connection, pairs: Collection[Pair], recipe: str) -> dict[Pair, Alignment | None]:
    """How those of `pairs` that were compared lie on one another; None where they share nothing."""
    wanted = frozenset(pairs)
    found: dict[Pair, Alignment | None] = {}
    query = select(alignments.c.one, alignments.c.other, alignments.c.found).where(alignments.c.recipe == recipe)
    for some in in_chunks(sorted({one for one, _ in wanted})):
        for one, other, row in connection.execute(query.where(alignments.c.one.in_(some))):
            if (one, other) in wanted:
                found[one, other] = None if row is None else _to_alignment(row)
    return found


def add_alignments(connection: Connection, found: Mapping[Pair, Alignment | None], recipe: str) -> None:
    """Write how pairs lie on one another, the lower content first; a pair under the same recipe is written over."""
    rows = [
        {"one": one, "other": other, "recipe": recipe, "found": None if alignment is None else asdict(alignment)}
        for (one, other), alignment in found.items()
    ]
    upsert(connection, alignments, rows)


def _to_alignment(row: Mapping[str, Any]) -> Alignment:
    right, below = row["shift"]
    return Alignment(**{**row, "shift": (right, below)})
