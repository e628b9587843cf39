"""``winnow explain``: a score as a sum that adds up, in words and numbers."""

import dataclasses
import json as json_format
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

import winnow
from winnow.cli.options import Json, LibraryFile, Model, Profile
from winnow.cli.terminal import console, plural, shown
from winnow.domain.decision import Mark
from winnow.domain.impression import SIGNAL as IMPRESSION
from winnow.domain.metadata import Metadata
from winnow.domain.score import Explanation
from winnow.domain.views import Explained

WIDE_COLUMNS = 100  # from here on, the names of the signals fit too
BAR_COLUMNS = 10

HISTOGRAM_ROWS, HISTOGRAM_COLUMNS = 3, 4  # columns for each score
BLOCKS = " ▁▂▃▄▅▆▇█"
EIGHTHS = len(BLOCKS) - 1
LEAST_SHOWN = 0.005  # a chance that rounds to 1% is never drawn as nothing


def explain(
    photo: Annotated[
        Path, typer.Argument(metavar="PHOTO", help="A photo in a folder that has been rated.", show_default=False)
    ],
    *,
    profile: Profile = None,
    json: Json = False,
    model: Model = None,
    library: LibraryFile = None,
) -> None:
    """Say why a photo has its score.

    Every contribution is listed, in words and numbers, and they add up to the score.

    \b
    Example:
      winnow explain ~/Pictures/2019/italy/IMG_2031.jpg
    """  # noqa: D301 - \b is Click's mark for "do not wrap this paragraph"
    path = Path(os.path.expanduser(photo)).absolute()  # noqa: PTH111 - pathlib's raises for a user that there is not
    explained = winnow.library_of(path, library=library, model=model).explain(path, profile=profile)
    if json:
        typer.echo(as_json(explained))
        return
    screen = console()
    for line in header(explained):
        screen.print(line, soft_wrap=True)
    screen.print(as_table(explained.explanation, with_signals=screen.width >= WIDE_COLUMNS))
    if explained.explanation.distribution is not None:
        for line in histogram(explained.explanation.distribution):
            screen.print(line, soft_wrap=True)
    screen.print(verdict(explained.explanation), soft_wrap=not screen.is_terminal)


def as_json(explained: Explained) -> str:
    """Everything, in one object; `base` and the contributions' points add up to `score`."""
    explanation = explained.explanation
    return json_format.dumps(
        {
            "path": explained.path,
            "companion": explained.companion,
            "missing_since": explained.missing_since,
            "mark": dataclasses.asdict(explained.mark),
            "format": explained.format,
            "width": explained.width,
            "height": explained.height,
            "metadata": dataclasses.asdict(explained.metadata),
            "score": explanation.score.value,
            "confidence": explanation.score.confidence,
            "scorer": explanation.scorer,
            "base": explanation.base,
            "distribution": explanation.distribution,
            "contributions": [dataclasses.asdict(each) for each in explanation.contributions],
        },
        indent=1,
    )


def header(explained: Explained) -> Iterator[Text]:
    """Name, whether it is gone, what was decided of it, picture, camera, shot."""
    yield Text(shown(explained.path), style="bold")
    if explained.missing_since is not None:
        yield Text(f"gone since {explained.missing_since[:10]}", style="yellow")
    decided = mark_in_words(explained.mark)
    if decided:
        yield Text(decided)
    megapixels = explained.width * explained.height / 1e6
    picture = f"{explained.width} x {explained.height} ({megapixels:.1f} MP) {explained.format.upper()}"
    companion = f", with {shown(explained.companion)}" if explained.companion else ""
    yield Text(picture + companion, style="dim")
    shot = shot_in_words(explained.metadata)
    if shot:
        yield Text(shown(shot), style="dim")
    yield Text("")


def mark_in_words(mark: Mark) -> str:
    """What was decided of it: ``kept, 4 stars, red``."""
    kept = {True: "kept", False: "rejected", None: ""}[mark.kept]
    return ", ".join(filter(None, (kept, plural(mark.stars, "star") if mark.stars else "", mark.label)))


def shot_in_words(metadata: Metadata) -> str:
    """When and with what it was taken, as far as the file says."""
    make, model = metadata.camera_make or "", metadata.camera_model or ""
    camera = model if model.lower().startswith(make.lower()) else f"{make} {model}".strip()
    shutter = metadata.shutter_seconds
    settings = [
        f"{metadata.focal_length_mm:g} mm" if metadata.focal_length_mm else "",
        f"f/{metadata.aperture_f:g}" if metadata.aperture_f else "",
        (f"1/{1 / shutter:.0f} s" if shutter < 0.4 else f"{shutter:g} s") if shutter else "",  # noqa: PLR2004 - as cameras show it
        f"ISO {metadata.iso}" if metadata.iso else "",
    ]
    taken = metadata.taken_at[:19].replace("T", " ") if metadata.taken_at else ""
    parts = [taken, camera, metadata.lens or "", " ".join(filter(None, settings)), metadata.film_simulation or ""]
    return ", ".join(filter(None, parts))


def as_table(explanation: Explanation, *, with_signals: bool) -> Table:
    """Base, contributions, sum; the rounded points add up to the rounded score.

    What the model makes of the picture as a whole comes first, then the signals that say why, strongest first.
    """
    contributions = sorted(explanation.contributions, key=lambda one: one.signal != IMPRESSION)
    cents = rounded_to_sum([explanation.base, *(c.points for c in contributions)], explanation.score.value)
    strongest = max((abs(points) for points in cents[1:]), default=0)
    table = Table(box=None, pad_edge=False, show_header=True, header_style="dim", show_footer=True, footer_style="bold")
    table.add_column("", footer="score", overflow="fold")
    table.add_column("measured", justify="right", no_wrap=True)
    table.add_column("points", footer=f"{sum(cents) / 100:.2f}", justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    table.add_row("an ordinary photo", "", f"{cents[0] / 100:.2f}")
    for contribution, points in zip(contributions, cents[1:], strict=True):
        if contribution.value is None:
            table.add_row(contribution.text, "-", "-", style="dim")  # the text says that it was left out
        else:
            words = Text(contribution.text)
            if with_signals:
                words.append(f"  {contribution.signal}", style="dim")
            table.add_row(words, f"{contribution.value:.3g}", f"{points / 100:+.2f}", bar(points, strongest))
    return table


def bar(points: float, strongest: float) -> Text:
    """Points as blocks, to the left of a line if they were taken, to the right if they were given.

    The strongest contribution, in points without sign, fills its side.
    """
    length = round(BAR_COLUMNS * abs(points) / strongest) if strongest else 0
    if points < 0:
        return Text(("▇" * length).rjust(BAR_COLUMNS), style="red").append("│", style="dim")
    return Text(" " * BAR_COLUMNS + "│", style="dim").append("▇" * length, style="green")


def histogram(distribution: Sequence[float]) -> Iterator[Text]:
    """The chances of the scores 0 to 10 as columns of blocks, the likeliest of full height, over the scores."""
    likeliest = max(distribution)
    heights = [round(HISTOGRAM_ROWS * EIGHTHS * share / likeliest) for share in distribution]
    heights = [max(height, share >= LEAST_SHOWN) for height, share in zip(heights, distribution, strict=True)]
    yield Text("\nhow likely the model finds each score", style="dim")
    for row in reversed(range(HISTOGRAM_ROWS)):
        eighths = [min(max(height - row * EIGHTHS, 0), EIGHTHS) for height in heights]
        yield Text("".join(f"{2 * BLOCKS[each]:>{HISTOGRAM_COLUMNS}}" for each in eighths).rstrip(), style="green")
    yield Text("".join(f"{score:>{HISTOGRAM_COLUMNS}}" for score in range(len(distribution))), style="dim")


def rounded_to_sum(parts: Sequence[float], total: float) -> list[int]:
    """Round to hundredths so that the parts add up to the rounded total: largest remainders are rounded up.

    Returns:
        Whole hundredths, each within one of its exact value, as long as `parts` add up to `total`.
    """
    floors = [int(part * 100 // 1) for part in parts]
    short = round(total * 100) - sum(floors)
    by_remainder = sorted(range(len(parts)), key=lambda i: parts[i] * 100 - floors[i], reverse=True)
    for i in by_remainder[: max(0, short)]:
        floors[i] += 1
    return floors


def verdict(explanation: Explanation) -> Text:
    """How sure the score is, and who says so."""
    chance = explanation.score.confidence
    return Text(
        f"\nConfidence {chance:.0%}: {_chance_in_words(chance)} right to within one point."
        f"\nScored by {explanation.scorer}.",
        style="dim",
    )


def _chance_in_words(chance: float) -> str:
    levels = [(0.9, "almost certain"), (0.7, "likely"), (0.5, "more likely than not")]
    return next((words for least, words in levels if chance >= least), "less likely than not")
