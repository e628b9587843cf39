"""A gallery's folder: pictures, the page, and the files themselves if they are wanted.

::

    is the very same gallery there already?  → nothing to do
    in a hidden folder beside it:
        the pictures that a killed run did not come to, small and large
        the originals, copied and verified
        the page
    the folder gets its name, or a numbered one where something else has that
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from winnow.domain.errors import TargetUnwritableError
from winnow.domain.export import Left, Made, Progress
from winnow.export.files import alone_in, flush_folder, hidden_beside, same_bytes, whole_or_gone
from winnow.export.folder import copy_to
from winnow.export.gallery import LARGE_PX, SMALL_PX, Picture, page
from winnow.export.names import names_from
from winnow.export.situations import NotWrittenError, writing

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

    from winnow.domain.export import Item

    Develop = Callable[[Sequence[Item]], Iterator[tuple[Item, "Developed | str"]]]
    SizeOf = Callable[[bytes], tuple[int, int]]

BYTES_PER_PIXEL: Final = 0.2
"""Of the pictures: 0.20 of the best 24 of 404 photos, which are sharper than the rest; of all kinds 0.10 to 0.14."""

PAGE_BYTES: Final = 1_000
"""Of the page, for each photo."""

EMPTY_PAGE_BYTES: Final = 20_000
"""Of its style and script."""

_MOST_PHOTOS_PX: Final = (6000, 4000)
_LONGEST_STEM: Final = 60
_NOT_IN_AN_ADDRESS: Final = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Developed:
    """The two pictures of a photo, JPEGs without metadata."""

    small: bytes
    large: bytes


@dataclass(frozen=True, slots=True)
class Darkroom:
    """Where pictures come from.

    Attributes:
        develop: makes the pictures of photos, in any order; or says why one cannot be shown.
        size_of: the width and height of a picture; raises ValueError where it is none.
    """

    develop: Develop
    size_of: SizeOf


def build(
    items: Iterable[Item], wanted: Path, darkroom: Darkroom, *, originals: bool
) -> Generator[Progress | Left | Made]:
    """Make a gallery of photos at `wanted`, or at a numbered name where something else is.

    Photos that cannot be shown are left out, and so are further copies of one that is in it.

    Raises:
        TargetBusyError, TargetFullError, TargetUnwritableError: it cannot be written.
    """
    photos = _once(items)
    with alone_in(wanted.parent):
        if there := _there_already(photos, wanted, darkroom.size_of, originals=originals):
            yield Made(str(there), len(photos), fresh=False)
            return
        shop = _Shop(_hidden(wanted), darkroom.size_of, originals=originals)
        try:
            yield from shop.work(photos, wanted.name, darkroom.develop)
            pictures = shop.pictures(photos)
            shop.finish(page(wanted.name, pictures), pictures)
            if pictures:
                with writing(wanted.parent):
                    path, fresh = _named(shop.folder, wanted)
                yield Made(str(path), len(pictures), fresh)
        except NotWrittenError as error:
            raise TargetUnwritableError(str(error)) from error


def room(items: Iterable[Item], wanted: Path, size_of: SizeOf, *, originals: bool) -> int:
    """Return about how many bytes a gallery at `wanted` will take, beside what is there of it.

    0 only where all of it is there. How well its pictures compress shows when they are made.
    """
    photos = _once(items)
    if _there_already(photos, wanted, size_of, originals=originals):
        return 0
    shop = _Shop(_hidden(wanted), size_of, originals=originals)
    return EMPTY_PAGE_BYTES + sum(shop.room(photo) for photo in photos)


def _once(items: Iterable[Item]) -> list[Item]:
    """The photos without further copies of one."""
    return list({_name_of(item): item for item in reversed(list(items))}.values())[::-1]


def _hidden(wanted: Path) -> Path:
    """Where a gallery is made until it is whole: the same place each time, so that it goes on."""
    key = hashlib.sha256(os.fsencode(wanted.name)).hexdigest()[:12]
    return wanted.with_name(f".winnow-{key}.gallery")


def _pixels(photo: Item, long_side_px: int) -> float:
    """Of a picture of a photo, which is never larger than that; of one that was not measured as most are."""
    width, height = (photo.width, photo.height) if photo.width and photo.height else _MOST_PHOTOS_PX
    scale = min(1.0, long_side_px / max(width, height))
    return width * height * scale**2


def _name_of(item: Item) -> str:
    """What a photo's pictures are called: by its own name, so that a saved one is known, and by its content."""
    photo = item.parts[0]
    stem = Path(item.path).stem.encode("utf-8", "replace").decode()
    content = photo.content or hashlib.sha256(os.fsencode(photo.source)).digest()
    return f"{_NOT_IN_AN_ADDRESS.sub('_', stem)[:_LONGEST_STEM]}-{content.hex()[:8]}"


def _original_of(item: Item) -> str:
    return f"originals/{_name_of(item)}{_NOT_IN_AN_ADDRESS.sub('_', item.parts[0].suffix)}"


def _there_already(photos: Sequence[Item], wanted: Path, size_of: SizeOf, *, originals: bool) -> Path | None:
    """Where the gallery that would be made stands, if it does."""
    for path in names_from(wanted, ""):
        if not os.path.lexists(path):
            return None
        shop = _Shop(path, size_of, originals=originals)
        pictures = shop.pictures(photos)
        if len(pictures) == len(photos) and shop.has_page(page(wanted.name, pictures)):
            return path
    return None


def _named(folder: Path, wanted: Path) -> tuple[Path, bool]:
    html = (folder / "index.html").read_bytes()
    for path in names_from(wanted, ""):
        with contextlib.suppress(OSError):
            path.rmdir()  # an empty folder is as good as none
        if not os.path.lexists(path):
            folder.rename(path)
            flush_folder(path.parent)
            return path, True
        with contextlib.suppress(OSError):
            if (path / "index.html").read_bytes() == html:
                shutil.rmtree(folder)
                return path, False
    raise AssertionError("names do not end")


class _Shop:
    """A folder in which a gallery is made, or was."""

    def __init__(self, folder: Path, size_of: SizeOf, *, originals: bool) -> None:
        self.folder = folder
        self._size_of = size_of
        self._originals = originals

    def room(self, photo: Item) -> int:
        """About how many bytes more a photo takes."""
        pictures = 0.0 if self._size(photo) else sum(_pixels(photo, side) for side in (SMALL_PX, LARGE_PX))
        original = photo.parts[0].size if self._originals and not self._original(photo) else 0
        return PAGE_BYTES + round(BYTES_PER_PIXEL * pictures) + original

    def work(self, photos: Sequence[Item], name: str, develop: Develop) -> Generator[Progress | Left]:
        """Make what is not there yet."""
        lacking = [photo for photo in photos if self._size(photo) is None]
        done = len(photos) - len(lacking)
        for photo, developed in develop(lacking):
            if isinstance(developed, str):
                yield Left(photo.path, f"it cannot be shown: {developed}")
            else:
                self._write(f"large/{_name_of(photo)}.jpg", developed.large)
                self._write(f"small/{_name_of(photo)}.jpg", developed.small)  # last: where it is, the other is
            done += 1
            yield Progress(name, done, len(photos))
        for photo in photos if self._originals else []:
            yield from self._take_original(photo)

    def pictures(self, photos: Sequence[Item]) -> list[Picture]:
        """The photos whose pictures are there."""
        sized = [(photo, self._size(photo)) for photo in photos]
        return [Picture(photo, _name_of(photo), *size, original=self._original(photo)) for photo, size in sized if size]

    def has_page(self, html: str) -> bool:
        """Whether the page is this one."""
        try:
            return (self.folder / "index.html").read_bytes() == html.encode()
        except OSError:
            return False

    def finish(self, html: str, pictures: Sequence[Picture]) -> None:
        """Write the page, and take away what a killed run of another selection left."""
        self._write("index.html", html.encode())
        names = {f"{kind}/{picture.name}.jpg" for picture in pictures for kind in ("small", "large")}
        names |= {picture.original for picture in pictures if picture.original} | {"index.html"}
        with writing(self.folder):
            for path in self.folder.rglob("*"):
                if path.is_file() and path.relative_to(self.folder).as_posix() not in names:
                    path.unlink()
            if not pictures:
                shutil.rmtree(self.folder)

    def _size(self, photo: Item) -> tuple[int, int] | None:
        """The size of a photo's small picture; None if it is not there, or no picture."""
        try:
            size = self._size_of((self.folder / f"small/{_name_of(photo)}.jpg").read_bytes())
        except (OSError, ValueError):
            return None
        return size if (self.folder / f"large/{_name_of(photo)}.jpg").is_file() else None

    def _original(self, photo: Item) -> str | None:
        name = _original_of(photo)
        return name if self._originals and os.path.isfile(self.folder / name) else None  # noqa: PTH113 - never raises

    def _take_original(self, photo: Item) -> Iterator[Left]:
        source, goal = Path(photo.parts[0].source), self.folder / _original_of(photo)
        try:
            with writing(goal):
                goal.parent.mkdir(parents=True, exist_ok=True)
                if same_bytes(goal, source):
                    return
                goal.unlink(missing_ok=True)
            copy_to(source, goal, hidden_beside(goal))
        except NotWrittenError as error:
            yield Left(photo.path, str(error))

    def _write(self, name: str, data: bytes) -> None:
        path = self.folder / name
        written = hidden_beside(path)
        with writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            with whole_or_gone(written):
                with written.open("xb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                written.replace(path)
