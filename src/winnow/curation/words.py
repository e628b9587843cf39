"""What was decided, in the past tense: ``kept a.jpg, b.jpg and 12 more``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from winnow.domain.decision import Verb

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from winnow.domain.decision import Choice
    from winnow.domain.views import Decision

    Name = Callable[[Any], str]

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


def in_words(decisions: Iterable[Decision | Choice], name: Name) -> str:
    """All of it; `name` says how a photo is called, by its path or by its id, as the decisions name it."""
    return "; ".join(_in_words(decision, name) for decision in decisions)


def listed(photos: Sequence[Any], name: Name) -> str:
    """The names of a few photos, or of the first of many and how many more."""
    more = len(photos) - NAMES_SHOWN
    names = [name(photo) for photo in photos[:NAMES_SHOWN]] + ([f"{more:,} more"] if more > 0 else [])
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _in_words(decision: Decision | Choice, name: Name) -> str:
    without = decision.value in {None, "0"}
    words = WORDS_WITHOUT[decision.verb] if without and decision.verb in WORDS_WITHOUT else WORDS[decision.verb]
    count = int(decision.value or 0) if decision.verb is Verb.STAR else 0
    stars = "1 star" if count == 1 else f"{count} stars"
    photos, others = listed(decision.photos, name), listed(decision.others, name)
    return words.format(photos=photos, others=others, value=decision.value, stars=stars)
