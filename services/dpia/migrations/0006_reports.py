"""Who reported a condition that waits for another person to look."""

import sqlalchemy as sa
from alembic import op

from services.chassis.migrate import secure

revision = "dpia_0006"
down_revision = "dpia_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reports",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("condition", sa.String(), nullable=False),
        sa.Column("member", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id", "condition"),
    )
    secure(["reports"])
