"""Why an assessment does not carry the use of its system, and how that goes on."""

import sqlalchemy as sa
from alembic import op

revision = "dpia_0007"
down_revision = "dpia_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.add_column(sa.Column("setback", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("setback_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("continued", sa.JSON(none_as_null=True), nullable=True))
    op.create_index("cases_set_back", "cases", ["tenant", "setback", "setback_on", "id"])
