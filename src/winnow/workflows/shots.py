"""The files of a shot as they lie now: the photo, the RAW beside it, the sidecars that other programs wrote.

::

    each folder, read once: which photo owns which stem, which sidecar is whose
    each photo → its files, with the size and time that they have now
               → where an export has moved them, if it did
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from winnow.domain.export import Part
from winnow.export.files import sha256_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from winnow.catalogue.rows import Listed

SIDECARS: Final = frozenset({"xmp", "pp3", "arp", "dop", "on1", "aae"})
"""Adobe and most others; RawTherapee, ART, DxO, ON1, Apple."""

_DUPLICATE: Final = re.compile(r"(.+)_\d\d(\.\w+)")  # darktable's IMG_01.NEF.xmp, the second version of IMG.NEF


class Shots:
    """The shots of a folder.

    Args:
        folder: where the paths of `listed` begin.
        listed: every photo there.
        moved: where exports have moved files, by where they were.
    """

    def __init__(self, folder: Path, listed: Iterable[Listed], moved: Mapping[Path, Path]) -> None:
        self._folder = folder
        self._moved = moved
        self._moved_names: dict[Path, set[str]] = defaultdict(set)
        for source in moved:
            self._moved_names[source.parent].add(source.name)
        self._photos: dict[str, list[Listed]] = defaultdict(list)
        for photo in listed:
            self._photos[_parent(photo.found.path)].append(photo)
        self._sidecars: dict[str, dict[int, list[tuple[str, str]]]] = {}

    def parts(self, photo: Listed) -> tuple[Part, ...]:
        """The files of a photo, its own first, where its RAW is the second if it has one; empty if it is gone."""
        found, companion = photo.found, photo.found.companion
        known = [(found.path, _suffix(found.path))] + ([(companion.path, _suffix(companion.path))] if companion else [])
        own = [part for path, suffix in known if (part := self._part(path, suffix))]
        if not own or own[0].path != found.path:
            return ()
        beside = [self._part(path, suffix, sidecar=True) for path, suffix in self._sidecars_of(photo)]
        return (self._hashed(own[0], photo), *own[1:], *filter(None, beside))

    def _part(self, path: str, suffix: str, *, sidecar: bool = False) -> Part | None:
        """A file where it lies now; None if it is not to be found."""
        source = self._folder / path
        if not source.exists():
            source = self._moved.get(source, source)
        try:
            stat = source.stat()
        except OSError:
            return None
        return Part(path, suffix, os.fspath(source), stat.st_size, stat.st_mtime_ns, sidecar=sidecar)

    def _hashed(self, part: Part, photo: Listed) -> Part:
        """The photo's own file with its SHA-256: the library's, unless the file has changed since."""
        found = photo.found
        content = photo.content if (part.size, part.mtime_ns) == (found.size, found.mtime_ns) and part.size else None
        if content is None:
            content = _content(Path(part.source))
        return replace(part, content=content)

    def _sidecars_of(self, photo: Listed) -> list[tuple[str, str]]:
        """Paths and suffixes."""
        folder = _parent(photo.found.path)
        if folder not in self._sidecars:
            self._sidecars[folder] = self._read(folder)
        return self._sidecars[folder].get(photo.photo, [])

    def _read(self, folder: str) -> dict[int, list[tuple[str, str]]]:
        """The sidecars of a folder by photo."""
        by_name, by_stem = _owners(self._photos[folder])
        sidecars: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for name in sorted(self._names(folder)):
            about, dot, extension = name.rpartition(".")
            if dot and extension.lower() in SIDECARS:
                for base, owners in ((about, by_name), (_first_version(about), by_name), (about, by_stem)):
                    if owner := owners.get(base.casefold()):
                        stem = base if owners is by_stem else base.rpartition(".")[0]
                        sidecars[owner].append((f"{folder}{name}", name[len(stem) :]))
                        break
        return sidecars

    def _names(self, folder: str) -> set[str]:
        place = self._folder / folder
        names = self._moved_names[place]
        try:
            return names | set(os.listdir(place))  # noqa: PTH208 - names alone are wanted
        except OSError:
            return names


def _owners(photos: Iterable[Listed]) -> tuple[dict[str, int], dict[str, int]]:
    """Whose a sidecar is that is named after a whole file name, or after a stem: of several, the one with a RAW's."""
    by_name: dict[str, int] = {}
    by_stem: dict[str, int] = {}
    for photo in sorted(photos, key=lambda photo: photo.found.companion is None):
        for path in _paths(photo):
            name = path.rpartition("/")[2]
            by_name.setdefault(name.casefold(), photo.photo)
            by_stem.setdefault(name.rpartition(".")[0].casefold(), photo.photo)
    return by_name, by_stem


def _paths(photo: Listed) -> Iterator[str]:
    yield photo.found.path
    if photo.found.companion is not None:
        yield photo.found.companion.path


def _first_version(name: str) -> str:
    match = _DUPLICATE.fullmatch(name)
    return match[1] + match[2] if match else name


def _parent(path: str) -> str:
    folder, slash, _ = path.rpartition("/")
    return folder + slash


def _suffix(path: str) -> str:
    _, dot, extension = path.rpartition("/")[2].rpartition(".")
    return dot + extension if dot else ""


def _content(source: Path) -> bytes | None:
    try:
        return sha256_of(source)
    except OSError:
        return None  # copying it will say why
