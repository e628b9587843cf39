from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np

from winnow.catalogue.batch import Batch

if TYPE_CHECKING:
    from tests.catalogue.conftest import Shelf


def test_an_impression_comes_back_the_distribution_exactly_the_embedding_nearly(shelf: Shelf) -> None:
    content, impression = shelf.impression("A")
    shelf.put(Batch(impressions=((content, impression),)))
    with shelf.open(create=False) as catalogue:
        found = catalogue.find_impressions([content, shelf.content("B")], shelf.network)
        assert catalogue.find_impressions([content], "other@1") == {}
    assert list(found) == [content]
    assert found[content].network == shelf.network
    assert found[content].distribution == impression.distribution
    assert found[content].embedding.dtype == np.float32
    np.testing.assert_allclose(found[content].embedding, impression.embedding, atol=2e-4)


def test_a_later_look_by_the_same_network_replaces_the_earlier(shelf: Shelf) -> None:
    content, _ = shelf.impression("A")
    _, other = shelf.impression("B")
    shelf.put(Batch(impressions=(shelf.impression("A"),)), Batch(impressions=((content, other),)))
    with shelf.open(create=False) as catalogue:
        assert catalogue.find_impressions([content], shelf.network)[content].distribution == other.distribution


def test_embeddings_are_read_as_a_matrix_in_the_order_asked_for(shelf: Shelf) -> None:
    names = [str(number) for number in range(1201)]
    seen = {name: shelf.impression(name) for name in names}
    shelf.put(Batch(impressions=tuple(seen.values())))
    asked = [shelf.content(name) for name in ("1200", "nowhere", "7", "600")]
    with shelf.open(create=False) as catalogue:
        there, matrix = catalogue.embeddings(asked, shelf.network)
        assert catalogue.embeddings([], shelf.network)[1].shape == (0, 256)
        assert catalogue.embeddings([shelf.content(name) for name in names], shelf.network)[1].shape == (1201, 256)
    assert there == [shelf.content(name) for name in ("1200", "7", "600")]
    assert matrix.dtype == np.float32
    wanted = [seen[name][1].embedding for name in ("1200", "7", "600")]
    np.testing.assert_allclose(matrix, wanted, atol=2e-4)


def test_only_contents_that_the_network_saw_can_be_scored_with_it(shelf: Shelf) -> None:
    measured = Batch(measurements=(shelf.measurement("A"), shelf.measurement("B")))
    shelf.put(measured, Batch(impressions=(shelf.impression("A"), shelf.impression("C"))))
    with shelf.open(create=False) as catalogue:
        (waiting,) = catalogue.unscored(shelf.recipe, shelf.scorer, shelf.network)
        without = {each.content: each.distribution for each in catalogue.unscored(shelf.recipe, shelf.scorer)}
    assert waiting.content == shelf.content("A")
    assert waiting.distribution == shelf.impression("A")[1].distribution
    assert without == {shelf.content("A"): None, shelf.content("B"): None}


def test_a_ranking_and_a_photo_tell_what_the_network_made_of_them(shelf: Shelf) -> None:
    shelf.put(shelf.rated("a.jpg", "A", 5.0), Batch(impressions=(shelf.impression("A"),)))
    shares = shelf.impression("A")[1].distribution
    with shelf.open(create=False) as catalogue:
        assert [best.distribution for best in catalogue.best(shelf.scorer, shelf.recipe, shelf.network)] == [shares]
        assert [best.distribution for best in catalogue.best(shelf.scorer, shelf.recipe)] == [None]
        with_network, without = (catalogue.photo("a.jpg", shelf.recipe, it) for it in (shelf.network, None))
    assert with_network is not None
    assert without is not None
    assert (with_network.distribution, without.distribution) == (shares, None)


def test_reading_a_ranking_by_a_network_loads_no_numpy(shelf: Shelf) -> None:
    shelf.put(shelf.rated("a.jpg", "A", 5.0), Batch(impressions=(shelf.impression("A"),)))
    code = (
        "import sys; from pathlib import Path; from winnow.catalogue.catalogue import Catalogue\n"
        "with Catalogue.open(Path(sys.argv[1]), Path(sys.argv[2]), create=False) as catalogue:\n"
        "    assert catalogue.known(sys.argv[3], sys.argv[4])['a.jpg'].measured\n"
        "    assert catalogue.best(sys.argv[5], sys.argv[3], sys.argv[4])[0].distribution\n"
        "print('numpy' in sys.modules)"
    )
    arguments = [str(shelf.database), str(shelf.folder), shelf.recipe, shelf.network, shelf.scorer]
    ran = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, check=True, text=True)
    assert ran.stdout == "False\n"
