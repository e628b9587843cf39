"""Deciding, without touching a file, what a run has to do about each path.

::

    each file met:  unknown, or of another size or time    → look
                    failed, and asked to retry or stale    → look
                    back again, or not wholly measured     → recognise, without hashing
                    else                                   → unchanged
    each path known and not met                            → missing; its content may turn up at a new path: moved
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from winnow.domain.photo import Fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from winnow.catalogue.rows import Known
    from winnow.domain.photo import Found


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run has to do.

    Attributes:
        look: new or changed files, to be opened and hashed.
        recognise: photos whose content is known from size and mtime, and whose row says missing, or whose measurement
            is stale or impression lacking: no hash needed.
        missing: known photos that the walk did not meet, of which the catalogue does not say so yet.
        vanished: files that are no photos, likewise.
        unchanged: how many need nothing.
    """

    look: tuple[Found, ...]
    recognise: tuple[Fingerprint, ...]
    missing: tuple[str, ...]
    vanished: tuple[str, ...]
    unchanged: int

    @property
    def to_do(self) -> int:
        """How many files the run goes through."""
        return len(self.look) + len(self.recognise)

    def limited_to(self, limit: int | None) -> Plan:
        """The same plan, going through `limit` files at most; the rest stays for another run."""
        if limit is None or self.to_do <= limit:
            return self
        recognise = self.recognise[:limit]
        return replace(self, recognise=recognise, look=self.look[: limit - len(recognise)])


def plan(
    found: Iterable[Found],
    known: Mapping[str, Known],
    *,
    recipe: str,
    retry_failed: bool,
    unreadable: Iterable[str] = (),
) -> Plan:
    """Compare what the walk met with what the catalogue knows.

    Args:
        found: the walk.
        known: the catalogue's rows by path.
        recipe: the signal recipe of this winnow: what was measured or failed under another is stale.
        retry_failed: treat failures as new.
        unreadable: folders and files that the system would not show: what they hold is not known to be gone.
    """
    look: list[Found] = []
    recognise: list[Fingerprint] = []
    met: set[str] = set()
    for photo in found:
        met.add(photo.path)
        row = known.get(photo.path)
        if row is None or not _same_file(photo, row) or _wants_another_try(row, recipe, retry_failed=retry_failed):
            look.append(photo)
        elif row.photo and row.content is not None and (row.missing or not row.measured) and row.failed is None:
            recognise.append(Fingerprint(photo, row.content))
    hidden = frozenset(unreadable)
    within = tuple(f"{folder}/" for folder in hidden)
    gone = sorted(path for path in known if path not in met and path not in hidden and not path.startswith(within))
    return Plan(
        look=tuple(look),
        recognise=tuple(recognise),
        missing=tuple(path for path in gone if known[path].photo and not known[path].missing),
        vanished=tuple(path for path in gone if not known[path].photo),
        unchanged=len(met) - len(look) - len(recognise),
    )


def _same_file(photo: Found, row: Known) -> bool:
    return (photo.size, photo.mtime_ns, photo.companion) == (row.size, row.mtime_ns, row.companion)


def _wants_another_try(row: Known, recipe: str, *, retry_failed: bool) -> bool:
    return row.failed is not None and (retry_failed or row.failed_recipe != recipe or row.missing)


def _displaced(work: Plan, known: Mapping[str, Known]) -> set[str]:
    """Paths that were renamed over: a file of another path's size and time lies there now, as when names are exchanged.

    An edit gives a file a new size and time, so a photo that was edited where it lies keeps its row, even if its
    original was put aside.
    """
    changed = [photo for photo in work.look if photo.path in known]
    moved_from = {*work.missing, *(photo.path for photo in changed)}
    stats = {(known[path].size, known[path].mtime_ns) for path in moved_from}
    return {photo.path for photo in changed if (photo.size, photo.mtime_ns) in stats}


class Moves:
    """Which path that is gone a newly met photo continues, so that its row, and what hangs on it, goes along.

    A photo that stands where its content always stood continues nothing. A RAW and a JPEG that become one photo, or
    stop being one, go on as that photo; else it continues a path that had the same content and is gone or was taken by
    another, one of the same file name first. Each is taken once.
    """

    def __init__(self, work: Plan, found: Sequence[Found], known: Mapping[str, Known]) -> None:
        met = {photo.path for photo in found}
        self._standing = {path: row.content for path, row in known.items() if path in met}
        self._parted = {row.companion.path: path for path, row in known.items() if row.companion and path not in met}
        self._gone: dict[bytes, list[str]] = {}
        self._missing = frozenset(work.missing)
        gone = self._missing | {path for path, row in known.items() if row.missing and path not in met}
        for path in sorted(gone | _displaced(work, known)):
            content = known[path].content
            if content is not None:
                self._gone.setdefault(content, []).append(path)
        self.taken: set[str] = set()

    def claim(self, photo: Fingerprint) -> str | None:
        """The old path of this photo if it was moved, else None."""
        path = photo.found.path
        if self._standing.get(path) == photo.content:
            return None
        old = self._other_half(photo.found) or self._same_content(photo)
        if old is not None:
            self.taken.add(old)
        return old

    def _other_half(self, found: Found) -> str | None:
        """The path that this shot went by when it was another of its two files."""
        if found.path in self._standing:
            return None
        old = found.companion.path if found.companion else self._parted.get(found.path)
        return old if old in self._missing and old not in self.taken else None

    def _same_content(self, photo: Fingerprint) -> str | None:
        paths = [path for path in self._gone.get(photo.content, ()) if path not in self.taken]
        name = photo.found.path.rpartition("/")[2]
        return next((path for path in paths if path.rpartition("/")[2] == name), paths[0] if paths else None)
