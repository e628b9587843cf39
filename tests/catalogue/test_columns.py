"""What lists are made from: every photo, and what is known of contents."""

from __future__ import annotations

import pytest
from tests.catalogue.conftest import Shelf

from winnow.catalogue.batch import Batch
from winnow.catalogue.columns import _MOST_ASKED_FOR, ContentFacts
from winnow.domain.photo import Companion


def test_every_photo_that_is_there_comes_in_order_of_path(shelf: Shelf) -> None:
    raw = Companion("b.raf", 900, 1)
    shelf.put(
        shelf.rated("b.jpg", "b", 6.5),
        Batch(fingerprints=(shelf.photo("b.jpg", "b", size=100, companion=raw),), failures=(shelf.failure("a.jpg"),)),
        shelf.rated("gone.jpg", "c", 5.0),
        Batch(missing=("gone.jpg",)),
    )
    with shelf.open() as catalogue:
        broken, scored = catalogue.photo_rows(shelf.scorer)
    assert (broken.path, broken.score, broken.failure_kind, broken.failure_reason) == (
        "a.jpg",
        None,
        "damaged",
        "truncated",
    )
    assert (scored.path, scored.score, scored.confidence) == ("b.jpg", 6.5, 0.5)
    assert (scored.size, scored.companion, scored.companion_size) == (100, "b.raf", 900)


@pytest.mark.parametrize("more", [0, _MOST_ASKED_FOR])
def test_what_is_known_of_contents_is_what_was_measured_and_seen(shelf: Shelf, more: int) -> None:
    content, impression = shelf.impression("b")
    shelf.put(shelf.rated("a.jpg", "a", 5.0, "2019-07-14T10:00:00"), shelf.rated("b.jpg", "b", 5.0))
    shelf.put(Batch(impressions=((content, impression),)))
    asked = {shelf.content("a"), content, *(shelf.content(f"strange {number}") for number in range(more))}
    with shelf.open() as catalogue:
        found = catalogue.facts(asked, shelf.recipe, shelf.network)
        assert catalogue.facts(asked, "signals-0", shelf.network) == {}
    notes = {"camera_make": "FUJIFILM", "iso": 200, "flash_fired": False}
    signals = {"sharpness": 1.25, "noise": None}
    dated = {"taken_at": "2019-07-14T10:00:00", **notes}
    assert found == {
        shelf.content("a"): ContentFacts("jpeg", 6000, 4000, signals, dated, None),
        content: ContentFacts("jpeg", 6000, 4000, signals, notes, impression.distribution),
    }
