"""The summary for everyone, what of it is public, and who wrote in it."""

import sqlalchemy as sa
from alembic import op

from services.chassis.migrate import secure

revision = "dpia_0008"
down_revision = "dpia_0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("cases", schema=None) as batch_op:
        for name in ("summary", "released"):
            batch_op.add_column(sa.Column(name, sa.JSON(none_as_null=True), nullable=True))
    op.create_table(
        "authors",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("member", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id", "member"),
    )
    secure(["authors"])
