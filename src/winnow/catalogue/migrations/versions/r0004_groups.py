"""What belongs together: looks, alignments, groups and what they were made of."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables. What they are for: `winnow.catalogue.tables`."""
    op.create_table(
        "looks",
        sa.Column("content", sa.LargeBinary, primary_key=True),
        sa.Column("recipe", sa.Text, primary_key=True),
        sa.Column("hash", sa.BigInteger, nullable=False),
        sa.Column("entropy_bits", sa.Float, nullable=False),
        sa.Column("light_ev", sa.Float, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "alignments",
        sa.Column("one", sa.LargeBinary, primary_key=True),
        sa.Column("other", sa.LargeBinary, primary_key=True),
        sa.Column("recipe", sa.Text, primary_key=True),
        sa.Column("found", sa.JSON),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "groups",
        sa.Column("root_id", sa.Integer, sa.ForeignKey("roots.id"), primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("centre", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "members",
        sa.Column("root_id", sa.Integer, sa.ForeignKey("roots.id"), primary_key=True),
        sa.Column("content", sa.LargeBinary, primary_key=True),
        sa.Column("group_id", sa.Text, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("members_by_group", "members", ["root_id", "group_id"])
    op.create_table(
        "gatherings",
        sa.Column("root_id", sa.Integer, sa.ForeignKey("roots.id"), primary_key=True),
        sa.Column("how", sa.Text, nullable=False),
        sa.Column("act", sa.Integer, nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
    )
    op.create_table(
        "gathered",
        sa.Column("root_id", sa.Integer, sa.ForeignKey("roots.id"), primary_key=True),
        sa.Column("content", sa.LargeBinary, primary_key=True),
        sa.Column("taken_ns", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
