"""Who sees to a promise."""

import sqlalchemy as sa
from alembic import op

revision = "feedback_0009"
down_revision = "feedback_0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outcomes", sa.Column("owner_member", sa.String(), nullable=True))
