"""A whole list as JSON, written as fixed-width text by columns: 100,000 photos in milliseconds.

JSON allows white space between values, so every value of a column takes the same number of bytes, padded in front; a
list in another order is the same rows of bytes in another order.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from winnow.domain.decision import LABELS
from winnow.domain.export import MOST_STARS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from winnow.web.kept import Kept
    from winnow.web.lists import Listed
    from winnow.web.view import View
    from winnow.workflows.album import Album

    Cells = NDArray[np.uint8]

_COMMA, _SPACE, _ZERO, _POINT = b", 0."
_DECIMALS = 3
_MOST_IN_A_TABLE = 20_000  # thousandths: scores, and all but the longest panoramas
_VERDICTS = (b" 0", b" 1", b"-1")  # by verdict: -1 is the last
_STARS = tuple(b"%d" % stars for stars in range(MOST_STARS + 1))
_LABELS = (*(b'"%s"' % label.encode() for label in LABELS), b"null")  # likewise


def columns(view: View, listed: Listed, revision: str, cells: Kept[dict[str, Cells]]) -> bytes:
    """`winnow.web.schemas.photos.Columns` of a list; `cells` keeps what does not change with marks."""
    album, marks, places = view.desk.album, view.desk.marks, listed.places
    facts = cells.made(view.reading, lambda: _facts(album))
    found = {name: np.take(column, places, axis=0) for name, column in facts.items()}
    found |= {
        "score": decimals(listed.scores[places]),
        "verdict": chosen(_VERDICTS, marks.verdicts[places]),
        "stars": chosen(_STARS, marks.stars[places]),
        "label": chosen(_LABELS, marks.labels[places]),
    }
    body = b",".join(b'"%s":[%s]' % (name.encode(), _joined(column)) for name, column in found.items())
    return b'{"revision":%s,%s}' % (json.dumps(revision).encode(), body)


def whole(values: NDArray[np.int64]) -> Cells:
    """(n, width) numbers of 0 and more, each with a comma after it."""
    return _with_comma(_digits(values, max(1, len(str(int(values.max(initial=0)))))))


def decimals(values: NDArray[np.float64]) -> Cells:
    """(n, width) numbers of 0 and more with three decimals; NaN as null."""
    unknown = np.isnan(values)
    thousandths = np.rint(np.where(unknown, -1, values * 10**_DECIMALS)).astype(np.int64)
    most = int(thousandths.max(initial=0))
    if most > _MOST_IN_A_TABLE:
        return _decimals(thousandths)
    return np.take(_decimals(np.append(np.arange(most + 1), -1)), thousandths, axis=0, mode="wrap")


def chosen(texts: Sequence[bytes], numbers: NDArray[np.int8]) -> Cells:
    """(n, width) the text of each number; a negative one counts from the end."""
    width = max(map(len, texts))
    table = np.frombuffer(b"".join(text.rjust(width) for text in texts), np.uint8).reshape(len(texts), width)
    return np.take(_with_comma(table), numbers, axis=0, mode="wrap")


def _facts(album: Album) -> dict[str, Cells]:
    """The columns that stay the same as long as the album does."""
    versions = "".join(f'"{album.version(place)}",' for place in range(len(album))).encode()
    width, height = album.sizes[:, 0].astype(np.float64), album.sizes[:, 1].astype(np.float64)
    aspect = np.where((width > 0) & (height > 0), width / np.maximum(height, 1), 1.0)
    failed = np.array([row.failure_kind is not None for row in album.rows], dtype=np.bool_)
    return {
        "id": whole(album.ids),
        "version": np.frombuffer(versions, np.uint8).reshape(len(album), -1) if len(album) else whole(album.ids),
        "aspect": decimals(np.where(failed, 0.0, np.maximum(aspect, 10.0**-_DECIMALS))),
    }


def _decimals(thousandths: NDArray[np.int64]) -> Cells:
    """The same of thousandths; what is negative as null."""
    unknown = thousandths < 0
    width = max(len("null") - _DECIMALS - 1, len(str(int(thousandths.max(initial=0)))) - _DECIMALS, 1)
    front = _digits(np.maximum(thousandths, 0) // 10**_DECIMALS, width)
    behind = _digits(np.maximum(thousandths, 0) % 10**_DECIMALS, _DECIMALS, padding=_ZERO)
    point = np.full((len(thousandths), 1), _POINT, np.uint8)
    cells = np.concatenate([front, point, behind], axis=1)
    cells[unknown] = np.frombuffer(b"null".rjust(cells.shape[1]), np.uint8)
    return _with_comma(cells)


def _digits(values: NDArray[np.int64], width: int, padding: int = _SPACE) -> Cells:
    powers = 10 ** np.arange(width - 1, -1, -1)
    cells = (values[:, None] // powers % 10 + _ZERO).astype(np.uint8)
    leading = values[:, None] < powers
    leading[:, -1] = False
    cells[leading] = padding
    return cells


def _with_comma(cells: Cells) -> Cells:
    return np.concatenate([cells, np.full((len(cells), 1), _COMMA, np.uint8)], axis=1)


def _joined(cells: Cells) -> bytes:
    """The values with commas between them, and none after the last."""
    return np.ascontiguousarray(cells).tobytes()[:-1]
