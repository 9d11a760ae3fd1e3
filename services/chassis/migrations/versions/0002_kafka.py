"""Positions on Kafka, leases, and when what is due is tried again."""

import sqlalchemy as sa
from alembic import op

from services.chassis.migrate import grant

revision = "chassis_0002"
down_revision = "chassis_0001"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("streams", sa.Column("relayed_offset", NUMBER))
    op.add_column("inbox", sa.Column("topic_offset", NUMBER))
    op.add_column("due", sa.Column("made_at", sa.String()))
    op.add_column("due", sa.Column("retry_at", sa.String()))
    op.create_table(
        "partitions",
        sa.Column("topic", sa.String(), primary_key=True),
        sa.Column("partition", sa.Integer(), primary_key=True),
        sa.Column("next_offset", NUMBER, nullable=False),
    )
    op.create_table(
        "lease",
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("until", sa.Float(), nullable=False),
    )
    grant(["partitions", "lease"])
