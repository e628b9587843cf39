"""What is decided of photos: acts, choices."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables. What they are for: `winnow.catalogue.tables`."""
    op.create_table(
        "acts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("root_id", sa.Integer, sa.ForeignKey("roots.id"), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("undoes", sa.Integer, sa.ForeignKey("acts.id")),
    )
    op.create_table(
        "choices",
        sa.Column("act_id", sa.Integer, sa.ForeignKey("acts.id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("photo_id", sa.Integer, sa.ForeignKey("photos.id"), nullable=False),
        sa.Column("other", sa.Boolean, nullable=False),
        sa.Column("verb", sa.String(16), nullable=False),
        sa.Column("value", sa.Text),
        sqlite_with_rowid=False,
    )
    op.create_index("choices_by_photo", "choices", ["photo_id"])
