"""The light table: one library in memory, as every request sees it, and the one way to decide in it.

::

    a request → has anybody written? → new acts are heard at once; the rest is read in the background → View
    a decision, by one at a time → the log, on the disk → heard → the next View
    background: what another process wrote → read;   what was told apart or put together → grouped;
                else the keeper rule, asked of every group

A view is never changed: whoever has one works on while the next is made.
"""

from __future__ import annotations

import contextlib
import hashlib
import time
from threading import Event, RLock, Thread
from typing import TYPE_CHECKING

from winnow.curation.ledger import Ledger
from winnow.curation.sense import check
from winnow.domain.decision import PERSON
from winnow.domain.errors import (
    LibraryNotFoundError,
    LibraryUnavailableError,
    NoDecisionToRedoError,
    NoDecisionToUndoError,
    PhotoNotFoundError,
    ProfilesDamagedError,
    WinnowError,
)
from winnow.domain.profile import Weights
from winnow.web.background import Background
from winnow.web.held_catalogue import HeldCatalogue
from winnow.web.lists import Lists
from winnow.web.regrouping import Regrouping
from winnow.web.standing import Standing
from winnow.web.view import Located
from winnow.workflows.album import Album, album_of, read_album
from winnow.workflows.album_facts import Facts
from winnow.workflows.desk import Desk, after, set_up, speaks_of_belonging
from winnow.workflows.profiles import ProfileStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from winnow.catalogue.catalogue import Catalogue
    from winnow.catalogue.stamp import Stamp
    from winnow.domain.additive import AdditiveModel
    from winnow.domain.decision import Act, Choice
    from winnow.library import Library
    from winnow.web.view import Outcome, View


QUIET_SECONDS = 0.3
"""Since the last request, before the keeper rule is asked: its thread would take turns with the next one's."""

LOCK_SECONDS = 0.001
"""Between two tries of who only looks to get the lock: unless somebody decides it is not held for long."""

LONGEST_LOCK_SECONDS = 3.0
"""After which who only looks takes what stands: a disk that hangs is not to hold up what is in memory."""


class LightTable:
    """One library, open for as long as the table is. Its methods may be called from any thread."""

    def __init__(self, library: Library) -> None:
        self.folder = library.folder
        self.model: AdditiveModel = library.parts.model()
        self.profiles = ProfileStore(library.parts.profiles)
        self.lists = Lists()
        self.tell: Callable[[str], None] = lambda _: None
        """Called with each new revision, at once: of two changes within a second no page hears of the last alone."""
        self._library = library
        self._lock = RLock()
        self._is_deciding = False
        self._held = HeldCatalogue(library.parts.database, library.folder)
        self._stamp: Stamp | None = None
        self._standing = Standing(_empty(self.model))
        self._laid_out = Event()
        self._asked = False
        self._looked_at = 0.0
        self._regrouping = Regrouping(library, lambda: self._background.is_closing)
        self._background = Background(self._read_again, self._regrouping.run, self._ask_the_rule)

    def begin(self) -> None:
        """Read the library in a thread of its own, so that it is there when the first page asks."""
        Thread(target=self._lay_out_quietly, name="reading", daemon=True).start()

    def close(self) -> None:
        """End what goes on in the background and give the database back."""
        self._background.close()
        with self._lock:
            self._held.close()

    def without_grouping(self) -> AbstractContextManager[None]:
        """Have nothing grouped in the background meanwhile: what is begun is given up, and done afterwards."""
        return self._regrouping.resting(self._background.gather)

    def settle(self) -> None:
        """Wait until nothing is left to do in the background."""
        with self._lock:
            self.view()
        self._background.settle()

    def view(self) -> View:
        """The library as it is, at most the reading of other people's photos and groups behind."""
        self._looked_at = time.monotonic()
        if not self._laid_out.is_set():
            self._lay_out()
        elif self._lock_unless_deciding():
            try:
                self._notice()
            finally:
                self._lock.release()
        return self._standing.view

    def _lock_unless_deciding(self) -> bool:
        """Take the lock. Whoever decides may hold it until the disk is free, and what stands until then is right."""
        until = time.monotonic() + LONGEST_LOCK_SECONDS
        while not self._lock.acquire(blocking=False):
            if self._is_deciding or time.monotonic() >= until:
                return False
            time.sleep(LOCK_SECONDS)
        return True

    @contextlib.contextmanager
    def _deciding(self) -> Iterator[None]:
        """Hold the lock, and let nobody who only looks wait for it."""
        with self._lock:
            self._is_deciding = True
            try:
                yield
            finally:
                self._is_deciding = False

    def revision(self, view: View | None = None) -> str:
        """Another one whenever anything changed, by whomever: of a view, or of the library as it is."""
        weights = self.weights()
        own = (view or self.view()).revision
        if weights.are_the_models:
            return own
        said = repr((sorted(weights.parts.items()), sorted(weights.styles.items())))
        return f"{own}-{hashlib.sha256(said.encode()).hexdigest()[:6]}"

    def weights(self) -> Weights:
        """Those of the profile in use; the model's own where the file cannot be read, which asking for it tells."""
        try:
            profiles = self.profiles.read()
        except ProfilesDamagedError:
            return Weights()
        return profiles.find(profiles.active) or Weights()

    def weighed(self) -> bool:
        """Whether photos are shown with other scores than the model's own."""
        return not self.weights().are_the_models

    def profile(self) -> str | None:
        """The name of the profile in use; None for the model's own.

        Raises:
            ProfilesDamagedError: the file cannot be read.
        """
        return self.profiles.read().active

    def located(self, photo_id: int) -> Located:
        """Where a photo's files are.

        Raises:
            PhotoNotFoundError: the folder has no such photo.
        """
        album = self.view().desk.album
        place = self.place(album, photo_id)
        row = album.rows[place]
        return Located(row.path, row.companion, row.content, album.version(place), album.formats.text(place))

    def place(self, album: Album, photo_id: int) -> int:
        """The place of a photo in an album; raises `PhotoNotFoundError` if it is not there."""
        place = album.place_of.get(photo_id)
        if place is None:
            raise PhotoNotFoundError(f"There is no photo {photo_id} in the folder now.")
        return place

    def those_here(self, photos: Iterable[int]) -> set[int]:
        """Those of `photos` that are in the view: it is looked at once."""
        return self.view().desk.album.place_of.keys() & set(photos)

    def catalogue(self) -> Catalogue:
        """The library's database, open.

        Raises:
            LibraryNotFoundError: the folder has not been rated.
        """
        return self._held.to_read()

    def look_for_library(self) -> None:
        """See that the folder and its library are there.

        Raises:
            LibraryUnavailableError: they are not, but may come back: the disk that holds them was taken away.
        """
        if self._held.is_away():
            raise LibraryUnavailableError("Its folder is not there now. Is its disk connected?")
        self._take_up_again()

    def _take_up_again(self) -> None:
        """Go on with a library whose disk was put back as another device, if it says what it said, and perhaps more."""
        if not self._held.is_on_another_device():
            return
        with self._lock:
            if not self._held.is_on_another_device():  # another thread did it
                return
            other = self._held.anew()
            if self._is_known(other.to_read()):
                self._held, other = other, self._held
                self._background.read()
            other.close()

    def _is_known(self, catalogue: Catalogue) -> bool:
        """Whether a library holds every photo and act that this one does, under the same number."""
        album, acts = self._standing.view.desk.album, tuple(self._standing.ledger.acts)
        paths = catalogue.photo_paths()
        has_photos = all(paths.get(photo) == album.rows[place].path for photo, place in album.place_of.items())
        return has_photos and tuple(catalogue.acts())[: len(acts)] == acts

    def _to_decide_on(self) -> View:
        """The library as it is; raises what `HeldCatalogue.to_write` does if its file is not the one it was."""
        if self._held:
            self._take_up_again()
            self._held.to_write()
        elif not self._held.is_there():  # the page that decides had one: this server began while its disk was away
            raise LibraryUnavailableError("There is no library in this folder now. Is its disk connected?")
        return self.view()

    def log(self) -> tuple[Sequence[Act], frozenset[int]]:
        """Everything that was decided, oldest first, and what of it is not in force."""
        with self._lock:
            self.view()
            return tuple(self._standing.ledger.acts), self._standing.ledger.undone()

    def decide(self, choices: Sequence[Choice], why: str = "", *, key: str | None = None) -> Outcome:
        """Decide; when this returns it is on the disk.

        Args:
            choices: what is decided at once.
            why: in words, for the log.
            key: what the client calls it: what was decided under a key, also by a server before this one, is not
                decided again, and told as it was then.

        Raises:
            PhotoNotFoundError: one of the photos is not in the folder; nothing is decided.
            ArgumentError: one of the choices makes no sense; likewise.
            LibraryUnavailableError: the library's file is not there now; likewise.
            LibraryReplacedError: another lies in its place; likewise.
            LibraryNotFoundError: the folder has not been rated; the database's other errors as for `Catalogue`.
        """
        with self._deciding():
            album = self._to_decide_on().desk.album
            if told := self._told_again(key):
                return told
            for choice in choices:
                check(choice)
                for photo in (*choice.photos, *choice.others):
                    self.place(album, photo)
            act = self._held.to_write().append_act(choices, who=PERSON, why=why, key=key)
            return self._hear()[act.id]

    def undo(self, key: str | None = None) -> Outcome:
        """Take back what was decided last, by whomever; `key` as for `decide`.

        Raises:
            NoDecisionToUndoError: everything is taken back.
        """
        return self._take_back(key, Ledger.to_undo, NoDecisionToUndoError)

    def redo(self, key: str | None = None) -> Outcome:
        """Decide again what was undone last; `key` as for `decide`.

        Raises:
            NoDecisionToRedoError: nothing was undone, or something was decided since.
        """
        return self._take_back(key, Ledger.to_redo, NoDecisionToRedoError)

    def _take_back(self, key: str | None, which: Callable[[Ledger], int | None], error: type[WinnowError]) -> Outcome:
        with self._deciding():
            self._to_decide_on()
            if told := self._told_again(key):
                return told
            while True:
                undoes, newest = which(self._standing.ledger), self._standing.ledger.newest
                if undoes is None:
                    raise error
                act = self._held.to_write().append_undo_after(newest, undoes, who=PERSON, why="", key=key)
                heard = self._hear()
                if act is not None:  # else another process decided something since the last look
                    return heard[act.id]

    def _told_again(self, key: str | None) -> Outcome | None:
        """What was decided under a key, if anything was."""
        act_id = self._held.to_read().act_keyed(key) if self._held and key is not None else None
        if act_id is None:
            return None
        self._hear()
        return self._standing.told_again(act_id)

    def _notice(self) -> None:
        """See whether anybody wrote: acts are heard now, photos and groups are read in the background."""
        if self._regrouping.is_due():
            self._background.gather()
        if not self._held:
            if self._held.is_there():
                self._background.read()
        elif self._held.is_written():
            self._hear()
            self._background.read()

    def _hear(self) -> dict[int, Outcome]:
        """Hear the acts that are new; what each of them did. Whose own act is the last is told of those before it."""
        acts = list(self.catalogue().acts_since(self._standing.ledger.newest))
        heard = {}
        for act in acts:
            heard[act.id] = self._standing.hear(act)
            if speaks_of_belonging(heard[act.id].about):
                self._background.gather()
            if act in acts[-2:]:
                self._tell()
        return heard

    def _tell(self) -> None:
        self.tell(self.revision(self._standing.view))

    def _lay_out(self) -> None:
        """Read the library for the first time; whoever comes meanwhile waits for it."""
        with self._lock:
            if not self._laid_out.is_set():
                self._read_again()
                self._laid_out.set()

    def _lay_out_quietly(self) -> None:
        with contextlib.suppress(WinnowError):  # who asks for it tries again, and is told
            self._lay_out()

    def _read_again(self) -> None:
        """Read what is different, in the background but for the first time."""
        try:
            catalogue = self.catalogue()
        except LibraryNotFoundError:
            return
        stamp = catalogue.stamp(self.model.scorer)
        known, view = self._stamp, self._standing.view
        if known is not None and (known.photos, known.groups) == (stamp.photos, stamp.groups):
            return
        album = view.desk.album
        if known is None or known.photos != stamp.photos:
            album = read_album(catalogue, self.model, album)
            if catalogue.is_any_ungrouped(self.model.scorer):
                self._background.gather()  # the command line rates without grouping
        ledger = Ledger(catalogue.acts())
        desk = set_up(album, catalogue.clusters(), ledger, view.desk)
        missing = catalogue.missing()
        with self._lock:
            for act in catalogue.acts_since(ledger.newest):
                desk = after(desk, ledger, ledger.add(act))
            self._stamp = stamp
            reading = view.reading + (album is not view.desk.album)
            self._standing.lay(desk, ledger, reading, grouped=stamp.grouped, missing=missing)
            self._tell()

    def _ask_the_rule(self) -> bool:
        """Ask the keeper rule of a few more groups; whether there may be others. Once all are asked, pages are told."""
        if time.monotonic() < self._looked_at + QUIET_SECONDS:
            time.sleep(QUIET_SECONDS / 10)
            return True
        desk = self._standing.view.desk
        if desk.keepers.ask_more(desk.groups):
            self._asked = True
        elif self._asked:
            self._asked = False
            with self._lock:
                self._standing.renew()
                self._tell()
        return self._asked


def _empty(model: AdditiveModel) -> Desk:
    return set_up(album_of((), Facts.none(), model), (), Ledger(()))
