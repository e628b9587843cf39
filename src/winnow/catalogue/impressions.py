"""Impressions as rows, keyed by (content, network): the same code for a library and for the per-user cache.

The distribution is kept as it came, float32, so that scores made from it are the same for ever; the embedding is
rounded to float16, which moves a likeness by less than 0.001, and lies in a table of its own.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from sqlalchemy import and_, select

from winnow.catalogue.measurements import in_chunks
from winnow.catalogue.tables import embeddings, impressions
from winnow.catalogue.upsert import upsert
from winnow.domain.impression import EMBEDDING, Impression

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy as np
    from numpy.typing import NDArray
    from sqlalchemy import Connection

    from winnow.domain.impression import Distribution

_OF_SAME = and_(embeddings.c.content == impressions.c.content, embeddings.c.network == impressions.c.network)
_FLOAT16 = "<f2"
_FLOAT32_BYTES = 4


def find_impressions(connection: Connection, contents: Collection[bytes], network: str) -> dict[bytes, Impression]:
    """What `network` made of those of `contents` that it was shown."""
    import numpy as np  # noqa: PLC0415 - a folder in which nothing is new needs none

    found = {}
    query = select(impressions.c.content, impressions.c.distribution, embeddings.c.vector).join(embeddings, _OF_SAME)
    for some in in_chunks(contents):
        wanted = query.where(impressions.c.network == network, impressions.c.content.in_(some))
        for content, shares, vector in connection.execute(wanted):
            embedding = np.frombuffer(vector, _FLOAT16).astype(np.float32)
            found[content] = Impression(network, to_distribution(shares), embedding)
    return found


def add_impressions(connection: Connection, seen: Collection[tuple[bytes, Impression]]) -> None:
    """Write what a network makes of contents; the same content by the same network is written over."""
    keys = [{"content": content, "network": impression.network} for content, impression in seen]
    shares = [_from_distribution(impression.distribution) for _, impression in seen]
    vectors = [impression.embedding.astype(_FLOAT16).tobytes() for _, impression in seen]
    upsert(connection, impressions, [key | {"distribution": it} for key, it in zip(keys, shares, strict=True)])
    upsert(connection, embeddings, [key | {"vector": it} for key, it in zip(keys, vectors, strict=True)])


def read_embeddings(
    connection: Connection, contents: Collection[bytes], network: str
) -> tuple[list[bytes], NDArray[np.float32]]:
    """Those of `contents` that `network` was shown, in their order, and an (n, 256) float32 row of each."""
    import numpy as np  # noqa: PLC0415 - as above

    query = select(embeddings.c.content, embeddings.c.vector).where(embeddings.c.network == network)
    vectors: dict[bytes, bytes] = {}
    for some in in_chunks(contents):
        vectors.update(
            (content, vector) for content, vector in connection.execute(query.where(embeddings.c.content.in_(some)))
        )
    there = [content for content in contents if content in vectors]
    together = b"".join(vectors[content] for content in there)
    return there, np.frombuffer(together, _FLOAT16).astype(np.float32).reshape(len(there), EMBEDDING)


def to_distribution(shares: bytes) -> Distribution:
    """The distribution that a row of `impressions` holds."""
    return struct.unpack(f"<{len(shares) // _FLOAT32_BYTES}f", shares)


def _from_distribution(distribution: Distribution) -> bytes:
    return struct.pack(f"<{len(distribution)}f", *distribution)
