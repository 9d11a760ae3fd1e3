"""What was erased of a remark, and what who sent it asked to erase."""

import sqlalchemy as sa
from alembic import op

from services.chassis.migrate import secure

revision = "feedback_0005"
down_revision = "feedback_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("erasure_asked_at", "erasure_why_id"):
        op.add_column("remarks", sa.Column(name, sa.String(), nullable=True))
    op.create_table(
        "erasures",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("remark", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("by_sender", sa.Boolean(), nullable=False),
        sa.Column("erased_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    op.create_index("erasures_by_remark", "erasures", ["tenant", "remark", "erased_at", "id"])
    secure(["erasures"])
