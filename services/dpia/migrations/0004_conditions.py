"""How far each condition of a decision is."""

import sqlalchemy as sa
from alembic import op

revision = "dpia_0004"
down_revision = "dpia_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.add_column(sa.Column("conditions", sa.JSON(), nullable=True))
