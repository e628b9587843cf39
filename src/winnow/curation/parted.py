"""Groups of photos, of the groups of contents that are stored: without what was told apart, with what was put together.

Grouping may not have heard of either yet; and of photos with the same bytes some may be told apart.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from winnow.domain.group import REACH, Group, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from winnow.domain.group import Cluster

    Apart = Mapping[tuple[int, int], Kind]

_ID_DIGITS = 12  # of the SHA-256 that identical photos share


def of_photos(photos_of: Mapping[bytes, Sequence[int]], clusters: Iterable[Cluster], apart: Apart) -> Iterator[Group]:
    """Those of the same bytes, then those of the clusters, of the photos that each content has; all parted."""
    for content, photos in photos_of.items():
        if len(photos) > 1:
            yield from parted(Group(f"{Kind.EXACT}-{content.hex()[:_ID_DIGITS]}", Kind.EXACT, tuple(photos)), apart)
    for one in clusters:
        members = tuple(photo for content in one.members for photo in photos_of.get(content, ()))
        yield from parted(Group(one.id, one.kind, members), apart)


def parted(group: Group, apart: Apart) -> list[Group]:
    """The group, most often whole; else its parts of two and more, none with photos that are apart at its reach."""
    if not apart:
        return [group] if len(group.members) > 1 else []
    parts: list[list[int]] = []
    for photo in group.members:
        company = next((part for part in parts if not _is_apart(photo, part, group.kind, apart)), None)
        if company is None:
            parts.append([photo])
        else:
            company.append(photo)
    whole = [part for part in parts if len(part) > 1]
    return [
        replace(group, id=f"{group.id}-{number}" if number else group.id, members=tuple(part))
        for number, part in enumerate(whole)
    ]


def joined(groups: Iterable[Group], photos: Sequence[int], kind: Kind) -> list[Group]:
    """What becomes of groups that hold any of `photos`, once these belong together at a kind and any wider.

    Groups of that reach, and of each wider one that any of them is in, grow into one; the narrower stay as they are.
    """
    held = list(groups)
    found = [group for group in held if REACH[group.kind] < REACH[kind]]
    for reach in range(REACH[kind], REACH[Kind.SCENE] + 1):
        merged = [group for group in held if REACH[group.kind] == reach]
        if merged or reach == REACH[kind]:
            members = dict.fromkeys(photo for one in (*(group.members for group in merged), photos) for photo in one)
            own = kind if reach == REACH[kind] else merged[0].kind
            name = merged[0].id if merged and merged[0].kind is own else f"{own}-of-{min(members)}"
            found.append(Group(name, own, tuple(members)))
    return found


def _is_apart(photo: int, others: Iterable[int], kind: Kind, apart: Apart) -> bool:
    pairs = ((min(photo, other), max(photo, other)) for other in others)
    return any(pair in apart and REACH[apart[pair]] >= REACH[kind] for pair in pairs)
