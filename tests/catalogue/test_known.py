from __future__ import annotations

from typing import TYPE_CHECKING

from winnow.catalogue.batch import Batch
from winnow.catalogue.catalogue import Catalogue
from winnow.catalogue.rows import Known
from winnow.domain.failure import FailureKind
from winnow.domain.photo import Companion, Found

if TYPE_CHECKING:
    from tests.catalogue.conftest import Shelf


def known(shelf: Shelf, recipe: str | None = None) -> dict[str, Known]:
    with shelf.open(create=False) as catalogue:
        return catalogue.known(recipe or shelf.recipe)


def test_a_photo_is_known_as_it_was_when_it_was_looked_at(shelf: Shelf) -> None:
    raw = Companion("a.raf", 50_000_000_000, 1)
    shelf.put(Batch(fingerprints=(shelf.photo("a.jpg", "A", size=5_000_000_000, companion=raw),)))
    assert known(shelf) == {
        "a.jpg": Known(5_000_000_000, 1_700_000_000_123_456_789, raw, shelf.content("A"), measured=False)
    }


def test_measured_is_told_per_recipe(shelf: Shelf) -> None:
    shelf.put(shelf.rated("a.jpg", "A", 5.0))
    assert known(shelf)["a.jpg"].measured
    assert not known(shelf, recipe="signals-2")["a.jpg"].measured


def test_measured_is_told_per_network(shelf: Shelf) -> None:
    shelf.put(
        shelf.rated("a.jpg", "A", 5.0), shelf.rated("b.jpg", "B", 5.0), Batch(impressions=(shelf.impression("A"),))
    )
    with shelf.open(create=False) as catalogue:
        known = catalogue.known(shelf.recipe, shelf.network)
        assert (known["a.jpg"].measured, known["b.jpg"].measured) == (True, False)
        assert not catalogue.known(shelf.recipe, "other@1")["a.jpg"].measured
        assert not catalogue.known("signals-2", shelf.network)["a.jpg"].measured
        assert catalogue.known(shelf.recipe)["b.jpg"].measured


def test_a_copy_is_measured_because_its_content_is(shelf: Shelf) -> None:
    shelf.put(shelf.rated("a.jpg", "A", 5.0), Batch(fingerprints=(shelf.photo("copy.jpg", "A"),)))
    assert known(shelf)["copy.jpg"].measured


def test_a_failure_is_known_with_the_recipe_it_failed_under(shelf: Shelf) -> None:
    shelf.put(Batch(failures=(shelf.failure("bad.jpg"), shelf.failure("worse.jpg", "W"))))
    bad, worse = known(shelf)["bad.jpg"], known(shelf)["worse.jpg"]
    assert (bad.failed, bad.failed_recipe, bad.content) == (FailureKind.DAMAGED, shelf.recipe, None)
    assert worse.content == shelf.content("W")
    assert not bad.measured


def test_a_missing_photo_stays_known(shelf: Shelf) -> None:
    shelf.put(shelf.rated("a.jpg", "A", 5.0), Batch(missing=("a.jpg",)))
    assert known(shelf)["a.jpg"].missing
    assert known(shelf)["a.jpg"].content == shelf.content("A")


def test_a_file_that_is_no_photo_is_known_by_size_and_time(shelf: Shelf) -> None:
    shelf.put(Batch(others=(Found("notes.txt", 12, 34),)))
    assert known(shelf) == {"notes.txt": Known(12, 34, photo=False)}


def test_the_file_that_stands_at_a_path_wins_over_the_photo_that_is_gone(shelf: Shelf) -> None:
    shelf.put(shelf.rated("a.jpg", "A", 5.0), Batch(others=(Found("a.jpg", 12, 34),)))
    assert known(shelf)["a.jpg"] == Known(12, 34, photo=False)
    shelf.put(shelf.rated("a.jpg", "B", 5.0))
    assert known(shelf)["a.jpg"].content == shelf.content("B")


def test_names_need_not_be_utf8(shelf: Shelf) -> None:
    names = ["caf\udce9/\udcff.jpg", "🦊 'x' \"y\"\n.jpg", "a" * 251 + ".jpg", "%41?#.jpg"]
    shelf.put(Batch(fingerprints=tuple(shelf.photo(name, name.encode("utf-8", "replace").hex()) for name in names)))
    assert set(known(shelf)) == set(names)


def test_two_folders_of_one_library_do_not_see_each_other(shelf: Shelf) -> None:
    shelf.put(shelf.rated("a.jpg", "A", 5.0))
    with Catalogue.open(shelf.database, shelf.folder / "inner", create=True) as inner:
        inner.write(shelf.rated("b.jpg", "A", 5.0), shelf.recipe, shelf.scorer)
        assert set(inner.known(shelf.recipe)) == {"b.jpg"}
        assert [best.path for best in inner.best(shelf.scorer, shelf.recipe)] == ["b.jpg"]
        assert inner.status(shelf.recipe, shelf.scorer).photos == 1
    assert set(known(shelf)) == {"a.jpg"}
