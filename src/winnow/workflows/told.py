"""What the person said of photos, as said of their contents: what grouping obeys."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from winnow.grouping.looks import Facts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from winnow.catalogue.shots import Shot
    from winnow.domain.decided import Decided
    from winnow.domain.group import Kind


@dataclass(frozen=True, slots=True)
class Told:
    """Facts of contents. What is said of one content alone, which lies at several paths, is not among them.

    Attributes:
        apart: two contents, the lower first, and the widest kind at which they do not belong together; in order.
        together: contents that do, in order, and the kind; as `winnow.domain.decided.Decided` has them.
    """

    apart: tuple[tuple[bytes, bytes, Kind], ...]
    together: tuple[tuple[tuple[bytes, ...], Kind], ...]

    @property
    def digest(self) -> str:
        """Short, and different for different facts."""
        return hashlib.sha256(repr((self.apart, self.together)).encode()).hexdigest()[:16]

    def facts(self, row_of: Mapping[bytes, int]) -> Facts:
        """The same of rows; what is said of a content that has none is left out."""
        together = (
            (tuple(sorted(row_of[content] for content in contents if content in row_of)), kind)
            for contents, kind in self.together
        )
        return Facts(
            tuple(
                (row_of[one], row_of[other], kind)
                for one, other, kind in self.apart
                if one in row_of and other in row_of
            ),
            tuple(one for one in together if len(one[0]) > 1),
        )


def told(decided: Decided, shots: Mapping[bytes, Shot]) -> Told:
    """Return what was decided of the photos of `shots`."""
    content_of = {photo: content for content, shot in shots.items() for photo in shot.photos}
    apart = {
        (min(content_of[one], content_of[other]), max(content_of[one], content_of[other]), kind)
        for (one, other), kind in decided.apart.items()
        if one in content_of and other in content_of and content_of[one] != content_of[other]
    }
    together = (
        (tuple(sorted({content_of[photo] for photo in said.photos if photo in content_of})), said.kind)
        for said in decided.together
    )
    return Told(tuple(sorted(apart)), tuple(one for one in together if len(one[0]) > 1))
