"""What networks make of contents: impressions, embeddings."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables. What they are for: `winnow.catalogue.tables`."""
    op.create_table(
        "impressions",
        sa.Column("content", sa.LargeBinary, primary_key=True),
        sa.Column("network", sa.Text, primary_key=True),
        sa.Column("distribution", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "embeddings",
        sa.Column("content", sa.LargeBinary, primary_key=True),
        sa.Column("network", sa.Text, primary_key=True),
        sa.Column("vector", sa.LargeBinary, nullable=False),
    )
