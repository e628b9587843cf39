"""What winnow says of each exported photo, as a table for a spreadsheet and as JSON for a program."""

from __future__ import annotations

import csv
import io
import json
import os
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from winnow.domain.export import Item

_COLUMNS: Final = (
    "path",
    "rank",
    "score",
    "confidence",
    "mark",
    "stars",
    "label",
    "groups",
    "reasons",
    "taken_at",
    "width",
    "height",
    "size",
    "sha256",
    "companion",
    "sidecars",
)
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def row_of(item: Item) -> dict[str, Any]:
    """One photo in plain values, as JSON has it; paths as the library has them."""
    candidate, photo = item.candidate, item.parts[0]
    mark, score = candidate.mark, candidate.score
    sidecars = [part.path for part in item.parts if part.sidecar]
    return {
        "path": item.path,
        "rank": candidate.rank,
        "score": None if score is None else score.value,
        "confidence": None if score is None else score.confidence,
        "mark": {True: "kept", False: "rejected", None: None}[mark.kept],
        "stars": mark.stars,
        "label": mark.label,
        "groups": [
            {"id": group.group, "kind": group.kind, "size": group.size, "keeper": group.keeper}
            for group in candidate.groups
        ],
        "reasons": [reason.text for reason in item.reasons],
        "taken_at": item.taken_at,
        "width": item.width or None,
        "height": item.height or None,
        "size": photo.size,
        "sha256": None if photo.content is None else photo.content.hex(),
        "companion": item.companion,
        "sidecars": sidecars,
    }


def as_json(items: Iterable[Item]) -> bytes:
    r"""An array of objects; a byte of a name that is not UTF-8 is ``\udcXX``, as `os.fsdecode` has it."""
    return json.dumps([row_of(item) for item in items], indent=1).encode() + b"\n"


def as_csv(items: Iterable[Item]) -> bytes:
    """The same as comma-separated values (RFC 4180), for a spreadsheet.

    It begins with a byte order mark: without one Excel takes UTF-8 for the codepage of its machine, and with one
    LibreOffice, Numbers and Excel all read it right. A cell that a spreadsheet would take for a formula begins with an
    apostrophe: a file may be called ``=HYPERLINK(...)``. Lists are joined with semicolons.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for item in items:
        row = row_of(item) | {"groups": _groups_in_words(item)}
        writer.writerow([_cell(row[column]) for column in _COLUMNS])
    return text.getvalue().encode("utf-8-sig")


def _groups_in_words(item: Item) -> list[str]:
    return [f"{group.group} ({'keeper' if group.keeper else 'member'})" for group in item.candidate.groups]


def _cell(value: object) -> object:
    if isinstance(value, list):
        value = "; ".join(value)
    if not isinstance(value, str):
        return value
    text = os.fsencode(value).decode("utf-8", "backslashreplace")
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
