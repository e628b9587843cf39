"""XMP sidecars on disk: which files speak of a photo, what is to change in them, and changing them without loss.

::

    plan     a photo → the sidecars that speak of it, else a new one → a change for each that lacks something
    write    a change → read → merged → written beside → is it still what was read? → yes: renamed over it
                         ↑                                         no ↓
                         └────────────────────────────────────────────┘

A RAW and the JPEG of the same shot are one photo here, and share what sidecars either has.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from winnow.domain.errors import SidecarDamagedError, SidecarUnwritableError
from winnow.domain.tags import Tags
from winnow.export.files import flush_folder, give_name, hidden_beside, whole_or_gone
from winnow.export.packet import MOST_BYTES
from winnow.export.situations import in_words
from winnow.export.xmp import extension_of, merged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from winnow.domain.tags import SidecarNaming

_ATTEMPTS: Final = 5
_EXTENSIONS: Final = (".xmp", ".XMP")
_SILENCE: Final = Tags()


@dataclass(frozen=True, slots=True)
class Shot:
    """The files of one photo, absolute.

    Attributes:
        main: the RAW where there is one; a new sidecar is named after it.
        other: the JPEG or HEIC beside it.
        owns_stem: whether ``IMG.xmp`` speaks of this photo where it does not say of which ``IMG.*`` it does.
    """

    main: Path
    other: Path | None = None
    owns_stem: bool = True

    @property
    def files(self) -> tuple[Path, ...]:
        """The RAW first."""
        return (self.main,) if self.other is None else (self.main, self.other)


@dataclass(frozen=True, slots=True)
class SidecarChange:
    """One sidecar that does not say what winnow does.

    Attributes:
        read: the SHA-256 of the sidecar when the change was planned; None if there was none.
        extension: the file that a new sidecar says it speaks of, where its name does not.
        inside: what is said inside the photo.
    """

    path: Path
    wanted: Tags
    read: bytes | None = None
    extension: str | None = None
    inside: Tags = _SILENCE


def plan_sidecars(
    shot: Shot, wanted: Tags, naming: SidecarNaming, *, at: str, inside: Tags = _SILENCE
) -> list[SidecarChange]:
    """What is to change for `wanted` to be said of a photo; empty if it is said already.

    Every sidecar that speaks of it is changed, whatever its name. If there is none and there is something to say, or to
    take away of what is said inside the photo, one is made, named after `naming`.

    `at` is now, ISO 8601 with an offset; `inside` what is said inside the photo.

    Raises:
        SidecarDamagedError: a sidecar is not understood.
        SidecarUnwritableError: a sidecar cannot be read.
    """
    there = list(sidecars_of(shot))
    if there:
        changes = [(packet, SidecarChange(path, wanted, _sha256(packet), inside=inside)) for path, packet in there]
        return [change for packet, change in changes if _merged(change.path, packet, change, at) != packet]
    if wanted.say_nothing and not _take_away(wanted, inside):
        return []
    path = new_sidecar(shot, naming)
    extension = None if path.stem == shot.main.name else shot.main.suffix[1:]
    return [SidecarChange(path, wanted, extension=extension, inside=inside)]


def write_sidecar(change: SidecarChange, *, at: str) -> bool:
    """Carry out a change; the sidecar is what it was or what it is to be, never a part.

    Another program may have written it since the change was planned, or write it meanwhile: then what that program
    wrote is merged with. Permissions stay.

    Returns:
        Whether it was still as it was when the change was planned.

    Raises:
        SidecarDamagedError: the sidecar is not understood; it was left as it is.
        SidecarUnwritableError: it cannot be written, likewise.
    """
    path = Path(os.path.realpath(change.path))  # a link stays a link
    for _ in range(_ATTEMPTS):
        packet = read_sidecar(path)
        wanted = _merged(path, packet or b"", change, at)
        if wanted == packet or _replace(path, packet, wanted):
            return change.read == (None if packet is None else _sha256(packet))
    raise SidecarUnwritableError(f"{path}: another program writes it again and again.")


def sidecars_of(shot: Shot) -> Iterator[tuple[Path, bytes]]:
    """The sidecars that speak of a photo, with what is in them: ``IMG.NEF.xmp``, ``IMG.JPG.xmp``, ``IMG.xmp``.

    Raises:
        SidecarDamagedError: one that may speak of it is not understood.
        SidecarUnwritableError: one cannot be read.
    """
    for path in names_of(shot):
        packet = read_sidecar(path)
        if packet is not None and speaks_of(shot, path, packet):
            yield path, packet


def names_of(shot: Shot) -> Iterator[Path]:
    """The files that are there under a name that sidecars of the photo have; ``IMG.xmp`` may speak of another.

    Raises:
        SidecarUnwritableError: the folder may not be entered.
    """
    stems = dict.fromkeys([*shot.files, *(file.with_suffix("") for file in shot.files)])
    seen = set()
    for path in [stem.with_name(stem.name + extension) for stem in stems for extension in _EXTENSIONS]:
        with _explained(path), contextlib.suppress(FileNotFoundError, NotADirectoryError):
            found = path.stat()
            if (found.st_dev, found.st_ino) not in seen:  # one file under .xmp and .XMP, where case does not count
                seen.add((found.st_dev, found.st_ino))
                yield path


def speaks_of(shot: Shot, path: Path, packet: bytes) -> bool:
    """Whether a sidecar at one of `names_of` is this photo's.

    Raises:
        SidecarDamagedError: it is not understood, and its name does not say it.
    """
    if path.stem in {file.name for file in shot.files}:
        return True
    with _naming(path):
        extension = extension_of(packet)
    if extension is None:
        return shot.owns_stem
    return extension in {file.suffix[1:].lower() for file in shot.files}


def new_sidecar(shot: Shot, naming: SidecarNaming) -> Path:
    """Where a photo's first sidecar goes; never to an ``IMG.xmp`` that is another's or may be taken for it."""
    by_stem = shot.main.with_suffix(".xmp")
    taken = any(os.path.lexists(shot.main.with_suffix(extension)) for extension in _EXTENSIONS)
    if naming == "stem" and shot.owns_stem and not taken:
        return by_stem
    return shot.main.with_name(shot.main.name + ".xmp")


def read_sidecar(path: Path) -> bytes | None:
    """What is in a sidecar; None if there is none.

    Raises:
        SidecarDamagedError: it is too large to be one, or no file.
        SidecarUnwritableError: the system will not read it.
    """
    with _explained(path):
        try:
            found = path.stat()
            if not stat.S_ISREG(found.st_mode) or found.st_size > MOST_BYTES:
                raise SidecarDamagedError(f"{path}: no file, or larger than any sidecar.")
            return path.read_bytes()
        except FileNotFoundError:
            return None


def _replace(path: Path, packet: bytes | None, wanted: bytes) -> bool:
    """Put `wanted` in the place of `packet`; False, and nothing is changed, if that is no longer what is there."""
    with _explained(path):
        if packet is not None and not path.stat().st_mode & stat.S_IWUSR:
            raise SidecarUnwritableError(f"{path}: it is marked read-only.")
        written = hidden_beside(path)
        with whole_or_gone(written):
            with written.open("xb") as file:
                file.write(wanted)
                file.flush()
                os.fsync(file.fileno())
            settled = _give_name(written, path) if packet is None else _take_place(written, path, packet)
            if not settled:
                written.unlink()
        flush_folder(path.parent)
    return settled


def _give_name(written: Path, path: Path) -> bool:
    try:
        give_name(written, path)
    except FileExistsError:
        return False
    return True


def _take_place(written: Path, path: Path, packet: bytes) -> bool:
    _dress(written, path)
    if read_sidecar(path) != packet:
        return False
    written.replace(path)
    return True


def _dress(written: Path, path: Path) -> None:
    """Give a file the owner, permissions and extended attributes of another, but the time of now."""
    like = path.stat()
    if hasattr(os, "chown"):
        with contextlib.suppress(PermissionError):  # another's file in a shared folder becomes one's own
            os.chown(written, like.st_uid, like.st_gid)
    shutil.copystat(path, written)
    os.utime(written)


def _take_away(wanted: Tags, inside: Tags) -> bool:
    """Whether what is said inside the photo is to be there no longer."""
    words = ((wanted.flag, inside.flag), (wanted.stars, inside.stars), (wanted.label, inside.label))
    return any(word is not None and said for word, said in words)


def _merged(path: Path, packet: bytes, change: SidecarChange, at: str) -> bytes:
    with _naming(path):
        return merged(packet, change.wanted, at=at, extension=change.extension, inside=change.inside)


def _sha256(packet: bytes) -> bytes:
    return hashlib.sha256(packet).digest()


@contextlib.contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Say which sidecar is not understood."""
    try:
        yield
    except SidecarDamagedError as error:
        raise SidecarDamagedError(f"{path}: {error.detail}") from error


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Say what the system will not do, and with which sidecar."""
    try:
        yield
    except OSError as error:
        raise SidecarUnwritableError(f"{path}: {in_words(error)}.") from error
