"""Logs of decisions: written out in tests, and drawn by Hypothesis."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from hypothesis import strategies as st

from winnow.curation.standing import what_to_redo, what_to_undo
from winnow.domain.decision import LABELS, PERSON, Act, Choice, Verb
from winnow.domain.group import Kind

PHOTOS = (1, 2, 3, 4, 5, 6)
VALUES: dict[Verb, st.SearchStrategy[str | None]] = {
    Verb.STAR: st.sampled_from([str(stars) for stars in range(6)]),
    Verb.LABEL: st.sampled_from([*LABELS, None]),
    Verb.TOGETHER: st.sampled_from([str(kind) for kind in Kind]),
    Verb.APART: st.sampled_from([str(kind) for kind in Kind]),
}
Log = tuple[Act, ...]


def log(*decided: Choice) -> Log:
    """One act for each choice."""
    return then((), *decided)


def then(acts: Log, *decided: Choice) -> Log:
    """The log with an act more for each choice."""
    for choice in decided:
        acts = (*acts, Act(len(acts) + 1, "2026-03-01T09:30:00.000+00:00", PERSON, "", (choice,)))
    return acts


def undoing(acts: Log, which: int | None) -> Log:
    """The log with an act that takes that one back."""
    assert which is not None
    return (*acts, Act(len(acts) + 1, "2026-03-01T09:31:00.000+00:00", PERSON, "", (), which))


def undo(acts: Log) -> Log:
    """The log after an undo."""
    return undoing(acts, what_to_undo(acts))


def redo(acts: Log) -> Log:
    """The log after a redo."""
    return undoing(acts, what_to_redo(acts))


def numbered(acts: Sequence[Act]) -> Log:
    """Acts without undos, in another order, numbered anew."""
    return tuple(replace(act, id=number) for number, act in enumerate(acts, start=1))


def about(acts: Log, photos: Collection[int]) -> Log:
    """What the log says of these photos alone, and every undo."""
    narrowed = []
    for act in acts:
        choices = tuple(
            replace(
                choice,
                photos=tuple(photo for photo in choice.photos if photo in photos),
                others=tuple(photo for photo in choice.others if photo in photos),
            )
            for choice in act.choices
        )
        kept = tuple(choice for choice in choices if choice.photos or choice.others)
        if kept or act.undoes is not None:
            narrowed.append(replace(act, choices=kept))
    return tuple(narrowed)


def choices(photos: Sequence[int] = PHOTOS, verbs: Collection[Verb] = tuple(Verb)) -> st.SearchStrategy[Choice]:
    """Choices that make sense, of these photos."""
    return st.sampled_from(sorted(verbs)).flatmap(lambda verb: _choice(verb, photos))


def _choice(verb: Verb, photos: Sequence[int]) -> st.SearchStrategy[Choice]:
    fewest = 2 if verb in {Verb.TOGETHER, Verb.KEEP_ALL} else 1
    two_sides = verb in {Verb.APART, Verb.KEEPER}

    def made(drawn: Sequence[int], count: int, value: str | None) -> Choice:
        one, other = (1, 1 + count) if verb is Verb.KEEPER else (count, len(drawn))
        return Choice(verb, tuple(drawn[:one]), tuple(drawn[one:other]) if two_sides else (), value)

    counts = st.integers(fewest, len(photos) - two_sides)
    return st.builds(made, st.permutations(photos), counts, VALUES.get(verb, st.none()))


Step = Choice | Callable[[Log], Log]


def _undo_if_any(acts: Log) -> Log:
    return acts if what_to_undo(acts) is None else undo(acts)


def _redo_if_any(acts: Log) -> Log:
    return acts if what_to_redo(acts) is None else redo(acts)


def _take(acts: Log, steps: Sequence[Step]) -> Log:
    for step in steps:
        acts = then(acts, step) if isinstance(step, Choice) else step(acts)
    return acts


def logs(photos: Sequence[int] = PHOTOS) -> st.SearchStrategy[Log]:
    """Logs as a person makes them: decisions, undos, redos."""
    step: st.SearchStrategy[Step] = choices(photos) | st.sampled_from([_undo_if_any, _redo_if_any])
    return st.lists(step, max_size=12).map(lambda steps: _take((), steps))


def wild_logs() -> st.SearchStrategy[Log]:
    """Logs in which any act may take back any before it, once or several times."""
    drawn = st.lists(st.tuples(choices(), st.none() | st.integers(0, 99)), max_size=12)

    def made(steps: Sequence[tuple[Choice, int | None]]) -> Log:
        acts: Log = ()
        for choice, at in steps:
            acts = then(acts, choice) if at is None or not acts else undoing(acts, acts[at % len(acts)].id)
        return acts

    return drawn.map(made)
