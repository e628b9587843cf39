"""The table for spreadsheets and the JSON for programs."""

from __future__ import annotations

import csv
import io
import json
import os
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from winnow.domain.decision import Mark
from winnow.domain.export import Candidate, Item, Membership, Part
from winnow.domain.group import Kind
from winnow.domain.score import Reason, Score
from winnow.export.tables import as_csv, as_json

REASONS = (Reason("very sharp", 1.5), Reason("strong light", 0.5))


def _item(path: str = "2019/a.jpg") -> Item:
    groups = (Membership("burst-1", Kind.BURST, 4, keeper=True), Membership("scene-2", Kind.SCENE, 30, keeper=False))
    candidate = Candidate(7, path, b"\x01" * 32, 3, Score(7.25, 0.8), Mark(True, 4, "red"), groups)  # noqa: FBT003 - kept
    parts = (
        Part(path, ".jpg", f"/p/{path}", 1200, 0, b"\x01" * 32),
        Part("2019/a.NEF", ".NEF", "/p/2019/a.NEF", 9, 0),
        Part("2019/a.xmp", ".xmp", "/p/2019/a.xmp", 5, 0, sidecar=True),
    )
    return Item(candidate, parts, "2019-07-14T18:03:22", 6000, 4000, REASONS)


def _rows(items: list[Item]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(as_csv(items).decode("utf-8-sig"), newline="")))


def test_json_has_exactly_the_promised_fields() -> None:
    (row,) = json.loads(as_json([_item()]))
    assert row == {
        "path": "2019/a.jpg",
        "rank": 3,
        "score": 7.25,
        "confidence": 0.8,
        "mark": "kept",
        "stars": 4,
        "label": "red",
        "groups": [
            {"id": "burst-1", "kind": "burst", "size": 4, "keeper": True},
            {"id": "scene-2", "kind": "scene", "size": 30, "keeper": False},
        ],
        "reasons": ["very sharp", "strong light"],
        "taken_at": "2019-07-14T18:03:22",
        "width": 6000,
        "height": 4000,
        "size": 1200,
        "sha256": "01" * 32,
        "companion": "2019/a.NEF",
        "sidecars": ["2019/a.xmp"],
    }


def test_a_photo_of_which_nothing_is_known_has_empty_fields() -> None:
    bare = replace(_item(), candidate=Candidate(7, "2019/a.jpg"), taken_at=None, width=0, height=0, reasons=())
    (row,) = json.loads(as_json([bare]))
    assert [row[name] for name in ("rank", "score", "mark", "stars", "label", "width")] == [
        None,
        None,
        None,
        0,
        None,
        None,
    ]
    (cells,) = _rows([bare])
    assert (cells["score"], cells["mark"], cells["groups"]) == ("", "", "")


def test_the_table_says_the_same_in_cells() -> None:
    (row,) = _rows([_item()])
    assert row["score"] == "7.25"
    assert row["groups"] == "burst-1 (keeper); scene-2 (member)"
    assert row["reasons"] == "very sharp; strong light"
    assert row["sidecars"] == "2019/a.xmp"
    assert list(row) == list(json.loads(as_json([_item()]))[0])


def test_the_table_begins_as_spreadsheets_want_it_and_shows_bytes_that_are_no_text() -> None:
    data = as_csv([_item("caf\udce9.jpg")])
    assert data.startswith(b"\xef\xbb\xbfpath,")
    assert rb"caf\xe9.jpg" in data


names = st.binary(min_size=1, max_size=30).filter(lambda name: b"\0" not in name and b"/" not in name)


@given(st.lists(st.one_of(names, st.sampled_from([b"=1+1", b"@x", b"+1", b"-1", b"\t=1", b"=HYPERLINK(1)"]))))
def test_no_cell_is_a_formula_and_every_name_survives_in_json(raw: list[bytes]) -> None:
    items = [_item(os.fsdecode(name)) for name in raw]
    for row in _rows(items):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())
    assert [os.fsencode(row["path"]) for row in json.loads(as_json(items))] == raw
