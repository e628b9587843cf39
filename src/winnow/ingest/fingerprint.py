"""Is it a picture, and which: a look at the first bytes, then the SHA-256 of all of them.

file <- it, or the RAW of the same shot should it be empty
head <- the first 4 KB
no picture by content, none by name -> NotAPhoto        (a 4 GB video costs one small read)
empty                               -> EMPTY
more bytes than any picture has     -> TOO_LARGE        (before minutes are spent on hashing it)
else                                -> Fingerprint      (a .jpg that holds HTML too: it fails later, with a reason)
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from winnow.domain.failure import FailureKind, UnscoreableError
from winnow.domain.photo import Fingerprint, NotAPhoto
from winnow.ingest.limits import check_bytes
from winnow.ingest.sniff import HEAD_BYTES, has_picture_name, sniff
from winnow.ingest.source import content_file, unreadable

if TYPE_CHECKING:
    from winnow.domain.photo import Found
    from winnow.ingest.limits import Limits


def fingerprint(folder: str, limits: Limits, found: Found) -> Fingerprint | NotAPhoto:
    """Return the fingerprint of a found file, or that it is no photo.

    Raises:
        UnscoreableError: EMPTY, TOO_LARGE or UNREADABLE.
    """
    path = content_file(found).path
    try:
        with open(os.path.join(folder, path), "rb") as file:
            head = file.read(HEAD_BYTES)
            if sniff(head, path) is None and not has_picture_name(path):
                return NotAPhoto(found)
            if not head:
                raise UnscoreableError(FailureKind.EMPTY, "the file is empty")
            check_bytes(os.fstat(file.fileno()).st_size, limits)
            file.seek(0)
            return Fingerprint(found, hashlib.file_digest(file, "sha256").digest())
    except OSError as error:
        raise unreadable(error) from error
