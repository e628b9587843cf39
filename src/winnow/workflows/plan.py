"""Deciding, without touching a file, what a run has to do about each path."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from winnow.domain.photo import Fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from winnow.catalogue.rows import Known
    from winnow.domain.photo import Found


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run has to do.

    Attributes:
        look: new or changed files, to be opened and hashed.
        recognise: photos whose content is known from size and mtime and whose measurement is stale or whose row says
            missing: no hash needed.
        missing: known photos that the walk did not meet, of which the catalogue does not say so yet.
        vanished: files that are no photos, likewise.
        gone: content -> paths of photos that are not there, newly or since an earlier run; a new path with the same
            content is one of them moved.
        unchanged: how many need nothing.
    """

    look: tuple[Found, ...]
    recognise: tuple[Fingerprint, ...]
    missing: tuple[str, ...]
    vanished: tuple[str, ...]
    gone: Mapping[bytes, list[str]]
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
    unseen: Iterable[str] = (),
) -> Plan:
    """Compare what the walk met with what the catalogue knows.

    Args:
        found: the walk.
        known: the catalogue's rows by path.
        recipe: the signal recipe of this winnow: what was measured or failed under another is stale.
        retry_failed: treat failures as new.
        unseen: folders that could not be read: what they hold is not known to be gone.
    """
    look: list[Found] = []
    recognise: list[Fingerprint] = []
    unchanged = 0
    met: set[str] = set()
    for photo in found:
        met.add(photo.path)
        row = known.get(photo.path)
        if row is None or not _same_file(photo, row):
            look.append(photo)
        elif row.failed is not None:
            if retry_failed or row.failed_recipe != recipe or row.missing:
                look.append(photo)
            else:
                unchanged += 1
        elif row.photo and (row.missing or not row.measured):
            if row.content is None:
                look.append(photo)
            else:
                recognise.append(Fingerprint(photo, row.content))
        else:
            unchanged += 1
    hidden = tuple(f"{folder}/" for folder in unseen)
    not_met = sorted(path for path in known if path not in met and not path.startswith(hidden))
    missing = [path for path in not_met if known[path].photo and not known[path].missing]
    vanished = [path for path in not_met if not known[path].photo]
    gone: dict[bytes, list[str]] = {}
    for path in not_met:
        content = known[path].content
        if content is not None:
            gone.setdefault(content, []).append(path)
    return Plan(tuple(look), tuple(recognise), tuple(missing), tuple(vanished), gone, unchanged)


def _same_file(photo: Found, row: Known) -> bool:
    return (photo.size, photo.mtime_ns, photo.companion) == (row.size, row.mtime_ns, row.companion)


class Moves:
    """Which missing path a new path continues: each is taken once, the same file name first."""

    def __init__(self, gone: Mapping[bytes, list[str]]) -> None:
        self._gone = {content: list(paths) for content, paths in gone.items()}
        self.taken: set[str] = set()

    def claim(self, photo: Fingerprint) -> str | None:
        """The old path of this photo if it was moved, else None."""
        paths = self._gone.get(photo.content)
        if not paths:
            return None
        name = photo.found.path.rpartition("/")[2]
        old = next((path for path in paths if path.rpartition("/")[2] == name), paths[0])
        paths.remove(old)
        self.taken.add(old)
        return old
