from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from winnow.catalogue.batch import Batch
from winnow.catalogue.catalogue import Catalogue
from winnow.catalogue.lock import exclusive
from winnow.domain.decision import PERSON, Act, Choice, Verb
from winnow.domain.errors import LibraryReadOnlyError
from winnow.domain.photo import Companion, Found

if TYPE_CHECKING:
    from tests.catalogue.conftest import ReadOnly, Shelf


def put(shelf: Shelf, *paths: str) -> dict[str, int]:
    """Photos at these paths, and their ids."""
    shelf.put(Batch(fingerprints=tuple(shelf.photo(path, path) for path in paths)))
    with shelf.open() as catalogue:
        return catalogue.photo_ids(paths)


def newest(acts: list[Act]) -> int | None:
    return acts[-1].id if acts else None


def test_what_is_appended_is_read_in_order_from_a_library_opened_anew(shelf: Shelf) -> None:
    a, b, c = put(shelf, "a.jpg", "b.jpg", "c.jpg").values()
    several = (
        Choice(Verb.KEEP, (b, a)),
        Choice(Verb.APART, (a,), (c, b), "burst"),
        Choice(Verb.STAR, (c,), value="5"),
        Choice(Verb.LABEL, (c,), value=None),
    )
    with shelf.open() as catalogue:
        first = catalogue.append_act(several, who=PERSON, why="the light")
        second = catalogue.append_act([Choice(Verb.REJECT, (c,))], who="pick", why="")
        third = catalogue.append_undo(newest, who=PERSON, why="")[-1]
    assert first.choices == several
    assert third.undoes == second.id
    assert first.id < second.id < third.id
    with shelf.open(create=False) as catalogue:
        assert catalogue.acts() == [first, second, third]


def test_a_thousand_photos_are_decided_in_one_act(shelf: Shelf) -> None:
    ids = tuple(put(shelf, *(f"{number:04}.jpg" for number in range(1000))).values())
    with shelf.open() as catalogue:
        catalogue.append_act([Choice(Verb.REJECT, ids)], who=PERSON, why="")
        assert [act.choices for act in catalogue.acts()] == [(Choice(Verb.REJECT, ids),)]
        assert [act.choices for act in catalogue.acts_about(ids)] == [(Choice(Verb.REJECT, tuple(sorted(ids))),)]


def test_of_a_few_photos_what_was_decided_of_them_is_read_and_every_undo(shelf: Shelf) -> None:
    a, b, c = put(shelf, "a.jpg", "b.jpg", "c.jpg").values()
    with shelf.open() as catalogue:
        both = catalogue.append_act([Choice(Verb.KEEP, (a, b)), Choice(Verb.STAR, (b,), value="2")], who=PERSON, why="")
        undo = catalogue.append_undo(newest, who=PERSON, why="")[-1]
        catalogue.append_act([Choice(Verb.KEEP, (c,))], who=PERSON, why="")
        about = catalogue.acts_about([a])
    assert [act.id for act in about] == [both.id, undo.id]
    assert about[0].choices == (Choice(Verb.KEEP, (a,)),)


def test_where_nothing_is_named_nothing_is_taken_back(shelf: Shelf) -> None:
    put(shelf, "a.jpg")
    with shelf.open() as catalogue:
        assert catalogue.append_undo(lambda _: None, who=PERSON, why="") == []
        assert catalogue.acts() == []


def test_each_folder_of_a_library_has_a_log_of_its_own(shelf: Shelf) -> None:
    (a,) = put(shelf, "a.jpg").values()
    with shelf.open() as catalogue:
        catalogue.append_act([Choice(Verb.KEEP, (a,))], who=PERSON, why="")
    with Catalogue.open(shelf.database, shelf.folder / "other", create=True) as other:
        assert other.acts() == []
        assert other.append_undo(newest, who=PERSON, why="") == []
        assert other.photo_ids(["a.jpg"]) == {}


def test_a_reason_may_hold_whatever_a_command_line_does(shelf: Shelf) -> None:
    (a,) = put(shelf, "a.jpg").values()
    with shelf.open() as catalogue:
        written = catalogue.append_act([Choice(Verb.KEEP, (a,))], who=PERSON, why="caf\udce9 ☕\n'; DROP TABLE acts")
        assert catalogue.acts() == [written]


def test_an_act_about_a_photo_that_is_not_there_is_not_written(shelf: Shelf) -> None:
    (a,) = put(shelf, "a.jpg").values()
    with shelf.open() as catalogue:
        with pytest.raises(Exception, match="FOREIGN KEY"):
            catalogue.append_act([Choice(Verb.KEEP, (a, a + 99))], who=PERSON, why="")
        assert catalogue.acts() == []


def test_an_act_that_follows_another_is_written_only_while_that_is_the_newest(shelf: Shelf) -> None:
    (a,) = put(shelf, "a.jpg").values()
    keep = [Choice(Verb.KEEP, (a,))]
    with shelf.open() as catalogue, shelf.open(create=False) as beside:
        assert catalogue.newest_act() == 0
        first = catalogue.append_act_after(0, keep, who="pick", why="")
        assert first is not None
        assert catalogue.newest_act() == first.id
        other = beside.append_act([Choice(Verb.REJECT, (a,))], who=PERSON, why="")
        assert catalogue.append_act_after(first.id, keep, who="pick", why="") is None
        assert catalogue.acts() == [first, other]


def test_an_act_is_taken_back_only_where_nothing_came_between(shelf: Shelf) -> None:
    (a,) = put(shelf, "a.jpg").values()
    with shelf.open() as catalogue:
        first = catalogue.append_act([Choice(Verb.KEEP, (a,))], who=PERSON, why="")
        undone = catalogue.append_undo_after(first.id, first.id, who=PERSON, why="")
        assert undone is not None
        assert undone.undoes == first.id
        assert catalogue.append_undo_after(first.id, first.id, who=PERSON, why="") is None
        assert catalogue.acts_since(first.id) == [undone]


def test_what_is_in_force_is_told_without_the_choices(shelf: Shelf) -> None:
    a, b = put(shelf, "a.jpg", "b.jpg").values()
    with shelf.open() as catalogue:
        first = catalogue.append_act([Choice(Verb.KEEP, (a, b))], who=PERSON, why="both")
        second = catalogue.append_act([Choice(Verb.KEEPER, (b,), (a,))], who="pick", why="")
        undo = catalogue.append_undo(newest, who=PERSON, why="")[-1]
        assert catalogue.act_heads() == [replace(first, choices=()), replace(second, choices=()), undo]
        assert catalogue.undos() == [undo]
        assert catalogue.acts_named([undo.id, first.id]) == [first, undo]


def test_words_are_of_photos_that_are_there_newest_first(shelf: Shelf) -> None:
    a, b, gone = put(shelf, "a.jpg", "b.jpg", "gone.jpg").values()
    with shelf.open() as catalogue:
        first = catalogue.append_act(
            [Choice(Verb.KEEP, (a, gone)), Choice(Verb.STAR, (b,), value="2")], who=PERSON, why=""
        )
        second = catalogue.append_act(
            [Choice(Verb.REJECT, (a,)), Choice(Verb.APART, (a,), (b,), "copy")], who="x", why=""
        )
    shelf.put(Batch(missing=("gone.jpg",)))
    with shelf.open() as catalogue:
        assert catalogue.words({Verb.KEEP, Verb.REJECT}) == [(a, Verb.REJECT, second.id), (a, Verb.KEEP, first.id)]


def test_a_decision_does_not_wait_for_the_run_that_holds_the_library(shelf: Shelf) -> None:
    (a,) = put(shelf, "a.jpg").values()
    with exclusive(shelf.database), shelf.open(create=False) as catalogue:
        catalogue.append_act([Choice(Verb.KEEP, (a,))], who=PERSON, why="")
        assert len(catalogue.acts()) == 1


def test_a_decision_waits_while_a_batch_is_written(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("winnow.catalogue.database.BUSY_TIMEOUT_SECONDS", 300.0)
    (a,) = put(shelf, "a.jpg").values()

    def decide() -> Act:
        with shelf.open(create=False) as catalogue:
            return catalogue.append_act([Choice(Verb.KEEP, (a,))], who=PERSON, why="")

    with shelf.open(create=False) as run, ThreadPoolExecutor(1) as beside:
        with run._database.writing():
            deciding = beside.submit(decide)
            assert wait([deciding], timeout=0.3).not_done
            assert run.acts() == []
        written = deciding.result()
        assert run.acts() == [written]


def test_a_library_that_cannot_be_written_is_told(public_shelf: Shelf, read_only: ReadOnly) -> None:
    (a,) = put(public_shelf, "a.jpg").values()
    with (
        read_only(public_shelf.database.parent),
        public_shelf.open(create=False) as catalogue,
        pytest.raises(LibraryReadOnlyError, match="Make it writable"),
    ):
        catalogue.append_act([Choice(Verb.KEEP, (a,))], who=PERSON, why="")


def test_a_path_means_the_photo_there_then_the_shot_whose_other_file_it_is_then_the_one_last_there(
    shelf: Shelf,
) -> None:
    ids = put(shelf, "gone.jpg", "here.jpg", "was raw.raf")
    with_raw = shelf.photo("shot.jpg", "S", companion=Companion("was raw.raf", 1, 1))
    shelf.put(Batch(missing=("gone.jpg", "was raw.raf"), fingerprints=(with_raw,), others=(Found("notes.txt", 1, 1),)))
    with shelf.open() as catalogue:
        named = catalogue.photo_ids(["here.jpg", "gone.jpg", "was raw.raf", "shot.jpg", "notes.txt", "never.jpg"])
        assert named == {
            "here.jpg": ids["here.jpg"],
            "gone.jpg": ids["gone.jpg"],
            "was raw.raf": named["shot.jpg"],
            "shot.jpg": named["shot.jpg"],
        }
        assert catalogue.photo_paths() == {named["here.jpg"]: "here.jpg", named["shot.jpg"]: "shot.jpg"}
        assert catalogue.photo_paths([ids["gone.jpg"]]) == {ids["gone.jpg"]: "gone.jpg"}


@pytest.mark.parametrize("read", [Catalogue.acts, lambda catalogue: catalogue.acts_about([1])])
def test_reading_an_empty_log_gives_none(shelf: Shelf, read: Callable[[Catalogue], list[Act]]) -> None:
    put(shelf, "a.jpg")
    with shelf.open() as catalogue:
        assert read(catalogue) == []


def test_an_act_is_found_by_what_the_client_called_it_in_its_own_folder(shelf: Shelf) -> None:
    a = put(shelf, "a.jpg")["a.jpg"]
    with shelf.open() as catalogue:
        named = catalogue.append_act([Choice(Verb.KEEP, (a,))], who=PERSON, why="", key="a key of mine")
        undo = catalogue.append_undo_after(named.id, named.id, who=PERSON, why="", key="another")
        catalogue.append_act([Choice(Verb.REJECT, (a,))], who=PERSON, why="")
        catalogue.append_act([Choice(Verb.KEEP, (a,))], who=PERSON, why="")
        assert undo is not None
        assert [catalogue.act_keyed(key) for key in ("a key of mine", "another", "none")] == [named.id, undo.id, None]
