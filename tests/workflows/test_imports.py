"""What other programs decided is taken over, once, and the person's word in winnow stands."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

import winnow
from winnow.domain.decision import Mark
from winnow.domain.tags import Flag, Tags
from winnow.export.xmp import merged, read_others
from winnow.library import Library

XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'


def theirs(**fields: str) -> bytes:
    """A sidecar of another program: ``xmp_Rating="3"``."""
    said = " ".join(f'{name.replace("_", ":")}="{value}"' for name, value in fields.items())
    spaces = 'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpDM="http://ns.adobe.com/xmp/1.0/DynamicMedia/"'
    return XMP + f'<rdf:Description rdf:about="" {spaces} {said}/></rdf:RDF></x:xmpmeta>'.encode()


@pytest.fixture
def rated(tmp_path: Path) -> Callable[..., Library]:
    """Make a folder of small photos, some with a rating or more inside, and rate it."""

    def make(**said: int | bytes | None) -> Library:
        folder = tmp_path / "photos"
        folder.mkdir()
        for number, (name, rating) in enumerate(said.items()):
            picture = Image.radial_gradient("L").rotate(9 * number).convert("RGB")
            inside = theirs(xmp_Rating=str(rating)) if isinstance(rating, int) else rating or b""
            picture.save(folder / f"{name}.jpg", xmp=inside)
        library = winnow.open_library(folder, workers=0)
        list(library.rate())
        return library

    return make


def write(library: Library, name: str, packet: bytes, *, at: int | None = None) -> Path:
    path = library.folder / name
    path.write_bytes(packet)
    if at is not None:
        os.utime(path, (at, at))
    return path


def test_ratings_labels_picks_and_rejects_become_decisions(rated: Callable[..., Library]) -> None:
    library = rated(a=None, b=None, c=None, d=None)
    write(library, "a.xmp", theirs(xmp_Rating="4", xmp_Label="Red"))
    write(library, "b.jpg.xmp", theirs(xmp_Rating="-1"))
    write(library, "c.xmp", theirs(xmpDM_pick="1", xmp_Rating="0"))
    done = library.import_decisions().done
    assert done is not None
    assert done.entry.who == "import"
    assert library.marks() == {
        "a.jpg": Mark(None, 4, "red"),
        "b.jpg": Mark(kept=False),
        "c.jpg": Mark(kept=True),
    }


def test_ratings_inside_photos_count_where_no_sidecar_says_otherwise(rated: Callable[..., Library]) -> None:
    library = rated(a=3, b=-1, c=2, d=0)
    write(library, "c.xmp", theirs(xmp_Rating="5"))
    library.import_decisions()
    assert library.marks() == {"a.jpg": Mark(stars=3), "b.jpg": Mark(kept=False), "c.jpg": Mark(stars=5)}


def test_labels_picks_and_rejects_inside_photos_count_too(rated: Callable[..., Library]) -> None:
    library = rated(
        a=theirs(xmp_Label="Red", xmpDM_pick="1"),
        b=theirs(xmpDM_pick="-1", xmp_Rating="4"),
        c=theirs(xmp_Label="Green", xmpDM_pick="1"),
        d=theirs(xmp_Label="Urlaub", xmpDM_pick="0"),
    )
    write(library, "c.xmp", theirs(xmp_Label="Blue"))
    library.import_decisions()
    assert library.marks() == {
        "a.jpg": Mark(kept=True, label="red"),
        "b.jpg": Mark(kept=False, stars=4),
        "c.jpg": Mark(kept=True, label="blue"),
    }
    assert library.import_decisions().decisions == ()


def test_importing_twice_adds_nothing(rated: Callable[..., Library]) -> None:
    library = rated(a=3, b=None)
    write(library, "b.xmp", theirs(xmp_Rating="-1", xmp_Label="Green"))
    library.import_decisions()
    again = library.import_decisions()
    assert (again.decisions, again.done) == ((), None)
    assert len(library.log()) == 1


def test_a_dry_run_says_the_same_and_decides_nothing(rated: Callable[..., Library]) -> None:
    library = rated(a=3, b=-1)
    said = library.import_decisions(dry_run=True)
    assert said.done is None
    assert library.log() == []
    assert library.import_decisions().decisions == said.decisions


def test_all_of_it_is_taken_back_at_once(rated: Callable[..., Library]) -> None:
    library = rated(a=3, b=-1)
    library.import_decisions()
    library.undo()
    assert library.marks() == {}


def test_what_the_person_decided_in_winnow_stands_field_by_field(rated: Callable[..., Library]) -> None:
    library = rated(a=None)
    library.star(5, "a.jpg")
    library.unmark("a.jpg")
    write(library, "a.xmp", theirs(xmp_Rating="-1", xmp_Label="Blue"))
    imported = library.import_decisions()
    assert imported.held == ("a.jpg",)
    assert library.marks() == {"a.jpg": Mark(None, 5, "blue")}


def test_theirs_counts_more_where_it_is_asked_for(rated: Callable[..., Library]) -> None:
    library = rated(a=None, b=None)
    library.star(5, "a.jpg")
    library.reject("b.jpg")
    write(library, "a.xmp", theirs(xmp_Rating="2"))
    write(library, "b.xmp", theirs(xmp_Rating="3"))
    library.import_decisions(theirs=True)
    assert library.marks() == {"a.jpg": Mark(stars=2), "b.jpg": Mark(stars=3)}


def test_what_the_person_decides_while_sidecars_are_read_stands(
    rated: Callable[..., Library], monkeypatch: pytest.MonkeyPatch
) -> None:
    library = rated(a=None, b=None)
    write(library, "a.xmp", theirs(xmp_Rating="2"))
    write(library, "b.xmp", theirs(xmp_Rating="4"))
    meanwhile = iter([5])

    def read_while_the_person_decides(packet: bytes) -> Tags:
        for stars in meanwhile:
            winnow.open_library(library.folder, workers=0).star(stars, "a.jpg")
        return read_others(packet)

    monkeypatch.setattr("winnow.workflows.imports.read_others", read_while_the_person_decides)
    assert library.import_decisions().held == ("a.jpg",)
    assert library.marks() == {"a.jpg": Mark(stars=5), "b.jpg": Mark(stars=4)}


def test_that_nothing_is_said_takes_nothing_from_the_person(rated: Callable[..., Library]) -> None:
    library = rated(a=0)
    library.star(5, "a.jpg")
    library.reject("a.jpg")
    write(library, "a.xmp", theirs(xmp_Rating="0", xmpDM_pick="0"))
    assert library.import_decisions(theirs=True).decisions == ()


def test_who_changes_their_mind_in_the_other_program_is_followed(rated: Callable[..., Library]) -> None:
    library = rated(a=None)
    for packet, mark in [
        (theirs(xmp_Rating="3", xmp_Label="Red", xmpDM_pick="1"), Mark(kept=True, stars=3, label="red")),
        (theirs(xmp_Rating="5", xmp_Label="Green", xmpDM_pick="1"), Mark(kept=True, stars=5, label="green")),
        (theirs(xmp_Rating="-1", xmp_Label="Green"), Mark(kept=False, stars=5, label="green")),
        (theirs(xmp_Rating="2"), Mark(stars=2)),
    ]:
        write(library, "a.xmp", packet)
        library.import_decisions()
        assert library.marks() == {"a.jpg": mark}
    write(library, "a.xmp", theirs(xmp_Rating="0"))
    library.import_decisions()
    assert library.marks() == {}


def test_a_sidecar_that_goes_away_takes_nothing_with_it(rated: Callable[..., Library]) -> None:
    library = rated(a=0)
    sidecar = write(library, "a.xmp", theirs(xmp_Rating="3", xmp_Label="Red", xmpDM_pick="1"))
    library.import_decisions()
    sidecar.unlink()
    assert library.import_decisions().decisions == ()


def test_of_two_sidecars_the_one_written_last_counts(rated: Callable[..., Library]) -> None:
    library = rated(a=None)
    write(library, "a.xmp", theirs(xmp_Rating="2", xmp_Label="Red"), at=1_000)
    write(library, "a.jpg.xmp", theirs(xmp_Rating="4"), at=2_000)
    library.import_decisions()
    assert library.marks() == {"a.jpg": Mark(stars=4, label="red")}


def test_winnows_own_word_in_a_sidecar_is_not_taken_for_anothers(rated: Callable[..., Library]) -> None:
    library = rated(a=None)
    own = merged(theirs(xmp_Rating="2"), Tags(Flag.REJECTED, label="red"), at="2026-11-21T10:00:00Z")
    write(library, "a.xmp", own)
    assert library.import_decisions().decisions == ()


def test_what_winnow_took_back_in_a_sidecar_hides_nothing_that_is_said_inside_the_photo(
    rated: Callable[..., Library],
) -> None:
    library = rated(a=4)
    rejected = merged(b"", Tags(Flag.REJECTED), at="2026-11-21T10:00:00Z")
    write(library, "a.xmp", merged(rejected, Tags(), at="2026-11-21T11:00:00Z"))
    library.import_decisions()
    assert library.marks() == {"a.jpg": Mark(stars=4)}


def test_a_sidecar_that_is_not_understood_is_named_and_the_others_are_read(rated: Callable[..., Library]) -> None:
    library = rated(a=None, b=None)
    write(library, "a.xmp", b"<!DOCTYPE x SYSTEM 'file:///etc/passwd'><x/>")
    write(library, "b.xmp", theirs(xmp_Rating="1"))
    imported = library.import_decisions()
    assert [Path(one.path).name for one in imported.unread] == ["a.xmp"]
    assert library.marks() == {"b.jpg": Mark(stars=1)}


def test_no_file_is_touched(rated: Callable[..., Library]) -> None:
    library = rated(a=3)
    write(library, "a.xmp", theirs(xmp_Rating="1"))
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in library.folder.glob("a.*")}
    library.import_decisions()
    assert {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in library.folder.glob("a.*")} == before
