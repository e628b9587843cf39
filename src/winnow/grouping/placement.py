"""Which of several files with the same bytes lies best: where a person would look for it.

not in a folder of copies, not named like a copy, near the top, a short path, the oldest file
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from winnow.grouping.candidate import Candidate

_FOLDERS_OF_COPIES = frozenset(
    (  # noqa: SIM905 - one word list reads better than forty quoted words
        "copy copies backup backups bak dup dups duplicate duplicates old tmp temp trash bin recycle deleted recovered "
        "kopie kopien sicherung duplikate papierkorb alt copie copies sauvegarde corbeille copia copias papelera kopia"
    ).split()
)
_WORD = re.compile(r"[^\W\d_]+")
_LIKE_A_COPY = re.compile(
    r"\(\d+\)$|~\d*$|(?<![^\W\d_])(copy|kopie|copie|copia|kopia)( ?\(?\d+\)?)?$|^(copy|kopie|copie|copia) ",
    re.IGNORECASE,
)


class Placement(NamedTuple):
    """How a file lies; sorts the best placed first."""

    in_folder_of_copies: bool
    named_like_a_copy: bool
    depth: int
    length: int
    mtime_ns: int


_IN_WORDS = (
    "not in a folder of copies",
    "not named like a copy",
    "nearer the top folder",
    "a shorter path",
    "the oldest file",
)


def placement(one: Candidate) -> Placement:
    """Return how a candidate's file lies."""
    *folders, name = one.path.split("/")
    stem = name.rpartition(".")[0] or name
    words = {word.lower() for folder in folders for word in _WORD.findall(folder)}
    return Placement(
        in_folder_of_copies=not words.isdisjoint(_FOLDERS_OF_COPIES),
        named_like_a_copy=_LIKE_A_COPY.search(stem) is not None,
        depth=len(folders),
        length=len(one.path),
        mtime_ns=one.mtime_ns,
    )


def better_placed(one: Candidate, other: Candidate) -> str | None:
    """Return the first thing, in words, by which `one` lies better than `other`; None where nothing tells."""
    pairs = zip(placement(one), placement(other), _IN_WORDS, strict=True)
    return next((words if mine < theirs else None for mine, theirs, words in pairs if mine != theirs), None)
