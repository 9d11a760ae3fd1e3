"""What the side ways of a case add: no assessment, halted, written anew, and the versions before."""

import sqlalchemy as sa
from alembic import op

revision = "dpia_0002"
down_revision = "dpia_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("cases", schema=None) as batch_op:
        for name in ("exemption", "halted", "again", "earlier"):
            batch_op.add_column(sa.Column(name, sa.JSON(), nullable=True))
