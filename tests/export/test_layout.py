"""Names at the target: nothing is written over, nothing goes where another goes, what belongs together stays so."""

from __future__ import annotations

import os
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from winnow.domain.export import Candidate, Item, Part
from winnow.export.layout import Empty, Holds, Layout, lay_out
from winnow.export.names import LONGEST_NAME_BYTES, numbered, portable, same_key


class Shelf:
    """A place that holds what it is told, on a file system that tells names apart by every byte."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self.contents = contents

    def holds(self, name: str, part: Part) -> Holds:
        if name not in self.contents:
            return Holds.NOTHING
        return Holds.THE_SAME if self.contents[name] == part.content else Holds.ANOTHER


def _item(path: str, content: bytes = b"photo", *others: str) -> Item:
    stem, dot, extension = path.rpartition(".")
    suffixes = [f"{dot}{extension}" if stem else "", *others]
    stem = stem or path
    parts = tuple(Part(stem + end, end, f"/p/{stem}{end}", 10, 0, content + end.encode()) for end in suffixes)
    return Item(Candidate(1, path), parts)


def _names(layout: Layout) -> list[str]:
    return [placing.to for placing in layout.placings]


def test_folders_are_kept_and_may_be_left_out() -> None:
    items = [_item("2019/a.jpg"), _item("2020/a.jpg", b"other"), _item("b.jpg")]
    assert _names(lay_out(items, Empty(), flat=False)) == ["2019/a.jpg", "2020/a.jpg", "b.jpg"]
    assert _names(lay_out(items, Empty(), flat=True)) == ["a.jpg", "a (2).jpg", "b.jpg"]


def test_a_raw_and_its_sidecars_take_the_same_new_stem() -> None:
    layout = lay_out([_item("x/a.jpg", b"new", ".NEF", ".xmp", ".jpg.xmp")], Shelf({"a.NEF": b"another"}), flat=True)
    assert _names(layout) == ["a (2).jpg", "a (2).NEF", "a (2).xmp", "a (2).jpg.xmp"]


def test_what_is_there_already_is_not_placed_again() -> None:
    layout = lay_out([_item("a.jpg", b"same", ".xmp")], Shelf({"a.jpg": b"same.jpg"}), flat=False)
    assert [there.to for there in layout.there] == ["a.jpg"]
    assert _names(layout) == ["a.xmp"]


def test_it_is_found_again_under_the_number_that_it_got() -> None:
    shelf = Shelf({"a.jpg": b"another", "a (2).jpg": b"mine.jpg"})
    layout = lay_out([_item("a.jpg", b"mine")], shelf, flat=False)
    assert (layout.placings, [there.to for there in layout.there]) == ((), ["a (2).jpg"])


def test_a_sidecar_that_says_something_else_there_is_left_alone_and_said() -> None:
    layout = lay_out([_item("a.jpg", b"same", ".xmp")], Shelf({"a.jpg": b"same.jpg", "a.xmp": b"edited"}), flat=False)
    assert layout.placings == ()
    assert [(left.path, left.reason) for left in layout.left] == [("a.xmp", "another a.xmp is there")]


def test_of_two_equal_photos_of_one_name_one_is_placed() -> None:
    layout = lay_out([_item("x/a.jpg"), _item("y/a.jpg")], Empty(), flat=True)
    assert _names(layout) == ["a.jpg"]
    assert [there.path for there in layout.there] == ["y/a.jpg"]


def test_names_that_differ_in_case_or_in_how_an_accent_is_written_do_not_stand_beside_each_other() -> None:
    items = [_item("a/caf\u00e9.jpg", b"1"), _item("b/cafe\u0301.jpg", b"2"), _item("c/CAF\u00c9.JPG", b"3")]
    assert _names(lay_out(items, Empty(), flat=True)) == ["caf\u00e9.jpg", "cafe\u0301 (2).jpg", "CAF\u00c9 (3).JPG"]


def test_a_long_name_is_cut_before_its_number() -> None:
    name = numbered("x" * 251 + ".jpg", ".jpg", 12, ".jpg.xmp")
    assert name == "x" * (255 - len(" (12).jpg.xmp")) + " (12).jpg"
    assert len(os.fsencode(numbered("é" * 125 + ".jpg", ".jpg", 2, ".jpg"))) <= LONGEST_NAME_BYTES


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("2019/trip/IMG_1.jpg", "2019/trip/IMG_1.jpg"),
        ("caf\udce9.jpg", "caf_.jpg"),
        ('a "b" <c>: d?.jpg', "a _b_ _c__ d_.jpg"),
        ("two\nlines.jpg", "two_lines.jpg"),
        ("back\\slash.jpg", "back_slash.jpg"),
        ("CON.jpg", "_CON.jpg"),
        ("trip. /a.jpg", "trip_/a.jpg"),
        ("Console.jpg", "Console.jpg"),
        ("猫 🐈.jpg", "猫 🐈.jpg"),
    ],
)
def test_an_archive_has_names_that_every_system_can_unpack(name: str, clean: str) -> None:
    assert portable(name) == clean


stems = st.text("aAéß(2) .\udce9", min_size=1, max_size=4) | st.just("x" * 247)
suffixes = st.sampled_from(["", ".jpg", ".JPG", ".nef", ".xmp", ".jpg.xmp"])
shots = st.builds(
    lambda folder, stem, first, others, content: (folder, stem, [first, *others], content),
    st.sampled_from(["", "x/", "X/", "x/y/"]),
    stems,
    suffixes,
    st.lists(suffixes, max_size=3),
    st.sampled_from([b"1", b"2", b""]),
)


def _shot(folder: str, stem: str, ends: list[str], content: bytes) -> Item:
    parts = tuple(
        Part(folder + stem + end, end, f"/{folder}{stem}{end}", 1, 0, (content + end.encode()) or None) for end in ends
    )
    return Item(Candidate(1, parts[0].path), parts)


@given(st.lists(shots, max_size=8), st.dictionaries(stems, st.sampled_from([b"1.jpg", b"2"])), st.booleans())
def test_a_plan_names_no_target_twice_and_none_that_exists_and_every_part_is_accounted_for(
    described: list[tuple[str, str, list[str], bytes]], there: dict[str, bytes], flat: bool
) -> None:
    items = [_shot(*shot) for shot in described]
    layout = lay_out(items, Shelf(there), flat=flat)
    names = _names(layout)
    assert len({same_key(name) for name in names}) == len(names)
    assert not set(names) & set(there)
    assert all(len(os.fsencode(part)) <= LONGEST_NAME_BYTES for name in names for part in name.split("/"))
    placed = [placing.part.path for placing in layout.placings]
    others = [there.path for there in layout.there] + [left.path for left in layout.left]
    assert sorted(placed + others) == sorted(part.path for item in items for part in item.parts)


@given(st.lists(shots, max_size=6), st.booleans())
def test_the_same_export_again_places_nothing(described: list[tuple[str, str, list[str], bytes]], flat: bool) -> None:
    items = [_shot(*shot) for shot in described if shot[3]]
    first = lay_out(items, Empty(), flat=flat)
    shelf = Shelf({placing.to: placing.part.content or b"" for placing in first.placings})
    assert lay_out(items, shelf, flat=flat).placings == ()
