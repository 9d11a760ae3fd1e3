"""First tables."""

import sqlalchemy as sa
from alembic import op

from services.chassis.migrate import grant, secure

revision = "feedback_0001"
down_revision = None
branch_labels = ("feedback",)
depends_on = "chassis_0001"


def upgrade() -> None:
    op.create_table(
        "channels",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "links",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("remark", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("hash"),
    )
    op.create_table(
        "public_remarks",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text_id", sa.String(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("received_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("public_remarks", schema=None) as batch_op:
        batch_op.create_index("public_remarks_by_entry", ["entry", "received_at", "id"], unique=False)

    op.create_table(
        "remarks",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("ground", sa.String(), nullable=True),
        sa.Column("text_id", sa.String(), nullable=False),
        sa.Column("contact_id", sa.String(), nullable=True),
        sa.Column("answer_id", sa.String(), nullable=True),
        sa.Column("received_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    with op.batch_alter_table("remarks", schema=None) as batch_op:
        batch_op.create_index("remarks_by_entry", ["tenant", "entry", "received_at", "id"], unique=False)
        batch_op.create_index("remarks_by_state", ["tenant", "state", "received_at", "id"], unique=False)
        batch_op.create_index("remarks_in_order", ["tenant", "received_at", "id"], unique=False)

    secure(["remarks"])
    grant(["channels", "public_remarks", "links"])
