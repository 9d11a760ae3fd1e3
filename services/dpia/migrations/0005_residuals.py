"""What is left of each risk, and the prior consultation."""

import sqlalchemy as sa
from alembic import op

revision = "dpia_0005"
down_revision = "dpia_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("cases", schema=None) as batch_op:
        for name in ("residuals", "consultation"):
            batch_op.add_column(sa.Column(name, sa.JSON(), nullable=True))
