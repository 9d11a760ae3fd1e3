"""What each system still asks of people."""

import sqlalchemy as sa
from alembic import op

from services.chassis.migrate import secure

revision = "inventory_0002"
down_revision = "inventory_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "to_do",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("member", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id", "code"),
    )
    op.create_index("to_do_by_code", "to_do", ["tenant", "code", "since", "id"])
    secure(["to_do"])
