"""Remarks that are forwarded, closed and reopened."""

import sqlalchemy as sa
from alembic import op

revision = "feedback_0003"
down_revision = "feedback_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("forwarded_to_id", "forwarded_why_id", "reopened_why_id", "ended_at"):
        op.add_column("remarks", sa.Column(name, sa.String(), nullable=True))
