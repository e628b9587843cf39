"""The gallery's page: one HTML file with everything in it but the pictures, pure text made of values.

It opens from a disk or a memory stick as from a server, and fetches nothing: a page that was opened from a file may not
read another one, so what is said of the photos stands in it. The content security policy lets it load pictures that
lie beside it, run the one script and use the one style, by their hashes, and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from dataclasses import dataclass
from importlib.resources import files
from itertools import groupby
from string import Template
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from winnow.domain.group import REACH, WHOLE, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from winnow.domain.export import Item, Membership

SMALL_PX: Final = 640  # sharp on a screen of two pixels to the point, where the wall shows 320
LARGE_PX: Final = 2048
LEAST_UNDER_A_HEADING: Final = 4  # a heading over one photo is more heading than photo
_STATIC: Final = files("winnow.export").joinpath("static")
_MONTHS: Final = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905 - reads best
)
_IN_WORDS: Final = {
    Kind.EXACT: "one of {size} copies",
    Kind.COPY: "one of {size} copies",
    Kind.BURST: "one of {size} of the same moment",
    Kind.BRACKET: "one of {size} exposures",
    Kind.PANORAMA: "one of {size} frames of a panorama",
    Kind.SCENE: "one of {size} of the same occasion",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo as the gallery shows it.

    Attributes:
        name: of its two pictures, without ``.jpg``; what the address of the open picture ends in.
        width, height: of the small one.
        original: the place of the file itself, if it is there too.
    """

    item: Item
    name: str
    width: int
    height: int
    original: str | None = None

    @property
    def ratio(self) -> float:
        """Width to height, to two digits: so few different ones that each is a class of the style."""
        return max(0.05, round(self.width / self.height, 2))


def page(name: str, pictures: Sequence[Picture]) -> str:
    """The page of these pictures, in order of date; those without a date last, best first.

    `name` is the gallery's folder, of which its title is made.
    """
    pictures = sorted(pictures, key=_in_order)
    title = title_of(name)
    style = _static("gallery.css") + _ratios(pictures)
    script = _static("gallery.js")
    return Template(_static("gallery.html")).substitute(
        title=_text(title),
        about=_text(_about(pictures)),
        sections="".join(_sections(pictures)),
        photos=_in_script([_described(picture) for picture in pictures]),
        style=style,
        style_hash=_csp_hash(style),
        script=script,
        script_hash=_csp_hash(script),
    )


def title_of(name: str) -> str:
    """A folder's name as a title: ``summer_2019-italy`` is ``Summer 2019 italy``; the dashes of dates stay."""
    words = re.sub(r"_|(?<!\d)-|-(?!\d)", " ", name).strip()
    return words[:1].upper() + words[1:]


def _in_order(picture: Picture) -> tuple[bool, str, float]:
    taken = picture.item.taken_at or ""
    return (not taken, taken, _rank(picture))


def _rank(picture: Picture) -> float:
    rank = picture.item.candidate.rank
    return float("inf") if rank is None else rank


def _static(name: str) -> str:
    return _STATIC.joinpath(name).read_text(encoding="utf-8")


def _text(text: str) -> str:
    """Text as HTML; a byte that is not UTF-8 is shown as an escape."""
    return html.escape(text.encode("utf-8", "backslashreplace").decode())


def _in_script(value: object) -> str:
    """JSON inside a script element, which nothing in it can end."""
    return json.dumps(value).replace("<", "\\u003c")


def _csp_hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _ratios(pictures: Sequence[Picture]) -> str:
    ratios = sorted({picture.ratio for picture in pictures})
    return "".join(f".r{ratio * 100:.0f} {{ --ratio: {ratio:g}; }}\n" for ratio in ratios)


# -- what is said ------------------------------------------------------------------------------------------------------


def _about(pictures: Sequence[Picture]) -> str:
    count = "1 photo" if len(pictures) == 1 else f"{len(pictures):,} photos"
    days = [picture.item.taken_at[:10] for picture in pictures if picture.item.taken_at]
    if not days:
        return count
    first, last = date_in_words(days[0]), date_in_words(days[-1])
    return f"{count}, {first}" if first == last else f"{count}, {first} to {last}"


def date_in_words(date: str) -> str:
    """The front of an ISO date: ``14 July 2019``, ``July 2019``, ``2019``; as it is if it is none."""
    year, *rest = date.split("-")
    try:
        month = _MONTHS[int(rest[0]) - 1] if rest else ""
        day = str(int(rest[1])) if len(rest) > 1 else ""
    except (ValueError, IndexError):
        return date
    return " ".join(filter(None, (day, month, year)))


def _sections(pictures: Sequence[Picture]) -> Iterator[str]:
    length = next((length for length in (10, 7) if _enough(pictures, length)), 4)  # of a date: day, month, else year
    parts = _parted(pictures, length)
    start = 0
    for part in parts:
        links = "".join(_link(picture, start + place) for place, picture in enumerate(part))
        words = _heading(part, length) if len(parts) > 1 else ""
        yield f'<section data-photos="{start}-{start + len(part)}">{words}<div class="wall">{links}</div></section>\n'
        start += len(part)


def _enough(pictures: Sequence[Picture], length: int) -> bool:
    dates = [picture.item.taken_at[:length] for picture in pictures if picture.item.taken_at]
    return len(dates) >= LEAST_UNDER_A_HEADING * len(set(dates))


def _parted(pictures: Sequence[Picture], length: int) -> list[list[Picture]]:
    """The pictures by date, those of few together with those that follow; those without a date apart."""
    parts: list[list[Picture]] = [[]]
    for date, group in groupby(pictures, lambda picture: (picture.item.taken_at or "")[:length]):
        if not date or len(parts[-1]) >= LEAST_UNDER_A_HEADING:
            parts.append([])
        parts[-1] += group
    return [part for part in parts if part]


def _heading(pictures: Sequence[Picture], length: int) -> str:
    """From when to when."""
    ends = dict.fromkeys((picture.item.taken_at or "")[:length] for picture in (pictures[0], pictures[-1]))
    times = [f'<time datetime="{_text(end)}">{_text(date_in_words(end))}</time>' for end in ends if end]
    return f"<h2>{' to '.join(times) or 'Date not known'}</h2>"


def _link(picture: Picture, place: int) -> str:
    score = picture.item.candidate.score
    words = [f"<b>{score.value:.1f}</b>"] if score else []
    words += [_text("★" * picture.item.candidate.mark.stars)] if picture.item.candidate.mark.stars else []
    words += [_text(moment)] if (moment := _moment(picture.item)) else []
    shown = f'<span class="words">{" ".join(f"<span>{word}</span>" for word in words)}</span>' if words else ""
    return (
        f'<a class="photo r{picture.ratio * 100:.0f}" href="large/{quote(picture.name)}.jpg">'
        f'<img src="small/{quote(picture.name)}.jpg" width="{picture.width}" height="{picture.height}" '
        f'alt="{_text(_alternative(picture, place))}" loading="lazy" decoding="async" />{shown}</a>'
    )


def _alternative(picture: Picture, place: int) -> str:
    """What a screen reader says for the picture."""
    item = picture.item
    taken = date_in_words(item.taken_at[:10]) if item.taken_at else ""
    said = (f"Photo {place + 1}", taken, _file_name(item), "; ".join(_praise(item)))
    return ", ".join(filter(None, said))


def _praise(item: Item) -> list[str]:
    """What speaks for the photo; what speaks against it is nothing to show a guest."""
    return [reason.text for reason in item.reasons if reason.points > 0]


def _file_name(item: Item) -> str:
    return item.path.rpartition("/")[2]


def _moment(item: Item) -> str:
    """How the photo belongs to the narrowest group that says something: ``the best of 4 of the same moment``."""
    group = _narrowest(item)
    if group is None:
        return ""
    words = _IN_WORDS[group.kind].format(size=group.size)
    chosen = group.keeper and group.kind not in WHOLE
    return words.replace("one of", "the best of") if chosen else words


def _narrowest(item: Item) -> Membership | None:
    """The photo's group of the same moment, else of the same occasion, else of copies: what tells a reader most."""
    telling = {REACH[Kind.BURST]: 0, REACH[Kind.SCENE]: 1, REACH[Kind.COPY]: 2, REACH[Kind.EXACT]: 2}
    groups = sorted(item.candidate.groups, key=lambda group: (telling[REACH[group.kind]], group.group))
    return groups[0] if groups else None


def _described(picture: Picture) -> dict[str, Any]:
    """What the script knows of a photo. No path, no place: a gallery is sent to people."""
    item = picture.item
    candidate, group = item.candidate, _narrowest(item)
    return {
        "id": picture.name,
        "large": f"large/{quote(picture.name)}.jpg",
        "original": picture.original and quote(picture.original),
        "name": _file_name(item).encode("utf-8", "backslashreplace").decode(),
        "taken": item.taken_at and item.taken_at[:19],
        "score": candidate.score and f"{candidate.score.value:.1f}",
        "rank": candidate.rank or 10**9,
        "stars": candidate.mark.stars,
        "reasons": _praise(item),
        "moment": _moment(item),
        "group": group and group.group,
    }
