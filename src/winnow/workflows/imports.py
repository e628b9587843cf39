"""Taking over what was decided in other programs.

::

    every photo that is there → its sidecars, the one written last first → what others say in them
                              → what is said inside its file, if they do not      ↓
    the log → the last word on each photo, and whose ──────────────────→ what is new → one act (winnow.workflows.ruling)
                                                                        → what the person decided otherwise: held
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from winnow.curation.said import Said, said
from winnow.domain.decision import PERSON, Choice, Verb
from winnow.domain.errors import SidecarDamagedError, SidecarUnwritableError
from winnow.domain.imported import Imported, Unread
from winnow.domain.tags import Flag, Tags
from winnow.domain.views import Decision
from winnow.export.sidecar import names_of, read_sidecar, speaks_of
from winnow.export.xmp import read, read_others
from winnow.signals.recipe import RECIPE
from winnow.workflows.ruling import Ruling, decide_by
from winnow.workflows.sidecars import shots

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from winnow.catalogue.catalogue import Catalogue
    from winnow.curation.said import Word
    from winnow.export.sidecar import Shot

IMPORT: Final = "import"
"""Who decided, in the log."""

_VERBS: Final = {Flag.PICKED: Verb.KEEP, Flag.REJECTED: Verb.REJECT, Flag.NEITHER: Verb.UNMARK}


@dataclass(frozen=True, slots=True)
class Theirs:
    """What there is to read of one photo.

    Attributes:
        others: what other programs say.
        there: what is said at all, by winnow too.
        sidecar: whether a sidecar speaks of it.
    """

    others: Tags
    there: Tags
    sidecar: bool = False


def take_over(catalogue: Catalogue, scorer: str, *, theirs: bool, dry_run: bool) -> Imported:
    """Decide what other programs decided; with `theirs` also where the person decided otherwise in winnow.

    Args:
        catalogue: the library.
        scorer: whose listing to read; no score is looked at.
        theirs: the word of other programs counts more than the person's in winnow.
        dry_run: only say what would be decided.

    Raises:
        OvertakenError: somebody decided again and again meanwhile.
    """

    def rule() -> Ruling[Imported]:
        return _ruling(catalogue, scorer, theirs=theirs)

    if dry_run:
        return rule().found
    imported, done = decide_by(catalogue, rule, who=IMPORT)
    return replace(imported, done=done)


def _ruling(catalogue: Catalogue, scorer: str, *, theirs: bool) -> Ruling[Imported]:
    listed = catalogue.listing(scorer)
    speakers = shots(catalogue.folder, [photo.found for photo in listed])
    inside = catalogue.tags(RECIPE)
    spoken = said(catalogue.acts())
    words: dict[tuple[Verb, str | None], list[int]] = defaultdict(list)
    held: list[str] = []
    unread: list[Unread] = []
    for photo in listed:
        found = gather(speakers[photo.found.path], inside.get(photo.content or b"", Tags()), unread)
        before = spoken.get(photo.photo, Said())
        wanted = news(found, before)
        taken = wanted if theirs else without_the_persons(wanted, before)
        if taken != wanted:
            held.append(photo.found.path)
        for word in as_words(taken):
            words[word].append(photo.photo)
    paths = {photo.photo: photo.found.path for photo in listed}
    choices = [Choice(verb, tuple(photos), value=value) for (verb, value), photos in sorted(words.items(), key=_order)]
    decisions = (Decision(one.verb, tuple(paths[photo] for photo in one.photos), value=one.value) for one in choices)
    return Ruling(Imported(tuple(decisions), tuple(held), tuple(unread)), choices)


def _order(word: tuple[tuple[Verb, str | None], list[int]]) -> tuple[str, str]:
    (verb, value), _ = word
    return verb, value or ""


def gather(shot: Shot, inside: Tags, unread: list[Unread]) -> Theirs:
    """Read all that speaks of a photo beside what is said inside it; what cannot be read goes to `unread`."""
    found = sorted(_spoken(shot, unread), key=lambda one: -one[0])
    others = first_said([*(others for _, others, _ in found), inside])
    there = first_said([*(there for _, _, there in found), inside])
    return Theirs(others, there, sidecar=bool(found))


def _spoken(shot: Shot, unread: list[Unread]) -> Iterator[tuple[int, Tags, Tags]]:
    """Of each sidecar when it was written, in ns, what others say in it, and what it says at all."""
    for path in names_of(shot):
        try:
            packet = read_sidecar(path)
            if packet is not None and speaks_of(shot, path, packet):
                yield path.stat().st_mtime_ns, read_others(packet), read(packet)
        except (SidecarDamagedError, SidecarUnwritableError) as error:
            unread.append(Unread(str(path), error.detail))


def first_said(tags: Sequence[Tags]) -> Tags:
    """Of flag, stars and label each, what the first says that says something."""
    flag = next((each.flag for each in tags if each.flag is not None), None)
    stars = next((each.stars for each in tags if each.stars is not None), None)
    return Tags(flag, stars, next((each.label for each in tags if each.label is not None), None))


def news(found: Theirs, before: Said) -> Tags:
    """What other programs say and the log does not.

    That there is nothing is news only where it was taken over from them before: programs write no stars and no flag of
    photos that nobody looked at. Stars tell that a photo is no longer rejected.
    """
    return Tags(_new_flag(found, before.flag), _new_stars(found, before.stars), _new_label(found, before.label))


def _new_flag(found: Theirs, before: Word[Flag] | None) -> Flag | None:
    now = Flag.NEITHER if before is None else before.what
    if found.others.flag:
        return found.others.flag if found.others.flag is not now else None
    restored = now is Flag.REJECTED and found.others.stars
    return Flag.NEITHER if now and (restored or (_was_theirs(found, before) and not found.there.flag)) else None


def _new_stars(found: Theirs, before: Word[int] | None) -> int | None:
    now = 0 if before is None else before.what
    if found.others.stars:
        return found.others.stars if found.others.stars != now else None
    gone = _was_theirs(found, before) and not found.there.stars and found.there.flag is not Flag.REJECTED
    return 0 if now and gone else None


def _new_label(found: Theirs, before: Word[str] | None) -> str | None:
    now = "" if before is None else before.what
    if found.others.label:
        return found.others.label if found.others.label != now else None
    return "" if now and _was_theirs(found, before) and not found.there.label else None


def _was_theirs(found: Theirs, before: Word[Any] | None) -> bool:
    return found.sidecar and before is not None and before.who == IMPORT


def without_the_persons(wanted: Tags, before: Said) -> Tags:
    """`wanted` without that on which the person had the last word in winnow."""
    return Tags(
        None if _is_persons(before.flag) else wanted.flag,
        None if _is_persons(before.stars) else wanted.stars,
        None if _is_persons(before.label) else wanted.label,
    )


def _is_persons(word: Word[Any] | None) -> bool:
    return word is not None and word.who == PERSON


def as_words(tags: Tags) -> Iterator[tuple[Verb, str | None]]:
    """What is to be decided of a photo: verbs and their values."""
    if tags.flag is not None:
        yield _VERBS[tags.flag], None
    if tags.stars is not None:
        yield Verb.STAR, str(tags.stars)
    if tags.label is not None:
        yield Verb.LABEL, tags.label or None
