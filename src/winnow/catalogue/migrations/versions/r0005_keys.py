"""What a client called an act, so that asking again does not decide again."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the column; acts of before have no key."""
    op.add_column("acts", sa.Column("key", sa.Text))
    op.create_index("acts_by_key", "acts", ["root_id", "key"], unique=True)
