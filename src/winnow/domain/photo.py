"""What the walk finds on disk, and what reading its bytes adds.

Paths are relative to the library's folder, with ``/`` between parts, as ``os.fsdecode`` gives them: a name that is not
UTF-8 carries surrogate escapes, and ``os.fsencode`` gives its bytes back.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Companion:
    """The other file of one shot: the RAW beside its JPEG."""

    path: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Found:
    """A file that the walk met. Size and mtime decide whether it must be looked at again."""

    path: str
    size: int
    mtime_ns: int
    companion: Companion | None = None


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A found photo and the SHA-256 (32 bytes) of its content: the key of everything measured."""

    found: Found
    content: bytes


@dataclass(frozen=True, slots=True)
class NotAPhoto:
    """A found file that is no picture, by its content and by its name. Remembered so that it is not opened again."""

    found: Found
