"""Whatever a folder goes through, batch by batch: no photo is lost, none is doubled, history only grows."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from winnow.catalogue.batch import Batch
from winnow.catalogue.catalogue import Catalogue
from winnow.domain.failure import Failed, FailureKind
from winnow.domain.measurement import Measurement
from winnow.domain.metadata import Metadata
from winnow.domain.photo import Fingerprint, Found
from winnow.domain.score import Score

RECIPE, SCORER = "signals-1", "model-1"
paths = st.sampled_from(["a.jpg", "b.jpg", "2019/a.jpg", "caf\udce9.jpg"])
contents = st.sampled_from([bytes([number]) * 32 for number in range(3)])
Rows = dict[int, tuple[bytes, bytes | None, bool]]


class Library(RuleBasedStateMachine):
    """A library beside a model of it: what stands at each path, told by the last event there."""

    @initialize()
    def make(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.database = Path(self.folder.name) / "library.db"
        self.catalogue = Catalogue.open(self.database, Path(self.folder.name), create=True)
        self.stands: dict[str, bytes | FailureKind | None] = {}  # content, or why it failed; None: no photo
        self.lost: set[str] = set()  # paths where a photo was once lost
        self.past: list[tuple[object, ...]] = []
        self.ids: set[int] = set()

    def teardown(self) -> None:
        self.catalogue.close()
        self.folder.cleanup()

    def write(self, batch: Batch) -> None:
        self.catalogue.write(batch, RECIPE, SCORER)

    def rows(self) -> Rows:
        with closing(sqlite3.connect(self.database)) as connection:
            query = "SELECT id, path, content, missing_since IS NOT NULL FROM photos"
            return {row[0]: (row[1], row[2], bool(row[3])) for row in connection.execute(query)}

    def id_at(self, path: str) -> int:
        (found,) = [key for key, (name, _, gone) in self.rows().items() if name == os.fsencode(path) and not gone]
        return found

    def id_that_moves(self, path: str, content: bytes) -> int:
        """The photo that a move of that content from `path` means: who holds it, gone or not, else who stands there."""
        at = {gone: (key, own) for key, (name, own, gone) in self.rows().items() if name == os.fsencode(path)}
        return next((at[gone][0] for gone in sorted(at) if at[gone][1] == content), self.id_at(path))

    def photos(self) -> list[str]:
        return [path for path, what in self.stands.items() if what is not None]

    @rule(path=paths, content=contents)
    def see(self, path: str, content: bytes) -> None:
        before = self.id_at(path) if path in self.photos() else None
        self.write(Batch(fingerprints=(Fingerprint(Found(path, 1, 1), content),)))
        self.stands[path] = content
        assert before in {None, self.id_at(path)}

    @rule(path=paths, content=st.none() | contents)
    def fail(self, path: str, content: bytes | None) -> None:
        self.write(Batch(failures=((Found(path, 1, 1), content, Failed(path, FailureKind.DAMAGED, "")),)))
        self.stands[path] = FailureKind.DAMAGED

    @rule(path=paths)
    def find_no_photo(self, path: str) -> None:
        if self.stands.get(path) is not None:
            self.lost.add(path)
        self.write(Batch(others=(Found(path, 1, 1),)))
        self.stands[path] = None

    @rule(path=paths)
    def miss(self, path: str) -> None:
        self.write(Batch(missing=(path,)))
        if self.stands.pop(path, None) is not None:
            self.lost.add(path)

    @precondition(lambda self: self.photos())
    @rule(data=st.data(), content=contents)
    def move(self, data: st.DataObject, content: bytes) -> None:
        old_path = data.draw(st.sampled_from(sorted(self.photos())))
        new_path = data.draw(paths.filter(lambda path: path != old_path))
        before = self.id_that_moves(old_path, content)
        stays = before != self.id_at(old_path)
        self.write(Batch(moves=((old_path, Fingerprint(Found(new_path, 1, 1), content)),)))
        if self.stands.get(new_path) is not None:
            self.lost.add(new_path)
        if not stays:
            del self.stands[old_path]
        self.stands[new_path] = content
        assert self.id_at(new_path) == before

    @precondition(lambda self: len(self.photos()) > 1)
    @rule(data=st.data(), content=contents)
    def rotate_names(self, data: st.DataObject, content: bytes) -> None:
        ring = data.draw(st.permutations(sorted(self.photos())))
        to = dict(zip(ring, [*ring[1:], ring[0]], strict=True))
        before = {path: self.id_that_moves(path, content) for path in ring}
        self.lost |= {path for path in ring if before[path] != self.id_at(path)}  # another takes the place of who stays
        moves = tuple((path, Fingerprint(Found(to[path], 1, 1), content)) for path in ring)
        self.write(Batch(moves=moves))
        for path in ring:
            self.stands[path] = content
            assert self.id_at(to[path]) == before[path]

    @invariant()
    def no_photo_is_lost(self) -> None:
        ids = set(self.rows())
        assert ids >= self.ids
        self.ids = ids

    @invariant()
    def history_only_grows(self) -> None:
        with closing(sqlite3.connect(self.database)) as connection:
            now = connection.execute("SELECT * FROM history ORDER BY id").fetchall()
        assert now[: len(self.past)] == self.past
        self.past = now

    @invariant()
    def what_is_known_is_what_stands_there(self) -> None:
        known = self.catalogue.known(RECIPE)
        here = {path: row for path, row in known.items() if not row.missing}
        assert here.keys() == self.stands.keys()
        for path, what in self.stands.items():
            row = here[path]
            assert row.photo == (what is not None)
            assert row.failed == (what if isinstance(what, FailureKind) else None)
            assert isinstance(what, FailureKind) or row.content == what
        assert {path for path, row in known.items() if row.missing} <= self.lost

    @invariant()
    def a_photo_stands_at_one_place_and_a_place_holds_one_photo(self) -> None:
        here = [name for name, _, gone in self.rows().values() if not gone]
        assert sorted(here) == sorted({os.fsencode(path) for path in self.photos()})


TestLibrary = Library.TestCase
TestLibrary.settings = settings(max_examples=40, stateful_step_count=15)


@settings(max_examples=25)
@given(data=st.data())
def test_the_order_in_which_results_arrive_changes_nothing(data: st.DataObject) -> None:
    names = [f"{folder}/{number}.jpg" for folder in "ab" for number in range(3)]
    parts = [part for number, name in enumerate(names) for part in result(name, bytes([number // 2]) * 32, number)]
    told = []
    for order in (parts, data.draw(st.permutations(parts))):
        with tempfile.TemporaryDirectory() as folder:
            told.append(answers(Path(folder), order, data.draw(st.integers(1, len(order)))))
    assert told[0] == told[1]


def answers(folder: Path, parts: list[Batch], at_once: int) -> tuple[object, ...]:
    """What a library answers that was given `parts` in that order, so many in one batch."""
    with Catalogue.open(folder / "library.db", folder, create=True) as catalogue:
        for start in range(0, len(parts), at_once):
            catalogue.write(joined(parts[start : start + at_once]), RECIPE, SCORER)
        return catalogue.known(RECIPE), catalogue.best(SCORER, RECIPE), catalogue.status(RECIPE, SCORER)


def result(path: str, content: bytes, number: int) -> list[Batch]:
    """What a run may learn of one path."""
    found = Found(path, number, number)
    if number == 1:
        return [Batch(failures=((found, content, Failed(path, FailureKind.DAMAGED, "truncated")),))]
    if number == 4:
        return [Batch(others=(found,))]
    measurement = Measurement(content, RECIPE, "jpeg", 4, 3, {"sharpness": 1.0}, Metadata())
    return [
        Batch(fingerprints=(Fingerprint(found, content),)),
        Batch(measurements=(measurement,), scores=((content, Score(content[0], 0.5)),)),
    ]


def joined(batches: list[Batch]) -> Batch:
    """One batch of several."""
    return Batch(
        fingerprints=tuple(one for batch in batches for one in batch.fingerprints),
        failures=tuple(one for batch in batches for one in batch.failures),
        others=tuple(one for batch in batches for one in batch.others),
        measurements=tuple(one for batch in batches for one in batch.measurements),
        scores=tuple(one for batch in batches for one in batch.scores),
    )
