"""A complaint that is answered later, and why."""

import sqlalchemy as sa
from alembic import op

revision = "feedback_0008"
down_revision = "feedback_0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("remarks", sa.Column("extended_as", sa.String(), nullable=True))
    op.add_column("remarks", sa.Column("extended_why_id", sa.String(), nullable=True))
