from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from winnow.catalogue.batch import Batch
from winnow.catalogue.views import histogram
from winnow.domain.failure import Failed, FailureKind
from winnow.domain.metadata import SHOT
from winnow.domain.photo import Companion
from winnow.domain.score import Score

if TYPE_CHECKING:
    from tests.catalogue.conftest import Shelf


def best(shelf: Shelf, **wanted: object) -> list[str]:
    with shelf.open(create=False) as catalogue:
        return [photo.path for photo in catalogue.best(shelf.scorer, shelf.recipe, **wanted)]  # type: ignore[arg-type] # a test's shorthand


def test_the_best_come_first_and_ties_by_path(shelf: Shelf) -> None:
    shelf.put(
        shelf.rated("b.jpg", "B", 7.0),
        shelf.rated("a.jpg", "A", 7.0),
        shelf.rated("z.jpg", "Z", 9.5),
        shelf.rated("low.jpg", "L", 0.0),
    )
    assert best(shelf) == ["z.jpg", "a.jpg", "b.jpg", "low.jpg"]
    assert best(shelf, n=2) == ["z.jpg", "a.jpg"]
    assert best(shelf, n=0) == []
    assert best(shelf, min_score=7.0) == ["z.jpg", "a.jpg", "b.jpg"]


def test_a_ranked_photo_comes_with_what_explains_it(shelf: Shelf) -> None:
    shelf.put(shelf.rated("a.jpg", "A", 7.25, "2019-07-14T18:03:22"))
    with shelf.open(create=False) as catalogue:
        (photo,) = catalogue.best(shelf.scorer, shelf.recipe)
    assert (photo.score, photo.confidence, photo.taken_at) == (7.25, 0.5, "2019-07-14T18:03:22")
    assert photo.signals == {"sharpness": 1.25, "noise": None}
    assert dict(zip(SHOT, photo.shot, strict=True)) == {**dict.fromkeys(SHOT), "iso": 200, "flash_fired": False}


def test_missing_and_failed_photos_are_not_ranked(shelf: Shelf) -> None:
    shelf.put(
        shelf.rated("a.jpg", "A", 7.0),
        shelf.rated("gone.jpg", "A", 7.0),
        shelf.rated("broke.jpg", "A", 7.0),
        Batch(missing=("gone.jpg",), failures=(shelf.failure("broke.jpg", "A"),)),
    )
    assert best(shelf) == ["a.jpg"]


def test_scores_of_another_model_do_not_mix_in(shelf: Shelf) -> None:
    shelf.put(shelf.rated("a.jpg", "A", 7.0))
    with shelf.open() as catalogue:
        catalogue.write(Batch(scores=((shelf.content("A"), Score(2.0, 0.9)),)), shelf.recipe, "model-2")
        assert [photo.score for photo in catalogue.best("model-2", shelf.recipe)] == [2.0]
        assert [photo.score for photo in catalogue.best(shelf.scorer, shelf.recipe)] == [7.0]


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2019", None, ["1.jpg", "2.jpg", "3.jpg"]),
        ("2019-07-14", None, ["2.jpg", "3.jpg"]),
        (None, "2019-07-14", ["0.jpg", "1.jpg", "2.jpg"]),
        (None, "2019", ["0.jpg", "1.jpg", "2.jpg", "3.jpg"]),
        (None, "2018", ["0.jpg"]),
        ("2019-07", "2019-07", ["2.jpg"]),
        ("2020", None, []),
    ],
)
def test_a_range_of_dates_includes_both_its_ends(
    shelf: Shelf, since: str | None, until: str | None, expected: list[str]
) -> None:
    times = ["2018-12-31T23:59:59.999", "2019-01-01T00:00:00", "2019-07-14T23:59:59.9+02:00", "2019-12-31T12:00:00"]
    shelf.put(*(shelf.rated(f"{number}.jpg", str(number), 5.0, time) for number, time in enumerate(times)))
    shelf.put(shelf.rated("undated.jpg", "U", 5.0))
    assert best(shelf, since=since, until=until) == expected


def test_without_a_range_of_dates_undated_photos_are_in(shelf: Shelf) -> None:
    shelf.put(shelf.rated("undated.jpg", "U", 5.0))
    assert best(shelf) == ["undated.jpg"]


@pytest.mark.parametrize("under", ["2019", "2019/", "/2019"])
def test_under_a_folder_means_inside_it(shelf: Shelf, under: str) -> None:
    paths = ["2019/a.jpg", "2019/x/y.jpg", "2019b/a.jpg", "2019.jpg", "2019-x/a.jpg", "201/a.jpg", "x/2019/a.jpg"]
    shelf.put(*(shelf.rated(path, path, 5.0) for path in paths))
    assert best(shelf, under=under) == ["2019/a.jpg", "2019/x/y.jpg"]


@pytest.mark.parametrize("under", ["", ".", None])
def test_under_the_folder_itself_is_everything(shelf: Shelf, under: str | None) -> None:
    shelf.put(shelf.rated("a.jpg", "A", 5.0), shelf.rated("2019/a.jpg", "B", 5.0))
    assert best(shelf, under=under) == ["2019/a.jpg", "a.jpg"]


@pytest.mark.parametrize("folder", ["100%", "a_b", "caf\udce9", "🦊", "it's"])
def test_a_folder_may_have_any_name(shelf: Shelf, folder: str) -> None:
    shelf.put(
        shelf.rated(f"{folder}/a.jpg", "A", 5.0), shelf.rated("100x/a.jpg", "B", 5.0), shelf.rated("axb/a", "C", 5.0)
    )
    assert best(shelf, under=folder) == [f"{folder}/a.jpg"]


def test_one_photo_in_detail(shelf: Shelf) -> None:
    shelf.put(
        shelf.rated("a.jpg", "A", 7.25),
        Batch(fingerprints=(shelf.photo("a.jpg", "A", companion=Companion("caf\udce9.raf", 1, 1)),)),
    )
    with shelf.open(create=False) as catalogue:
        photo = catalogue.photo("a.jpg", shelf.recipe)
        assert photo is not None
        assert photo.companion == "caf\udce9.raf"
        assert photo.measurement == shelf.measurement("A")
        assert (photo.failed, photo.missing_since) == (None, None)
        elsewhere = catalogue.photo("a.jpg", "signals-2")
        assert elsewhere is not None
        assert elsewhere.measurement is None
        assert catalogue.photo("b.jpg", shelf.recipe) is None


def test_a_missing_photo_can_still_be_looked_up(shelf: Shelf) -> None:
    shelf.put(shelf.rated("a.jpg", "A", 7.0), Batch(missing=("a.jpg",)))
    with shelf.open(create=False) as catalogue:
        photo = catalogue.photo("a.jpg", shelf.recipe)
    assert photo is not None
    assert photo.missing_since is not None
    assert photo.measurement == shelf.measurement("A")


def test_status_counts_every_photo_once(shelf: Shelf) -> None:
    shelf.put(
        shelf.rated("a.jpg", "A", 4.9),
        shelf.rated("b.jpg", "B", 5.0),
        shelf.rated("c.jpg", "C", 10.0),
        Batch(failures=(shelf.failure("z/bad.jpg"), shelf.failure("caf\udce9.jpg"))),
        Batch(fingerprints=(shelf.photo("waiting.jpg", "W"), shelf.photo("gone.jpg", "G"))),
        Batch(missing=("gone.jpg",), others=(shelf.photo("notes.txt", "N").found,)),
    )
    with shelf.open(create=False) as catalogue:
        status = catalogue.status(shelf.recipe, shelf.scorer)
        assert status.scored == len(catalogue.best(shelf.scorer, shelf.recipe))
    assert (status.photos, status.scored, status.unscoreable, status.waiting) == (6, 3, 2, 1)
    assert (status.missing, status.others, status.median) == (1, 1, 5.0)
    assert [status.histogram[bin_] for bin_ in (9, 10, 19)] == [1, 1, 1]
    assert status.failures == (
        Failed("caf\udce9.jpg", FailureKind.DAMAGED, "truncated"),
        Failed("z/bad.jpg", FailureKind.DAMAGED, "truncated"),
    )


def test_an_empty_library_has_no_median(shelf: Shelf) -> None:
    shelf.put(Batch())
    with shelf.open(create=False) as catalogue:
        status = catalogue.status(shelf.recipe, shelf.scorer)
    assert (status.photos, status.median, sum(status.histogram)) == (0, None, 0)


@given(st.lists(st.floats(0, 10)))
def test_the_histogram_is_numpys(values: list[float]) -> None:
    assert histogram(values) == tuple(np.histogram(values, bins=20, range=(0, 10))[0])
