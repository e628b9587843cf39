"""``winnow doctor``: what this machine can decode and run, and what to install for the rest."""

from collections.abc import Sequence

import typer
from rich.table import Table
from rich.text import Text

import winnow
from winnow.cli.terminal import console, plural, shown
from winnow.domain.views import Check


def doctor() -> None:
    """Check what this machine can decode and run.

    What is absent comes with what to install for it.

    Exit code 0 unless something is missing that winnow cannot work without.
    """
    checks = winnow.examine()
    screen = console()
    screen.print(as_table(checks))
    failed = [check for check in checks if check.needed and not check.ok]
    screen.print(verdict(checks), soft_wrap=True)
    if failed:
        raise typer.Exit(1)


def as_table(checks: Sequence[Check]) -> Table:
    """One row per check, with the advice under what is not there."""
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, style="bold")
    table.add_column(overflow="fold")
    for check in checks:
        detail = Text(shown(check.detail))
        if not check.ok and check.advice:
            detail.append(f"\n{shown(check.advice)}", style="bold")
        table.add_row(_mark(check), shown(check.name), detail)
    return table


def _mark(check: Check) -> Text:
    if check.ok:
        return Text("ok", style="green")
    return Text("missing", style="red") if check.needed else Text("absent", style="yellow")


def verdict(checks: Sequence[Check]) -> str:
    """One sentence on the whole."""
    needed = [check for check in checks if check.needed and not check.ok]
    absent = [check for check in checks if not check.needed and not check.ok]
    if needed:
        return f"\nwinnow cannot work here: {', '.join(check.name for check in needed)}."
    if absent:
        return f"\nwinnow works here. {plural(len(absent), 'part')} could be added, as said above."
    return "\nwinnow works here, with every part."
