"""From a rated folder to what is exported of it: which files go along, and that decisions follow a move."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image

import winnow
from winnow.catalogue.rows import Listed
from winnow.domain.errors import ArgumentError, TargetFullError, TargetUnwritableError
from winnow.domain.export import By, Item, Left, Made, Placed, Selection, Targets, size_in_words
from winnow.domain.group import Kind
from winnow.domain.photo import Companion, Found
from winnow.domain.profile import Weights
from winnow.domain.tags import Flag, Tags
from winnow.export.xmp import read
from winnow.library import Library
from winnow.ranking.profile import PARTS
from winnow.workflows.export_plan import Plan
from winnow.workflows.export_words import by_target, cautions
from winnow.workflows.profiles import ProfileStore
from winnow.workflows.shots import Shots

KEPT = Selection(kept=True)
GPS_IFD, LATITUDE_REF, LATITUDE = 0x8825, 1, 2


@pytest.fixture(scope="module")
def rated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three photos, of which one says where it was taken, and a broken one. Only to be copied."""
    folder = tmp_path_factory.mktemp("rated") / "photos"
    for number, colour in enumerate(["#c8281e", "#1ea03c", "#283cc8"]):
        path = folder / ("2019" if number else ".") / f"{number}.jpg"
        path.parent.mkdir(parents=True, exist_ok=True)
        image = Image.effect_noise((400 + 8 * number, 300), 60 + number).convert("RGB")
        image.paste(colour, (0, 0, 200, 150))
        exif = Image.Exif()
        exif.get_ifd(GPS_IFD).update({LATITUDE_REF: "N", LATITUDE: (59.0, 54.0, 0.0)})
        image.save(path, exif=exif if number == 0 else Image.Exif())
    (folder / "broken.jpg").write_bytes((folder / "0.jpg").read_bytes()[:5000])
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("WINNOW_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        list(winnow.open_library(folder, workers=0).rate())
    return folder


@pytest.fixture
def library(rated: Path, tmp_path: Path) -> Library:
    """That folder, to change as one likes."""
    shutil.copytree(rated, tmp_path / "photos")  # with the times of its files, so that nothing is measured again
    return winnow.open_library(tmp_path / "photos", workers=0)


def _plan(library: Library, selection: Selection, **targets: object) -> Plan:
    return library.plan_export(selection, Targets(**targets))  # type: ignore[arg-type] # as they are called


def _paths(folder: Path) -> list[str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    names = (path.relative_to(folder).as_posix() for path in files)
    return sorted(name for name in names if not name.startswith("."))


def test_the_best_are_those_of_the_profile(library: Library, tmp_path: Path) -> None:
    weights = Weights(parts=dict.fromkeys(PARTS, 0.0), styles={"brightness": -1.0})
    ProfileStore(library.parts.profiles).save("Muted", weights)
    ranked = library.top(profile="Muted")
    assert [photo.path for photo in ranked] != [photo.path for photo in library.top()]
    plan = library.plan_export(Selection(top=2), Targets(to=tmp_path / "best"), profile="Muted")
    shown = [(item.path, item.candidate.score and item.candidate.score.value) for item in plan.items]
    assert shown == [(photo.path, photo.score) for photo in ranked[:2]]


def test_what_was_kept_is_exported_with_what_is_said_of_it(library: Library, tmp_path: Path) -> None:
    library.keep(["2019/1.jpg"])
    library.star(4, ["2019/1.jpg"])
    (item,) = _plan(library, Selection(), to=tmp_path / "best").items
    assert item.path == "2019/1.jpg"
    assert (item.candidate.mark.kept, item.candidate.mark.stars) == (True, 4)
    assert (item.width, item.height) == (408, 300)
    assert item.candidate.score is not None
    assert item.candidate.rank in {1, 2, 3}
    assert [reason.text for reason in item.reasons]


def test_with_nothing_kept_it_says_what_to_type(library: Library, tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match="winnow keep"):
        _plan(library, Selection(), to=tmp_path / "best")


def test_a_plan_writes_nothing(library: Library, tmp_path: Path) -> None:
    everywhere = {"to": tmp_path / "a", "zip": tmp_path / "a.zip", "csv": tmp_path / "a.csv", "gallery": tmp_path / "g"}
    plan = _plan(library, Selection(top=9), **everywhere)
    assert [placing.to for placing in plan.files.placings] == [item.path for item in plan.items]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["photos"]


def test_a_photo_that_failed_can_be_exported_if_it_was_kept_and_is_left_out_of_a_gallery(
    library: Library, tmp_path: Path
) -> None:
    library.keep(["broken.jpg", "0.jpg"])
    events = list(library.export(_plan(library, KEPT, to=tmp_path / "best", gallery=tmp_path / "page")))
    assert _paths(tmp_path / "best") == ["0.jpg", "broken.jpg"]
    assert [event.path for event in events if isinstance(event, Left)] == ["broken.jpg"]
    assert [event.photos for event in events if isinstance(event, Made)] == [1]


def test_pictures_of_a_gallery_do_not_tell_where_they_were_taken_and_originals_do(
    library: Library, tmp_path: Path
) -> None:
    list(library.export(_plan(library, Selection(top=9), gallery=tmp_path / "page", originals=True)))
    located = {}
    for path in (tmp_path / "page").rglob("0-*.jpg"):
        with Image.open(path) as image:
            located[path.parent.name] = bool(image.getexif().get_ifd(GPS_IFD))
    assert located == {"small": False, "large": False, "originals": True}
    page = (tmp_path / "page/index.html").read_text(encoding="utf-8")
    assert str(library.folder) not in page
    assert "2019/1.jpg" not in page  # names alone: folders may be named after people and places


def test_the_same_gallery_again_is_the_one_that_is_there_and_another_gets_a_number(
    library: Library, tmp_path: Path
) -> None:
    first, again, other = (
        list(library.export(_plan(library, Selection(top=n), gallery=tmp_path / "page")))[-1] for n in (3, 3, 2)
    )
    assert first == Made(str(tmp_path / "page"), 3, fresh=True)
    assert again == Made(str(tmp_path / "page"), 3, fresh=False)
    assert other == Made(str(tmp_path / "page (2)"), 2, fresh=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["page", "page (2)", "photos"]


def test_a_gallery_that_was_left_early_goes_on_and_keeps_nothing_of_another_selection(
    library: Library, tmp_path: Path
) -> None:
    run = library.export(_plan(library, Selection(top=3), gallery=tmp_path / "page"))
    next(run)
    run.close()
    assert not (tmp_path / "page").exists()
    list(library.export(_plan(library, Selection(top=2), gallery=tmp_path / "page")))
    assert len(_paths(tmp_path / "page")) == 1 + 2 * 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["page", "photos"]


def test_decisions_follow_a_move_inside_the_library_and_it_is_not_moved_twice(library: Library) -> None:
    library.keep(["2019/1.jpg"])
    list(library.export(_plan(library, KEPT, to=library.folder / "best", by=By.MOVE)))
    list(library.rate())
    assert {path: mark.kept for path, mark in library.marks().items()} == {"best/2019/1.jpg": True}
    plan = _plan(library, KEPT, to=library.folder / "best", by=By.MOVE)
    assert plan.files.placings == ()
    assert [there.to for there in plan.files.there] == ["2019/1.jpg"]


def test_decisions_come_back_with_an_undone_move(library: Library, tmp_path: Path) -> None:
    library.reject(["2019/2.jpg"])
    list(library.export(_plan(library, Selection(rejected=True), to=tmp_path / "out", by=By.MOVE)))
    list(library.rate())
    assert library.marks() == {}
    list(winnow.undo_export(tmp_path / "out"))
    list(library.rate())
    assert {path: mark.kept for path, mark in library.marks().items()} == {"2019/2.jpg": False}


def test_a_move_that_was_left_early_goes_on_with_everything_else_whole(library: Library, tmp_path: Path) -> None:
    places = {"to": tmp_path / "out", "by": By.MOVE}
    run = library.export(_plan(library, Selection(top=3), **places))
    assert isinstance(next(run), Placed)
    run.close()
    plan = _plan(library, Selection(top=3), **places, zip=tmp_path / "all.zip")
    events = list(library.export(plan))
    assert [event.photos for event in events if isinstance(event, Made)] == [3]
    assert len([event for event in events if isinstance(event, Placed)]) == 2
    assert _paths(tmp_path / "out") == ["0.jpg", "2019/1.jpg", "2019/2.jpg"]


def test_a_photo_that_is_gone_is_said_and_the_others_go(library: Library, tmp_path: Path) -> None:
    (library.folder / "0.jpg").unlink()
    events = list(library.export(_plan(library, Selection(top=3), to=tmp_path / "best")))
    assert [event.path for event in events if isinstance(event, Left)] == ["0.jpg"]
    assert _paths(tmp_path / "best") == ["2019/1.jpg", "2019/2.jpg"]


def test_a_photo_that_changed_since_it_was_rated_is_known_by_what_it_is_now(library: Library, tmp_path: Path) -> None:
    (library.folder / "0.jpg").write_bytes((library.folder / "2019/1.jpg").read_bytes())
    items = {item.path: item for item in _plan(library, Selection(top=3), to=tmp_path / "best").items}
    assert items["0.jpg"].parts[0].content == items["2019/1.jpg"].parts[0].content


@pytest.mark.parametrize("place", ["/", "..", "somewhere/.."])
@pytest.mark.parametrize("target", ["zip", "csv", "json", "gallery"])
def test_what_is_no_name_for_anything_new_is_not_planned(library: Library, target: str, place: str) -> None:
    with pytest.raises(ArgumentError, match="is a folder"):
        _plan(library, Selection(top=1), **{target: Path(place)})


def test_a_target_that_may_not_be_looked_at_is_said_when_it_is_written(library: Library, tmp_path: Path) -> None:
    plan = _plan(library, Selection(top=1), to=tmp_path / ("x" * 300) / "best")
    with pytest.raises(TargetUnwritableError):
        list(library.export(plan))


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 bytes"),
        (850, "850 bytes"),
        (50_400, "50 kB"),
        (999_600, "1.0 MB"),
        (9_940_000, "9.9 MB"),
        (57_469_000_000, "57 GB"),
        (1_234_000_000_000_000, "1,234 TB"),
    ],
)
def test_sizes_are_told_in_units_that_suit_them(size: int, words: str) -> None:
    assert size_in_words(size) == words


def test_without_room_nothing_is_begun(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = _plan(library, Selection(top=3), to=tmp_path / "best", zip=tmp_path / "best.zip")
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=plan.files.size))
    with pytest.raises(TargetFullError, match=r"are needed, .* are free\. Make room for .* more, or choose"):
        list(library.export(plan))
    assert not (tmp_path / "best").exists()
    assert not (tmp_path / "best.zip").exists()


def test_a_gallery_that_would_not_fit_is_not_begun_and_one_that_was_begun_needs_the_rest(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, usage = _plan(library, Selection(top=3), gallery=tmp_path / "page"), shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=whole.gallery_bytes - 1))
    with pytest.raises(TargetFullError, match=r"about \d+ kB are needed"):
        list(library.export(whole))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["photos"]
    monkeypatch.undo()
    begun = library.export(whole)
    next(begun)
    begun.close()
    rest = _plan(library, Selection(top=3), gallery=tmp_path / "page")
    assert whole.gallery_bytes / 2 < rest.gallery_bytes < whole.gallery_bytes
    list(library.export(rest))
    assert _plan(library, Selection(top=3), gallery=tmp_path / "page").gallery_bytes == 0


def test_the_room_of_a_gallery_is_told_as_an_estimate_with_the_files_if_they_are_wanted(
    library: Library, tmp_path: Path
) -> None:
    bare = _plan(library, Selection(top=3), gallery=tmp_path / "page")
    full = _plan(library, Selection(top=3), gallery=tmp_path / "page", originals=True)
    assert full.gallery_bytes - bare.gallery_bytes == sum(item.parts[0].size for item in full.items)
    assert any(re.match(r"about \d+ kB for .*page, where", line) for line in by_target(bare))


def test_a_plan_names_what_is_made_as_it_will_be_called(library: Library, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "page").mkdir()
    (tmp_path / "best.zip").write_bytes(b"another")
    plan = _plan(
        library,
        Selection(top=2),
        csv=tmp_path / "out",
        zip=tmp_path / "best.zip",
        gallery=tmp_path / "page",
        json=tmp_path / "new" / "a.json",
    )
    told = list(by_target(plan))
    assert told[:4] == [
        f"archive {tmp_path / 'best (2).zip'}, unless {tmp_path / 'best.zip'} is the very same, of 2 files",
        f"table {tmp_path / 'out (2)'}, of 2 photos",
        f"JSON {tmp_path / 'new' / 'a.json'}, of 2 photos",
        f"gallery {tmp_path / 'page'}, of 2 photos",
    ]
    assert list(cautions(plan)) == [
        f"{tmp_path / 'out'} is a folder: the file is made beside it, as out (2)",
        f"there is no folder {tmp_path / 'new'}: it will be made",
    ]
    made = {event.path for event in library.export(plan) if isinstance(event, Made)}
    assert made == {str(tmp_path / name) for name in ("best (2).zip", "out (2)", "new/a.json", "page")}


def test_sidecars_are_written_first_and_go_along(library: Library, tmp_path: Path) -> None:
    library.keep(["0.jpg", "2019/1.jpg"])
    library.star(3, ["0.jpg"])
    (library.folder / "0.xmp").write_bytes(
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        b'<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" dc:format="theirs"/></rdf:RDF></x:xmpmeta>'
    )
    everywhere = {"xmp": True, "to": tmp_path / "best", "zip": tmp_path / "best.zip"}
    plan = _plan(library, KEPT, **everywhere)
    assert sorted(placing.to for placing in plan.files.placings) == ["0.jpg", "0.xmp", "2019/1.jpg", "2019/1.xmp"]
    assert not (library.folder / "2019/1.xmp").exists()

    events = list(library.export(plan))
    assert not [event for event in events if isinstance(event, Left)]
    merged = (tmp_path / "best/0.xmp").read_bytes()
    assert merged == (library.folder / "0.xmp").read_bytes()
    assert b"theirs" in merged
    assert b'Rating="3"' in merged or b"Rating>3<" in merged
    with ZipFile(tmp_path / "best.zip") as packed:
        assert packed.read("2019/1.xmp") == (library.folder / "2019/1.xmp").read_bytes()

    again = _plan(library, KEPT, **everywhere)
    assert (again.sidecars, again.files.placings) == ((), ())


def test_a_sidecar_at_the_target_that_is_behind_is_left_and_said(library: Library, tmp_path: Path) -> None:
    library.keep(["0.jpg"])
    list(library.export(_plan(library, KEPT, xmp=True, to=tmp_path / "best")))
    before = (tmp_path / "best/0.xmp").read_bytes()
    library.star(5, ["0.jpg"])
    events = list(library.export(_plan(library, KEPT, xmp=True, to=tmp_path / "best")))
    assert [event.path for event in events if isinstance(event, Left)] == ["0.xmp"]
    assert (tmp_path / "best/0.xmp").read_bytes() == before


def test_a_move_takes_new_sidecars_with_it_and_back(library: Library, tmp_path: Path) -> None:
    library.keep(["0.jpg"])
    list(library.export(_plan(library, KEPT, xmp=True, to=tmp_path / "out", by=By.MOVE)))
    assert _paths(tmp_path / "out") == ["0.jpg", "0.xmp"]
    assert not (library.folder / "0.xmp").exists()
    assert not [event for event in winnow.undo_export(tmp_path / "out") if isinstance(event, Left)]
    assert (library.folder / "0.xmp").exists()


def test_sidecars_alone_are_of_all_that_have_something_to_say(library: Library) -> None:
    library.keep(["0.jpg"])
    library.reject(["2019/1.jpg"])
    (library.folder / "2019/2.xmp").write_bytes(b"<theirs/>")
    plan = _plan(library, Selection(), xmp=True)
    assert sorted(item.path for item in plan.items) == ["0.jpg", "2019/1.jpg"]
    assert not [event for event in library.export(plan) if isinstance(event, Left)]
    assert read((library.folder / "0.xmp").read_bytes()).flag is Flag.PICKED
    rejected = (library.folder / "2019/1.xmp").read_bytes()
    assert read(rejected).flag is Flag.REJECTED
    assert b'Rating="-1"' in rejected
    assert (library.folder / "2019/2.xmp").read_bytes() == b"<theirs/>"


def test_sidecars_alone_say_what_is_in_groups(library: Library) -> None:
    library.together(["0.jpg", "2019/1.jpg"])
    list(library.gather())
    list(library.export(_plan(library, Selection(), xmp=True)))
    said = [read((library.folder / name).read_bytes()) for name in ("0.xmp", "2019/1.xmp")]
    assert len({tags.groups for tags in said}) == 1
    assert [tags.keeper for tags in said].count(True) == 1
    assert not (library.folder / "2019/2.xmp").exists()


def test_sidecars_alone_take_back_what_was_taken_back(library: Library) -> None:
    library.star(4, ["0.jpg", "2019/1.jpg"])
    list(library.export(_plan(library, Selection(), xmp=True)))
    library.undo()
    list(library.export(_plan(library, Selection(), xmp=True)))
    assert not read((library.folder / "0.xmp").read_bytes()).stars
    assert _plan(library, Selection(), xmp=True).items == ()


INSIDE = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="3" xmp:Label="Green"/>'
    b"</rdf:RDF></x:xmpmeta>"
)


def test_a_new_sidecar_does_not_hide_what_another_program_said_inside_the_photo(library: Library) -> None:
    Image.radial_gradient("L").convert("RGB").save(library.folder / "inside.jpg", xmp=INSIDE)
    list(library.rate())
    library.reject(["inside.jpg"])
    list(library.export(_plan(library, Selection(), xmp=True)))
    assert read((library.folder / "inside.xmp").read_bytes()) == Tags(Flag.REJECTED, None, "green")
    library.undo()
    list(library.export(_plan(library, Selection(), xmp=True)))
    said = read((library.folder / "inside.xmp").read_bytes())
    assert (said.flag, said.stars, said.label) == (Flag.NEITHER, 3, "green")
    assert _plan(library, Selection(), xmp=True).items == ()


def test_sidecars_together_with_files_are_of_what_was_chosen(library: Library, tmp_path: Path) -> None:
    library.keep(["0.jpg"])
    library.reject(["2019/1.jpg"])
    list(library.export(_plan(library, Selection(), xmp=True, to=tmp_path / "best")))
    assert _paths(tmp_path / "best") == ["0.jpg", "0.xmp"]
    assert not (library.folder / "2019/1.xmp").exists()


def test_of_photos_that_are_gone_only_those_are_named_that_have_something_to_say(library: Library) -> None:
    library.keep(["0.jpg"])
    for name in ("0.jpg", "2019/1.jpg"):
        (library.folder / name).unlink()
    assert [left.path for left in _plan(library, Selection(), xmp=True).gone] == ["0.jpg"]


def test_of_a_moment_the_keeper_alone_is_exported(library: Library, tmp_path: Path) -> None:
    library.together(["0.jpg", "2019/1.jpg"])
    library.choose_keeper("2019/1.jpg", ["0.jpg"])
    list(library.gather())
    items = _plan(library, Selection(best_of_groups=True), to=tmp_path / "best").items
    assert {item.path for item in items} >= {"2019/1.jpg", "2019/2.jpg"}
    assert "0.jpg" not in {item.path for item in items}
    bursts = {
        item.path: (group.size, group.keeper)
        for item in items
        for group in item.candidate.groups
        if group.kind is Kind.BURST
    }
    assert bursts == {"2019/1.jpg": (2, True)}


def _listed(number: int, path: str, companion: str | None = None) -> Listed:
    return Listed(number, Found(path, 1, 0, Companion(companion, 1, 0) if companion else None), None, None)


def test_every_sidecar_goes_with_the_photo_that_it_speaks_of(tmp_path: Path) -> None:
    shots = {
        "x/IMG_1.JPG": ["x/IMG_1.NEF", "x/IMG_1.NEF.xmp", "x/IMG_1.xmp", "x/IMG_1_01.NEF.xmp", "x/img_1.jpg.pp3"],
        "x/IMG_1.png": ["x/IMG_1.png.xmp"],
        "x/IMG_1_01.jpg": ["x/IMG_1_01.XMP"],
        "y/IMG_1.JPG": ["y/IMG_1.dop"],
    }
    others = ["x/IMG_2.xmp", "x/notes.txt", "x/IMG_1.mov"]
    for name in [*shots, *(name for files in shots.values() for name in files), *others]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    listed = [
        _listed(1, "x/IMG_1.JPG", "x/IMG_1.NEF"),
        _listed(2, "x/IMG_1.png"),
        _listed(3, "x/IMG_1_01.jpg"),
        _listed(4, "y/IMG_1.JPG"),
    ]
    reader = Shots(tmp_path, listed, {})
    found = {photo.found.path: reader.parts(photo) for photo in listed}
    assert {path: [part.path for part in parts[1:]] for path, parts in found.items()} == shots
    assert [part.suffix for part in found["x/IMG_1.JPG"]] == [
        ".JPG",
        ".NEF",
        ".NEF.xmp",
        ".xmp",
        "_01.NEF.xmp",
        ".jpg.pp3",
    ]


def test_of_two_photos_with_one_stem_a_sidecar_of_that_stem_is_one_photos(tmp_path: Path) -> None:
    for name in ("a.jpg", "a.png", "a.xmp"):
        (tmp_path / name).write_bytes(b"x")
    listed = [_listed(1, "a.jpg"), _listed(2, "a.png")]
    reader = Shots(tmp_path, listed, {})
    assert [[part.path for part in reader.parts(photo)] for photo in listed] == [["a.jpg", "a.xmp"], ["a.png"]]


def _whole(item: Item) -> list[str]:
    return [part.path for part in item.parts]


def test_a_shots_files_go_together(library: Library, tmp_path: Path) -> None:
    (library.folder / "0.xmp").write_bytes(b"<x/>")
    (item,) = (item for item in _plan(library, Selection(top=3), to=tmp_path / "b").items if item.path == "0.jpg")
    assert _whole(item) == ["0.jpg", "0.xmp"]
