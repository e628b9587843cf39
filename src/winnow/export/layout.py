"""Which file goes under which name, decided before anything is written.

::

    each photo, with its RAW and its sidecars under one stem:
        the first of  IMG_1, IMG_1 (2), IMG_1 (3) ...  where
            the very photo lies already     → there; of its other parts, what is missing is laid beside it
            or nothing stands in the way    → placed
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from itertools import count
from typing import TYPE_CHECKING, Protocol

from winnow.domain.export import Left, Placed
from winnow.export.names import numbered, same_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from winnow.domain.export import Item, Part


class Holds(Enum):
    """What stands at a name of a place."""

    NOTHING = auto()
    THE_SAME = auto()
    ANOTHER = auto()


class Place(Protocol):
    """Where files go. Names are relative to it, with ``/`` between parts."""

    def holds(self, name: str, part: Part) -> Holds:
        """What stands at `name`, compared with a file that might go there."""
        ...


class Empty:
    """A place that holds nothing: an archive that is yet to be written."""

    def holds(self, name: str, part: Part) -> Holds:  # noqa: ARG002 - see `Place`
        """Nothing."""
        return Holds.NOTHING


@dataclass(frozen=True, slots=True)
class Placing:
    """One file and its name at the target."""

    part: Part
    to: str


@dataclass(frozen=True, slots=True)
class Layout:
    """What goes where.

    Attributes:
        placings: what is to be placed.
        there: what is at the target already.
        left: what is left as it is, and why.
    """

    placings: tuple[Placing, ...] = ()
    there: tuple[Placed, ...] = ()
    left: tuple[Left, ...] = ()

    @property
    def size(self) -> int:
        """Bytes that are to be placed."""
        return sum(placing.part.size for placing in self.placings)


def lay_out(items: Iterable[Item], place: Place, *, flat: bool, as_written: Callable[[str], str] = str) -> Layout:
    """Name every part of every photo at a place, over nothing that stands there and nothing else that goes there.

    Args:
        items: the photos, in the order in which they choose their names.
        place: what stands there.
        flat: without folders.
        as_written: how a path is written at the target.
    """
    desk = _Desk(place)
    for item in items:
        desk.put([(part, _path_at(part.path, flat=flat, as_written=as_written)) for part in item.parts])
    return Layout(tuple(desk.placings), tuple(desk.there), tuple(desk.left))


def _path_at(path: str, *, flat: bool, as_written: Callable[[str], str]) -> str:
    return as_written(path.rpartition("/")[2] if flat else path)


class _Desk:
    """What has been laid out so far."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._taken: dict[str, Part] = {}
        self.placings: list[Placing] = []
        self.there: list[Placed] = []
        self.left: list[Left] = []

    def put(self, named: Sequence[tuple[Part, str]]) -> None:
        """Lay one photo out."""
        longest_suffix = max((part.suffix for part, _ in named), key=len)
        for number in count(1):
            names = [(part, _numbered(path, part.suffix, number, longest_suffix)) for part, path in named]
            held = [self._holds(name, part) for part, name in names]
            if held[0] is Holds.THE_SAME or Holds.ANOTHER not in held:
                break
        for (part, name), what in zip(names, held, strict=True):
            self._settle(part, name, what)

    def _holds(self, name: str, part: Part) -> Holds:
        """What stands at a name, or goes there by what has been laid out."""
        before = self._taken.get(same_key(name))
        if before is None:
            return self._place.holds(name, part)
        same = part.content is not None and part.content == before.content
        return Holds.THE_SAME if same else Holds.ANOTHER

    def _settle(self, part: Part, name: str, what: Holds) -> None:
        if what is Holds.THE_SAME:
            self._taken.setdefault(same_key(name), part)
            self.there.append(Placed(part.path, name))
        elif what is Holds.ANOTHER:
            self.left.append(Left(part.path, f"another {name} is there"))
        elif same_key(name) in self._taken:  # by a part of the same photo
            self.left.append(Left(part.path, f"{name} would be the same name on some systems"))
        else:
            self._taken[same_key(name)] = part
            self.placings.append(Placing(part, name))


def _numbered(path: str, suffix: str, number: int, longest_suffix: str) -> str:
    folder, slash, name = path.rpartition("/")
    return folder + slash + numbered(name, suffix, number, longest_suffix)
