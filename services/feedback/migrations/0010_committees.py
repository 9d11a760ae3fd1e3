"""A complaint that a committee treats: which one, and why."""

import sqlalchemy as sa
from alembic import op

revision = "feedback_0010"
down_revision = "feedback_0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("remarks", sa.Column("committee_why_id", sa.String(), nullable=True))
