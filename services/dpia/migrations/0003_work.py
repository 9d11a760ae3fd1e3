"""What waits for whom: cases by state, oldest first, and who had a hand in a version."""

import sqlalchemy as sa
from alembic import op

from services.chassis.migrate import secure

revision = "dpia_0003"
down_revision = "dpia_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hands",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("member", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "member", "id"),
    )
    op.create_index("cases_by_state", "cases", ["tenant", "state", "since", "id"])
    secure(["hands"])
