"""First tables."""

import sqlalchemy as sa
from alembic import op

from services.chassis.migrate import grant, secure

revision = "inventory_0001"
down_revision = None
branch_labels = ("inventory",)
depends_on = "chassis_0001"


def upgrade() -> None:
    op.create_table(
        "organisations",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("organisation", sa.JSON(), nullable=False),
        sa.Column("policy", sa.JSON(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant"),
    )
    op.create_table(
        "people",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("member", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "member"),
    )
    op.create_table(
        "publications",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    op.create_table(
        "systems",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("sort", sa.String(), nullable=True),
        sa.Column("search", sa.Text(), nullable=True),
        sa.Column("stage", sa.String(), server_default="idea", nullable=False),
        sa.Column("found_as", sa.String(), nullable=True),
        sa.Column("since", sa.String(), nullable=True),
        sa.Column("category", sa.String(), nullable=True),
        sa.Column("description", sa.JSON(), nullable=True),
        sa.Column("sources", sa.JSON(), nullable=True),
        sa.Column("oversight", sa.JSON(), nullable=True),
        sa.Column("ai_act_class", sa.String(), nullable=True),
        sa.Column("classification", sa.JSON(), nullable=True),
        sa.Column("confirmed", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("assessment_version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("standing", sa.String(), nullable=True),
        sa.Column("assessment", sa.JSON(), nullable=True),
        sa.Column("register", sa.String(), nullable=True),
        sa.Column("source_id", sa.String(), nullable=True),
        sa.Column("found_record", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    with op.batch_alter_table("systems", schema=None) as batch_op:
        batch_op.create_index("systems_by_source", ["tenant", "register", "source_id"], unique=False)
        batch_op.create_index("systems_in_order", ["tenant", "sort", "id"], unique=False)

    secure(["systems", "publications", "people"])
    grant(["organisations"])
