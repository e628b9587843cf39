"""Groups, from what was proposed and what looking more closely said.

copies <- rows whose pictures are one, clustered
series <- brackets and panoramas of copies: put together, and whole from then on
bursts <- what else was taken at one moment and looks alike, clustered
scenes <- bursts, series and what is left that was taken on one occasion and looks alike, clustered

At each reach the person's word comes first: who is apart stays apart, who is together is put together. What is together
at one reach goes on as one, for which its centre stands. So each member of a group that nobody put there is, at the
narrower reach, in a part whose centre is bound to the group's centre as closely as the bar asks; and a higher bar only
makes the groups of its reach smaller, if the verdicts and the groups of narrower reaches are the same.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from winnow.domain.group import REACH, WHOLE, Cluster, Kind
from winnow.grouping.bonds import BURST, SCENE, Timing, bonds, proven
from winnow.grouping.copies import copies
from winnow.grouping.moments import taken_apart
from winnow.grouping.pairs import likest
from winnow.grouping.parts import apart, single
from winnow.grouping.series import brackets, panoramas, undated_brackets
from winnow.grouping.verdicts import is_place, is_view

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from winnow.grouping.looks import Bars, Facts, Looks, Rows, Verdicts
    from winnow.grouping.minimax import Barred
    from winnow.grouping.parts import Parts
    from winnow.grouping.propose import Proposals

_ID_DIGITS = 12


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    looks: Looks
    bars: Bars
    facts: Facts
    proposals: Proposals
    verdicts: Verdicts


def gather(looks: Looks, bars: Bars, facts: Facts, proposals: Proposals, verdicts: Verdicts) -> tuple[Cluster, ...]:
    """Return the groups of the proposed rows, narrower kinds first, in order of their least members.

    Args:
        looks: as they were proposed from.
        bars: as they were.
        facts: as they were.
        proposals: from `winnow.grouping.propose.propose`.
        verdicts: alignments of at least the pairs that it asked to be checked.
    """
    rows = proposals.rows
    among = {pair: alignment for pair, alignment in verdicts.items() if rows[pair[0]] and rows[pair[1]]}
    known = _Known(looks, bars, facts, proposals, among)
    copied = _copied(known)
    series, whole = _series(known, copied)
    bursts = _bursts(known, series, whole)
    scenes = _scenes(known, bursts)
    return (
        *_clusters(known, copied, Kind.COPY, {}),
        *_clusters(known, bursts, Kind.BURST, whole),
        *_clusters(known, scenes, Kind.SCENE, {}),
    )


def _copied(known: _Known) -> Parts:
    looks = known.looks
    parts = _told(known, single(len(looks)), Kind.COPY)
    said = apart(known.facts, REACH[Kind.COPY], parts)

    def barred(rows: Rows) -> NDArray[np.bool_]:
        return said(rows) | taken_apart(looks, *np.meshgrid(rows, rows, indexing="ij"))

    return parts.joined(copies(looks, known.proposals.hashed, known.verdicts), known.bars.copy, barred)


def _series(known: _Known, parts: Parts) -> tuple[Parts, dict[int, Kind]]:
    """Return the parts with series put together, and the kind of those that are whole, by centre.

    What the person put together is what the person called it, also where it holds a series.
    """
    looks, verdicts, reach = known.looks, known.verdicts, REACH[Kind.BURST]
    found: list[tuple[list[int], Kind]] = [
        *((rows, Kind.BRACKET) for rows in brackets(looks, verdicts)),
        *((rows, Kind.BRACKET) for rows in undated_brackets(looks, verdicts, parts)),
        *((rows, Kind.PANORAMA) for rows in panoramas(looks, verdicts)),
    ]
    told = _told(known, parts, Kind.BURST)
    put = told.put((rows for rows, _ in found), apart(known.facts, reach, told))
    kinds: dict[int, Kind] = {}
    for rows, kind in (*found, *((list(rows), kind) for rows, kind in known.facts.together if REACH[kind] == reach)):
        met = {
            (centre, part) for centre, part in zip(put.centre[rows].tolist(), parts.centre[rows].tolist(), strict=True)
        }
        centres = [centre for centre, _ in met]
        kinds.update((centre, kind) for centre in centres if centres.count(centre) > 1)
    return put, {centre: kind for centre, kind in kinds.items() if kind in WHOLE}


def _bursts(known: _Known, parts: Parts, whole: Mapping[int, Kind]) -> Parts:
    free = known.proposals.rows.copy()
    free[list(whole)] = False
    timing = Timing(known.looks, parts, known.proposals.moment)
    bound = bonds(known.proposals, timing, free, BURST, known.bars.burst)
    pairs = likest(bound, proven(known.verdicts, timing, free, is_view))
    return parts.joined(pairs, known.bars.burst, _apart(known, parts, timing, Kind.BURST))


def _scenes(known: _Known, parts: Parts) -> Parts:
    parts = _told(known, parts, Kind.SCENE)
    timing = Timing(known.looks, parts, known.proposals.occasion)
    bound = bonds(known.proposals, timing, known.proposals.rows, SCENE, known.bars.scene)
    pairs = likest(bound, proven(known.verdicts, timing, known.proposals.rows, is_place))
    return parts.joined(pairs, known.bars.scene, _apart(known, parts, timing, Kind.SCENE))


def _told(known: _Known, parts: Parts, kind: Kind) -> Parts:
    """Return the parts with those put together that the person said are, at the reach of a kind or a narrower one."""
    reach = REACH[kind]
    sets = [rows for rows, of in known.facts.together if REACH[of] <= reach]
    return parts.put(sets, apart(known.facts, reach, parts))


def _apart(known: _Known, parts: Parts, timing: Timing, kind: Kind) -> Barred:
    """Return which centres may not be together: the person said so, or they were taken at other times."""
    said = apart(known.facts, REACH[kind], parts)
    return lambda rows: said(rows) | timing.differs(rows)


def _clusters(known: _Known, parts: Parts, kind: Kind, whole: Mapping[int, Kind]) -> Iterator[Cluster]:
    """Yield the parts of two and more rows, of those that are to be grouped."""
    looks, taken = known.looks, set[str]()
    order = np.argsort(parts.centre, kind="stable")
    order = order[known.proposals.rows[order]]
    ends = np.flatnonzero(np.diff(parts.centre[order])) + 1
    found = [members for members in np.split(order, ends) if len(members) > 1]
    for members in sorted(found, key=lambda members: int(members[0])):
        centre = int(parts.centre[members[0]])
        keys = tuple(looks.keys[row] for row in members.tolist())
        own = whole.get(centre, kind)
        yield Cluster(_name(own, keys[0], taken), own, keys, looks.keys[centre])


def _name(kind: Kind, least: bytes, taken: set[str]) -> str:
    """Return an id that no other group of the kind has; of a million, two share twelve digits in 1 of 500 cases."""
    digits = hashlib.sha256(least).hexdigest()
    name = next(name for end in range(_ID_DIGITS, len(digits)) if (name := f"{kind}-{digits[:end]}") not in taken)
    taken.add(name)
    return name
