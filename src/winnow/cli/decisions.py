"""What the commands that decide share: which photos, why, and saying what was done and how to take it back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from winnow.cli.options import existing_folder
from winnow.cli.terminal import plural, shown, typed
from winnow.domain.decision import Verb

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from winnow.domain.views import Decision, Done
    from winnow.library import Library

Photos = Annotated[
    list[Path], typer.Argument(metavar="PHOTO", help="Photos in folders that have been rated.", show_default=False)
]
Why = Annotated[str, typer.Option(metavar="TEXT", help="A reason, for the log.", show_default=False)]
FolderOrHere = Annotated[
    Path,
    typer.Argument(
        metavar="FOLDER",
        help="A folder that has been rated, or one below it; the current one if not said.",
        callback=existing_folder,
        show_default=False,
    ),
]

NAMES_SHOWN = 3

WORDS = {
    Verb.KEEP: "kept {photos}",
    Verb.REJECT: "rejected {photos}",
    Verb.UNMARK: "unmarked {photos}",
    Verb.STAR: "gave {stars} to {photos}",
    Verb.LABEL: "labelled {photos} {value}",
    Verb.KEEPER: "preferred {photos} to {others}",
    Verb.KEEP_ALL: "kept all of {photos}",
    Verb.TOGETHER: "put together {photos} ({value})",
    Verb.APART: "told {photos} apart from {others} ({value})",
}
WORDS_WITHOUT = {Verb.STAR: "took the stars off {photos}", Verb.LABEL: "took the label off {photos}"}


def announce(done: Done, lib: Library, library: Path | None) -> None:
    """Say what was decided, and how to take it back."""
    words = in_words(done.entry.decisions)
    typer.echo(f"{words[0].upper()}{words[1:]}.\nTo take it back: winnow undo {typed(lib.folder, library)}")


def in_words(decisions: Iterable[Decision]) -> str:
    """What was decided, in the past tense: ``kept a.jpg, b.jpg and 12 more``."""
    return "; ".join(_in_words(decision) for decision in decisions)


def _in_words(decision: Decision) -> str:
    without = decision.value in {None, "0"}
    words = WORDS_WITHOUT[decision.verb] if without and decision.verb in WORDS_WITHOUT else WORDS[decision.verb]
    stars = plural(int(decision.value or 0), "star") if decision.verb is Verb.STAR else ""
    photos, others = listed(decision.photos), listed(decision.others)
    return words.format(photos=photos, others=others, value=decision.value, stars=stars)


def listed(paths: Sequence[str]) -> str:
    """The names of a few photos, or of the first of many and how many more."""
    more = len(paths) - NAMES_SHOWN
    names = [shown(path) for path in paths[:NAMES_SHOWN]] + ([f"{more:,} more"] if more > 0 else [])
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
