"""The photos in one ZIP archive.

Stored, not compressed: a JPEG is compressed already. Names are UTF-8 and such as every system can unpack; times are
there to the second, in UTC beside ZIP's own local ones. What was written is read back and compared.
"""

from __future__ import annotations

import hashlib
import os
import struct
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from winnow.domain.errors import TargetUnwritableError
from winnow.domain.export import Left, Made, Progress
from winnow.export.files import CHUNK_BYTES, forget_cached, new_file, pour, reading
from winnow.export.situations import NotWrittenError

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from winnow.export.layout import Placing

_FIRST_YEAR, _LAST_YEAR = 1980, 2107  # what ZIP's own times can tell
_UNIX: Final = 3
_PLAIN_FILE: Final = 0o100644 << 16
_UTC_TIME: Final = 0x5455  # Info-ZIP's extended timestamp, which unzip restores: flags 1, seconds since 1970
_LATEST_UTC: Final = 2**31 - 1


def archive(placings: Sequence[Placing], wanted: Path, photos: int) -> Generator[Progress | Left | Made]:
    """Write an archive of `photos` photos at `wanted`, or at a numbered name where something else is.

    A file that cannot be read is left out.

    Raises:
        TargetBusyError, TargetFullError, TargetUnwritableError: the archive cannot be written.
    """
    contents: dict[str, bytes] = {}
    with new_file(wanted) as new:
        with ZipFile(new.file, "w", ZIP_STORED) as packed:
            for number, placing in enumerate(placings, start=1):
                try:
                    contents[placing.to] = _pack(packed, placing)
                except NotWrittenError as error:
                    yield Left(placing.part.path, str(error))
                yield Progress(wanted.name, number, len(placings))
        new.file.flush()
        os.fsync(new.file.fileno())
        _verify(new.file, contents, wanted)
    yield Made(str(new.path), photos, new.fresh)


def _pack(packed: ZipFile, placing: Placing) -> bytes:
    """Add one file, and return its SHA-256. It is read first, whole: what cannot be read leaves no half."""
    chunks: list[bytes] = []
    with reading(Path(placing.part.source)) as original:
        content = pour(original, chunks.append)
        mtime = os.fstat(original.fileno()).st_mtime
    packed.writestr(_entry(placing.to, mtime), b"".join(chunks))
    return content


def _entry(name: str, mtime: float) -> ZipInfo:
    local = time.localtime(mtime)[:6]
    if not _FIRST_YEAR <= local[0] <= _LAST_YEAR:
        local = (_FIRST_YEAR, 1, 1, 0, 0, 0)
    entry = ZipInfo(name, local)
    entry.create_system = _UNIX
    entry.external_attr = _PLAIN_FILE
    if 0 <= mtime <= _LATEST_UTC:
        entry.extra = struct.pack("<HHBl", _UTC_TIME, 5, 1, int(mtime))
    return entry


def _verify(file: BinaryIO, contents: dict[str, bytes], wanted: Path) -> None:
    forget_cached(file)
    with ZipFile(file) as packed:
        for name, content in contents.items():
            digest = hashlib.sha256()
            with packed.open(name) as entry:
                for chunk in iter(partial(entry.read, CHUNK_BYTES), b""):
                    digest.update(chunk)
            if digest.digest() != content:
                raise TargetUnwritableError(f"{wanted}: what was read back is not what was written.")
