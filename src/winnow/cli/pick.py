"""``winnow pick``: what groups suggest becomes decisions."""

import json as json_format
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

import winnow
from winnow.cli.groups import watch
from winnow.cli.options import Folder, Json, LibraryFile, Model, Workers
from winnow.cli.terminal import plural, shown, typed
from winnow.domain.export import size_in_words
from winnow.domain.picked import Strictness

if TYPE_CHECKING:
    from winnow.domain.picked import Pick, Verdict


def pick(  # noqa: PLR0913 - one parameter per option of the command
    folder: Folder,
    *,
    target: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Keep N photos in all.", show_default=False)
    ] = None,
    strictness: Annotated[
        Strictness | None, typer.Option(help="How much to reject; normal if not said.", show_default=False)
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be decided, and why.")] = False,
    json: Json = False,
    model: Model = None,
    workers: Workers = None,
    library: LibraryFile = None,
) -> None:
    """Keep the best photo of each group, reject what it makes superfluous, leave the rest to you.

    No group is emptied; brackets and panoramas stay whole; what you kept, rejected or gave stars stays. No file is
    touched. With --target the best N photos are kept, of as many moments as there are.

    \b
    Examples:
      winnow pick ~/Pictures --dry-run | less
      winnow pick ~/Pictures --strictness gentle
      winnow pick ~/Pictures --target 100
    """  # noqa: D301 - \b is Click's mark for "do not wrap this paragraph"
    lib = winnow.open_library(folder, library=library, model=model, workers=workers)
    watch(lib.gather(), typed(folder, library, model))
    found = lib.pick(target=target, strictness=strictness, dry_run=dry_run)
    if json:
        typer.echo(as_json(found))
        return
    for line in in_full(found) if dry_run else ():
        typer.echo(line)
    typer.echo(in_brief(found))
    if target is not None and found.picked.keeps != target:
        typer.echo(missed(found.picked.keeps, target))
    if found.done is not None:
        typer.echo(f"To take it back: winnow undo {typed(lib.folder, library)}")
    else:
        typer.echo(
            "Nothing was decided: this is what would be." if dry_run else "Nothing was decided: all was so already."
        )


def as_json(found: "Pick") -> str:
    """The contract for programs; see docs/reference.md."""
    picked = found.picked

    def listed(verdicts: Iterable["Verdict"]) -> list[dict[str, object]]:
        return [{"path": one.path, "kept": one.kept, "why": one.why} for one in verdicts]

    return json_format.dumps(
        {
            "kept": listed(picked.kept),
            "rejected": listed(picked.rejected),
            "left": listed(picked.left),
            "marked": listed(picked.marked),
            "rejected_bytes": found.rejected_bytes,
            "act": None if found.done is None else found.done.entry.id,
        },
        indent=1,
    )


def in_full(found: "Pick") -> Iterator[str]:
    """What would become of each photo, and why."""
    picked = found.picked
    for word, verdicts in (("keep", picked.kept), ("reject", picked.rejected), ("leave", picked.left)):
        for one in verdicts:
            yield f"{word} {shown(one.path)}: {shown(one.why)}"


def in_brief(found: "Pick") -> str:
    """How many photos are kept, rejected and left, and what the rejected hold."""
    picked = found.picked
    size = f" ({size_in_words(found.rejected_bytes)})" if picked.rejected else ""
    marked = f"; {len(picked.marked):,} marked before" if picked.marked else ""
    kept, rejected, left = len(picked.kept), len(picked.rejected), len(picked.left)
    return f"{plural(kept, 'photo')} kept, {rejected:,} rejected{size}, {left:,} left to you{marked}."


def missed(keeps: int, target: int) -> str:
    """Why not so many are kept as were asked for."""
    reason = "that many were kept before" if keeps > target else "no more that differ, have a score and fit in"
    return f"That makes {keeps:,}, not {target:,}: {reason}."
