"""Writing a file so that it is whole or not there, and stands in nobody's way.

::

    written under a hidden name beside its place, its SHA-256 taken on the way
    flushed to the disk, read back, compared
    given its name, unless something has it        (a hard link, which the system makes or refuses at once)
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final

from filelock import FileLock, Timeout

from winnow.domain.errors import TargetBusyError, TargetUnwritableError, WinnowError
from winnow.export.names import names_from
from winnow.export.situations import NotWrittenError, in_words, situation, unwritable, writing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CHUNK_BYTES: Final = 1 << 20

_NO_HARD_LINKS: Final = frozenset({errno.EPERM, errno.EACCES, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})


@contextlib.contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Be the only export that writes into a folder, which is made if it is not there; take away what a killed one left.

    Raises:
        TargetBusyError: another one is at it.
        TargetFullError, TargetUnwritableError: the folder cannot be made, or not written.
    """
    lock = FileLock(folder / ".winnow-export.lock", timeout=0)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise TargetBusyError(f"Wait until it is done with {folder}.") from None
    except OSError as error:
        found = situation(error, folder)
        raise found if isinstance(found, WinnowError) else unwritable(error, folder) from error
    try:
        for left_over in folder.glob(".winnow-*.part"):
            left_over.unlink(missing_ok=True)
        yield
    finally:
        with contextlib.suppress(OSError):  # Windows removes no file that is open
            (folder / ".winnow-export.lock").unlink()
        lock.release()


def hidden_beside(path: Path) -> Path:
    """A free name for what is being written, in the folder of `path`; no walk takes it for a photo."""
    return path.with_name(f".winnow-{secrets.token_hex(6)}.part")


def free_name(wanted: Path, suffix: str) -> Path:
    """`wanted`, which ends in `suffix`, or the first of the numbered names after it that nothing has."""
    return next(name for name in names_from(wanted, suffix) if not os.path.lexists(name))


def sha256_of(path: Path) -> bytes:
    """The SHA-256 of a file as the disk has it."""
    with path.open("rb") as file:
        forget_cached(file)
        return hashlib.file_digest(file, "sha256").digest()


def forget_cached(file: BinaryIO) -> None:
    """Ask the system to read a file from the disk again, where it can be asked."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def copy(source: Path, written: Path) -> None:
    """Copy a file to `written`, which must not be there, with its modification time.

    When this returns, the copy is on the disk and was read back. If it raises, there is no copy.

    Raises:
        NotWrittenError: the original cannot be read, or changed meanwhile; or the copy is not what was written.
        TargetFullError, TargetUnwritableError: nothing more can be written there.
    """
    with whole_or_gone(written), reading(source) as original:
        with writing(written.parent), written.open("xb") as file:
            content = pour(original, file.write)
            file.flush()
            stat = os.fstat(original.fileno())
            os.utime(written, ns=(stat.st_atime_ns, stat.st_mtime_ns))
            os.fsync(file.fileno())
        with writing(written.parent):
            read_back = sha256_of(written)
        if read_back != content:
            raise NotWrittenError("what was read back is not what was written: is the disk failing?")


@contextlib.contextmanager
def reading(source: Path) -> Iterator[BinaryIO]:
    """An original, open to be read; at the end it is looked whether it is still the same.

    Raises:
        NotWrittenError: it cannot be opened, or it changed meanwhile.
    """
    try:
        original = source.open("rb")
    except OSError as error:
        raise _unreadable(error) from error
    with original:
        before = os.fstat(original.fileno())
        yield original
        after = os.fstat(original.fileno())
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            raise NotWrittenError("it changed while it was read")


def pour(original: BinaryIO, write: Callable[[bytes], object]) -> bytes:
    """Hand all of an original to `write`, and return its SHA-256.

    Raises:
        NotWrittenError: the system will not read it.
    """
    digest = hashlib.sha256()
    while True:
        try:
            chunk = original.read(CHUNK_BYTES)
        except OSError as error:
            raise _unreadable(error) from error
        if not chunk:
            return digest.digest()
        digest.update(chunk)
        write(chunk)


def _unreadable(error: OSError) -> NotWrittenError:
    return NotWrittenError(f"it cannot be read: {in_words(error)}")


@contextlib.contextmanager
def whole_or_gone(written: Path) -> Iterator[None]:
    """Take away what was written so far if something goes wrong."""
    try:
        yield
    except BaseException:  # Ctrl-C too: what is half written must not stay
        with contextlib.suppress(OSError):
            written.unlink()
        raise


def flush_folder(folder: Path) -> None:
    """See that the names in a folder are on the disk, where the system can be told to."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:  # some network and FUSE file systems know no such thing
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(descriptor)


def give_name(written: Path, name: Path) -> None:
    """Let a file that lies at `written` lie at `name`, over nothing.

    A link and an unlink, for a rename would replace what stands there. Where the file system knows no hard links (FAT),
    or the file is another user's, it is looked first.

    Raises:
        FileExistsError: something stands at `name`.
        OSError: whatever the system says; EXDEV if they are on different disks.
    """
    try:
        name.hardlink_to(written)
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
    else:
        _take_from(written, name)
        return
    if os.path.lexists(name):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(name))
    written.rename(name)


def _take_from(written: Path, name: Path) -> None:
    """Unlink a file that has its new name; if it may not be, it keeps the old one alone."""
    try:
        written.unlink()
    except OSError:
        name.unlink()
        raise


def same_bytes(one: Path, other: Path) -> bool:
    """Whether two files hold the same. False where one is not there, or is no file.

    Raises:
        OSError: one cannot be read.
    """
    if not (one.is_file() and other.is_file()):
        return False
    if one.samefile(other):
        return True
    return one.stat().st_size == other.stat().st_size and sha256_of(one) == sha256_of(other)


@dataclass(slots=True)
class NewFile:
    """A file that is being written, and when it is whole: where it lies.

    Attributes:
        fresh: False where a file of that name with the very same bytes was there, and was left in its place.
    """

    file: BinaryIO
    path: Path
    fresh: bool = True


@contextlib.contextmanager
def new_file(wanted: Path) -> Iterator[NewFile]:
    """A file to be written; in the end it gets the name `wanted`, or a numbered one where another has that.

    Raises:
        TargetBusyError, TargetFullError, TargetUnwritableError: it cannot be written.
    """
    written = hidden_beside(wanted)
    try:
        with alone_in(wanted.parent), whole_or_gone(written), writing(wanted.parent):
            with written.open("x+b") as file:
                new = NewFile(file, wanted)
                yield new
                file.flush()
                os.fsync(file.fileno())
            new.path, new.fresh = _named(written, wanted)
    except NotWrittenError as error:  # here one file is all there is to write
        raise TargetUnwritableError(str(error)) from error


def _named(written: Path, wanted: Path) -> tuple[Path, bool]:
    for path in names_from(wanted, wanted.suffix):
        try:
            give_name(written, path)
        except FileExistsError:
            if same_bytes(written, path):
                written.unlink()
                return path, False
        else:
            flush_folder(path.parent)
            return path, True
    raise AssertionError("names do not end")
