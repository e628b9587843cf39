"""Clusters that do not chain: in each there is one member, its centre, that every other is alike enough.

Hierarchical clustering with minimax linkage: of all pairs of clusters, the two are joined whose union has the centre
that is likest to the member it is least alike, until none reaches the bar (Bien & Tibshirani, "Hierarchical clustering
with prototypes via minimax linkage", JASA 2011). It has no inversions, so a higher bar only stops sooner: its clusters
are parts of those of a lower bar. Equally good unions are taken in order of rows, so the order of pairs plays no part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from winnow.grouping.pairs import roots_of
from winnow.grouping.wanted import go_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from winnow.grouping.looks import Rows
    from winnow.grouping.pairs import Pairs

    Barred = Callable[[Rows], NDArray[np.bool_]]
    """(k, k) which of k rows, rising, may not be in one cluster."""

LARGEST = 1024
"""Rows that are compared with one another at once; no cluster is larger."""

_GONE = -np.inf


def clusters(pairs: Pairs, barred: Barred) -> Iterator[tuple[int, Rows]]:
    """Yield centre and members, two or more and rising, of each cluster.

    Args:
        pairs: those that reach the bar; what is no pair does not.
        barred: what may not be in one cluster all the same.
    """
    for rows, some in _components(pairs):
        go_on()
        if len(rows) <= LARGEST:
            yield from _linked(rows, some, barred)
        else:
            for part, held in _components(_held(some)):
                yield from _linked(part, held, barred)


def _components(pairs: Pairs) -> Iterator[tuple[Rows, Pairs]]:
    """Yield the rows, rising, and the pairs of each connected component."""
    if not len(pairs):
        return
    rows, ends = np.unique(np.concatenate([pairs.one, pairs.other]), return_inverse=True)
    one, other = np.split(ends, 2)
    roots = roots_of(len(rows), one, other)
    by_root, by_pair = np.argsort(roots, kind="stable"), np.argsort(roots[one], kind="stable")
    row_cuts = np.flatnonzero(np.diff(roots[by_root])) + 1
    pair_cuts = np.flatnonzero(np.diff(roots[one][by_pair])) + 1
    sorted_rows, sorted_pairs = rows[by_root], pairs.where(by_pair)
    row_ends = zip([0, *row_cuts.tolist()], [*row_cuts.tolist(), len(rows)], strict=True)
    pair_ends = zip([0, *pair_cuts.tolist()], [*pair_cuts.tolist(), len(pairs)], strict=True)
    for (low, high), (first, beyond) in zip(row_ends, pair_ends, strict=True):
        yield sorted_rows[low:high], sorted_pairs.where(slice(first, beyond))


def _held(pairs: Pairs) -> Pairs:
    """Return the pairs that are left when the likest are joined first, and nothing above LARGEST.

    So the few sets of thousands that all look alike are parted where they are least alike.
    """
    order = np.lexsort((pairs.other, pairs.one, -pairs.alike))
    parent: dict[int, int] = {}
    sizes: dict[int, int] = {}
    kept = np.zeros(len(pairs), dtype=np.bool_)

    def root(row: int) -> int:
        while (above := parent.get(row, row)) != row:
            parent[row] = row = parent.get(above, above)
        return row

    for number, one, other in zip(order.tolist(), pairs.one[order].tolist(), pairs.other[order].tolist(), strict=True):
        near, far = root(one), root(other)
        size = sizes.get(near, 1) + sizes.get(far, 1)
        if near != far and size <= LARGEST:
            parent[far] = near
            sizes[near] = size
        kept[number] = root(one) == root(other)
    return pairs.where(kept)


def _linked(rows: Rows, pairs: Pairs, barred: Barred) -> Iterator[tuple[int, Rows]]:
    """Yield the clusters of one component."""
    alike = np.full((len(rows), len(rows)), _GONE)
    one, other = np.searchsorted(rows, pairs.one), np.searchsorted(rows, pairs.other)
    alike[one, other] = alike[other, one] = pairs.alike
    np.fill_diagonal(alike, np.inf)
    joined = _joined(alike, barred(rows))
    for label in np.unique(joined):
        members = np.flatnonzero(joined == label)
        if len(members) > 1:
            yield int(rows[members[_centre(alike[np.ix_(members, members)])]]), rows[members]


def _joined(alike: NDArray[np.float64], apart: NDArray[np.bool_]) -> Rows:
    """Return the (k,) cluster of each of k rows: that of its first member.

    Args:
        alike: (k, k), minus infinity where two do not reach the bar, plus infinity for each and itself.
        apart: (k, k) which may not be together.
    """
    cluster = np.arange(len(alike))
    reach = alike.copy()  # [c, row]: how alike the row is the member of c it is least alike
    linkage = np.where(apart, _GONE, alike)  # [c, d]: how good a centre their union has
    np.fill_diagonal(linkage, _GONE)
    apart = apart.copy()
    while True:
        low, high = divmod(int(np.argmax(linkage)), len(alike))
        if linkage[low, high] == _GONE:
            return cluster
        low, high = min(low, high), max(low, high)
        cluster[cluster == high] = low
        np.minimum(reach[low], reach[high], out=reach[low])
        apart[low] |= apart[high]
        apart[:, low] = apart[low]
        linkage[high] = linkage[:, high] = _GONE
        linkage[low] = linkage[:, low] = _linkage(reach, cluster, low, apart[low])


def _linkage(reach: NDArray[np.float64], cluster: Rows, joined: int, apart: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the (k,) linkage of one cluster with every other; minus infinity with what is no cluster any more."""
    members = cluster == joined
    best = np.full(len(cluster), _GONE)
    theirs = np.minimum(reach[joined], reach[cluster, np.arange(len(cluster))])
    np.maximum.at(best, cluster, theirs)  # the centre is one of theirs
    ours = np.minimum(reach[:, members], reach[joined, members]).max(axis=1)
    is_other = np.zeros(len(cluster), dtype=np.bool_)
    is_other[cluster] = True
    is_other[joined] = False
    return np.where(is_other & ~apart, np.maximum(best, ours), _GONE)


def _centre(alike: NDArray[np.float64]) -> int:
    """Return which of the members the others are likest: by the one that is least alike, then by all of them."""
    least = alike.min(axis=1)
    others = np.where(np.isinf(alike), 0, alike).sum(axis=1)
    return int(np.lexsort((np.arange(len(alike)), -others, -least))[0])
