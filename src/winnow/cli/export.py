"""``winnow export``: the chosen photos to where other programs and other people find them."""

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import winnow
from winnow.cli.export_report import Report, in_brief, in_full
from winnow.cli.groups import watch
from winnow.cli.interrupt import Interruption
from winnow.cli.options import LibraryFile, MinScore, Model, Profile, existing_folder_if_given
from winnow.cli.terminal import plural, shown, typed
from winnow.domain.export import By, ExportEvent, Selection, Targets

if TYPE_CHECKING:
    from winnow.workflows.export_plan import Plan


def export(  # noqa: PLR0913 - one parameter per option of the command
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="FOLDER",
            help="A folder that has been rated.",
            callback=existing_folder_if_given,
            show_default=False,
        ),
    ] = None,
    *,
    top: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Of those chosen, the best N.", show_default=False)
    ] = None,
    kept: Annotated[bool, typer.Option("--kept", help="Photos that were kept; so if nothing is chosen.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="All photos that were not rejected.")] = False,
    rejected: Annotated[bool, typer.Option("--rejected", help="Photos that were rejected.")] = False,
    starred: Annotated[bool, typer.Option("--starred", help="Photos with stars.")] = False,
    min_stars: Annotated[
        int | None, typer.Option(min=1, max=5, metavar="N", help="Photos with N stars or more.", show_default=False)
    ] = None,
    min_score: MinScore = None,
    best_of_groups: Annotated[
        bool, typer.Option("--best-of-groups", help="Of photos of the same moment, the keeper.")
    ] = False,
    profile: Profile = None,
    to: Annotated[
        Path | None, typer.Option(metavar="DIR", help="A folder to put the files in.", show_default=False)
    ] = None,
    by: Annotated[By, typer.Option(help="How they get there.")] = By.COPY,
    flat: Annotated[bool, typer.Option("--flat", help="Without the folders that they lie in.")] = False,
    zip_file: Annotated[
        Path | None, typer.Option("--zip", metavar="FILE", help="An archive of the files.", show_default=False)
    ] = None,
    csv: Annotated[Path | None, typer.Option(metavar="FILE", help="A table.", show_default=False)] = None,
    json: Annotated[Path | None, typer.Option(metavar="FILE", help="The same as JSON.", show_default=False)] = None,
    gallery: Annotated[
        Path | None, typer.Option(metavar="DIR", help="A folder with a page to look at.", show_default=False)
    ] = None,
    originals: Annotated[
        bool, typer.Option("--originals", help="Put the files themselves into the gallery too.")
    ] = False,
    xmp: Annotated[
        bool,
        typer.Option(
            "--xmp",
            help="XMP sidecars beside the photos, for other photo programs; alone, of all with anything to say.",
        ),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print what would be done, and do nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Move without asking.")] = False,
    undo: Annotated[
        Path | None,
        typer.Option(metavar="DIR|JOURNAL", help="Undo the last move into this folder.", show_default=False),
    ] = None,
    model: Model = None,
    library: LibraryFile = None,
) -> None:
    """Copy, link or move the chosen photos; or make an archive, a table, a gallery, XMP sidecars of them.

    Nothing is ever written over, and the same command goes on where it was stopped. Photos stay where they are, but for
    --by move, which --undo takes back.

    \b
    Examples:
      winnow export ~/Pictures --kept --to /media/stick/best
      winnow export ~/Pictures --top 50 --gallery ~/summer --zip ~/summer.zip
      winnow export ~/Pictures --xmp
      winnow export ~/Pictures --rejected --to ~/rejected --by move --dry-run
      winnow export --undo ~/rejected
    """  # noqa: D301 - \b is Click's mark for "do not wrap this paragraph"
    if undo is not None:
        follow(winnow.undo_export(undo), Report(undoing=True))
        return
    if folder is None:
        raise typer.BadParameter("say which folder", param_hint="FOLDER")
    stars = min_stars or (1 if starred else None)
    lib = winnow.open_library(folder, library=library, model=model)
    if best_of_groups:
        watch(lib.gather(), typed(folder, library, model))
    selection = Selection(top, kept, rejected, stars, min_score, best_of_groups, everything)
    plan = lib.plan_export(
        selection,
        Targets(to, by, flat, zip_file, csv, json, gallery, originals, xmp),
        profile=profile,
    )
    if not (plan.items or plan.gone):
        nobody_chosen = plan.targets.sidecars_alone and selection.says_nothing
        none = "Nothing is said of any photo" if nobody_chosen else "No photo matches"
        typer.echo(f"{none}: nothing to export from {typed(folder)}", err=True)
        return
    for line in in_full(plan) if dry_run else in_brief(plan):
        typer.echo(shown(line))
    if not dry_run and may_move(plan, yes=yes):
        follow(lib.export(plan), Report(files=len(plan.sidecars) + len(plan.files.placings)))


def may_move(plan: "Plan", *, yes: bool) -> bool:
    """Whether photos may be taken away from where they lie; asked on a terminal, unless it was said.

    Raises:
        typer.BadParameter: it was not said, and there is nobody to ask.
    """
    if plan.targets.to is None or plan.targets.by is not By.MOVE or yes or not plan.files.placings:
        return True
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise typer.BadParameter("a move takes photos away from where they lie; say --yes", param_hint="--by move")
    if typer.confirm(f"Move {plural(len(plan.files.placings), 'file')} away from {shown(str(plan.source))}?"):
        return True
    typer.echo("Nothing was done.")
    return False


def follow(events: Iterator[ExportEvent], report: Report) -> None:
    """Report an export to its end; a signal ends it after the file in hand.

    Raises:
        typer.Exit: a signal came; 130 or 143.
        ExportIncompleteError: some files were left.
    """
    with Interruption(report.stopping) as interruption, closing(events), report:  # type: ignore[type-var] # a generator
        for event in events:
            report.tell(event)
            if interruption.exit_code is not None:
                break
    if interruption.exit_code is not None:
        raise typer.Exit(interruption.exit_code)
    report.end()
