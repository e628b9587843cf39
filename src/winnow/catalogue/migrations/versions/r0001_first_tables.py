"""The first tables: roots, photos, history, others, measurements, scores."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables. What they are for: `winnow.catalogue.tables`."""
    op.create_table(
        "roots",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("path", sa.LargeBinary, nullable=False, unique=True),
    )
    _create_photos()
    op.create_table(
        "history",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("photo_id", sa.Integer, sa.ForeignKey("photos.id"), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("what", sa.String(16), nullable=False),
        sa.Column("path", sa.LargeBinary, nullable=False),
        sa.Column("content", sa.LargeBinary),
    )
    op.create_index("ix_history_photo_id", "history", ["photo_id"])
    op.create_table(
        "others",
        sa.Column("root_id", sa.Integer, sa.ForeignKey("roots.id"), primary_key=True),
        sa.Column("path", sa.LargeBinary, primary_key=True),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("mtime_ns", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "measurements",
        sa.Column("content", sa.LargeBinary, primary_key=True),
        sa.Column("recipe", sa.Text, primary_key=True),
        sa.Column("format", sa.Text, nullable=False),
        sa.Column("width", sa.Integer, nullable=False),
        sa.Column("height", sa.Integer, nullable=False),
        sa.Column("signals", sa.JSON, nullable=False),
        sa.Column("metadata", sa.JSON, nullable=False),
        sa.Column("taken_at", sa.Text),
    )
    op.create_table(
        "scores",
        sa.Column("content", sa.LargeBinary, primary_key=True),
        sa.Column("scorer", sa.Text, primary_key=True),
        sa.Column("value", sa.Float, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("scores_ranked", "scores", ["scorer", "value"])


def _create_photos() -> None:
    op.create_table(
        "photos",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("root_id", sa.Integer, sa.ForeignKey("roots.id"), nullable=False),
        sa.Column("path", sa.LargeBinary, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("mtime_ns", sa.BigInteger, nullable=False),
        sa.Column("companion_path", sa.LargeBinary),
        sa.Column("companion_size", sa.BigInteger),
        sa.Column("companion_mtime_ns", sa.BigInteger),
        sa.Column("content", sa.LargeBinary),
        sa.Column("failure_kind", sa.String(16)),
        sa.Column("failure_reason", sa.Text),
        sa.Column("failure_recipe", sa.Text),
        sa.Column("missing_since", sa.String(32)),
        sa.Column("first_seen_at", sa.String(32), nullable=False),
    )
    here, gone = sa.text("missing_since IS NULL"), sa.text("missing_since IS NOT NULL")
    place = ["root_id", "path"]
    op.create_index("photos_here", "photos", place, unique=True, sqlite_where=here, postgresql_where=here)
    op.create_index("photos_gone", "photos", place, sqlite_where=gone, postgresql_where=gone)
    op.create_index("photos_by_content", "photos", ["content"])
