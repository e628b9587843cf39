"""``winnow groups``: what belongs together, and which of it to keep."""

import json as json_format
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

import winnow
from winnow.cli.options import Folder, Json, LibraryFile, Model, Workers
from winnow.cli.terminal import console, plural, shorten, shown, typed
from winnow.domain.gathering import Gathered, Step
from winnow.domain.group import WHOLE, Kind
from winnow.domain.grouped import Grouped, Member

FIXED_COLUMNS = 14  # indent, mark and score of a member

Kinds = Annotated[
    list[Kind] | None,
    typer.Option("--kind", metavar="KIND", help="Only groups of this kind; may be said again.", show_default=False),
]
Similarity = Annotated[
    float | None,
    typer.Option(
        min=50,
        max=99,
        metavar="PERCENT",
        help="How alike photos of a group are, 85 to 95; 88 if not set.",
        show_default=False,
    ),
]


def groups(
    folder: Folder,
    *,
    kind: Kinds = None,
    similarity: Similarity = None,
    json: Json = False,
    model: Model = None,
    workers: Workers = None,
    library: LibraryFile = None,
) -> None:
    """Show what belongs together, and which photo of each group to keep, with the reasons.

    Kinds: exact (the same bytes), copy (the same picture), burst (the same moment), bracket and panorama (kept
    whole), scene (the same occasion).

    \b
    Examples:
      winnow groups ~/Pictures --kind burst
      winnow groups ~/Pictures --similarity 92
      winnow groups ~/Pictures --json | jq -r '.[] | select(.kind == "copy") | .keeper'
    """  # noqa: D301 - \b is Click's mark for "do not wrap this paragraph"
    lib = winnow.open_library(folder, library=library, model=model, workers=workers)
    watch(lib.gather(similarity=similarity), typed(folder, library, model))
    found = lib.groups(kind or tuple(Kind))
    if json:
        typer.echo(json_format.dumps([as_json(one) for one in found], indent=1))
    elif found:
        print_groups(found)
    elif kind:
        typer.echo(f"No groups of that kind. All of them: winnow groups {typed(folder, library, model)}")
    else:
        typer.echo(f"No groups. If photos are new: winnow rate {typed(folder, library, model)}")


def watch(steps: Iterable[Step | Gathered], where: str) -> None:
    """Let grouping run, with a bar on standard error while there is something to wait for; then say what it left out.

    `where` is the folder with its options, as one types them.
    """
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed:,} of {task.total:,}"))
    with Progress(
        *columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()
    ) as progress:
        tasks = {}
        for step in steps:
            if isinstance(step, Step):
                if step.stage not in tasks:
                    tasks[step.stage] = progress.add_task(step.stage.capitalize(), total=step.of)
                progress.update(tasks[step.stage], completed=step.done)
            else:
                for line in remarks(step, where):
                    typer.echo(line, err=True)


def remarks(gathered: Gathered, where: str) -> Iterator[str]:
    """Which photos are in no group although they may belong to one, and what to type."""
    if gathered.left_out:
        said = plural(gathered.left_out, "photo")
        yield f"{said} could not be looked at or compared; the next time it is tried again."
    if gathered.waiting:
        said = plural(gathered.waiting, "photo")
        yield f"{said} in no group yet, for want of a score by this winnow and model. Type: winnow rate {where}"


def as_json(group: Grouped) -> dict[str, object]:
    """A group as `--json` has it; see docs/reference.md."""
    return {
        "id": group.group.id,
        "kind": group.group.kind.value,
        "keeper": group.keeper.path,
        "margin": round(group.suggestion.margin, 3),
        "sure": group.suggestion.sure,
        "whole": group.group.kind in WHOLE or group.keep_all,
        "reasons": list(group.suggestion.reasons),
        "members": [
            {
                "path": member.path,
                "score": None if member.score is None else round(member.score, 2),
                "kept": member.mark.kept,
            }
            for member in group.members
        ],
    }


def print_groups(found: Sequence[Grouped]) -> None:
    """Each group with its members, best first, and a line of counts at the end."""
    out = console()
    for group in found:
        out.print(Text(headline(group), style="bold"))
        for member in group.members:
            out.print(_line(member, group, out.width))
        out.print()
    counts = {kind: sum(one.group.kind is kind for one in found) for kind in Kind}
    said = ", ".join(f"{count:,} {kind.value}" for kind, count in counts.items() if count)
    out.print(f"{plural(len(found), 'group')}: {said}")


def headline(group: Grouped) -> str:
    """``Burst of 5, sure: sharper: 1.8x``."""
    name = f"{group.group.kind.value.capitalize()} of {len(group.members)}"
    if group.keep_all:
        return f"{name}, keep all: you said so"
    sure = "keep all" if group.group.kind in WHOLE else "sure" if group.suggestion.sure else "close call"
    return f"{name}, {sure}" + (f": {'; '.join(group.suggestion.reasons)}" if group.suggestion.reasons else "")


def _line(member: Member, group: Grouped, width: int) -> Text:
    is_whole = group.group.kind in WHOLE or group.keep_all
    is_kept = is_whole or member is group.keeper or member.photo in group.chosen
    score = "  - " if member.score is None else f"{member.score:4.1f}"
    line = Text(f"  {'●' if is_kept else '○'} {score}  ", style="" if is_kept else "dim")
    line.append(shorten(shown(member.path), max(20, width - FIXED_COLUMNS)))
    if member.mark.kept is not None:
        line.append("  kept" if member.mark.kept else "  rejected", style="green" if member.mark.kept else "red")
    return line
