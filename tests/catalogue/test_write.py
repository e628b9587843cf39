from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from winnow.catalogue.batch import Batch
from winnow.domain.failure import Failed, FailureKind
from winnow.domain.metadata import Metadata
from winnow.domain.photo import Found
from winnow.domain.score import Score

if TYPE_CHECKING:
    from tests.catalogue.conftest import Shelf


def test_what_was_measured_comes_back_as_it_was(shelf: Shelf) -> None:
    shelf.put(shelf.rated("a.jpg", "A", 5.0, "2019-07-14T18:03:22.410+02:00"))
    with shelf.open(create=False) as catalogue:
        found = catalogue.find([shelf.content("A"), shelf.content("B")], shelf.recipe)
        assert catalogue.find([shelf.content("A")], "signals-2") == {}
    assert found == {shelf.content("A"): shelf.measurement("A", "2019-07-14T18:03:22.410+02:00")}


def test_more_contents_may_be_asked_for_than_one_query_holds(shelf: Shelf) -> None:
    names = [str(number) for number in range(1201)]
    shelf.put(Batch(measurements=tuple(shelf.measurement(name) for name in names)))
    with shelf.open(create=False) as catalogue:
        assert len(catalogue.find([shelf.content(name) for name in names], shelf.recipe)) == len(names)


def test_metadata_of_another_version_is_read_as_far_as_it_is_known(shelf: Shelf) -> None:
    shelf.put(Batch(measurements=(shelf.measurement("A"),)))
    with shelf.open() as catalogue, catalogue._database.writing() as connection:
        connection.exec_driver_sql("""UPDATE measurements SET metadata = '{"iso": 800, "aura": "violet"}'""")
    with shelf.open(create=False) as catalogue:
        (found,) = catalogue.find([shelf.content("A")], shelf.recipe).values()
    assert found.metadata == Metadata(iso=800)


def test_contents_that_another_model_scored_are_unscored_by_this_one(shelf: Shelf) -> None:
    names = [str(number) for number in range(1201)]
    shelf.put(
        Batch(
            measurements=tuple(shelf.measurement(name) for name in names),
            scores=tuple((shelf.content(name), Score(5.0, 0.5)) for name in names[:100]),
        )
    )
    with shelf.open() as catalogue:
        assert len(list(catalogue.unscored(shelf.recipe, "model-2"))) == len(names)
        waiting = {each.content: each for each in catalogue.unscored(shelf.recipe, shelf.scorer)}
        assert waiting.keys() == {shelf.content(name) for name in names[100:]}
        assert waiting[shelf.content("100")].signals == {"sharpness": 1.25, "noise": None}
        assert list(catalogue.unscored("signals-2", shelf.scorer)) == []


def test_scores_may_be_written_while_the_unscored_are_read(shelf: Shelf) -> None:
    names = [str(number) for number in range(700)]
    shelf.put(Batch(measurements=tuple(shelf.measurement(name) for name in names)))
    met = []
    with shelf.open() as catalogue:
        for content, _, _ in catalogue.unscored(shelf.recipe, shelf.scorer):
            catalogue.write(Batch(scores=((content, Score(5.0, 0.5)),)), shelf.recipe, shelf.scorer)
            met.append(content)
        assert list(catalogue.unscored(shelf.recipe, shelf.scorer)) == []
    assert sorted(met) == sorted(shelf.content(name) for name in names)


def test_a_moved_photo_keeps_its_row_and_tells_where_it_was(shelf: Shelf) -> None:
    shelf.put(shelf.rated("a.jpg", "A", 5.0))
    before = shelf.photo_id("a.jpg")
    shelf.put(Batch(missing=("a.jpg",)), Batch(moves=(("a.jpg", shelf.photo("2019/b.jpg", "A")),)))
    assert shelf.photo_id("2019/b.jpg") == before
    assert shelf.history("2019/b.jpg") == [
        ("missing", b"a.jpg", shelf.content("A")),
        ("moved", b"a.jpg", shelf.content("A")),
    ]


def test_a_photo_may_be_moved_and_seen_in_one_batch(shelf: Shelf) -> None:
    shelf.put(shelf.rated("a.jpg", "A", 5.0))
    moved = shelf.photo("b.jpg", "A")
    shelf.put(Batch(moves=(("a.jpg", moved),), fingerprints=(moved,)))
    assert [event[0] for event in shelf.history("b.jpg")] == ["moved"]
    assert len(shelf.sql("SELECT * FROM photos")) == 1


def test_two_photos_may_swap_their_names(shelf: Shelf) -> None:
    shelf.put(shelf.rated("a.jpg", "A", 5.0), shelf.rated("b.jpg", "B", 6.0))
    first, second = shelf.photo_id("a.jpg"), shelf.photo_id("b.jpg")
    shelf.put(Batch(moves=(("a.jpg", shelf.photo("b.jpg", "A")), ("b.jpg", shelf.photo("a.jpg", "B")))))
    assert (shelf.photo_id("a.jpg"), shelf.photo_id("b.jpg")) == (second, first)
    assert len(shelf.sql("SELECT * FROM photos")) == 2


@pytest.mark.parametrize("stale", ["missing", "present"])
def test_a_photo_may_move_to_where_another_was(shelf: Shelf, stale: str) -> None:
    shelf.put(shelf.rated("a.jpg", "A", 5.0), shelf.rated("b.jpg", "B", 6.0))
    moving, standing = shelf.photo_id("a.jpg"), shelf.photo_id("b.jpg")
    if stale == "missing":
        shelf.put(Batch(missing=("b.jpg",)))
    shelf.put(Batch(moves=(("a.jpg", shelf.photo("b.jpg", "A")),)))
    assert shelf.photo_id("b.jpg") == moving
    assert shelf.sql("SELECT id FROM photos WHERE missing_since IS NOT NULL") == [(standing,)]


def test_a_move_from_a_path_nobody_knows_is_a_bug_and_writes_nothing(shelf: Shelf) -> None:
    shelf.put(shelf.rated("a.jpg", "A", 5.0))
    with pytest.raises(KeyError):
        shelf.put(Batch(missing=("a.jpg",), moves=(("nowhere.jpg", shelf.photo("b.jpg", "B")),)))
    assert shelf.sql("SELECT count(*) FROM photos WHERE missing_since IS NULL") == [(1,)]


def test_an_edit_is_told_with_the_content_it_replaced(shelf: Shelf) -> None:
    shelf.put(shelf.rated("a.jpg", "A", 5.0), shelf.rated("a.jpg", "B", 6.0), shelf.rated("a.jpg", "B", 6.0))
    assert shelf.history("a.jpg") == [("changed", b"a.jpg", shelf.content("A"))]


def test_a_photo_that_comes_back_is_the_same_photo(shelf: Shelf) -> None:
    shelf.put(shelf.rated("a.jpg", "A", 5.0))
    before = shelf.photo_id("a.jpg")
    shelf.put(Batch(missing=("a.jpg",)), Batch(missing=("a.jpg",)), shelf.rated("a.jpg", "A", 5.0))
    assert shelf.photo_id("a.jpg") == before
    assert [event[0] for event in shelf.history("a.jpg")] == ["missing", "returned"]


def test_a_photo_that_can_be_read_again_has_no_failure_left(shelf: Shelf) -> None:
    shelf.put(Batch(failures=(shelf.failure("a.jpg", "A"),)), shelf.rated("a.jpg", "A", 5.0))
    assert shelf.sql("SELECT failure_kind, failure_reason, failure_recipe FROM photos") == [(None, None, None)]


def test_a_reason_may_quote_a_name_that_no_text_can_hold(shelf: Shelf) -> None:
    failed = Failed("a.jpg", FailureKind.DAMAGED, "cannot open 'caf\udce9\0.jpg'")
    shelf.put(Batch(failures=((Found("a.jpg", 1, 1), None, failed),)))
    with shelf.open(create=False) as catalogue:
        (told,) = catalogue.status(shelf.recipe, shelf.scorer).failures
    assert told.reason == r"cannot open 'caf\udce9\0.jpg'"


def test_a_photo_replaced_by_something_else_keeps_its_row(shelf: Shelf) -> None:
    shelf.put(shelf.rated("a.jpg", "A", 5.0))
    before = shelf.photo_id("a.jpg")
    shelf.put(Batch(others=(Found("a.jpg", 1, 1),)))
    assert shelf.sql("SELECT path FROM others") == [(b"a.jpg",)]
    shelf.put(shelf.rated("a.jpg", "A", 5.0))
    assert shelf.photo_id("a.jpg") == before
    assert shelf.sql("SELECT path FROM others") == []


def test_a_file_that_is_gone_needs_no_note(shelf: Shelf) -> None:
    shelf.put(Batch(others=(Found("notes.txt", 1, 1),)), Batch(missing=("notes.txt",)))
    assert shelf.sql("SELECT path FROM others") == []


def test_nothing_in_the_folder_is_touched_but_the_library(shelf: Shelf) -> None:
    (shelf.folder / "a.jpg").write_bytes(b"a photo")
    shelf.put(shelf.rated("a.jpg", "A", 5.0))
    assert {entry.name for entry in os.scandir(shelf.folder)} == {"a.jpg", ".winnow"}
    assert [entry.name for entry in os.scandir(shelf.folder / ".winnow")] == ["library.db"]  # the log is folded in
