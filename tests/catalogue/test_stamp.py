"""How a reader that keeps what it read learns that the library is another."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.catalogue.conftest import Shelf

from winnow.catalogue.batch import Batch
from winnow.catalogue.catalogue import Catalogue
from winnow.catalogue.groups import Gathering
from winnow.domain.decision import PERSON, Choice, Verb
from winnow.domain.group import Cluster, Kind


def test_a_watch_tells_of_every_commit_and_of_nothing_else(shelf: Shelf) -> None:
    shelf.put(shelf.rated("a.jpg", "a", 5.0))
    with shelf.open() as reader:
        watch = reader.watch()
        before = watch.version()
        reader.photo_rows(shelf.scorer)
        assert watch.version() == before
        with shelf.open() as other:
            other.append_act([Choice(Verb.KEEP, (1,))], who=PERSON, why="")
        assert watch.version() != before
        watch.close()


def grouped(shelf: Shelf, *names: str, how: str = "so") -> tuple[list[Cluster], Gathering]:
    members = tuple(sorted(shelf.content(name) for name in names))
    taken = {shelf.content(name): 7 for name in names}
    return [Cluster("burst-1", Kind.BURST, members, members[0])], Gathering(how, 0, "", taken)


CHANGES: dict[str, Callable[[Shelf, Catalogue], object]] = {
    "an act": lambda _, open_: open_.append_act([Choice(Verb.KEEP, (1,))], who=PERSON, why=""),
    "a photo": lambda shelf, _: shelf.put(shelf.rated("c.jpg", "c", 5.0)),
    "another score": lambda shelf, _: shelf.put(shelf.rated("a.jpg", "a", 6.0)),
    "a photo that is gone": lambda shelf, _: shelf.put(Batch(missing=("b.jpg",))),
    "a failure": lambda shelf, _: shelf.put(Batch(failures=(shelf.failure("b.jpg"),))),
    "other groups": lambda shelf, open_: open_.write_groups((), *_regrouped(shelf)),
}


def _regrouped(shelf: Shelf) -> tuple[list[Cluster], None, Gathering]:
    clusters, gathering = grouped(shelf, "a", "b")
    return clusters, None, gathering


@pytest.mark.parametrize("change", CHANGES)
def test_a_stamp_is_another_after(shelf: Shelf, change: str) -> None:
    shelf.put(shelf.rated("a.jpg", "a", 5.0), shelf.rated("b.jpg", "b", 5.0))
    with shelf.open() as catalogue:
        before = catalogue.stamp(shelf.scorer)
        assert catalogue.stamp(shelf.scorer) == before
        CHANGES[change](shelf, catalogue)
        assert catalogue.stamp(shelf.scorer) != before
