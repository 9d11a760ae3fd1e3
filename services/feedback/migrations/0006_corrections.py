"""What was found of correction requests, and who watches over each system."""

import sqlalchemy as sa
from alembic import op

from services.chassis.migrate import secure

revision = "feedback_0006"
down_revision = "feedback_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("resolution", "resolved_why_id"):
        op.add_column("remarks", sa.Column(name, sa.String(), nullable=True))
    op.create_table(
        "oversights",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("oversight", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    secure(["oversights"])
