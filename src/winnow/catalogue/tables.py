"""The tables of a library, in types that SQLite and PostgreSQL share.

Paths are bytes (`os.fsencode`), because a file name need not be UTF-8, and bytes sort and range-scan alike everywhere.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

REVISION = "0005"
"""The Alembic revision that these tables are. A test holds it to the head of `migrations/`."""

schema = MetaData()

# A library may hold several folders. See `roots.py` for what `path` is.
roots = Table(
    "roots",
    schema,
    Column("id", Integer, primary_key=True),
    Column("path", LargeBinary, nullable=False, unique=True),
)

# A photo: this path in this library. `content` is null while nobody could read the bytes. A photo that is gone keeps
# its row and its path, so one path may have several missing photos beside the one that is there now.
photos = Table(
    "photos",
    schema,
    Column("id", Integer, primary_key=True),
    Column("root_id", ForeignKey("roots.id"), nullable=False),
    Column("path", LargeBinary, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("mtime_ns", BigInteger, nullable=False),
    Column("companion_path", LargeBinary),
    Column("companion_size", BigInteger),
    Column("companion_mtime_ns", BigInteger),
    Column("content", LargeBinary),
    Column("failure_kind", String(16)),
    Column("failure_reason", Text),
    Column("failure_recipe", Text),
    Column("missing_since", String(32)),
    Column("first_seen_at", String(32), nullable=False),
)
_gone = photos.c.missing_since.is_not(None)
_here = photos.c.missing_since.is_(None)
Index("photos_here", photos.c.root_id, photos.c.path, unique=True, sqlite_where=_here, postgresql_where=_here)
Index("photos_gone", photos.c.root_id, photos.c.path, sqlite_where=_gone, postgresql_where=_gone)
Index("photos_by_content", photos.c.content)

# Append-only. `path` and `content` are what they were before.
history = Table(
    "history",
    schema,
    Column("id", Integer, primary_key=True),
    Column("photo_id", ForeignKey("photos.id"), nullable=False, index=True),
    Column("at", String(32), nullable=False),
    Column("what", String(16), nullable=False),
    Column("path", LargeBinary, nullable=False),
    Column("content", LargeBinary),
)

# Files that are no photos: a note that they need not be opened again until they change.
others = Table(
    "others",
    schema,
    Column("root_id", ForeignKey("roots.id"), primary_key=True),
    Column("path", LargeBinary, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("mtime_ns", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# One row per content, wherever it lies. `taken_at` repeats the metadata's, for queries by date.
measurements = Table(
    "measurements",
    schema,
    Column("content", LargeBinary, primary_key=True),
    Column("recipe", Text, primary_key=True),
    Column("format", Text, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("signals", JSON, nullable=False),
    Column("metadata", JSON, nullable=False),
    Column("taken_at", Text),
)

# What a network makes of a content, whatever card it belongs to. `distribution` is float32, little-endian; the network
# is part of the key as the recipe is of a measurement's.
impressions = Table(
    "impressions",
    schema,
    Column("content", LargeBinary, primary_key=True),
    Column("network", Text, primary_key=True),
    Column("distribution", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# The same key; `vector` is float16, little-endian. Apart, because lists read distributions and no embeddings.
embeddings = Table(
    "embeddings",
    schema,
    Column("content", LargeBinary, primary_key=True),
    Column("network", Text, primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)

scores = Table(
    "scores",
    schema,
    Column("content", LargeBinary, primary_key=True),
    Column("scorer", Text, primary_key=True),
    Column("value", Float, nullable=False),
    Column("confidence", Float, nullable=False),
    sqlite_with_rowid=False,
)
Index("scores_ranked", scores.c.scorer, scores.c.value)

# The log of decisions, append-only. An act undoes another or has choices. `key` is what a client that may ask twice
# called it: it is decided once.
acts = Table(
    "acts",
    schema,
    Column("id", Integer, primary_key=True),
    Column("root_id", ForeignKey("roots.id"), nullable=False),
    Column("at", String(32), nullable=False),
    Column("who", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("undoes", ForeignKey("acts.id")),
    Column("key", Text),
)
Index("acts_by_key", acts.c.root_id, acts.c.key, unique=True)

# One row per photo of each choice: the choices of an act are numbered, and so are the photos of a choice. The key is
# the order in which the log is read; by photo it is asked what was decided of a few.
choices = Table(
    "choices",
    schema,
    Column("act_id", ForeignKey("acts.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("photo_id", ForeignKey("photos.id"), nullable=False),
    Column("other", Boolean, nullable=False),
    Column("verb", String(16), nullable=False),
    Column("value", Text),
    sqlite_with_rowid=False,
)
Index("choices_by_photo", choices.c.photo_id)

# What a content's thumbnail looks like. `hash` is the unsigned one as SQLite and PostgreSQL have it, signed; the recipe
# is that of looks, not of signals.
looks = Table(
    "looks",
    schema,
    Column("content", LargeBinary, primary_key=True),
    Column("recipe", Text, primary_key=True),
    Column("hash", BigInteger, nullable=False),
    Column("entropy_bits", Float, nullable=False),
    Column("light_ev", Float, nullable=False),
    sqlite_with_rowid=False,
)

# How one content's thumbnail lies on another's, `one` being the lower; `found` is null where they share nothing.
alignments = Table(
    "alignments",
    schema,
    Column("one", LargeBinary, primary_key=True),
    Column("other", LargeBinary, primary_key=True),
    Column("recipe", Text, primary_key=True),
    Column("found", JSON(none_as_null=True)),
    sqlite_with_rowid=False,
)

# Groups of contents in a folder, and of what they were made: `how` names the network, the recipes and the bars, `act`
# is the last of the log that was heard, `gathered` lists the contents that were there.
groups = Table(
    "groups",
    schema,
    Column("root_id", ForeignKey("roots.id"), primary_key=True),
    Column("id", Text, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("centre", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
members = Table(
    "members",
    schema,
    Column("root_id", ForeignKey("roots.id"), primary_key=True),
    Column("content", LargeBinary, primary_key=True),
    Column("group_id", Text, primary_key=True),
    sqlite_with_rowid=False,
)
Index("members_by_group", members.c.root_id, members.c.group_id)
gatherings = Table(
    "gatherings",
    schema,
    Column("root_id", ForeignKey("roots.id"), primary_key=True),
    Column("how", Text, nullable=False),
    Column("act", Integer, nullable=False),
    Column("facts", Text, nullable=False),
)
gathered = Table(
    "gathered",
    schema,
    Column("root_id", ForeignKey("roots.id"), primary_key=True),
    Column("content", LargeBinary, primary_key=True),
    Column("taken_ns", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
