"""The `winnow` command: its sub-commands, and the one place where errors become messages and exit codes.

::

    parse → command → verb of the library → rendered to stdout         exit 0
                    ↘ WinnowError         → one line on stderr         exit 2, 3, 4 or 5
                    ↘ Ctrl-C                                           exit 130
                    ↘ the reader of stdout went away (| head)          exit 141
                    ↘ anything else is a bug: a traceback              exit 1
"""

import os
import signal
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

import winnow
from winnow.cli.belong import apart, keep_all, together
from winnow.cli.demo import demo
from winnow.cli.doctor import doctor
from winnow.cli.explain import explain
from winnow.cli.export import export
from winnow.cli.groups import groups
from winnow.cli.imports import import_
from winnow.cli.log import log
from winnow.cli.mark import keep, label, reject, star, unmark
from winnow.cli.pick import pick
from winnow.cli.rate import rate
from winnow.cli.review import review
from winnow.cli.slideshow import slideshow
from winnow.cli.status import status
from winnow.cli.terminal import shown
from winnow.cli.top import top
from winnow.cli.undo import redo, undo
from winnow.domain.errors import WinnowError

EXIT_CLOSED_PIPE = 128 + getattr(signal, "SIGPIPE", 13)


class Commands(TyperGroup):
    """All sub-commands, inside the boundary that this module's head draws."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - Typer keeps the class of its context to itself
        """Run the chosen command."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()  # so that a closed pipe is met here, not while Python shuts down
        except WinnowError as error:
            typer.echo(f"winnow: {shown(str(error))}", err=True)
            raise typer.Exit(error.exit_code) from error
        except KeyboardInterrupt as error:
            raise typer.Exit(128 + signal.SIGINT) from error
        except BrokenPipeError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is still buffered goes nowhere
            raise typer.Exit(EXIT_CLOSED_PIPE) from error
        return result


# Plain help: Rich's costs more CPU time (`time winnow --help`: 0.09 -> 0.13 s) and re-wraps the examples.
app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
DECIDING = (pick, keep, reject, unmark, star, label, together, apart, keep_all, undo, redo, log)
for command in (rate, top, explain, status, groups, review, slideshow, *DECIDING, export, doctor, demo):
    app.command()(command)
app.command("import")(import_)  # a word that Python keeps for itself


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"winnow {winnow.__version__}")
        raise typer.Exit


@app.callback()
def _winnow(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Score every photo in a folder, find the best ones, say why. Nothing leaves your machine.

    \b
    Begin with:
      winnow rate ~/Pictures       score what is new or changed; stop with Ctrl-C, go on any time
      winnow top ~/Pictures        the best fifty
      winnow demo                  try it on a small archive made for the purpose
    """  # noqa: D301 - \b is Click's mark for "do not wrap this paragraph"


def main() -> None:
    """Run the command line; ends the process with the exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr] # no file name and no locale stops a report
    app(prog_name="winnow")
