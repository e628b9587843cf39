"""``winnow status``: counts, how the scores are spread, and what could not be scored."""

import dataclasses
import json as json_format
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import typer
from rich.text import Text

import winnow
from winnow.cli.options import Folder, Json, LibraryFile, Model
from winnow.cli.terminal import console, plural, shown, typed
from winnow.domain.failure import Failed, FailureKind
from winnow.domain.views import Status

PATHS_PER_REASON = 8
HISTOGRAM_ROWS = 8
EIGHTHS = " ▁▂▃▄▅▆▇█"

KIND_IN_WORDS: Mapping[FailureKind, str] = {
    FailureKind.UNREADABLE: "cannot be opened or read",
    FailureKind.EMPTY: "empty",
    FailureKind.UNSUPPORTED: "not in a format that can be read here",
    FailureKind.DAMAGED: "damaged",
    FailureKind.TOO_LARGE: "too large to decode",
    FailureKind.TIMEOUT: "took too long to decode",
    FailureKind.CRASH: "crashed the decoder",
    FailureKind.MEMORY: "asked for too much memory",
    FailureKind.CHANGED: "changed while being read",
    FailureKind.BUG: "failed because of a bug in winnow",
}


def status(folder: Folder, *, json: Json = False, model: Model = None, library: LibraryFile = None) -> None:
    """Show how a rated folder stands.

    Counts, how the scores are spread, and what could not be scored, grouped by reason.

    \b
    Examples:
      winnow status ~/Pictures
      winnow status ~/Pictures --json | jq '.failures[] | select(.kind == "damaged") | .path'
    """  # noqa: D301 - \b is Click's mark for "do not wrap this paragraph"
    standing = winnow.open_library(folder, library=library, model=model).status()
    if json:
        typer.echo(as_json(standing))
    else:
        print_status(standing, typed(folder, library, model))


def print_status(standing: Status, where: str) -> None:
    """Print for a person, with commands for the folder at `where`; long lists of paths are cut on a terminal."""
    screen = console()
    most = PATHS_PER_REASON if sys.stdout.isatty() else None
    for line in report(standing, where, most_paths=most):
        screen.print(line, soft_wrap=True)


def as_json(standing: Status) -> str:
    """The contract for programs: counts, and ``failures: [{path, kind, reason}]``."""
    return json_format.dumps(
        {
            "photos": standing.photos,
            "scored": standing.scored,
            "unscoreable": standing.unscoreable,
            "missing": standing.missing,
            "kept": standing.kept,
            "rejected": standing.rejected,
            "undecided": standing.undecided,
            "failures": [dataclasses.asdict(failed) for failed in standing.failures],
        },
        indent=1,
    )


def report(standing: Status, where: str, *, most_paths: int | None) -> Iterator[Text]:
    """All of it in lines; at most `most_paths` paths for each reason, or all if None."""
    yield from counts(standing, where)
    if standing.scored:
        yield Text("")
        yield Text(f"Scores, median {standing.median:.1f}", style="bold")
        yield from map(Text, histogram(standing.histogram))
    if standing.failures:
        yield Text("")
        yield Text(f"{plural(len(standing.failures), 'photo')} could not be scored", style="bold")
        yield from failures(standing.failures, where, most_paths=most_paths)


def counts(standing: Status, where: str) -> Iterator[Text]:
    """One line per count; those that are usually zero only when they are not."""
    decided = standing.kept + standing.rejected
    rows = [
        (standing.photos, "photos" if standing.photos != 1 else "photo", ""),
        (standing.scored, "scored", ""),
        (standing.unscoreable, "could not be scored", ""),
        (standing.waiting, "waiting", f"  to score them: winnow rate {where}"),
        (standing.missing, "missing", "  there once, gone now; what is known of them is kept"),
        (standing.others, "other files" if standing.others != 1 else "other file", "  no photo"),
        (standing.kept, "kept", ""),
        (standing.rejected, "rejected", ""),
        (standing.undecided if decided else 0, "undecided", "  neither kept nor rejected"),
    ]
    width = len(f"{max(count for count, _, _ in rows):,}")
    for count, words, remark in rows:
        if count or words in {"photos", "scored"}:
            yield Text(f"{count:>{width},} {words}").append(remark, style="dim")


def histogram(bins: Sequence[int], *, rows: int = HISTOGRAM_ROWS) -> list[str]:
    """Columns of blocks over an axis from 0 to 10; a bin that is not empty always shows."""
    tallest = max(bins)
    eighths = [math.ceil(count * rows * 8 / tallest) if count else 0 for count in bins]
    label = f"{tallest:,}"
    lines = []
    for row in reversed(range(rows)):
        columns = "".join(EIGHTHS[min(8, max(0, height - row * 8))] * 2 + " " for height in eighths)
        edge = f"{label} ┤" if row == rows - 1 else " " * len(label) + " │"
        lines.append(f"{edge}{columns}".rstrip())
    margin = " " * len(label)
    lines.append(f"{margin} └{'───' * len(bins)}")
    bins_per_point = len(bins) // 10
    lines.append(f"{margin}  " + "".join(str(point).ljust(3 * bins_per_point) for point in range(11)).rstrip())
    return lines


def failures(failed: Sequence[Failed], where: str, *, most_paths: int | None) -> Iterator[Text]:
    """Grouped by kind and reason, most frequent first."""
    kinds = Counter(each.kind for each in failed)
    groups: dict[tuple[FailureKind, str], list[str]] = defaultdict(list)
    for each in failed:
        groups[each.kind, each.reason].append(each.path)
    by_kind_then_number = sorted(groups.items(), key=lambda group: (-kinds[group[0][0]], group[0][0], -len(group[1])))
    told = None
    for (kind, reason), paths in by_kind_then_number:
        if kind is not told:
            told = kind
            yield from (Text(""), Text(f"{kinds[kind]:,} {KIND_IN_WORDS[kind]}"))
        yield Text(f"  {shown(reason)}")
        yield from (Text(f"    {shown(path)}", style="dim") for path in paths[:most_paths])
        if most_paths is not None and len(paths) > most_paths:
            yield Text(f"    ... and {len(paths) - most_paths:,} more", style="dim")
    yield Text("")
    yield from advice(groups, where, cut=most_paths is not None and any(len(p) > most_paths for p in groups.values()))


def advice(groups: Iterable[tuple[FailureKind, str]], where: str, *, cut: bool) -> Iterator[Text]:
    """What to type next."""
    if cut:
        yield Text(f"To see every path: winnow status {where} | less")
    if any(kind is FailureKind.UNSUPPORTED for kind, _ in groups):
        yield Text("What could be installed for more formats: winnow doctor")
    yield Text(f"To try them again: winnow rate {where} --retry-failed")
